"""Fetch: page by page, each stored with the token of the next, then processed.

A kind states how to ask for one page (``_ask_page``); windows, tokens and repeats are here.
"""

from datetime import timedelta
from functools import partial

from odoo import fields, models

from ...spapi.errors import SpApiError, UnreadablePayload
from .page import Page
from .races import in_new_transaction


class AmazonInboxMixin(models.AbstractModel):
    _inherit = "amazon.inbox.mixin"

    # How far a window reaches back into the one before it.
    _window_overlap = timedelta(minutes=10)
    # Once in this time a window reaches back farther, to catch what Amazon left out.
    _rescan_every = timedelta(hours=24)
    _rescan_reach = timedelta(hours=26)

    def _sync(self, schedule, operation):
        """Fetch what changed, then process; what has arrived is processed even if Amazon fails."""
        error = None
        try:
            self._fetch(schedule, operation)
        except (SpApiError, UnreadablePayload) as caught:
            error = caught
        finished = self._work_off(schedule.account_id, operation, may_ask=not error)
        if error:
            raise error
        if not finished:
            operation.state = "partial"

    def _fetch(self, schedule, operation):
        """Network in: ask Amazon for what changed since the last run."""
        self._fetch_pages(schedule, operation)

    def _fetch_pages(self, schedule, operation):
        """One window, page by page. An interrupted run resumes with the page that was lost."""
        with operation._counting(schedule.account_id._get_client()) as client:
            more = True
            while more:
                count, more = self._fetch_page(schedule, client, operation)
                schedule._check_pages()
                if not schedule._checkpoint(count) and more:
                    operation.state = "partial"
                    return

    def _fetch_page(self, schedule, client, operation):
        """Ask for one page and store it.

        :return: tuple (number of documents on the page, whether there is a next page)
        """
        since = schedule._open_window(self)
        asked_at = fields.Datetime.now()
        page = schedule._ask_for_page(
            partial(self._ask_page, client, schedule.account_id, since, operation)
        )
        # Other workers may change these documents at any time. A new transaction sees what they
        # did while Amazon was asked, and a lost race costs no second call.
        store = partial(self._store_page, schedule, page, asked_at, operation)
        return in_new_transaction(self.env, store), bool(page.next_token)

    def _store_page(self, schedule, page, asked_at, operation):
        documents = self._receive(schedule.account_id, page.payloads, operation)
        schedule._advance_window(page, asked_at, documents.mapped("amazon_ref"))
        return len(documents)

    # Contract

    def _ask_page(self, client, account, since, operation, token) -> Page:
        """Ask Amazon for one page of what changed.

        :param client: ``spapi.client.Client``
        :param account: ``amazon.account``
        :param since: start of the window (UTC, aware)
        :param operation: ``amazon.operation``, for what is to be told
        :param token: of the page; None for the first one
        :raises ExpiredReference: Amazon no longer honors the token
        """
        raise NotImplementedError

    def _fetch_missing(self, account, operation) -> bool:
        """Ask Amazon for what held documents need besides their payload.

        :return: whether anything was asked for, so that documents may go on
        """
        return False
