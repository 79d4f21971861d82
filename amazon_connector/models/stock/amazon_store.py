"""A store's quantities: whether and from where they are offered, and how fast they ship."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    push_stock = fields.Boolean(
        help="Write available quantities over the quantities of your FBM listings at Amazon.",
    )
    stock_warehouse_ids = fields.Many2many(
        "stock.warehouse",
        string="Stock Warehouses",
        check_company=True,
        help="Warehouses whose stock is offered. Empty: the warehouse of the orders, unless single "
        "locations are chosen.",
    )
    lead_time = fields.Integer(
        string="Lead Time (days)",
        help="Days from order to shipment that is sent along with quantities, 1 to 30. "
        "0 leaves Amazon's own value.",
    )

    @api.constrains("lead_time")
    def _check_lead_time(self):
        if any(not 0 <= store.lead_time <= 30 for store in self):
            raise ValidationError(
                self.env._("Amazon takes lead times of 1 to 30 days; 0 leaves its own value.")
            )
