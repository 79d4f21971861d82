"""Stopping a run, and letting it go on where it was.

Who presses *Stop* only leaves a signal. The run sees it with its next commit and ends there, as
if it had been killed at a good moment: what it has done is kept, and the next run goes on from
there. Its job rests meanwhile.
"""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..jobs.amazon_schedule_running import RESUME
from ..jobs.stopping import StopRequested

TOPIC = "stop"


class AmazonOperation(models.Model):
    _inherit = "amazon.operation"

    is_stopping = fields.Boolean(compute="_compute_is_stopping")
    can_stop = fields.Boolean(compute="_compute_can_stop")
    can_resume = fields.Boolean(compute="_compute_can_stop")

    def _compute_is_stopping(self):
        asked = set(self._find_stops().mapped("res_id"))
        for operation in self:
            operation.is_stopping = operation.state == "running" and operation.id in asked

    @api.depends("state", "schedule_id")
    @api.depends_context("uid")
    def _compute_can_stop(self):
        for operation in self:
            schedule = operation.schedule_id.sudo()
            is_current = schedule.operation_id.id == operation.id
            is_ours = bool(schedule) and operation._get_documents().has_access("read")
            operation.can_stop = is_ours and operation.state == "running" and is_current
            operation.can_resume = is_ours and operation.state == "stopped" and schedule.is_stopped

    def _get_documents(self):
        return self.env["amazon.schedule"]._get_documents(self.kind)

    def _check_may_stop(self):
        """:raises AccessError: for whom the job is not: what may not be run is not stopped"""
        self.check_access("read")
        if self.schedule_id:
            self._get_documents().check_access("read")

    def _find_stops(self):
        """:return: the ``amazon.signal`` of those who want these runs to stop"""
        signals = self.env["amazon.signal"]._find_left(self)
        return signals.filtered(lambda signal: signal.topic == TOPIC)

    def action_stop(self):
        """Ask a run to end with its next step; it can be resumed.

        :return: client action that tells what happens next
        """
        self.ensure_one()
        self._check_may_stop()
        if not self.can_stop:
            raise UserError(self.env._("This run has ended already, or cannot be stopped."))
        self.env["amazon.signal"]._leave(self, topic=TOPIC)
        return self._get_short_toast(self.env._("It stops after its current step."))

    def action_resume(self):
        """Let a stopped job go on where it was.

        :return: client action that tells what happens next
        """
        self.ensure_one()
        self._check_may_stop()
        if not self.can_resume:
            raise UserError(self.env._("This job is not stopped any more."))
        schedule = self.schedule_id.sudo()
        self.env["amazon.signal"]._leave(schedule, topic=RESUME)
        schedule._trigger_lane()
        return self._get_short_toast(self.env._("It goes on within a minute."))

    def _get_short_toast(self, message):
        return {
            "type": "ir.actions.client",
            "tag": "amazon_connector.toast",
            "params": {
                "title": self.display_name,
                "message": message,
                "type": "info",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _obey(self):
        """End here if a person has asked for it; called where everything is committed.

        :raises StopRequested: it ends the run
        """
        if self and self._find_stops():
            raise StopRequested

    def _note_stop(self):
        """The run has obeyed."""
        self._find_stops().unlink()
        self.state = "stopped"
        self._info(self.env._("Stopped by a person. What was done is kept."))
