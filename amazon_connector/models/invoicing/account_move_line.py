"""Lines of Amazon's buyers: no reminder is sent for them; which line pays which invoice."""

from odoo import fields, models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    amazon_invoice_id = fields.Many2one(
        "account.move",
        string="Paid Invoice",
        index="btree_not_null",
        readonly=True,
        copy=False,
        ondelete="set null",
        help="Invoice or credit note that this line of an entry pays on Amazon clearing.",
    )

    def _compute_no_followup(self):
        result = super()._compute_no_followup()
        self.filtered(lambda line: line.move_id.is_amazon).no_followup = True
        return result

    def _pays_on_clearing(self):
        """Whether this is the side of a payment of the connector's that stands on clearing."""
        return bool(self.amazon_invoice_id) and self.account_type != "asset_receivable"

    def _prepare_amazon_payment_pair(self, clearing, rate):
        """Values of two entry lines that pay this open receivable line in full.

        :param clearing: ``account.account``
        :param rate: units of the line's currency for one of the company's, on the entry's day
        :return: list of value dicts: the payment, its counterpart on the clearing account
        """
        shared = {
            "name": self.move_id.ref or self.move_id.name,
            "partner_id": self.partner_id.id,
            "currency_id": self.currency_id.id,
            "amazon_invoice_id": self.move_id.id,
        }
        amount = self.amount_residual_currency
        payment = {
            "account_id": self.account_id.id,
            "amount_currency": -amount,
            "balance": -self.amount_residual,
        }
        counterpart = {
            "account_id": clearing.id,
            "amount_currency": amount,
            "balance": self.company_currency_id.round(amount / rate),
        }
        return [shared | payment, shared | counterpart]
