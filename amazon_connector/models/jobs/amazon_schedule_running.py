"""Running jobs: what is due, the work itself, and when it is due again."""

from datetime import timedelta
from functools import partial
from itertools import chain

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...context_keys import RUN
from ..sync.races import expected_races, in_new_transaction

LONGEST_PAUSE = timedelta(hours=2)
# A missing role comes with a person's help; that it has come is found out at the latest then.
RECHECK_ROLE = timedelta(hours=24)
# What a person has stopped and nobody resumes goes on at the latest after this time.
STOPPED_REST = timedelta(hours=24)
# Topic of the signal that ends the rest.
RESUME = "resume"


class AmazonSchedule(models.Model):
    _inherit = "amazon.schedule"

    # Entry points

    @api.model
    def _run_now(self, model_name, accounts=None, stores=None):
        """Run a job at once, for a button or a script, whether due or not.

        :return: the ``amazon.operation`` records
        :raises UserError: when a worker is busy with the same job
        """
        operations = self.env["amazon.operation"]
        owners = stores if accounts is None else accounts
        owners.check_access("read")
        self._get_documents(model_name).check_access("read")
        for schedule in self._find_for(model_name, accounts, stores):
            operation = schedule._run()
            if not operation:
                raise UserError(self.env._("This job is running right now. Try again in a minute."))
            operations |= operation
        return operations

    @api.model
    def _get_documents(self, model_name):
        """Accountants see accounts and stores, and run none of the shop's jobs.

        :return: empty recordset: whoever may read those runs the job, stops it and resumes it
        """
        job = self.env.get(model_name)
        if job is None or job._abstract:
            # The extension that brought the job may be gone.
            return self.env[job is not None and job._sync_documents or "amazon.store"]
        return job

    def action_run_now(self):
        """Run this job from its row in the list."""
        self.check_access("write")
        self.ensure_one()
        owner = {"stores": self.store_id} if self.store_id else {"accounts": self.account_id}
        return self._run_now(self.model_name, **owner)._get_notification()

    @api.model
    def _cron_lane(self, lane):
        """What a lane does: take the row that is due longest, run it, go on to the next.

        :param lane: ``_sync_lane`` of the kinds of work that this lane does, or one kind's name
        """
        seen = self.browse()
        with expected_races():
            while operation := self._start_next(lane, seen):
                seen |= operation.schedule_id.with_env(self.env)
                operation.schedule_id._work(operation)
                # A row that was seen waits for the next turn: otherwise one whose documents
                # cannot go out would keep this lane spinning.
                remaining = len(self._find_due(lane) - seen)
                if not self.env["ir.cron"]._commit_progress(1, remaining=remaining):
                    return

    @api.model
    def _cron_process(self):
        """What a processing lane does: work off what other workers have received, of all kinds."""
        # A killed lane's run would show as running until documents wait here once more.
        in_new_transaction(self.env, self.env["amazon.operation"].sudo()._close_silent)
        names = self.env.registry.descendants(["amazon.inbox.mixin"], "_inherit")
        for name in names:
            if not self.env[name]._abstract:
                self.env[name]._cron_process()

    # What is due

    @api.model
    def _find_due(self, lane):
        """The rows that are free and due, the longest waiting first.

        Due is what is booked for now, what somebody has asked for, and what has documents that
        wait: an outbox row needs nobody who announces it.
        """
        ready = self.search(self._get_ready_domain(lane))
        now = fields.Datetime.now()
        signals = self.env["amazon.signal"]._find_left(ready)
        # What a person has stopped is not woken by what happens meanwhile.
        resting = set(ready.filtered("is_stopped").ids)
        asked = {one.res_id for one in signals if one.topic == RESUME or one.res_id not in resting}
        due = ready.filtered(lambda row: row.next_run <= now or row.id in asked)
        awake = (ready - due).filtered(lambda row: not row.rests_until or row.rests_until <= now)
        for name, rows in awake.grouped("model_name").items():
            due |= self.env[name]._find_with_work(rows)
        return due

    def _get_ready_domain(self, lane):
        kinds = [job._name for job in self._get_jobs() if lane in (job._sync_lane, job._name)]
        return [("model_name", "in", kinds), *chain(*self._get_ready_parts().values())]

    @api.model
    def _get_ready_parts(self):
        """What has to hold for a job to be run by its lane, whenever it is due.

        :return: dict name → domain
        """
        now = fields.Datetime.now()
        return {
            "active": [("account_id.active", "=", True)],
            "connected": [("account_id.state", "=", "connected")],
            "live": [
                "|",
                ("store_id", "=", False),
                "&",
                ("store_id.active", "=", True),
                ("store_id.state", "=", "live"),
            ],
            "free": ["|", ("leased_until", "=", False), ("leased_until", "<=", now)],
            "permitted": ["|", ("denied_operation", "=", False), ("next_run", "<=", now)],
        }

    # Working

    def _run(self):
        """Do the work of this row and book the next run, unless another run owns it.

        :return: the ``amazon.operation`` that tells what happened, or empty
        """
        self.ensure_one()
        with expected_races():
            operation = in_new_transaction(self.env, self._try_this)
        if operation:
            self._work(operation)
        return operation.with_env(self.env)

    def _work(self, operation):
        """The whole job once, on behalf of the run that owns this row."""
        account = self.account_id._work_env()
        schedule = self.with_env(account.env).with_context(**{RUN: operation.id})
        job = account.env[self.model_name]
        with operation._recording():
            job._sync(schedule, operation)
            # In a transaction of its own: an interval that somebody edits right now must not
            # cost what the job has done, such as the id of a feed that was just sent.
            in_new_transaction(self.env, partial(schedule._plan_next, operation))

    def _plan_next(self, operation):
        """When the next run is due if this one has gone well."""
        pause = self.env[self.model_name]._get_pause(self, operation)
        self.next_run = fields.Datetime.now() + pause

    def _book(self, operation):
        """Release the row and decide when it is due again, from how the run went.

        :param operation: the ``amazon.operation`` that has just ended
        """
        self.ensure_one()
        if self.operation_id.id != operation.id:
            return  # Another worker has taken over; the row is its own.
        now = fields.Datetime.now()
        went_well = operation._went_well()
        failures = 0 if went_well or operation.state != "failed" else self.failures + 1
        vals = {
            "operation_id": False,
            "leased_until": False,
            "last_run": now,
            "failures": failures,
            "is_stopped": operation.state == "stopped",
            **self._prepare_trouble_vals(operation),
        }
        if went_well:
            self.filtered("denied_operation")._close_denied()
            vals.update(last_success=now, proved_at=now, denied_operation=False)
        else:
            vals["next_run"] = self._get_next_try(operation, failures)
        rests = not went_well and operation.state in ("postponed", "failed", "stopped")
        vals["rests_until"] = vals["next_run"] if rests else False
        self.write(vals)
        self._trigger_lane(self.next_run)

    def _get_next_try(self, operation, failures):
        now = fields.Datetime.now()
        if operation.state == "partial":
            return now
        if operation.state == "postponed":
            return operation.retry_at
        if operation.state == "stopped":
            return now + STOPPED_REST
        if self.denied_operation:
            return now + RECHECK_ROLE
        pause = timedelta(minutes=self.interval_minutes)
        return now + min(pause * 2 ** min(failures, 10), LONGEST_PAUSE)
