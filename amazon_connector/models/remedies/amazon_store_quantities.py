"""Quantities and lead times that Amazon does not take: how that is told, and the way to them."""

from odoo import models
from odoo.tools import LazyTranslate

from ..troubles.trouble_kind import TroubleKind

_lt = LazyTranslate(__name__)

QUANTITIES = {
    "quantities_refused": TroubleKind(
        title=_lt("Amazon refuses quantities"),
        sentence=_lt(
            "Amazon does not take the quantities of these listings: %(skus)s. Each says on its "
            "form what Amazon answers. Correct the listing in Seller Central; the quantity is "
            "then sent again automatically, at the latest after a day, or at once with Push Again."
        ),
        action="action_view_refused_listings",
        action_text=_lt("Open Listings"),
    ),
    "lead_times_not_kept": TroubleKind(
        title=_lt("Amazon keeps its own handling time"),
        sentence=_lt(
            "Amazon does not take or keep the lead time of these listings: %(skus)s. They are "
            "offered with the handling time that Amazon sets, and the lead time is no longer sent. "
            "If you want yours, switch Automated Handling Time off in the shipping settings of "
            "Seller Central and press Push Again; else set the lead time in Odoo to 0."
        ),
        action="action_view_unkept_lead_times",
        action_text=_lt("Open Listings"),
        severity="warning",
    ),
}


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    def _is_quantity_settled(self, kind):
        """:param kind: one of ``QUANTITIES``
        :return: whether Amazon takes by now what it refused
        """
        if kind == "lead_times_not_kept":
            return not self._find_unkept_lead_times()
        return not self.env["amazon.listing"].search_count(self._get_refused_domain(), limit=1)

    def action_view_refused_listings(self):
        """The listings whose quantity Amazon goes on refusing.

        :return: window action
        """
        return self._view_listings(self._get_refused_domain())

    def action_view_unkept_lead_times(self):
        """The listings for which Amazon keeps a handling time of its own.

        :return: window action
        """
        return self._view_listings([("id", "in", self._find_unkept_lead_times().ids)])
