"""Reports: ask for one, or list those that Amazon makes by itself; fetch, and read as it streams.

A kind states its report type and what it makes of a document; how a report is asked for, awaited,
given up and asked for anew stands here.
"""

from contextlib import suppress
from datetime import timedelta
from functools import partial

from odoo import api, fields, models

from ...spapi.errors import (
    NotFound,
    Rejected,
    SpApiError,
    UnreadableDocument,
    UnreadablePayload,
)
from ...spapi.words import CANCELLED, DONE, FATAL

# Amazon's final words on a report; any other word means that it is still at it.
FINISHED = (DONE, CANCELLED, FATAL)
SHORTEST_POLL = timedelta(minutes=1)
LONGEST_POLL = timedelta(minutes=30)
# Until another report is asked for in place of a damaged one.
BROKEN_PAUSE = timedelta(minutes=5)
# A report that is not ready by then never will be: another one is asked for, then a person told.
PATIENCE = timedelta(hours=4)
LONGEST_SILENCE = timedelta(days=1)
# Enough of a document that says why there is no report.
MOST_WORDS = 500


class AmazonReportMixin(models.AbstractModel):
    _name = "amazon.report.mixin"
    _description = "Amazon Report"
    _inherit = ["amazon.sync.mixin"]

    # Amazon's report type, and ``reportOptions`` to ask with.
    _report_type = None
    _report_options = None
    # Whether Amazon makes the report by itself, so that it is listed and never asked for.
    _report_is_listed = False

    # Contract

    def _receive_report(self, schedule, report, document, operation):
        """Make records of a report, reading it line by line (``document.lines()``).

        A listed report is received in a savepoint: nothing may be committed in between.

        :param schedule: ``amazon.schedule``: for whom
        :param report: ``spapi`` report, with its times and marketplaces
        :param document: ``spapi`` document; may turn out damaged while it is read
        :param operation: ``amazon.operation`` that counts and logs
        :raises UnreadablePayload: nothing of it can be read
        """
        raise NotImplementedError

    @api.model
    def _get_report_start(self, schedule):
        """From when on a report that is asked for tells; None where its type has no period. A hook.

        :param schedule: ``amazon.schedule``
        :return: ``datetime``, UTC, aware
        """
        return None

    # The life of a report

    def _sync_report(self, schedule, operation):
        """Ask for, await, fetch and read reports, as far as Amazon lets us today."""
        with operation._counting(schedule.account_id._get_client()) as client:
            if self._report_is_listed:
                self._sync_listed(schedule, client, operation)
                return
            report, document = self._fetch_asked(schedule, client, operation)
        if document:
            # Read or not, it is not fetched again: what stops us would stop us for ever.
            schedule._drop_report()
            schedule._checkpoint()
            self._read_asked(schedule, report, document, operation)

    def _fetch_asked(self, schedule, client, operation):
        """Ask for a report, or look at the one that was asked for.

        What Amazon no longer knows is asked for anew at once, but once in a run.

        :return: tuple (report, document), or (None, None) when there is none yet
        """
        for _attempt in range(2):
            if not schedule.report_ref:
                self._ask_for_report(schedule, client)
            try:
                report = client.get_report(schedule.report_ref)
                if report.status not in FINISHED:
                    self._await_report(schedule, client, operation)
                    return None, None
                if report.status == DONE and report.document_id:
                    return report, client.download_report(report.document_id)
            except NotFound as error:
                schedule._drop_report()
                operation._info(self.env._("Amazon no longer has the report: %s", error))
                continue
            except UnreadablePayload:
                # Asking about it again would bring the same answer for ever.
                schedule._drop_report()
                raise
            self._end_without_report(schedule, client, report, operation)
            return None, None
        operation._wait(LONGEST_POLL, self.env._("A new report is asked for."))
        return None, None

    def _ask_for_report(self, schedule, client):
        markets = schedule.store_id or schedule.account_id.store_ids
        ask = partial(
            client.create_report,
            self._report_type,
            markets.marketplace_id.mapped("code"),
            data_start=self._get_report_start(schedule),
        )
        schedule._remember_report(self._ask_with_options(ask))
        # Without the commit a killed run would ask again, and createReport is scarce.
        schedule._checkpoint()

    def _ask_with_options(self, ask):
        """Options are a wish: where Amazon does not take them, the report comes without.

        :param ask: function of ``report_options``
        :return: what it returns
        """
        if self._report_options:
            # What is refused for another reason is refused once more, and told.
            with suppress(Rejected):
                return ask(report_options=self._report_options)
        return ask()

    def _await_report(self, schedule, client, operation):
        """Amazon is at it: come back; ask anew for what takes too long, then tell a person."""
        now = fields.Datetime.now()
        asked_at = schedule.report_asked_at or now
        if schedule.report_awaited_since and now - schedule.report_awaited_since > LONGEST_SILENCE:
            self._tell_report_late(schedule)
        if now - asked_at > PATIENCE:
            self._ask_for_report(schedule, client)
            asked_at = now
        pause = min(max((now - asked_at) / 2, SHORTEST_POLL), LONGEST_POLL)
        operation._wait(pause, self.env._("Amazon is preparing the report."))

    def _end_without_report(self, schedule, client, report, operation):
        """Amazon has finished without a document: often there was nothing to report."""
        schedule._drop_report()
        if report.status == CANCELLED:
            schedule._end_report()
            operation._info(self.env._("Amazon has nothing to report (CANCELLED)."))
            return
        operation._error(
            self.env._(
                "Amazon gave up on the report (%(status)s). The next run asks for a new one. "
                "%(words)s",
                status=report.status,
                words=self._read_words(client, report.document_id),
            )
        )

    def _read_words(self, client, document_id):
        """Why a report failed, where Amazon gives a document that says so."""
        try:
            return client.download_report(document_id).text()[:MOST_WORDS] if document_id else ""
        except (SpApiError, UnreadablePayload):
            return ""

    def _read_asked(self, schedule, report, document, operation):
        try:
            self._receive_report(schedule, report, document, operation)
        except UnreadableDocument as error:
            # Broken on its way: what stands before the break was read, the rest comes anew.
            operation._warning(self.env._("The report is damaged: %s.", error))
            operation._wait(BROKEN_PAUSE, self.env._("A new report is asked for."))
        except UnreadablePayload as error:
            self._tell_report_unreadable(schedule, error, operation)
        else:
            schedule._end_report()

    # Telling

    def _tell_report_late(self, schedule):
        schedule._get_owner()._raise_trouble(
            f"report_late:{self._name}",
            job=self._name,
            since=str(schedule.report_awaited_since),
        )

    def _tell_report_unreadable(self, schedule, error, operation):
        note = self.env._(
            "The report %(kind)s cannot be read, and nothing was changed: %(error)s.",
            kind=self._report_type,
            error=error,
        )
        operation._error(note)
        schedule._get_owner()._raise_trouble(
            f"report_unreadable:{self._name}", job=self._name, report=self._report_type
        )
