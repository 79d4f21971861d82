"""What goes wrong on demand, and quotas."""

import time

import pytest
import requests

from sp_api_simulator import ControlError

from .partner import LONG_AGO, Partner

ORDERS = "/orders/2026-01-01/orders"


def search(partner):
    return partner.call("GET", ORDERS, lastUpdatedAfter=LONG_AGO)


@pytest.mark.parametrize(
    ("kind", "options", "status", "content_type"),
    [
        ("throttled", {}, 429, "application/json"),
        ("server_error", {}, 500, "application/json"),
        ("server_error", {"html": True}, 500, "text/html"),
        ("unavailable_html", {}, 503, "text/html"),
        ("forbidden_message", {}, 403, "application/json"),
        ("expired_token", {}, 403, "application/json"),
        ("revoked_token", {}, 403, "application/json"),
    ],
)
def test_refusal_happens_as_often_as_asked_for(amazon, kind, options, status, content_type):
    partner = Partner(amazon, None)
    amazon.fault("searchOrders", kind, count=2, **options)
    answers = [search(partner) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [status, status, 200]
    assert answers[0].headers["content-type"].startswith(content_type)


def test_forbidden_in_the_words_of_the_gateway(amazon):
    partner = Partner(amazon, None)
    amazon.fault("*", "forbidden_message")
    assert search(partner).json() == {"message": "Forbidden"}


@pytest.mark.parametrize("with_rate", [True, False])
def test_throttled_with_and_without_rate_header(amazon, partner, with_rate):
    amazon.fault("searchOrders", "throttled", with_rate=with_rate)
    assert ("x-amzn-RateLimit-Limit" in search(partner).headers) == with_rate


def test_fault_of_another_operation_is_left_for_it(amazon, partner):
    amazon.fault("getOrder", "throttled")
    assert search(partner).status_code == 200


def test_refused_token(amazon, partner):
    amazon.fault("token", "revoked_token")
    assert partner.ask_for_token().json()["error"] == "invalid_grant"
    amazon.fault("token", "unavailable_html")
    assert partner.ask_for_token().status_code == 503


def test_connection_reset_before_and_after_the_work(amazon, partner):
    order_id = amazon.place_order(sku="MUG")
    amazon.fault("confirmShipment", "connection_reset")
    with pytest.raises(requests.ConnectionError):
        partner.confirm(order_id)
    assert amazon.shipments() == []
    amazon.fault("confirmShipment", "connection_reset", after=True)
    with pytest.raises(requests.ConnectionError):
        partner.confirm(order_id)
    assert len(amazon.shipments()) == 1


def test_slow_answer(amazon, partner):
    amazon.fault("searchOrders", "slow", seconds=0.3)
    started = time.monotonic()
    assert search(partner).status_code == 200
    assert time.monotonic() - started >= 0.3


def test_duplicate_page(amazon, partner):
    for _ in range(3):
        amazon.place_order(sku="MUG")
    amazon.fault("searchOrders", "duplicate_page")
    first = partner.search(maxResultsPerPage=2)
    second = partner.search(maxResultsPerPage=2, paginationToken=first["pagination"]["nextToken"])
    third = partner.search(maxResultsPerPage=2, paginationToken=second["pagination"]["nextToken"])
    assert first["orders"] == second["orders"]
    assert len(third["orders"]) == 1


def test_update_out_of_order(amazon, partner):
    order_id = amazon.place_order(sku="MUG", status="PENDING")
    amazon.advance(minutes=5)
    amazon.release_order(order_id)
    new = partner.search()["orders"][0]
    amazon.fault("searchOrders", "out_of_order")
    old = partner.search()["orders"][0]
    assert old["fulfillment"]["fulfillmentStatus"] == "PENDING"
    assert old["lastUpdatedTime"] < new["lastUpdatedTime"]
    assert partner.search()["orders"] == [new]


def test_earlier_version_is_the_whole_one_before_the_change(amazon, partner):
    order_id = amazon.place_order(lines=[{"sku": "MUG"}, {"sku": "LAMP"}])
    before = partner.search()["orders"]
    amazon.advance(minutes=5)
    amazon.cancel_order(order_id)
    amazon.fault("searchOrders", "out_of_order")
    assert partner.search()["orders"] == before


def test_order_left_out_of_one_page_is_there_later(amazon, partner):
    kept, omitted = amazon.place_order(sku="MUG"), amazon.place_order(sku="MUG")
    amazon.fault("searchOrders", "omit_order", order_id=omitted)
    assert [order["orderId"] for order in partner.search()["orders"]] == [kept]
    assert len(partner.search()["orders"]) == 2


def test_refused_shipment(amazon, partner):
    order_id = amazon.place_order(sku="MUG")
    amazon.fault(
        "confirmShipment", "refuse_shipment", code="InvalidInput", message="No such carrier"
    )
    answer = partner.confirm(order_id)
    assert answer.json()["errors"][0]["message"] == "No such carrier"


def test_patch_accepted_but_not_applied(amazon, partner):
    amazon.add_listing("MUG", quantity=1)
    amazon.fault("patchListingsItem", "patch_not_applied")
    assert partner.patch_quantity("MUG", 8).json()["status"] == "ACCEPTED"
    assert amazon.listing("MUG")["quantity"] == 1


def test_faults_can_be_cleared_and_must_be_known(amazon, partner):
    amazon.fault("*", "throttled", count=99)
    amazon.clear_faults()
    assert search(partner).status_code == 200
    with pytest.raises(ControlError, match="no fault 'hiccup'"):
        amazon.fault("*", "hiccup")


def test_bucket_empties_and_fills_by_amazons_numbers(amazon):
    amazon.reset(clock_speed=0)
    partner = Partner(amazon, None)
    answers = [search(partner) for _ in range(21)]
    assert [answer.status_code for answer in answers] == [200] * 20 + [429]
    assert answers[-1].json()["errors"][0]["code"] == "QuotaExceeded"
    assert answers[-1].headers["x-amzn-RateLimit-Limit"] == "0.0056"
    amazon.advance(seconds=178)
    assert search(partner).status_code == 429
    amazon.advance(seconds=1)
    assert search(partner).status_code == 200


def test_each_operation_has_its_own_bucket(amazon):
    amazon.reset(clock_speed=0)
    partner = Partner(amazon, None)
    order_id = amazon.place_order(sku="MUG")
    for _ in range(21):
        search(partner)
    assert partner.call("GET", f"{ORDERS}/{order_id}").status_code == 200


def test_every_call_is_counted(amazon, partner):
    amazon.reset_calls()
    search(partner)
    amazon.fault("searchOrders", "throttled")
    search(partner)
    partner.access_token()
    assert amazon.calls() == {"searchOrders": 2, "token": 1}
    assert [call["status"] for call in amazon.requests("searchOrders")] == [200, 429]
    assert amazon.requests("searchOrders")[0]["query"] == {"lastUpdatedAfter": LONG_AGO}
