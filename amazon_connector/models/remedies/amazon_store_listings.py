"""Links of a store's listings that Amazon has changed: how that is told, and the way to them."""

from odoo import models
from odoo.tools import LazyTranslate

from ..troubles.trouble_kind import TroubleKind

_lt = LazyTranslate(__name__)

MOST_NAMED = 20

LINKS = {
    "links_broken": TroubleKind(
        title=_lt("Amazon has changed linked listings"),
        sentence=_lt(
            "Seller SKUs that show another ASIN than when they were linked: %(count)s (%(skus)s). "
            "Look whether they are still the same products, then press Keep Link or Unlink."
        ),
        action="action_view_broken_listings",
        action_text=_lt("Open Listings"),
        severity="warning",
    ),
    "listings_vanished": TroubleKind(
        title=_lt("Linked listings are no longer at Amazon"),
        sentence=_lt(
            "Amazon's report no longer has these seller SKUs: %(skus)s. If Amazon lists the "
            "product under another SKU now, link that one. The old ones can be unlinked."
        ),
        action="action_view_vanished_listings",
        action_text=_lt("Open Listings"),
        severity="warning",
        is_task=True,
    ),
}


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    def _get_link_trouble_domains(self):
        """:return: dict kind → domain of the listings that it is about"""
        linked = [("store_id", "in", self.ids), ("link_state", "in", ("linked", "broken"))]
        return {
            "links_broken": [*linked, ("link_state", "=", "broken"), ("is_listed", "=", True)],
            "listings_vanished": [*linked, ("listing_state", "=", "cancelled")],
        }

    def _find_link_trouble(self, kind, limit=None):
        """:return: the ``amazon.listing`` that a trouble is about"""
        domain = self._get_link_trouble_domains()[kind]
        return self.env["amazon.listing"].search(domain, limit=limit)

    def _follow_broken_links(self):
        """Tell of links that Amazon has broken, or that it is over."""
        broken = self._find_link_trouble("links_broken")
        if broken:
            skus = broken[:MOST_NAMED].mapped("seller_sku")
            self._raise_trouble("links_broken", count=len(broken), skus=skus)
        else:
            self._close_troubles("links_broken")

    def _close_settled_links(self):
        """A person has decided: what was told of is over where nothing of it is left."""
        for store in self:
            told = self.env["amazon.trouble"]._find_open(store, *LINKS)
            told.filtered(lambda trouble, store=store: store._is_settled(trouble))._close()

    # Remedies

    def action_view_broken_listings(self):
        """:return: window action: listings whose link Amazon has broken"""
        return self._get_listing_action(self._get_link_trouble_domains()["links_broken"])

    def action_view_vanished_listings(self):
        """:return: window action: linked listings that Amazon's report no longer has"""
        return self._get_listing_action(self._get_link_trouble_domains()["listings_vanished"])

    def _get_listing_action(self, domain):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_listing_action"
        )
        return dict(action, domain=domain, context={})
