"""Amazon orders lead to their refunds."""

from odoo import api, fields, models


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    refund_ids = fields.One2many("amazon.refund", "order_id", readonly=True)
    refund_count = fields.Integer(compute="_compute_refund_count")

    @api.depends("refund_ids")
    def _compute_refund_count(self):
        for order in self:
            order.refund_count = len(order.sudo().refund_ids)

    def action_view_refunds(self):
        """The refunds of these orders.

        :return: window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_refund_action"
        )
        return dict(action, domain=[("order_id", "in", self.ids)], context={})
