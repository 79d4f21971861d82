"""A line of a month's close: done, or with the way to what is missing."""

from odoo import fields, models

KEYS = [
    ("settlements", "Settlements"),
    ("entries", "Entries"),
    ("invoices", "Invoices"),
    ("refunds", "Refunds"),
    ("accrual", "Accrual"),
    ("cost", "Cost of Goods"),
    ("clearing", "Clearing"),
    ("payouts", "Payouts"),
    ("balance", "Amazon's Balance"),
    ("reserve", "Amazon's Reserve"),
]


class AmazonCloseLine(models.Model):
    _name = "amazon.close.line"
    _description = "Line of Amazon's Month's Close"
    _order = "id"
    _rec_name = "key"

    close_id = fields.Many2one(
        "amazon.close", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="close_id.company_id", store=True)
    key = fields.Selection(KEYS, string="Line", required=True, readonly=True)
    is_done = fields.Boolean(string="Done", readonly=True)
    sentence = fields.Text(string="Finding", readonly=True)

    def action_open(self):
        """Open what this line is about.

        :return: window action
        """
        self.ensure_one()
        return self.close_id._get_action(self.key)
