"""Reports API 2021-06-30: ask for a report, wait for it, fetch it from its address."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from starlette.responses import Response

from ..basics.clock import from_iso, to_iso
from ..basics.errors import invalid_input, unauthorized
from ..basics.fields import Field
from ..render.listings_report import listings_report
from ..render.returns_reports import WRITERS
from ..state.reports import Report
from ..state.sellers import DELIVERY, FINANCE, FULFILLMENT, PRODUCT_LISTING, TRACKING
from .jobs import (
    DOCUMENT_FIELDS,
    MARKETPLACES,
    JobDesk,
    checked_marketplace_ids,
    listing_fields,
)
from .operation import Call, Operation, json_answer

_LISTINGS = "GET_MERCHANT_LISTINGS_ALL_DATA"
# Report types that can be asked for, with the roles that open them.
REPORT_TYPES = {
    _LISTINGS: (PRODUCT_LISTING, TRACKING),
    "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA": (FULFILLMENT,),
    "GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE": (TRACKING, DELIVERY),
    "GET_FBA_REIMBURSEMENTS_DATA": (FULFILLMENT, FINANCE),
}
# Report types that Amazon makes by itself, with its own number of each and their role.
LISTED_TYPES = {
    "GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE": (1117, FINANCE),
    "GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2": (1118, FINANCE),
}
_REPORT = (
    Field("reportOptions", "strings"),
    Field("reportType", required=True),
    Field("dataStartTime", "date-time"),
    Field("dataEndTime", "date-time"),
    MARKETPLACES,
)


def create_report(call: Call) -> Response:
    """Queue a report; 202 with its id."""
    report_type, places = call.body["reportType"], checked_marketplace_ids(call)
    start, end = (_moment(call.body, name) for name in ("dataStartTime", "dataEndTime"))
    if start and end and end < start:
        raise invalid_input("dataEndTime must not be earlier than dataStartTime.")
    _check_type(call, report_type)
    report = Report(
        id=call.world.ids.number(),
        type=report_type,
        seller_id=call.seller.id,
        marketplace_ids=places,
        created=call.world.clock.now(),
        delay=timedelta(seconds=call.world.settings.report_delay_seconds),
        data_start=start,
        data_end=end,
        options=call.body.get("reportOptions", {}),
    )
    if outcome := call.world.report_outcomes.take(report):
        report.ending = outcome.status
        report.document_id = outcome.write(call.world.documents, call.seller.id)
    return json_answer({"reportId": call.world.reports.add(report).id}, 202)


def get_reports(call: Call) -> Response:
    """A page of the seller's reports; ApiError 403 for a type that his roles do not open."""
    for report_type in call.csv("reportTypes"):
        if report_type in LISTED_TYPES and LISTED_TYPES[report_type][1] not in call.seller.roles:
            raise unauthorized("The application has no role for this report.")
    if call.world.settings.reports_of_all_marketplaces:
        told = {name: value for name, value in call.query.items() if name != "marketplaceIds"}
        call = replace(call, query=told)
    return _DESK.list(call)


def _check_type(call: Call, report_type: str) -> None:
    """ApiError for a type that nobody may ask for, or that the seller's roles do not open."""
    if report_type in LISTED_TYPES:
        number = LISTED_TYPES[report_type][0]
        raise invalid_input(f"Request for report type {number} is not allowed at this time")
    if call.world.report_outcomes.know(report_type):
        return  # A test writes it, whatever it is.
    if report_type not in REPORT_TYPES:
        raise invalid_input(f"Report type {report_type} is not supported.")
    if call.seller.roles.isdisjoint(REPORT_TYPES[report_type]):
        raise unauthorized("The application has no role for this report.")


def _moment(body: dict[str, Any], name: str) -> datetime | None:
    return from_iso(body[name]) if name in body else None


def _write(call: Call, report: Report) -> None:
    """Write a report that nobody has looked for since it was done."""
    if report.document_id is None and report.type in REPORT_TYPES:
        world = call.world
        written = _written(call, report)
        compressed = world.settings.gzip_reports
        report.document_id = world.documents.add(report.seller_id, *written, compressed).id


def _written(call: Call, report: Report) -> tuple[str, bytes]:
    """Content type and bytes of a report."""
    if report.type == _LISTINGS:
        return listings_report(call.world.listings, report, call.seller)
    return WRITERS[report.type](call.world.finances, report, report.ended)


def _details(report: Report) -> dict[str, str]:
    period = {"dataStartTime": report.data_start, "dataEndTime": report.data_end}
    return {name: to_iso(moment) for name, moment in period.items() if moment}


_DESK: JobDesk[Report] = JobDesk(
    "report", "reportDocumentId", lambda world: world.reports, _write, _details
)
_BASE = "/reports/2021-06-30"
_DOCUMENT = f"{_BASE}/documents/{{reportDocumentId}}"

OPERATIONS = (
    Operation("createReport", "POST", f"{_BASE}/reports", create_report, body=_REPORT),
    Operation(
        "getReports",
        "GET",
        f"{_BASE}/reports",
        get_reports,
        query=listing_fields("reportTypes"),
    ),
    Operation("getReport", "GET", f"{_BASE}/reports/{{reportId}}", _DESK.get),
    Operation("cancelReport", "DELETE", f"{_BASE}/reports/{{reportId}}", _DESK.cancel),
    Operation("getReportDocument", "GET", _DOCUMENT, _DESK.get_document, query=DOCUMENT_FIELDS),
)
