"""From the entry of a bank line to the payout of Amazon's that it has brought."""

from odoo import fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    amazon_payout_id = fields.Many2one(
        "amazon.payout", compute="_compute_amazon_payout_id", compute_sudo=True
    )

    def _compute_amazon_payout_id(self):
        for move in self:
            items = move.line_ids if move.statement_line_id else move.line_ids.browse()
            others = items.matched_debit_ids.debit_move_id | items.matched_credit_ids.credit_move_id
            settlements = others.move_id.amazon_settlement_id
            move.amazon_payout_id = settlements.payout_ids.filtered(
                lambda payout, others=others: payout.transit_line_id in others
            )[:1]

    def action_view_amazon_payout(self):
        """Open the payout that this line of the bank has brought.

        :return: window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "amazon.payout",
            "res_id": self.amazon_payout_id.id,
            "view_mode": "form",
        }
