"""A rehearsal takes no number: a sequence would keep the gap, whatever is undone."""

from odoo import models

from ...context_keys import NUMBERS


class IrSequence(models.Model):
    _inherit = "ir.sequence"

    def _next(self, sequence_date=None):
        numbers = self.env.context.get(NUMBERS)
        if numbers is None:
            return super()._next(sequence_date)
        return self.get_next_char(next(numbers))
