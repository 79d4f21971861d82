"""Credit notes lead to Amazon's refunds."""

from odoo import api, fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    amazon_refund_ids = fields.One2many("amazon.refund", "move_id", readonly=True)
    # For whoever opens an invoice, with rights on refunds or not.
    amazon_refund_count = fields.Integer(compute="_compute_amazon_refund_count", compute_sudo=True)

    @api.depends("amazon_refund_ids")
    def _compute_amazon_refund_count(self):
        for move in self:
            move.amazon_refund_count = len(move.amazon_refund_ids)

    def action_view_amazon_refund(self):
        """Open the refund that this credit note books.

        :return: window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "amazon.refund",
            "res_id": self.amazon_refund_ids[:1].id,
            "view_mode": "form",
        }
