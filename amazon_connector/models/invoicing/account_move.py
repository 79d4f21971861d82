"""Invoices of Amazon's buyers: they have paid Amazon, and are not asked again."""

from odoo import api, fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    is_amazon = fields.Boolean(
        string="Paid through Amazon",
        readonly=True,
        help="An invoice or credit note of Amazon orders. The buyer has paid Amazon: the invoice "
        "does not ask for money, and no reminder is due.",
    )

    @api.depends("is_amazon")
    def _compute_partner_bank_id(self):
        """Nobody is to pay into the seller's bank account."""
        amazon = self.filtered("is_amazon")
        amazon.partner_bank_id = False
        return super(AccountMove, self - amazon)._compute_partner_bank_id()

    def _has_to_be_paid(self):
        return not self.is_amazon and super()._has_to_be_paid()
