"""What Amazon's buyers owe according to the books: no reminder is sent for it."""

from odoo import models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _compute_no_followup(self):
        result = super()._compute_no_followup()
        self.filtered(lambda line: line.move_id.is_amazon).no_followup = True
        return result
