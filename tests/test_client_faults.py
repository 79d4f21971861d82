"""Each way in which a call can go wrong, and the decision that the caller is given."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from spapi.credentials import Credentials
from spapi.errors import (
    NotFound,
    Rejected,
    Throttled,
    Unauthorized,
    Unavailable,
    UnreadableDocument,
    UnreadablePayload,
)
from spapi.listings import parse_listings_report
from spapi.operations.reports import LISTINGS_REPORT
from spapi.rates import MemoryRateLimiter

from .conftest import MARKETPLACE_US

NO_ORDER = "111-0000000-0000000"


@pytest.fixture
def report(amazon, client):
    """A finished listings report."""
    amazon.add_listing("MUG-É", title="Käse mit Löchern")
    return client.get_report(client.create_report(LISTINGS_REPORT, [MARKETPLACE_US]))


@pytest.mark.parametrize("with_rate", [True, False])
def test_429_says_when_to_come_back(amazon, connect, with_rate):
    client = connect(rate_limiter=MemoryRateLimiter())
    amazon.fault("getOrder", "throttled", with_rate=with_rate)
    with pytest.raises(Throttled) as caught:
        client.get_order(NO_ORDER)
    assert caught.value.status == 429
    assert caught.value.code == "QuotaExceeded"
    assert caught.value.retry_at - datetime.now(UTC) < timedelta(seconds=3)
    with pytest.raises(Throttled):
        client.get_order(NO_ORDER)
    assert amazon.calls()["getOrder"] == 1


def test_whoever_says_how_long_to_wait_is_heard(amazon, client):
    amazon.answer("getOrder", 429, {"message": "busy"}, headers={"Retry-After": "90"})
    with pytest.raises(Throttled) as caught:
        client.get_order(NO_ORDER)
    assert caught.value.retry_at - datetime.now(UTC) > timedelta(seconds=80)


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("server_error", {}),
        ("server_error", {"html": True}),
        ("unavailable_html", {}),
        ("connection_reset", {}),
        ("connection_reset", {"after": True}),
    ],
)
def test_trouble_at_amazon_is_no_fault_of_the_document(amazon, client, kind, options):
    amazon.fault("getOrder", kind, **options)
    with pytest.raises(Unavailable) as caught:
        client.get_order(NO_ORDER)
    assert caught.value.operation == "getOrder"
    with pytest.raises(NotFound):
        client.get_order(NO_ORDER)


def test_a_slow_answer_is_not_waited_for(amazon, connect):
    client = connect(timeout=0.2)
    amazon.fault("getOrder", "slow", seconds=1)
    with pytest.raises(Unavailable, match="in time"):
        client.get_order(NO_ORDER)


def test_nobody_listening_is_unavailable(connect):
    client = connect(api_url="http://127.0.0.1:9")
    with pytest.raises(Unavailable, match="connection"):
        client.get_order(NO_ORDER)


def test_forbidden_without_amazons_form_is_no_success(amazon, client):
    amazon.fault("getOrder", "forbidden_message", count=2)
    with pytest.raises(Unauthorized, match="Forbidden") as caught:
        client.get_order(NO_ORDER)
    assert caught.value.reason == "denied"


def test_an_expired_access_token_is_renewed_unseen(amazon, client):
    amazon.add_listing("MUG")
    order_id = amazon.place_order(sku="MUG")
    client.get_order(order_id)
    amazon.advance(hours=2)
    client.get_order(order_id)
    assert amazon.calls()["token"] == 2


def test_workers_of_one_process_share_a_token(amazon, connect):
    clients = [connect() for _number in range(8)]
    with ThreadPoolExecutor(len(clients)) as workers:
        list(workers.map(lambda client: client.get_marketplace_participations(), clients))
    assert amazon.calls()["token"] == 1


def test_a_token_just_given_and_refused_as_too_old_is_a_passing_fault_of_amazons(amazon, client):
    amazon.fault("getOrder", "expired_token", count=2)
    with pytest.raises(Unavailable, match="expired"):
        client.get_order(NO_ORDER)
    assert amazon.calls()["getOrder"] == 2


def test_a_token_just_given_and_revoked_needs_a_person(amazon, client):
    amazon.fault("getOrder", "revoked_token", count=2)
    with pytest.raises(Unauthorized) as caught:
        client.get_order(NO_ORDER)
    assert caught.value.reason == "expired_token"
    assert amazon.calls()["getOrder"] == 2


def test_a_withdrawn_consent_needs_a_person(amazon, client):
    with pytest.raises(NotFound):
        client.get_order(NO_ORDER)
    amazon.revoke_token("SELLER1")
    with pytest.raises(Unauthorized) as caught:
        client.get_order(NO_ORDER)
    assert (caught.value.reason, caught.value.code) == ("expired_token", "invalid_grant")


def test_a_wrong_secret_needs_a_person(amazon, connect):
    known = amazon.credentials()
    wrong = Credentials(known["client_id"], "mistyped", known["refresh_token"])
    with pytest.raises(Unauthorized) as caught:
        connect(credentials=wrong).get_order(NO_ORDER)
    assert (caught.value.reason, caught.value.code) == ("wrong_client", "invalid_client")
    assert "getOrder" not in amazon.calls()


def test_the_wrong_region_needs_a_person(connect):
    with pytest.raises(Unauthorized) as caught:
        connect(region="eu").get_marketplace_participations()
    assert caught.value.reason == "wrong_region"


def test_a_missing_role_needs_a_person_and_costs_no_second_call(amazon, client):
    amazon.set_roles("SELLER1", [])
    with pytest.raises(Unauthorized) as caught:
        client.get_listings_item("MUG", [MARKETPLACE_US])
    assert caught.value.reason == "missing_role"
    assert amazon.calls()["getListingsItem"] == amazon.calls()["token"] == 1


@pytest.mark.parametrize("kind", ["server_error", "unavailable_html", "connection_reset"])
def test_trouble_at_the_token_endpoint_is_unavailable(amazon, connect, kind):
    client = connect(api_url=f"{amazon.url}/na/")
    amazon.fault("token", kind)
    with pytest.raises(Unavailable) as caught:
        client.get_order(NO_ORDER)
    assert caught.value.operation == "token"


def test_too_many_tokens_asked_is_throttled(amazon, client):
    amazon.fault("token", "throttled")
    with pytest.raises(Throttled) as caught:
        client.get_order(NO_ORDER)
    assert caught.value.retry_at > datetime.now(UTC)


def test_a_document_cut_short_says_so_and_is_no_trouble_of_the_network(amazon, client, report):
    amazon.fault("getReportDocument", "truncated_gzip")
    with pytest.raises(UnreadableDocument, match="cut short"):
        client.download_report(report.document_id).text()
    assert client.download_report(report.document_id).text()


def test_a_wrong_charset_garbles_nothing(amazon, client, report):
    amazon.fault("getReportDocument", "wrong_charset")
    (row,) = parse_listings_report(client.download_report(report.document_id).text()).rows
    assert (row.sku, row.title) == ("MUG-É", "Käse mit Löchern")


def test_a_document_that_is_not_there_is_not_found(client):
    with pytest.raises(NotFound):
        client.download_report("amzn1.spdoc.1.4.nothing")


def test_a_refused_shipment_shows_amazons_words(amazon, client):
    amazon.add_listing("MUG")
    order_id = amazon.place_order(sku="MUG")
    amazon.fault(
        "confirmShipment", "refuse_shipment", code="PackageError", message="Carrier is unknown."
    )
    with pytest.raises(Rejected, match="Carrier is unknown") as caught:
        client.confirm_shipment(order_id, {"marketplaceId": MARKETPLACE_US, "packageDetail": {}})
    assert caught.value.code == "PackageError"


def test_no_log_shows_a_secret_or_a_buyer(amazon, client, report, caplog):
    caplog.set_level(logging.DEBUG)
    order_id = amazon.place_order(sku="MUG-É")
    buyer = client.get_order(order_id)["buyer"]
    client.download_report(report.document_id)
    amazon.fault("getOrder", "connection_reset")
    with pytest.raises(Unavailable):
        client.get_order(order_id)
    known = amazon.credentials()
    secrets = (known["client_secret"], known["refresh_token"], "Atza|", "X-Amz-Signature=")
    for secret in (*secrets, buyer["buyerName"], buyer["buyerEmail"]):
        assert secret not in caplog.text


@pytest.mark.parametrize(
    ("operation", "ask"),
    [
        ("getReports", lambda client, since: client.get_reports([LISTINGS_REPORT])),
        ("getFeeds", lambda client, since: client.get_feeds("A", ["B"], created_since=since)),
        ("listTransactions", lambda client, since: client.list_transactions(order_id="1")),
        ("listOrders", lambda client, since: client.list_fulfillments(updated_after=since)),
    ],
)
def test_a_list_that_is_left_out_is_no_empty_one(amazon, client, operation, ask):
    amazon.answer(operation, body={})
    with pytest.raises(UnreadablePayload, match="is missing"):
        ask(client, amazon.now() - timedelta(days=1))
