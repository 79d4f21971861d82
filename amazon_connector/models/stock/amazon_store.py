"""A store's quantities: whether and from where they are offered, and how fast they ship."""

from itertools import chain

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..following.amazon_listing import AGAIN
from .amazon_listing import MOST_REFUSALS
from .amazon_listing_drift import MOST_NAMED


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    push_stock = fields.Boolean(
        follow="_follow_stock_rules",
        help="Write available quantities over the quantities of your FBM listings at Amazon.",
    )
    push_minutes = fields.Integer(
        string="Compare Every (minutes)",
        default=15,
        follow="_follow_push_minutes",
        help="How often all listings are compared with what Amazon was told. Products whose stock "
        "changes are sent within two minutes in any case.",
    )
    stock_warehouse_ids = fields.Many2many(
        "stock.warehouse",
        string="Stock Warehouses",
        follow="_follow_stock_rules",
        check_company=True,
        help="Warehouses whose stock is offered. Empty: the warehouse of the orders, unless single "
        "locations are chosen.",
    )
    lead_time = fields.Integer(
        string="Lead Time (days)",
        follow="_compare_soon",
        help="Days from order to shipment that is sent along with quantities, 1 to 30. "
        "0 leaves Amazon's own value.",
    )
    out_of_step_count = fields.Integer(
        string="Out of Step",
        compute="_compute_out_of_step_count",
        help="Listings that offer, or may offer, another quantity at Amazon than Odoo wants.",
    )

    def _compute_out_of_step_count(self):
        domain = [("store_id", "in", self.ids), ("is_out_of_step", "=", True)]
        # Numbers alone: accountants see the store, and no listings.
        groups = self.env["amazon.listing"].sudo()._read_group(domain, ["store_id"], ["__count"])
        counts = dict(groups)
        for store in self:
            store.out_of_step_count = counts.get(store, 0)

    @api.constrains("lead_time")
    def _check_lead_time(self):
        if any(not 0 <= store.lead_time <= 30 for store in self):
            raise ValidationError(
                self.env._("Amazon takes lead times of 1 to 30 days; 0 leaves its own value.")
            )

    @api.constrains("push_minutes")
    def _check_push_minutes(self):
        if any(not 1 <= store.push_minutes <= 24 * 60 for store in self):
            raise ValidationError(
                self.env._("Quantities are compared every 1 to 1,440 minutes (a day).")
            )

    def _follow_push_minutes(self):
        """A shorter interval counts from now on."""
        self.env["amazon.schedule"]._find_for("amazon.submission", stores=self)._run_soon()

    # Entry points and screens

    def action_push_everything(self):
        """Tell Amazon all quantities anew, whatever it was told before.

        :return: the ``amazon.operation`` records
        """
        self.check_access("read")
        self.env["amazon.submission"].check_access("read")
        self.env["amazon.signal"]._leave(self, topic=AGAIN)
        return self.action_push_stock()

    def action_view_out_of_step(self):
        """The listings that offer another quantity at Amazon than Odoo wants.

        :return: window action
        """
        return self._view_listings([("is_out_of_step", "=", True)])

    def _view_listings(self, domain):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_listing_action"
        )
        return dict(action, domain=[("store_id", "in", self.ids), *domain], context={})

    # Listings that a person has to look at

    def _get_refused_domain(self):
        return [*self._get_told_domain(), ("push_failures", ">=", MOST_REFUSALS)]

    def _get_told_domain(self):
        """What is not told any more, since Amazon ships it or it has no product, is not refused."""
        offers = self.env["amazon.submission"]._get_offer_domains().values()
        return [("store_id", "in", self.ids), *chain(*offers)]

    def _find_unkept_lead_times(self):
        """:return: the listings whose lead time Amazon does not take, or does not keep"""
        refused = self.env["amazon.listing"].search(
            [*self._get_told_domain(), ("refused_lead_time", ">", 0)]
        )
        return refused.filtered("is_lead_time_refused")

    def _follow_refusals(self):
        """Tell, once, what Amazon goes on refusing; close what it takes by now."""
        Listing = self.env["amazon.listing"]
        refused = Listing.search(self._get_refused_domain(), limit=MOST_NAMED)
        unkept = self._find_unkept_lead_times()[:MOST_NAMED]
        for key, listings in (("quantities_refused", refused), ("lead_times_not_kept", unkept)):
            if listings:
                self._raise_trouble(key, skus=", ".join(listings.mapped("seller_sku")))
            else:
                self._close_troubles(key)
