"""Sales orders lead to the refunds of their Amazon orders."""

from odoo import api, fields, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    amazon_refund_count = fields.Integer(compute="_compute_amazon_refund_count")

    @api.depends("amazon_order_ids.refund_ids")
    def _compute_amazon_refund_count(self):
        for sale in self:
            sale.amazon_refund_count = len(sale.sudo().amazon_order_ids.refund_ids)

    def action_view_amazon_refunds(self):
        """The refunds of this sales order.

        :return: window action
        """
        return self.sudo().amazon_order_ids.with_env(self.env).action_view_refunds()
