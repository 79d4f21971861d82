"""Lanes hand what is due to the job queue, whose workers do it side by side."""

import time

from odoo import api, models
from odoo.tools import config

# When (monotonic seconds) a queued run has used up its time.
UNTIL = "amazon_queue_until"
LONGEST_RUN = 600


class AmazonSchedule(models.Model):
    _inherit = "amazon.schedule"

    @api.model
    def _cron_lane(self, lane):
        """Queue a job for each row that is due, instead of working here.

        A row that waits in the queue already is not queued again; the lease, as ever, keeps two
        workers from doing one row at once.
        """
        for schedule in self._find_due(lane):
            schedule.with_delay(
                description=f"{schedule.label} {schedule._get_owner().display_name}",
                identity_key=f"{self._name} {schedule.id}",
            )._run_queued()

    def _run_queued(self):
        """What the job does: the row's work, unless it was done since it was queued.

        How it went is in the connector's log: the job itself fails only if the row cannot be had.
        """
        schedule = self.exists()
        if schedule and schedule in self._find_due(self.env[schedule.model_name]._sync_lane):
            schedule.with_context(**{UNTIL: time.monotonic() + self._get_queued_seconds()})._run()

    @api.model
    def _get_queued_seconds(self):
        """How long a run may take before it makes room for others and is queued anew.

        Queued jobs are requests of Odoo's to itself, which it ends after its own limit: half of it
        leaves time for the step in hand.
        """
        limit = config["limit_time_real"]
        return min(limit, LONGEST_RUN) / 2 if limit and limit > 0 else LONGEST_RUN

    def _checkpoint(self, processed=0):
        left = super()._checkpoint(processed)
        until = self.env.context.get(UNTIL)
        return min(left, max(until - time.monotonic(), 0)) if until else left
