"""What the buyer and the store add to an Amazon order: PO number, account of its revenue."""

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


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _prepare_invoice_line(self, **optional_values):
        vals = super()._prepare_invoice_line(**optional_values)
        account = self.sudo().amazon_order_id.store_id.income_account_id
        # Tax that was charged is owed, not earned.
        if account and not (self.amazon_charge or "").startswith(("tax", "collected_tax")):
            vals["account_id"] = account.id
        return vals
