"""Rows that paid a reimbursement lead to it."""

from odoo import fields, models


class AmazonSettlementLine(models.Model):
    _inherit = "amazon.settlement.line"

    reimbursement_id = fields.Many2one(
        "amazon.reimbursement",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        help="Which units this row paid for, and why.",
    )

    def action_view_reimbursement(self):
        """Open the reimbursement that this row has paid.

        :return: window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "amazon.reimbursement",
            "res_id": self.reimbursement_id.id,
            "view_mode": "form",
        }
