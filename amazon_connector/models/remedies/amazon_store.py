"""What can be wrong with a store as a whole: what its documents wait for, days that stay open."""

from datetime import timedelta

from odoo import api, models
from odoo.tools import LazyTranslate

from ..ship_by.amazon_ship_by_warning import SHIP_BY
from ..troubles.trouble_kind import TroubleKind
from .amazon_store_buyers import HIDDEN
from .amazon_store_fba import FBA
from .amazon_store_holds import HOLDS
from .amazon_store_invoices import INVOICES
from .amazon_store_listings import LINKS
from .amazon_store_quantities import QUANTITIES
from .amazon_store_statuses import NEW_STATUSES

_lt = LazyTranslate(__name__)

# For so long the catalog may take before it is worth a person's time.
CATALOG_PATIENCE = timedelta(hours=4)

KINDS = {
    "held_product": TroubleKind(
        title=_lt("Amazon orders wait for a product"),
        sentence=_lt(
            "Orders on hold: %(count)s. Link these listings to products: %(missing)s. "
            "The orders then continue automatically."
        ),
        action="action_link_listings",
        action_text=_lt("Link Listings"),
        severity="warning",
    ),
    "held_tax": TroubleKind(
        title=_lt("Amazon orders wait for a tax"),
        sentence=_lt(
            "Orders on hold: %(count)s. Map the tax for: %(missing)s. The orders then "
            "continue automatically."
        ),
        action="action_open_taxes",
        action_text=_lt("Open Taxes"),
        severity="warning",
    ),
    "held_warehouse": TroubleKind(
        title=_lt("Amazon orders wait for a warehouse"),
        sentence=_lt(
            "Orders on hold: %(count)s. The warehouse of the store is archived or missing: choose "
            "another one. The orders then continue automatically."
        ),
        action="action_open_store",
        action_text=_lt("Open Store"),
        severity="warning",
    ),
    "held": TroubleKind(
        title=_lt("Amazon documents are on hold"),
        sentence=_lt("On hold: %(count)s. Each says on its form what it waits for."),
        action="action_view_held",
        action_text=_lt("Open Documents"),
        severity="warning",
    ),
    "held_money": TroubleKind(
        title=_lt("Amazon orders wait for their money"),
        sentence=_lt(
            "Orders on hold: %(count)s. Amazon tells no prices, another currency, totals that do "
            "not add up, or a tax that nobody knows: %(missing)s. Each order says what to do."
        ),
        action="action_view_held",
        action_text=_lt("Open Orders"),
        severity="warning",
    ),
    "held_catalog": TroubleKind(
        title=_lt("Amazon orders wait for Amazon's catalog"),
        sentence=_lt(
            "Orders on hold: %(count)s. Amazon's catalog has not answered for hours. Link "
            "the listings yourself; the Sync Log says what Amazon answered."
        ),
        action="action_link_listings",
        action_text=_lt("Link Listings"),
        severity="warning",
        patience=CATALOG_PATIENCE,
    ),
    "listings_missing": TroubleKind(
        title=_lt("Listings are missing in Amazon's report"),
        sentence=_lt(
            "%(missing)s of %(listed)s listings are missing in Amazon's report, or it could not be "
            "read whole. They are kept until the next report says the same. Look in Seller Central "
            "whether they are still there."
        ),
        action="action_sync_listings",
        action_text=_lt("Load Listings"),
        severity="warning",
    ),
    "feeds_failing": TroubleKind(
        title=_lt("Amazon does not process the quantities"),
        sentence=_lt(
            "%(reason)s Up to 200 quantities are sent one by one with each run, sold out ones "
            "first, and a new feed is tried automatically. If this goes on, look at the feeds in "
            "Seller Central."
        ),
        action="action_push_stock",
        action_text=_lt("Push Stock"),
    ),
    "quantities_not_shown": TroubleKind(
        title=_lt("Amazon does not show what it accepted"),
        sentence=_lt(
            "Amazon accepted these quantities and does not show them: %(skus)s. Look at the "
            "listings in Seller Central; another tool may be writing quantities too."
        ),
        action="action_view_drifted_listings",
        action_text=_lt("Open Listings"),
    ),
    "day_not_closed": TroubleKind(
        title=_lt("The sales order of the day cannot be closed"),
        sentence=_lt(
            "%(sale)s stays open: %(reason)s. Mend that; the day is then closed automatically."
        ),
        action="action_open_stuck_days",
        action_text=_lt("Open Sales Order"),
    ),
}


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    def _get_trouble_owner(self):
        return self.account_id, self

    @api.model
    def _get_trouble_kinds(self):
        jobs = self.env["amazon.trouble"]._get_job_kinds()
        kinds = (
            HOLDS | HIDDEN | INVOICES | LINKS | QUANTITIES | FBA | SHIP_BY | NEW_STATUSES | KINDS
        )
        return super()._get_trouble_kinds() | kinds | jobs

    def _is_settled(self, trouble):
        kind, _colon, which = trouble.key.partition(":")
        if kind.startswith("held"):
            held = [("store_id", "=", self.id), ("state", "=", "held")]
            held.append(("hold_key", "=like", f"{kind.removeprefix('held').removeprefix('_')}%"))
            return not self.env[which].search_count(held, limit=1)
        if kind == "day_not_closed":
            own = [("amazon_store_id", "=", self.id), ("name", "=", which)]
            return not self.env["sale.order"].search_count(
                [*own, ("amazon_closes_at", "!=", False), ("state", "!=", "cancel")], limit=1
            )
        checks = self._get_settled_checks()
        return checks[kind](kind) if kind in checks else super()._is_settled(trouble)

    def _get_settled_checks(self):
        """:return: dict kind of trouble → function that says whether it is over"""
        kinds = {
            tuple(INVOICES): lambda kind: not self._count_invoice_trouble(kind),
            tuple(LINKS): lambda kind: not self._find_link_trouble(kind, limit=1),
            tuple(QUANTITIES): self._is_quantity_settled,
            tuple(FBA): lambda kind: self.env["amazon.fba.stock"]._is_trouble_over(self, kind),
            tuple(SHIP_BY): lambda _kind: not self.env["amazon.ship.by"]._count_at_risk(self),
            ("buyers_hidden",): lambda _kind: (
                self.state != "live" or not self._count_hidden_buyers()
            ),
            ("quantities_not_shown",): lambda _kind: not self._get_drifted_listings(),
            ("status_unknown",): lambda _kind: not self._get_new_statuses(),
            ("no_settlement",): lambda _kind: self not in self._find_unsettled(),
        }
        return {kind: check for group, check in kinds.items() for kind in group}

    # Remedies

    def action_run_stuck_jobs(self):
        """Run again what does not get through.

        :return: the ``amazon.operation`` records
        """
        return self.env["amazon.trouble"]._run_stuck(self)

    def action_link_listings(self):
        """The listings of the store that are linked to no product, ready to be linked.

        :return: window action
        """
        return self._get_listing_action(self._get_unlinked_domain())

    def action_view_drifted_listings(self):
        """The listings of which Amazon shows another quantity than it was told twice.

        :return: window action
        """
        return self._get_listing_action([("id", "in", self._get_drifted_listings().ids)])

    def _get_drifted_listings(self):
        told = [("store_id", "in", self.ids), ("told_again_at", "!=", False)]
        return self.env["amazon.listing"].search(told)._filter_drifted()

    def action_open_store(self):
        """The store's form."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def action_open_taxes(self):
        """The store's form at its tab Taxes."""
        return self._get_tab_action("taxes")

    def action_open_carriers(self):
        """The store's form at its tab Shipping, where carriers are mapped."""
        return self._get_tab_action("shipping")

    def _get_tab_action(self, tab):
        """:param tab: name of a page that ``amazon_store_view_form_<tab>`` opens
        :return: window action
        """
        self.ensure_one()
        view = self.env.ref(f"amazon_connector.amazon_store_view_form_{tab}")
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(view.id, "form")],
        }

    def action_view_troubles(self):
        """The issues of these stores, with those of their documents.

        :return: window action
        """
        return self.env["amazon.trouble"]._get_list_action([("store_id", "in", self.ids)])
