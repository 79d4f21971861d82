"""Processing in batches: fast for all, and one bad document fails alone."""

from functools import partial

from psycopg2 import OperationalError
from psycopg2.errors import UniqueViolation

from odoo import fields, models
from odoo.exceptions import ConcurrencyError
from odoo.service.model import retrying

BATCH_SIZE = 50


class AmazonInboxMixin(models.AbstractModel):
    _inherit = "amazon.inbox.mixin"

    def _process_pending(self, account, operation):
        """Process what waits, batch by batch, each with a commit of its own.

        :param account: ``amazon.account``, in the job's environment
        :return: whether everything was processed before the time was up
        """
        while True:
            done = retrying(partial(self._process_next, account, operation), self.env)
            if not done:
                return True
            if not operation._checkpoint(done):
                return False

    def _cron_process(self):
        """What a processing lane does: work off what other workers have received."""
        waiting = self._read_group([("state", "=", "received")], ["account_id"], order="account_id")
        for (account,) in waiting:
            worker = account._work_env()
            with worker.env["amazon.operation"]._record(worker, self._name) as operation:
                self.with_env(worker.env)._process_pending(worker, operation)

    def _process_next(self, account, operation):
        """Lock and process the next batch that no other worker has.

        :return: number of documents processed
        """
        batch = self.search(self._get_pending_domain(account), order="id", limit=BATCH_SIZE * 2)
        batch = batch.try_lock_for_update(allow_referencing=True, limit=BATCH_SIZE)
        # Another worker may have finished some between our look and our lock.
        batch = batch.filtered_domain(self._get_pending_domain(account))
        batch._process_safely()
        if batch:
            batch._count_outcome(operation)
        return len(batch)

    def _get_pending_domain(self, account):
        return [
            ("account_id", "=", account.id),
            "|",
            ("state", "=", "received"),
            "&",
            ("state", "=", "failed"),
            ("next_try", "<=", fields.Datetime.now()),
        ]

    def _process_safely(self):
        """Process the batch at once; if that fails, in halves, so that a bad one fails alone.

        :raises OperationalError: concurrency errors of PostgreSQL; the transaction is dead
        """
        if not self:
            return
        try:
            with self.env.cr.savepoint():
                self._process()
        except (OperationalError, ConcurrencyError):
            raise
        except UniqueViolation as error:
            # Our own keys are looked up before we create: another worker was faster, which this
            # transaction cannot see. Look again with a new one.
            if "amazon" in (error.diag.constraint_name or ""):
                raise ConcurrencyError(str(error)) from error
            self._process_halves(error)
        except Exception as error:  # noqa: BLE001 - the one place where a document may fail
            self._process_halves(error)

    def _process_halves(self, error):
        """A batch has failed: try each half; what fails alone is the culprit."""
        if len(self) == 1:
            self._fail(error)
            return
        middle = len(self) // 2
        self[:middle]._process_safely()
        self[middle:]._process_safely()
