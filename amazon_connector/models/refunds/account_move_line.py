"""Lines of credit notes that give back money and no units."""

from odoo import fields, models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    amazon_is_amount = fields.Boolean(
        string="Amount Only",
        readonly=True,
        copy=False,
        help="A part of the price was refunded: the quantity that is invoiced stays as it is.",
    )
