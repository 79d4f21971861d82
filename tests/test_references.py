"""References that Amazon does not honor any more are told apart from other refusals."""

from datetime import UTC, datetime, timedelta

import pytest

from spapi.errors import ExpiredReference, NotFound, Rejected
from spapi.operations.reports import LISTINGS_REPORT
from spapi.words import ENGLISH_REPORT

from .conftest import MARKETPLACE_US

SINCE = datetime.now(UTC) - timedelta(days=1)


@pytest.mark.parametrize(
    "ask",
    [
        lambda client: client.get_report("404"),
        lambda client: client.get_feed("404"),
        lambda client: client.download_report("amzn1.spdoc.1.4.gone"),
        lambda client: client.download_feed_result("amzn1.spdoc.1.4.gone"),
        lambda client: client.search_orders(last_updated_after=SINCE, pagination_token="gone"),
        lambda client: client.get_reports([LISTINGS_REPORT], next_token="gone"),
        lambda client: client.search_listings_items(MARKETPLACE_US, page_token="gone"),
    ],
    ids=["report", "feed", "document", "result", "orders", "reports", "listings"],
)
def test_a_reference_that_amazon_does_not_know_is_expired(client, ask):
    with pytest.raises(ExpiredReference) as caught:
        ask(client)
    assert isinstance(caught.value, NotFound)
    assert caught.value.status in (400, 404)
    assert caught.value.operation


def test_what_is_no_reference_is_no_expired_one(client):
    with pytest.raises(Rejected) as caught:
        client.search_orders()
    assert not isinstance(caught.value, ExpiredReference)
    with pytest.raises(NotFound) as caught:
        client.get_order("111-0000000-0000000")
    assert not isinstance(caught.value, ExpiredReference)


def test_a_report_is_asked_for_in_english(amazon, client):
    client.create_report(LISTINGS_REPORT, [MARKETPLACE_US], report_options=ENGLISH_REPORT)
    assert amazon.requests()[-1]["body"]["reportOptions"] == ENGLISH_REPORT
