"""How far a run is, shown where the log is open while it works."""

import time

from odoo import api, fields, models

# The message that the screens of the log listen to (static/src/live_views.js).
CHANGED = "amazon_connector.operation"
READERS = ("amazon_connector.group_user", "amazon_connector.group_accountant")
# A run that does a hundred things in a second is shown once in it.
PAUSE_SECONDS = 1

# Operation of this process → when it was told of last.
_told: dict[tuple[str, int], float] = {}


class AmazonOperation(models.Model):
    _inherit = "amazon.operation"

    expected = fields.Integer(
        readonly=True, help="So many documents it will be, as far as is known; 0: not known."
    )
    progress = fields.Float(compute="_compute_progress", help="Share of what is known to be done.")

    @api.depends("state", "expected", "processed", "skipped", "cancelled", "held", "failed", "sent")
    def _compute_progress(self):
        for operation in self:
            share = operation._count_handled() / operation.expected if operation.expected else 0
            operation.progress = 100 if operation.state == "done" else min(100 * share, 100)

    def _count_handled(self):
        names = ("processed", "skipped", "cancelled", "held", "failed", "sent")
        return sum(self[name] for name in names)

    def _expect(self, waiting):
        """How many documents are still to be handled by this run, for its progress.

        :param waiting: number
        """
        self.expected = self._count_handled() + waiting

    def _announce(self, is_new_state=False):
        """Tell open screens that this run has changed; they read what they may read themselves.

        Delivered with the commit. Only the number of the run is told, so that it may reach
        readers of other companies.

        :param is_new_state: it began or ended, which is told at once
        """
        key = (self.env.cr.dbname, self.id)
        now = time.monotonic()
        if not is_new_state and now - _told.get(key, -PAUSE_SECONDS) < PAUSE_SECONDS:
            return
        _told[key] = now
        if self.ended_at:
            _told.pop(key)
        for xmlid in READERS:
            self.env.ref(xmlid).sudo()._bus_send(CHANGED, {"id": self.id})
