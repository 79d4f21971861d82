"""Reports that Amazon makes by itself: listed, and each document fetched once."""

from datetime import UTC, timedelta

from odoo import fields, models

from ...spapi.errors import Rejected, Unavailable, UnreadablePayload
from ...spapi.words import DONE
from ..sync.isolation import explain_failure, isolate, log_failure
from .amazon_report_mixin import FINISHED, LONGEST_SILENCE

# Amazon lists 90 days; a margin, so that none of them is asked for at the moment it goes.
LONGEST_REACH = timedelta(days=89)
# More pages than anyone has reports: then Amazon repeats itself.
MOST_PAGES = 100


class AmazonReportMixin(models.AbstractModel):
    _inherit = "amazon.report.mixin"

    # Contract

    def _find_known_reports(self, schedule, report_refs):
        """Which reports need not be fetched: their documents were, whatever became of them.

        :param report_refs: list of Amazon's report ids
        :return: set of those that are known
        """
        raise NotImplementedError

    def _fail_report(self, schedule, report, reason, operation):
        """A document cannot be read or is gone: keep it, so that it is not fetched for ever.

        Called after what ``_receive_report`` has done was undone. A kind keeps a record of its
        own as *failed* and calls ``super``.

        :param reason: sentence
        """
        operation._count(failed=1)
        operation._error(
            self.env._("Report %(ref)s: %(reason)s", ref=report.report_id, reason=reason)
        )

    # The list

    def _sync_listed(self, schedule, client, operation):
        """Fetch what Amazon has made since the last look, the oldest first.

        The cursor stops before the first report that is not finished, for a day at the most: a
        later look finds it again.
        """
        reports = self._list_reports(schedule, client, operation)
        known = self._find_known_reports(schedule, [report.report_id for report in reports])
        is_passed = True
        for report in reports:
            created_at = report.created_at.replace(tzinfo=None, microsecond=0)
            is_passed &= report.status in FINISHED or (
                created_at < fields.Datetime.now() - LONGEST_SILENCE
            )
            if report.report_id not in known:
                # Of one over which Amazon stumbles the next run asks again; it keeps no other back.
                is_passed &= self._take_listed(schedule, client, report, operation)
            if is_passed:
                schedule.cursor = max(schedule.cursor or created_at, created_at)
            schedule._checkpoint(1)

    def _list_reports(self, schedule, client, operation):
        """:return: list of ``spapi`` reports, the oldest first; an id comes once"""
        now = fields.Datetime.now()
        since = max(schedule.cursor or now - LONGEST_REACH, now - LONGEST_REACH)
        search = {"created_since": since.replace(tzinfo=UTC)}
        found, tokens = {}, set()
        while len(tokens) < MOST_PAGES:
            page = client.get_reports([self._report_type], **search)
            found.update({report.report_id: report for report in page.reports})
            for problem in page.unreadable:
                operation._warning(
                    self.env._(
                        "Amazon's list has a report that cannot be read. Look for it in Seller "
                        "Central and upload it if it is missing here. (%s)",
                        problem,
                    )
                )
            if not page.next_token or page.next_token in tokens:
                break
            tokens.add(page.next_token)
            search = {"next_token": page.next_token}
        return sorted(found.values(), key=lambda report: report.created_at)

    def _take_listed(self, schedule, client, report, operation):
        """Fetch and read one report; what is wrong with it is its own affair.

        :return: whether it need not be asked for again, as far as it is finished
        :raises Unavailable: when no answer came: nothing else would get one
        """
        if report.status not in FINISHED:
            return True
        if report.status != DONE or not report.document_id:
            operation._info(
                self.env._(
                    "Report %(ref)s ended without a document (%(status)s).",
                    ref=report.report_id,
                    status=report.status,
                )
            )
            return True

        try:
            document = client.download_report(report.document_id)
        except (Rejected, UnreadablePayload) as error:
            self._fail_report(schedule, report, str(error), operation)
        except Unavailable as error:
            if error.status is None:
                raise
            operation._postpone(error)
            operation._info(self.env._("Left to the next run: %s.", report.report_id))
            return False
        else:
            self._receive_listed(schedule, report, document, operation)
        return True

    def _receive_listed(self, schedule, report, document, operation):
        def receive(documents):
            self._receive_report(schedule, report, documents[0], operation)

        def give_up(_documents, error):
            log_failure(self, error)
            self._fail_report(schedule, report, explain_failure(self.env, error), operation)

        isolate(self.env.cr, [document], receive, give_up)
