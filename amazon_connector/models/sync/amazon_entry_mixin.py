"""Buttons: run an entry point and tell the person what came of it."""

from odoo import api, models
from odoo.exceptions import UserError

from ...context_keys import ENTRY_POINT


class AmazonEntryMixin(models.AbstractModel):
    _name = "amazon.entry.mixin"
    _description = "Amazon Entry Points"

    @api.model
    def _get_entry_points(self) -> tuple[str, ...]:
        """Which methods a button may run; each returns ``amazon.operation`` records.

        Extensions add theirs: ``return (*super()._get_entry_points(), "action_sync_removals")``.
        """
        return ()

    def action_run(self):
        """Run the entry point named in the context and show its outcome.

        :return: client action: a notification with the counts, or with what went wrong
        """
        name = self.env.context.get(ENTRY_POINT)
        if name not in self._get_entry_points():
            raise UserError(self.env._("There is no such job."))
        return getattr(self, name)()._get_notification()
