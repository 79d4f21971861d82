"""Jobs that do not go on: run after run without progress, or without the role they need."""

from datetime import timedelta

from odoo import fields, models

# A job may fail or be postponed for this long, or so many times, before a person is told.
PATIENCE = timedelta(hours=4)
MOST_TROUBLED_RUNS = 10


class AmazonSchedule(models.Model):
    _inherit = "amazon.schedule"

    circle_id = fields.Many2one(
        "amazon.operation",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        export_string_translation=False,
        help="Last run to which Amazon gave the same pages again and again. Until one comes to "
        "its end, what pages bring is no progress.",
    )

    # Run after run

    def _prepare_trouble_vals(self, operation):
        """Count the runs in a row that led nowhere, and tell a person when they are too many.

        A run that was postponed but brought something is progress. A run that waits for Amazon
        to prepare something counts by its time alone, since waiting is how it works; so does one
        that brings something, where Amazon's pages have led in a circle.

        :param operation: the ``amazon.operation`` that has just ended
        :return: value dict
        """
        if self._has_gone_on(operation):
            if self.troubled_since:
                self._close_stuck()
            return {"troubled_since": False, "troubled_runs": 0, "circle_id": False}
        since = self.troubled_since or operation.started_at
        is_patient = operation.is_waiting or self._brings_something(operation)
        runs = self.troubled_runs + (operation == self.circle_id or not is_patient)
        too_long = fields.Datetime.now() - since >= PATIENCE
        if (too_long or runs >= MOST_TROUBLED_RUNS) and not self.denied_operation:
            self._tell_stuck()
        return {"troubled_since": since, "troubled_runs": runs}

    def _has_gone_on(self, operation):
        """Whether the run has led somewhere; where pages go in circles, only one that ends has."""
        is_over = operation._went_well() or operation.state == "stopped"
        return is_over or not self.circle_id and self._brings_something(operation)

    def _brings_something(self, operation):
        return operation.state == "partial" or operation._has_progress()

    def _get_owner(self):
        """:return: the ``amazon.store`` of the job, or the ``amazon.account`` that it is for"""
        return self.store_id or self.account_id

    def _tell_stuck(self):
        """This job has not gone on for too long: say so, with what to do."""
        self._get_owner()._raise_trouble(f"job_stuck:{self.model_name}", job=self.model_name)

    def _close_stuck(self):
        """The job goes on again."""
        self._get_owner()._close_troubles(f"job_stuck:{self.model_name}")

    # Roles

    def _deny(self, error):
        """Amazon lacks a role of ours for this job: it rests, the other jobs go on.

        :param error: ``spapi.errors.Unauthorized`` with the reason ``missing_role``
        """
        self._rest_without_role(error.operation)
        self.account_id._raise_trouble(
            f"role_missing:{self.model_name}",
            advice=error.reason,
            operation=error.operation,
            job=self.model_name,
        )

    def _rest_without_role(self, operation_name):
        self.write({"denied_operation": operation_name})

    def _get_role_line(self):
        """:return: whether Amazon lets the application do this job (these rows), in words"""
        job = self[:1].label
        denied = self.filtered("denied_operation")
        if denied:
            return self.env._(
                "✗ %(job)s: a role is missing for %(operation)s",
                job=job,
                operation=denied[0].denied_operation,
            )
        if any(row.proved_at for row in self):
            return self.env._("✓ %s", job)
        return self.env._("– %s: not tried yet", job)

    def _permit(self):
        """Amazon lets the application do this work, as a probe has shown."""
        self.write({"proved_at": fields.Datetime.now()})
        self._try_denied_again()

    def _try_denied_again(self):
        """Roles may be there now: what rested without one is tried at once, and no trouble."""
        denied = self.filtered("denied_operation")
        now = fields.Datetime.now()
        denied.write({"denied_operation": False, "next_run": now, "rests_until": False})
        denied._close_denied()
        denied._trigger_lane()

    def _close_denied(self):
        """Amazon lets the application do this work again."""
        for model_name, rows in self.grouped("model_name").items():
            rows.account_id._close_troubles(f"role_missing:{model_name}")
