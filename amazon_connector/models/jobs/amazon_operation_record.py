"""Recording a run: what happens inside is counted, logged and never lost."""

import logging
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...context_keys import RUN
from ...spapi.errors import Unauthorized
from ..sync.isolation import get_trace
from ..sync.races import RACES, expected_races, in_new_transaction
from .amazon_operation_notes import KEEPS_WORK
from .stopping import StopRequested

_logger = logging.getLogger(__name__)

# A run without a schedule has no lease; one that wrote nothing for so long is dead.
LONGEST_STEP = timedelta(minutes=30)


class AmazonOperation(models.Model):
    _inherit = "amazon.operation"

    @contextmanager
    def _record(self, account, kind, store=None):
        """Log what happens inside; an error of Amazon's ends the run, never the caller.

        :param account: ``amazon.account``
        :param kind: value of ``kind``
        :param store: ``amazon.store`` when the run concerns one
        :return: context manager that gives the ``amazon.operation``
        """
        operation = in_new_transaction(self.env, partial(self.sudo()._open, account, kind, store))
        with operation._recording():
            yield operation

    @api.model
    def _open(self, account, kind, store):
        self._close_silent([("account_id", "=", account.id), ("kind", "=", kind)])
        operation = self.create(
            {"account_id": account.id, "kind": kind, "store_id": store.id if store else False}
        )
        operation._announce(is_new_state=True)
        return operation

    @api.model
    def _close_silent(self, domain=()):
        """Close runs without a schedule whose process has written nothing for too long.

        :param domain: which of them, all unless given
        """
        silent_since = fields.Datetime.now() - LONGEST_STEP
        self._close_interrupted(
            [*domain, ("schedule_id", "=", False), ("write_date", "<", silent_since)]
        )

    @contextmanager
    def _recording(self):
        """Everything inside ends in this operation, well or not, and never in the caller.

        A race may be lost with any query and with the last commit. Therefore the work is
        committed first; how the run went is written afterwards, in a transaction of its own that
        is repeated until it is through.
        """
        failure = None
        with expected_races():
            try:
                yield self
                self._commit()
            except KEEPS_WORK as error:
                failure = error
            except Exception as error:  # noqa: BLE001 - a bug must end in the log, not in a lost run
                failure = error
                # Half-done work is undone; after a lost race the transaction is dead anyway.
                self.env.cr.rollback()
                if not isinstance(error, (*RACES, UserError, StopRequested)):
                    _logger.error("Amazon run %s failed: %s", self.id, get_trace(error))
            self._end(failure)

    def _end(self, failure):
        """Write down how the run went, come what may; and book the next one with it."""
        try:
            self._commit()
        except RACES:
            self.env.cr.rollback()
        if isinstance(failure, Unauthorized):
            # Now that nothing is locked, Amazon may be asked.
            failure = self.account_id._work_env()._fetch_reach(failure)
        in_new_transaction(self.env, partial(self._close, failure))
        _logger.info(
            "Amazon %s of account %s: %s in %.1f s, %s",
            self.kind,
            self.account_id.id,
            self.state,
            self.duration,
            self._counts_text(),
        )

    def _close(self, failure):
        """Set the final state; with a schedule, release its row and book its next run."""
        if failure is not None:
            self._note(failure)
        vals = {"ended_at": fields.Datetime.now()}
        if self.state == "running":
            is_failed = self.level == "error" and not self.processed
            vals["state"] = "failed" if is_failed else "done"
        self.write(vals)
        self._announce(is_new_state=True)
        if self.schedule_id:
            self.schedule_id._book(self)

    @api.model
    def _close_interrupted(self, domain):
        """What a process left running when it was killed is closed by the next run of the job.

        :param domain: finds the operations whose process is known to be gone
        """
        left = self.search([*domain, ("state", "=", "running")])
        for operation in left.try_lock_for_update(allow_referencing=True):
            operation.write({"state": "failed", "ended_at": fields.Datetime.now()})
            operation._error(
                self.env._(
                    "The process that did this was ended before it had finished. What it had "
                    "committed is kept; the next run goes on from there."
                )
            )

    def _has_progress(self):
        """Whether the run brought anything, however it ended."""
        return bool(self.received or self.processed or self.sent)

    def _went_well(self):
        """Whether the job itself may go on as usual. Documents that failed keep their reasons and
        call people by themselves: what comes after them must not wait for the job to recover.
        """
        if self.state != "failed":
            return self.state == "done"
        errors = self.line_ids.filtered(lambda line: line.level == "error")
        return bool(errors) and all(line._is_about_document() for line in errors)

    def _checkpoint(self, processed=0):
        """Commit, report progress, and keep what this run owns.

        :return: seconds that are left to this run
        :raises ConcurrencyError: when another worker has taken over the job
        :raises StopRequested: when a person wants it to end here
        """
        if self.schedule_id:
            return self.schedule_id.with_context(**{RUN: self.id})._checkpoint(processed)
        left = self.env["ir.cron"]._commit_progress(processed)
        self._obey()
        return left

    def _commit(self):
        """Make what is done so far durable; inside a scheduled job, report progress too."""
        return self.env["ir.cron"]._commit_progress()
