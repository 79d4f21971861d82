"""Buttons: run an entry point and tell the person what came of it."""

from odoo import models
from odoo.exceptions import UserError


class AmazonEntryMixin(models.AbstractModel):
    _name = "amazon.entry.mixin"
    _description = "Amazon Entry Points"

    # Methods that return ``amazon.operation`` records and that a button may run.
    _entry_points = ()

    def action_run(self):
        """Run the entry point named in the context and show its outcome.

        :return: client action: a notification with the counts, or with what went wrong
        """
        name = self.env.context.get("amazon_entry_point")
        if name not in self._entry_points:
            raise UserError(self.env._("There is no such job."))
        return getattr(self, name)()._get_notification()
