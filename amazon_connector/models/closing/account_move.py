"""Entries that an accrual has made."""

from odoo import fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    amazon_accrual_id = fields.Many2one(
        "amazon.accrual",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
