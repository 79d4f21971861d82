"""Whatever Amazon's models allow as an answer is read, or refused in one of the client's kinds."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings

from spapi.client import Client
from spapi.credentials import Credentials
from spapi.errors import SpApiError, UnreadablePayload
from spapi.finances import parse_transaction
from spapi.fulfillments import parse_fulfillment
from spapi.transfers import parse_expected_payout, parse_payout

from .schema_strategy import MODELS, strategy_of

FULFILLMENT = "fulfillmentOutbound/2026-07-04/fulfillmentOutbound_2026-07-04"
NOW = datetime(2026, 3, 2, tzinfo=UTC)


class Answered(Client):
    """A client that has its answer already."""

    def __init__(self, answer: Mapping[str, Any]) -> None:
        super().__init__(Credentials("id", "secret", "token"), "na", selling_partner_id="SELLER1")
        self._answer = answer

    def _call(self, operation: str, api: Any, method: str, *args: Any, **params: Any) -> Any:
        return self._answer


class Question(NamedTuple):
    """What is asked, and which definition of which model the answer has."""

    model: str
    definition: str
    ask: Callable[[Client], Any]


def each(elements: Any, parse: Callable[[Any], Any]) -> None:
    """Elements of a page are read one by one; one that is refused is its own affair."""
    for element in elements:
        try:
            parse(element)
        except (SpApiError, UnreadablePayload):
            continue


QUESTIONS = {
    "participations": Question(
        "sellers/v1/sellers",
        "GetMarketplaceParticipationsResponse",
        lambda client: client.get_marketplace_participations(),
    ),
    "report": Question(
        "reports/2021-06-30/reports_2021-06-30", "Report", lambda client: client.get_report("1")
    ),
    "reports": Question(
        "reports/2021-06-30/reports_2021-06-30",
        "GetReportsResponse",
        lambda client: client.get_reports(["A"]),
    ),
    "feed": Question(
        "feeds/2021-06-30/feeds_2021-06-30", "Feed", lambda client: client.get_feed("1")
    ),
    "feeds": Question(
        "feeds/2021-06-30/feeds_2021-06-30",
        "GetFeedsResponse",
        lambda client: client.get_feeds("A", [], created_since=NOW),
    ),
    "listing": Question(
        "listingsItems/2021-08-01/listingsItems_2021-08-01",
        "Item",
        lambda client: client.get_listings_item("MUG", []),
    ),
    "listings": Question(
        "listingsItems/2021-08-01/listingsItems_2021-08-01",
        "ItemSearchResults",
        lambda client: client.search_listings_items("A"),
    ),
    "patched": Question(
        "listingsItems/2021-08-01/listingsItems_2021-08-01",
        "ListingsItemSubmissionResponse",
        lambda client: client.patch_listings_item("MUG", "A", {}),
    ),
    "catalog item": Question(
        "catalogItems/2022-04-01/catalogItems_2022-04-01",
        "Item",
        lambda client: client.get_catalog_item("B0", "A"),
    ),
    "catalog items": Question(
        "catalogItems/2022-04-01/catalogItems_2022-04-01",
        "ItemSearchResults",
        lambda client: client.search_catalog_items("A"),
    ),
    "stock": Question(
        "fbaInventory/v1/fbaInventory",
        "GetInventorySummariesResponse",
        lambda client: client.get_inventory_summaries("A"),
    ),
    "transactions": Question(
        "finances/2024-06-19/finances_2024-06-19",
        "ListTransactionsResponse",
        lambda client: each(client.list_transactions().transactions, parse_transaction),
    ),
    "balances": Question(
        "finances/2024-06-19/finances_2024-06-19",
        "ListBalancesResponse",
        lambda client: client.list_balances(date(2026, 3, 2)),
    ),
    "payouts": Question(
        "transfers/2024-06-01/transfers_2024-06-01",
        "ListPayoutsResponse",
        lambda client: each(client.list_payouts().payouts, parse_payout),
    ),
    "expected payouts": Question(
        "transfers/2024-06-01/transfers_2024-06-01",
        "ListExpectedPayoutsResponse",
        lambda client: each(client.list_expected_payouts().payouts, parse_expected_payout),
    ),
    "preview": Question(
        FULFILLMENT, "GetOrderPreviewResponse", lambda client: client.preview_fulfillment({})
    ),
    "fulfillment": Question(
        FULFILLMENT, "GetOrderResponse", lambda client: client.get_fulfillment("1")
    ),
    "fulfillments": Question(
        FULFILLMENT,
        "ListOrdersResponse",
        lambda client: each(client.list_fulfillments(updated_after=NOW).orders, parse_fulfillment),
    ),
}


@pytest.mark.skipif(not MODELS.exists(), reason=f"Amazon's models are not at {MODELS}")
@pytest.mark.parametrize("name", QUESTIONS)
def test_any_answer_of_amazons_schema_is_read_or_refused(name: str) -> None:
    question = QUESTIONS[name]
    model = json.loads((MODELS / f"{question.model}.json").read_text())

    @settings(max_examples=50, suppress_health_check=list(HealthCheck))
    @given(strategy_of(model, question.definition))
    def check(answer: Mapping[str, Any]) -> None:
        try:
            question.ask(Answered(answer))
        except (SpApiError, UnreadablePayload):
            return

    check()


REPORT = {
    "reportId": "2",
    "reportType": "A",
    "processingStatus": "DONE",
    "createdTime": "2026-03-02T10:00:00Z",
}
FEED = {"feedId": "2", "feedType": "A", "processingStatus": "DONE"}
NONE_AT_ALL = (None, "a text", 7, [], {})


@pytest.mark.parametrize(
    "broken", [*NONE_AT_ALL, REPORT | {"reportId": [7]}, REPORT | {"createdTime": "?"}]
)
def test_a_report_that_cannot_be_read_keeps_no_other_back(broken: Any) -> None:
    page = Answered({"reports": [broken, REPORT], "nextToken": "more"}).get_reports(["A"])
    assert [report.report_id for report in page.reports] == ["2"]
    assert len(page.unreadable) == 1
    assert page.unreadable[0].startswith("reports[0]")
    assert page.next_token == "more"


@pytest.mark.parametrize(
    "broken", [*NONE_AT_ALL, FEED | {"feedId": None}, FEED | {"createdTime": [7]}]
)
def test_a_feed_that_cannot_be_read_hides_no_other(broken: Any) -> None:
    found = Answered({"feeds": [broken, FEED]}).get_feeds("A", [], created_since=NOW)
    assert [feed.feed_id for feed in found] == ["2"]


@pytest.mark.parametrize(("told", "read"), [("Canceled", "CANCELLED"), ("done", "DONE")])
def test_how_a_job_of_amazons_ended_is_read_in_any_spelling(told: str, read: str) -> None:
    assert Answered(FEED | {"processingStatus": told}).get_feed("2").status == read
    assert Answered(REPORT | {"processingStatus": told}).get_report("2").status == read


@pytest.mark.parametrize("broken", [*NONE_AT_ALL, {"sku": "MUG", "summaries": "none"}])
def test_a_listing_that_cannot_be_read_hides_no_other(broken: Any) -> None:
    page = Answered({"items": [broken, {"sku": "BOTTLE"}]}).search_listings_items("A")
    assert [item.sku for item in page.items] == ["BOTTLE"]


@pytest.mark.parametrize("answer", [{"reports": {}}, {"reports": "none"}, {"reports": 7}])
def test_something_else_than_a_list_is_no_empty_one(answer: dict[str, Any]) -> None:
    with pytest.raises(UnreadablePayload, match="is not a list"):
        Answered(answer).get_reports(["A"])
