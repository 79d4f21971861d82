"""Reports API 2021-06-30: ask for a report, wait for it, fetch it from its address."""

from datetime import timedelta
from typing import Any

from starlette.responses import Response

from ..basics.errors import invalid_input, not_found, unauthorized
from ..render.listings_report import merchant_listings, report_charset
from ..state.documents import Document, codec_of
from ..state.reports import Report
from ..state.sellers import PRODUCT_LISTING, TRACKING
from .jobs import checked_marketplace_ids, job_times, page_of_jobs
from .operation import Call, Operation, json_answer

# Report types with their writers and the roles that open them.
REPORT_TYPES = {"GET_MERCHANT_LISTINGS_ALL_DATA": (merchant_listings, (PRODUCT_LISTING, TRACKING))}


def create_report(call: Call) -> Response:
    """Queue a report; 202 with its id."""
    body = call.json({"reportType": str, "marketplaceIds": [str]})
    report_type = body.get("reportType", "")
    if report_type not in REPORT_TYPES:
        raise invalid_input(f"Report type {report_type} is not supported.")
    _check_role(call, report_type)
    delay = timedelta(seconds=call.world.settings.report_delay_seconds)
    places = checked_marketplace_ids(call, body)
    report = call.world.reports.create(call.seller.id, report_type, places, delay)
    if outcome := call.world.report_outcomes.take(report):
        report.ending = outcome.status
        report.document_id = outcome.write(call.world.documents, call.seller.id)
    return json_answer({"reportId": report.id}, 202)


def get_reports(call: Call) -> Response:
    """A page of the seller's reports of the types asked for, the newest first."""
    page, token = page_of_jobs(call, call.world.reports.of(call.seller.id), "reportTypes")
    return json_answer({"reports": [_rendered(call, report) for report in page]} | token)


def get_report(call: Call) -> Response:
    """How far a report has got."""
    return json_answer(_rendered(call, _found(call)))


def cancel_report(call: Call) -> Response:
    """Give up a report that nobody works on yet."""
    report = _found(call)
    if report.status(call.world.clock.now()) != "IN_QUEUE":
        raise invalid_input("Only a report IN_QUEUE can be cancelled.")
    report.cancelled = True
    return Response(status_code=200, media_type="application/json")


def get_report_document(call: Call) -> Response:
    """The presigned address of a report, good for five minutes."""
    document = found_document(call, call.path["reportDocumentId"])
    return json_answer({"reportDocumentId": document.id} | address_of(call, document))


def found_document(call: Call, document_id: str) -> Document:
    """The seller's document; ApiError 404."""
    document = call.world.documents.find(document_id, call.seller.id)
    if document is None:
        raise not_found(f"Document {document_id} was not found.")
    return document


def address_of(call: Call, document: Document) -> dict[str, str]:
    """A fresh presigned address, and how the content is compressed."""
    url = call.base_url + call.world.documents.sign(document)
    return {"url": url} | ({"compressionAlgorithm": "GZIP"} if document.compressed else {})


def _check_role(call: Call, report_type: str) -> None:
    roles = REPORT_TYPES[report_type][1]
    if call.seller.roles.isdisjoint(roles):
        raise unauthorized("The application has no role for this report.")


def _found(call: Call) -> Report:
    report = call.world.reports.find(call.seller.id, call.path["reportId"])
    if report is None:
        raise not_found(f"Report {call.path['reportId']} was not found.")
    return report


def _rendered(call: Call, report: Report) -> dict[str, Any]:
    """Amazon's `Report`; its document is written when the report is first seen done."""
    rendered: dict[str, Any] = {
        "reportId": report.id,
        "reportType": report.type,
        "marketplaceIds": report.marketplace_ids,
        **job_times(call, report),
    }
    status = rendered["processingStatus"]
    if status == "DONE" and report.document_id is None:
        report.document_id = _write(call, report).id
    if report.document_id and status in ("DONE", "FATAL"):
        rendered["reportDocumentId"] = report.document_id
    return rendered


def _write(call: Call, report: Report) -> Document:
    write = REPORT_TYPES[report.type][0]
    content_type = f"text/plain; charset={report_charset(report.marketplace_ids[0])}"
    content = write(call.world.listings, report).encode(codec_of(content_type), "replace")
    compressed = call.world.settings.gzip_reports
    return call.world.documents.add(report.seller_id, content_type, content, compressed)


_BASE = "/reports/2021-06-30"

OPERATIONS = (
    Operation("createReport", "POST", f"{_BASE}/reports", create_report),
    Operation("getReports", "GET", f"{_BASE}/reports", get_reports),
    Operation("getReport", "GET", f"{_BASE}/reports/{{reportId}}", get_report),
    Operation("cancelReport", "DELETE", f"{_BASE}/reports/{{reportId}}", cancel_report),
    Operation(
        "getReportDocument", "GET", f"{_BASE}/documents/{{reportDocumentId}}", get_report_document
    ),
)
