"""What the rows on a journal item come to: each row has its share of the item's net amount."""

from odoo import fields, models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    amazon_gross = fields.Monetary(
        string="Sum of Amazon Rows",
        readonly=True,
        copy=False,
        help="In the currency of the settlement, with the tax that is inside; positive where "
        "Amazon owes it.",
    )
