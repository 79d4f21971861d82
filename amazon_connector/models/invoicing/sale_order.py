"""What a business buyer adds to an Amazon order: the PO number."""

from odoo import fields, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    amazon_purchase_order_ref = fields.Char(
        string="Buyer's PO Number",
        copy=False,
        readonly=True,
        index="btree_not_null",
        help="Order number that a business buyer gave at Amazon.",
    )
