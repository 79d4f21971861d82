"""Amazon orders on their way to invoices: the buyer's PO number; who has been paid."""

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

    def _prepare_invoice(self):
        vals = super()._prepare_invoice()
        if self.amazon_store_id:
            vals["is_amazon"] = True
        return vals
