"""Processing in batches: fast for all, and one bad document fails alone."""

from functools import partial
from itertools import count

from psycopg2.errors import UniqueViolation

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import split_every

from .isolation import isolate
from .races import in_new_transaction

# Keys are looked up before something is created under them. One that is taken all the same was
# taken by a faster worker, which a new transaction can see. After so many tries of the batch, its
# documents are tried apart, and each that meets a taken key has attempts of its own (``_fail``).
MOST_RACES = 3


class AmazonInboxMixin(models.AbstractModel):
    _inherit = "amazon.inbox.mixin"

    # Documents that are processed at once; one where each is minutes of work.
    _batch_size = 50

    def _cron_process(self):
        """What a processing lane does: work off what other workers have received."""
        domain = Domain.OR([self._get_waiting_domain(), self._get_unsettled_domain()])
        waiting = self._read_group(domain, ["account_id"], order="account_id")
        accounts = self.env["amazon.account"].union(*(account for (account,) in waiting))
        for account in accounts - self.env["amazon.schedule"]._find_stopped(self._name, accounts):
            worker = account._work_env()
            with worker.env["amazon.operation"]._record(worker, self._name) as operation:
                self.with_env(worker.env)._work_off(worker, operation)

    def _work_off(self, account, operation, may_ask=True):
        """Process what waits, then what waited for something that Amazon has told meanwhile.

        :param account: ``amazon.account``, in the job's environment
        :param may_ask: whether Amazon answers
        :return: whether everything was processed before the time was up
        """
        finished = self._process_pending(account, operation)
        if may_ask and self._fetch_missing(account, operation):
            finished = self._process_pending(account, operation) and finished
        return finished

    def _process_pending(self, account, operation):
        """Process what waits, batch by batch, each with a commit of its own.

        :param account: ``amazon.account``, in the job's environment
        :return: whether everything was processed before the time was up
        """
        # What was left by a run that was interrupted.
        self.search([("account_id", "=", account.id), *self._get_unsettled_domain()])._settle()
        waiting = [("account_id", "=", account.id), *self._get_waiting_domain()]
        operation._expect(self.search_count(waiting))
        while done := self._process_once(partial(self._find_pending, account), operation):
            if not operation._checkpoint(len(done)) or self._is_paused_for(account, operation):
                return False
        return True

    def _is_paused_for(self, account, operation):
        """Whether a person has stopped the job that a processing lane is helping."""
        schedules = self.env["amazon.schedule"]
        return not operation.schedule_id and bool(schedules._find_stopped(self._name, account))

    def _process_once(self, find, operation):
        """Process documents in a transaction of their own, repeated while races are lost.

        :param find: function that gives the documents; asked again after a lost race
        :param operation: ``amazon.operation`` that counts and tells
        :return: the documents that no other worker had
        """
        tries = count()
        done = in_new_transaction(
            self.env, lambda: find()._process_locked(operation, next(tries) < MOST_RACES)
        )
        done._settle()
        return done

    def _settle(self):
        """What is left to do once a batch is committed, in transactions of its own. A hook.

        For what many workers meet at: they wait for each other for as long as this takes, and not
        for as long as a batch takes. The documents must tell that it is left
        (``_get_unsettled_domain``), so that it is done even if this worker is killed before.
        """

    def _get_unsettled_domain(self):
        """:return: documents, of any account, for which ``_settle`` has something left to do"""
        return list(Domain.FALSE)

    def _process_locked(self, operation, may_race):
        batch = self.try_lock_for_update(allow_referencing=True, limit=self._batch_size)
        batch._process_safely(may_race)
        if batch:
            batch._count_outcome(operation)
        return batch

    def _process_chosen(self, operation):
        """Process these documents now, whatever their state; other workers keep what they have."""
        for ids in split_every(self._batch_size, self.ids):
            waiting = self.browse(ids)
            while waiting:
                done = self._process_once(partial(self.browse, waiting.ids), operation)
                waiting = done.filtered(lambda document: document._is_unfinished())

    def _is_unfinished(self):
        """Whether a document that was processed just now goes on at once. A hook.

        It may still have lost a race: each has a bounded number of attempts. Kinds that are
        processed in steps, each a transaction, go on until the last one.
        """
        return self.state == "received" and bool(self.attempts)

    def _find_pending(self, account):
        """:return: documents that wait, some more than a batch: other workers may have a part"""
        domain = [("account_id", "=", account.id), *self._get_waiting_domain()]
        return self.search(domain, order="id", limit=self._batch_size * 2)

    def _get_waiting_domain(self):
        """Documents that are to be processed now, of any account."""
        return [
            "|",
            ("state", "=", "received"),
            "&",
            ("state", "in", ("failed", "held")),
            ("next_try", "<=", fields.Datetime.now()),
        ]

    def _process_safely(self, may_race=False):
        """Process the batch at once; if that fails, in halves, so that a bad one fails alone.

        :param may_race: whether a unique key that is taken counts as a lost race
        :raises ConcurrencyError: or another lost race; the transaction is dead
        """
        isolate(
            self.env.cr,
            self,
            lambda batch: batch._process(),
            lambda document, error: document._fail(error),
            is_race=lambda error: may_race and isinstance(error, UniqueViolation),
        )
