"""Sales orders lead to the refunds of their Amazon orders, and to the settlements that pay them."""

from odoo import api, fields, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    amazon_refund_count = fields.Integer(compute="_compute_amazon_refund_count")
    amazon_settlement_row_count = fields.Integer(
        string="Settlement Rows", compute="_compute_amazon_settlement_row_count"
    )

    @api.depends("amazon_order_ids.refund_ids")
    def _compute_amazon_refund_count(self):
        for sale in self:
            sale.amazon_refund_count = len(sale.sudo().amazon_order_ids.refund_ids)

    def _compute_amazon_settlement_row_count(self):
        for sale in self:
            orders = sale.sudo().amazon_order_ids
            sale.amazon_settlement_row_count = sum(orders.mapped("settlement_row_count"))

    def action_view_amazon_refunds(self):
        """The refunds of this sales order.

        :return: window action
        """
        self.check_access("read")
        return self.sudo().amazon_order_ids.with_env(self.env).action_view_refunds()

    def action_view_amazon_settlement_rows(self):
        """The rows of settlements that tell of this order; each leads to its settlement and entry.

        :return: window action
        """
        self.check_access("read")
        return self.sudo().amazon_order_ids.with_env(self.env).action_view_settlement_rows()
