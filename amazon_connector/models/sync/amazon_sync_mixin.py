"""What every synchronised document has in common: a job that the lanes can run."""

from datetime import timedelta

from odoo import api, models

# An id that no order, report or feed of Amazon's can have.
NO_SUCH_REF = "000-0000000-0000000"


class AmazonSyncMixin(models.AbstractModel):
    _name = "amazon.sync.mixin"
    _description = "Amazon Synchronized Document"
    _inherit = ["amazon.words.mixin"]

    # "account": one job for all stores of an account; "store": one job per store.
    _sync_scope = "account"
    _sync_minutes = 5
    # The group of lanes that does this work. What is frequent or long has lanes of its own.
    _sync_lane = "general"
    # Model of what the job makes, where it has no documents of its own: whoever sees them runs it.
    _sync_documents = ""
    # What the job is called in the log: ``_lt("Removals")`` of a ``LazyTranslate``.
    _sync_name = ""

    @api.model
    def _get_job_name(self):
        """:return: what the job is called in the log and on screens, in the reader's language"""
        return self.env._(self._sync_name) if self._sync_name else self._description

    def _sync(self, schedule, operation):
        """Do the whole job once: fetch and process, or collect and push.

        :param schedule: locked ``amazon.schedule`` row: whose work, cursors
        :param operation: ``amazon.operation`` that counts and logs
        :raises SpApiError: ends the run; the operation says how it goes on
        """
        raise NotImplementedError

    def _prepare_schedule_vals(self, accounts):
        """The rows of ``amazon.schedule`` that this job needs.

        :param accounts: ``amazon.account``
        :return: list of value dicts
        """
        owners = accounts if self._sync_scope == "account" else accounts.store_ids
        return [
            {
                "account_id": owner.id if self._sync_scope == "account" else owner.account_id.id,
                "store_id": False if self._sync_scope == "account" else owner.id,
                "model_name": self._name,
                "interval_minutes": self._sync_minutes,
            }
            for owner in owners
        ]

    def _get_pause(self, schedule, operation):
        """How long to wait after a run that went well.

        :param schedule: ``amazon.schedule``
        :param operation: the ``amazon.operation`` that has just ended
        :return: ``datetime.timedelta``
        """
        return timedelta(minutes=schedule.interval_minutes)

    @api.model
    def _find_with_work(self, schedules):
        """Which jobs are due because documents wait, though nothing is booked.

        :param schedules: ``amazon.schedule`` rows of this kind that are free
        :return: those that have work
        """
        return schedules.browse()

    def _run_soon(self):
        """Let the jobs of these documents run soon; it only inserts, so nobody waits for it."""
        self.env["amazon.schedule"]._find_for(self._name, accounts=self.account_id)._run_soon()

    @api.model
    def _probe(self, client) -> bool:
        """Make one cheap call that needs the role of this job, to test the connection.

        An answer that Amazon knows no such thing is a good one: it has looked. Example::

            def _probe(self, client):
                client.get_report(NO_SUCH_REF)
                return True

        :param client: ``spapi.client.Client``
        :return: whether anything was asked; a job may have no question that costs so little
        :raises Unauthorized: the role is missing
        """
        return False
