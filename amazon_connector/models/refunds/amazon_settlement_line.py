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
