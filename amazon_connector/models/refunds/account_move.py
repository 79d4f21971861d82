"""Credit notes lead to Amazon's refunds."""

from odoo import fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    amazon_refund_ids = fields.One2many("amazon.refund", "move_id", readonly=True)

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
