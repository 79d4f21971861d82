"""Reports API 2021-06-30: files that Amazon makes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sp_api.api import Reports

from ..caller import honored
from ..documents import Document
from ..payload import Node
from ..words import LISTINGS_REPORT as LISTINGS_REPORT
from ..words import as_word
from .documents import DocumentsCaller


@dataclass(frozen=True, slots=True)
class Report:
    """A report in the making or made.

    ``status`` is IN_QUEUE, IN_PROGRESS, DONE, CANCELLED (also: nothing to report) or FATAL;
    ``document_id`` is there when DONE, and sometimes when FATAL, with the reason. What it is about
    begins and ends at ``data_start`` and ``data_end``, where Amazon tells it.
    """

    report_id: str
    status: str
    document_id: str | None
    created_at: datetime
    marketplace_ids: tuple[str, ...]
    data_start: datetime | None = None
    data_end: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A page of reports.

    :ivar unreadable: sentences about those of which not even the id or the time can be read
    """

    reports: tuple[Report, ...]
    next_token: str | None
    unreadable: tuple[str, ...] = ()


class ReportsOperations(DocumentsCaller):
    """Operations of the Reports API."""

    def create_report(
        self,
        report_type: str,
        marketplace_ids: Iterable[str],
        *,
        data_start: datetime | None = None,
        data_end: datetime | None = None,
        report_options: Mapping[str, str] | None = None,
    ) -> str:
        """Ask for a report.

        :param report_options: Amazon's ``reportOptions``, e.g. :data:`..words.ENGLISH_REPORT`
        :return: its id, for :meth:`get_report`
        """
        answer = self._call(
            "createReport",
            Reports,
            "create_report",
            reportType=report_type,
            marketplaceIds=list(marketplace_ids),
            dataStartTime=data_start,
            dataEndTime=data_end,
            reportOptions=report_options,
        )
        return Node.root(answer).required_text("reportId")

    def get_report(self, report_id: str) -> Report:
        """Ask how far a report is.

        :raises ExpiredReference: (a ``NotFound``) when Amazon has no such report (any more)
        """
        with honored(report_id):
            answer = self._call("getReport", Reports, "get_report", report_id)
        return _report(Node.root(answer))

    def get_reports(
        self,
        report_types: Iterable[str],
        *,
        created_since: datetime | None = None,
        marketplace_ids: Iterable[str] = (),
        statuses: Iterable[str] = (),
        next_token: str | None = None,
    ) -> ReportPage:
        """List reports of the last 90 days, also those that Amazon makes by itself.

        :param next_token: of the page before; then nothing else is asked
        :raises ExpiredReference: when Amazon does not honor ``next_token`` (any more)
        """
        search = {
            "reportTypes": tuple(report_types),
            "createdSince": created_since,
            "marketplaceIds": tuple(marketplace_ids),
            "processingStatuses": tuple(statuses),
            "pageSize": 100,
        }
        asked = {"nextToken": next_token} if next_token else search
        with honored(next_token):
            node = Node.root(self._call("getReports", Reports, "get_reports", **asked))
        reports, unreadable = node.require("reports").parsed("reports", _report)
        return ReportPage(reports, node.text("nextToken") or None, unreadable)

    def download_report(self, document_id: str) -> Document:
        """Fetch the file of a report.

        :param document_id: ``Report.document_id``
        :raises ExpiredReference: (a ``NotFound``) when Amazon does not serve it (any more)
        :raises UnreadableDocument: when it is larger than anything that Amazon sends
        """
        path = "/reports/2021-06-30/documents/{}"
        return self._download("getReportDocument", path, document_id)


def _report(node: Node) -> Report:
    return Report(
        report_id=node.required_text("reportId"),
        status=as_word(node.required_text("processingStatus")),
        document_id=node.text("reportDocumentId") or None,
        created_at=node.required_time("createdTime"),
        marketplace_ids=node.texts("marketplaceIds"),
        data_start=node.shown_time("dataStartTime"),
        data_end=node.shown_time("dataEndTime"),
    )
