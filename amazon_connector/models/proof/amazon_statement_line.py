"""A line of a store's clearing statement."""

from odoo import fields, models

SECTIONS = [
    ("movement", "Movements"),
    ("open", "Open on clearing today"),
    ("facilitator", "Tax collected by Amazon"),
]


class AmazonStatementLine(models.TransientModel):
    _name = "amazon.statement.line"
    _description = "Amazon Clearing Statement Line"

    statement_id = fields.Many2one("amazon.statement", required=True, ondelete="cascade")
    currency_id = fields.Many2one(related="statement_id.currency_id")
    section = fields.Selection(SECTIONS, required=True)
    name = fields.Char(required=True)
    count = fields.Integer(string="Items", aggregator=None)
    amount = fields.Monetary()
