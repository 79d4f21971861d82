"""What every synchronised document has in common: a job that the lanes can run."""

from datetime import timedelta

from odoo import models


class AmazonSyncMixin(models.AbstractModel):
    _name = "amazon.sync.mixin"
    _description = "Amazon Synchronised Document"

    # "account": one job for all stores of an account; "store": one job per store.
    _sync_scope = "account"
    _sync_minutes = 5

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
