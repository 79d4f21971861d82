"""Who owns which row of the work list, and for how long.

A run owns its row by a *lease*, two columns that are committed before the work begins: the
operation that records the run, and a time. It holds no lock while it works, because it waits for
Amazon most of the time and others look at the same rows. Each checkpoint renews the lease; the
row of a process that died is free when its lease has run out, and the next run closes what the
dead one left.
"""

from datetime import timedelta
from functools import partial

from odoo import fields, models
from odoo.exceptions import ConcurrencyError

from ...context_keys import RUN
from ..sync.races import RACES, in_new_transaction

# Longer than any single step between two checkpoints.
LEASE = timedelta(minutes=10)


class AmazonSchedule(models.Model):
    _inherit = "amazon.schedule"

    # Taking a row

    def _start_next(self, lane, seen):
        """Lease the due row that no other lane works on and that we have not seen.

        :return: the ``amazon.operation`` of the run that begins; empty when nothing is left
        """
        try:
            return in_new_transaction(self.env, partial(self._try_next, lane, seen))
        except RACES:
            # Others win every time, so others do the work.
            return self.env["amazon.operation"]

    def _try_next(self, lane, seen):
        due = self._find_due(lane) - seen
        return due.try_lock_for_update(allow_referencing=True, limit=1)._open_run()

    def _try_this(self):
        return self.try_lock_for_update(allow_referencing=True)._open_run(is_asked=True)

    def _open_run(self, is_asked=False):
        """Lease this locked row: who commits first owns it.

        :param is_asked: a person wants the run now
        :return: the new ``amazon.operation``, empty if another run owns the row
        """
        operations = self.env["amazon.operation"]
        if not self or self._is_leased():
            return operations
        operations.sudo()._close_interrupted([("schedule_id", "=", self.id)])
        account = self.account_id._work_env()
        operation = account.env["amazon.operation"].create(
            {
                "account_id": account.id,
                "store_id": self.store_id.id,
                "kind": self.model_name,
                "schedule_id": self.id,
                "user_id": self.env.uid,
            }
        )
        operation._announce(is_new_state=True)
        is_asked = self._take_signals() or is_asked
        now = fields.Datetime.now()
        vals = {
            "operation_id": operation.id,
            "leased_until": now + LEASE,
            "is_stopped": False,
        }
        if is_asked and self.next_run > now:
            # Asked for is the whole job, of which a part may be due for other reasons.
            vals["next_run"] = now
        self.write(vals)
        return operation

    def _is_leased(self):
        """Whether some run owns the row right now."""
        return bool(self.leased_until and self.leased_until > fields.Datetime.now())

    def _take_signals(self):
        """What was asked for is done by the run that begins.

        :return: whether anything was
        """
        signals = self.env["amazon.signal"]._find_left(self)
        since = [signal.since for signal in signals if signal.since]
        if since:
            self._reach_back(min(since))
        is_asked = bool(signals)
        signals.unlink()
        return is_asked

    # Keeping it

    def _renew_lease(self):
        """Make sure that the row is still ours, and that it stays so.

        :raises ConcurrencyError: when another worker has taken over
        """
        run = self.env.context.get(RUN)
        if run and self._is_lease_short(run):
            in_new_transaction(self.env, partial(self._extend_lease, run))

    def _is_lease_short(self, run):
        if self.operation_id.id != run:
            raise ConcurrencyError("another worker has taken over this job")
        return self.leased_until < fields.Datetime.now() + LEASE / 2

    def _extend_lease(self, run):
        if self._is_lease_short(run):
            self.leased_until = fields.Datetime.now() + LEASE

    def _checkpoint(self, processed=0):
        """Commit, report progress, renew the lease.

        :return: seconds that are left to this run
        :raises ConcurrencyError: when another worker has taken over
        :raises StopRequested: when a person wants the run to end here
        """
        left = self.env["ir.cron"]._commit_progress(processed)
        self._renew_lease()
        self.env["amazon.operation"].sudo().browse(self.env.context.get(RUN))._obey()
        return left
