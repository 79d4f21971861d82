"""A store's stock: what counts, where, how far ahead, and how much of it is offered."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...spapi.words import (
    PARTIALLY_SHIPPED,
    PENDING,
    PENDING_AVAILABILITY,
    SHIPPED,
    UNFULFILLABLE,
    UNSHIPPED,
)

COUNTABLE = (PENDING, PENDING_AVAILABILITY, UNSHIPPED, PARTIALLY_SHIPPED, SHIPPED, UNFULFILLABLE)
COUNTED = ", ".join((PENDING, PENDING_AVAILABILITY, UNSHIPPED, PARTIALLY_SHIPPED))


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    stock_basis = fields.Selection(
        [
            ("on_hand", "On hand"),
            ("available", "Available: on hand less reserved"),
            ("forecast", "On hand less what leaves within days"),
        ],
        string="What Counts",
        follow="_compare_soon",
        required=True,
        default="available",
        help="On hand: all that lies on the shelves, reserved for others or not. Available: less "
        "what is reserved. Less what leaves within days: less all open deliveries and other moves "
        "that are due by then, reserved or not. What Amazon has sold and has not left is taken "
        "away in each case.",
    )
    stock_days = fields.Integer(
        string="Leaves within (days)",
        follow="_compare_soon",
        default=7,
        help="Open moves whose scheduled date is within this many days are taken away, late ones "
        "too, for example 7 or 30 for what you can replenish in a week or a month. 0: any date.",
    )
    incoming_days = fields.Integer(
        string="Incoming within (days)",
        follow="_compare_soon",
        help="Goods that are expected within this many days count as if they were there: receipts, "
        "transfers from other places, manufacturing. What is made or bought for one order does "
        "not. 0: only what is there.",
    )
    stock_all_warehouses = fields.Boolean(
        string="All Warehouses",
        follow="_follow_stock_rules",
        help="The stock of each of the company's warehouses is offered, those made later too. "
        "Warehouses that stand for goods at Amazon (FBA) never count.",
    )
    stock_location_ids = fields.Many2many(
        "stock.location",
        string="Stock Locations",
        follow="_follow_stock_rules",
        domain="[('usage', '=', 'internal')]",
        check_company=True,
        help="Of a warehouse that has some of these locations only they count, with all below "
        "them; of other chosen warehouses everything. Empty: everything.",
    )
    stock_buffer = fields.Integer(
        string="Buffer",
        follow="_compare_soon",
        help="Pieces of each listing that are kept back. A listing's own buffer comes first.",
    )
    stock_maximum = fields.Integer(
        string="Maximum",
        follow="_compare_soon",
        help="Most pieces that are offered of a listing; 0: any number. A listing's own maximum "
        "comes first.",
    )
    stock_share = fields.Float(
        string="Share (%)",
        follow="_follow_stock_rules",
        digits=(5, 2),
        help="Which part of the stock this store offers. What is promised to a listing by its "
        "share is not offered by any other listing; shares that add up to more than 100 % are cut "
        "in proportion. 0 or 100: all that shares leave. A listing's own share comes first.",
    )
    count_statuses = fields.Char(
        string="Statuses That Count",
        follow="_compare_soon",
        default=COUNTED,
        help="Amazon's statuses of orders whose goods are taken away before Odoo has put them in "
        "a delivery: orders that wait, failed, are quotations, or are not imported. As Amazon "
        "writes them, with commas between them. Empty: none.",
    )

    @api.constrains("stock_days", "incoming_days", "stock_buffer", "stock_maximum", "stock_share")
    def _check_stock_rules(self):
        for store in self:
            if not all(0 <= days <= 3650 for days in (store.stock_days, store.incoming_days)):
                raise ValidationError(self.env._("Days are counted from today on: 0 to 3650."))
            self.env["amazon.listing"]._check_rule(
                store.stock_buffer, store.stock_maximum, store.stock_share
            )

    @api.constrains("count_statuses")
    def _check_count_statuses(self):
        """A word that is none would count nothing, and what it means would be sold twice."""
        for store in self:
            known = {*COUNTABLE, *store.status_map_ids.mapped("status")}
            unknown = set(store._get_count_statuses()) - known
            if unknown:
                raise ValidationError(
                    self.env._(
                        "Amazon has no order status %(unknown)s. Choose from: %(known)s. Add a "
                        "new status of Amazon to the status mapping first.",
                        unknown=", ".join(sorted(unknown)),
                        known=", ".join(sorted(known)),
                    )
                )

    def _get_count_statuses(self):
        """:return: list of Amazon's statuses that count"""
        words = (self.count_statuses or "").upper().split(",")
        return ["_".join(word.split()) for word in words if word.strip()]

    def _get_stock_roots(self):
        """:return: ``stock.location`` that count, with all below them"""
        locations = self.stock_location_ids
        warehouses = self.stock_warehouse_ids
        if self.stock_all_warehouses:
            warehouses = self.env["stock.warehouse"].search(
                [("company_id", "=", self.company_id.id), ("active", "=", True)]
            )
        elif not warehouses and not locations:
            warehouses = self.warehouse_id
        return locations | (warehouses - locations.warehouse_id).lot_stock_id

    def _get_fba_locations(self):
        """:return: ``stock.location`` whose goods lie at Amazon: nobody here can ship them"""
        stores = self.search([("company_id", "=", self.company_id.id)])
        warehouses = stores.fba_warehouse_id | self.env["stock.warehouse"].search(
            [("company_id", "=", self.company_id.id), ("amazon_account_id", "!=", False)]
        )
        places = (warehouses - stores.warehouse_id).view_location_id
        return places.search([("id", "child_of", places.ids)]) if places else places
