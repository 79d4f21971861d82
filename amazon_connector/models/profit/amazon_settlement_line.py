"""What a row of a settlement is worth in the books, kept when all of its file is posted.

The pivot adds up a million rows: each bears its worth, and nothing is joined for it again.
"""

from odoo import fields, models


class AmazonSettlementLine(models.Model):
    _inherit = "amazon.settlement.line"

    worth = fields.Float(
        string="Net in Company Currency",
        readonly=True,
        aggregator=None,
        help="Its share of the journal item that it stands on, without tax, at the entry's rate.",
    )
