"""Rows that tell of a refund lead to it."""

from odoo import fields, models


class AmazonSettlementLine(models.Model):
    _inherit = "amazon.settlement.line"

    refund_id = fields.Many2one(
        "amazon.refund",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )

    def action_view_refund(self):
        """Open the refund that this row tells of.

        :return: window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "amazon.refund",
            "res_id": self.refund_id.id,
            "view_mode": "form",
        }
