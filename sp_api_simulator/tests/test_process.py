"""A process of one's own, or one for a whole test run that is as new after each reset."""

import time

import pytest
import requests

from sp_api_simulator import Amazon, ControlError, SimulatorProcess
from sp_api_simulator.process import ADDRESS

from .partner import LONG_AGO, US, Partner

ORDERS = "/orders/2026-01-01/orders"
SETTLEMENT = "GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2"


@pytest.fixture(autouse=True)
def _nothing_to_borrow(monkeypatch):
    monkeypatch.delenv(ADDRESS, raising=False)


def search(partner, **options):
    url = f"{partner.amazon.url}{ORDERS}"
    headers = {"x-amz-access-token": partner.token}
    query = {"lastUpdatedAfter": LONG_AGO}
    return requests.get(url, query, headers=headers, **({"timeout": 10} | options))


def test_process_starts_and_ends():
    process = SimulatorProcess("first_order", rates=False)
    with process as amazon:
        assert isinstance(amazon, Amazon)
        assert len(amazon.orders()) == 1
    with pytest.raises(OSError, match="refused"):
        amazon.orders()


def test_a_running_one_is_borrowed_and_left_running(amazon, monkeypatch):
    monkeypatch.setenv(ADDRESS, amazon.url)
    amazon.place_order(sku="MUG")
    with SimulatorProcess("first_order", rates=False) as borrowed:
        assert borrowed.url == amazon.url
        assert len(borrowed.orders()) == 1
    with SimulatorProcess() as again:
        assert again.orders() == []
    assert amazon.orders() == []


def test_nothing_outlives_a_reset(amazon):
    live_through(amazon)
    amazon.reset(clock_speed=0)
    fresh = amazon.now()
    assert abs(fresh.timestamp() - time.time()) < 60
    assert (amazon.orders(), amazon.listings(), amazon.feeds()) == ([], [], [])
    assert (amazon.calls(), amazon.shipments(), amazon.violations()) == ({}, [], [])
    with pytest.raises(ControlError, match="no seller 'SELLER9'"):
        amazon.credentials("SELLER9")
    partner = Partner(amazon, None)
    assert [search(partner).status_code for _ in range(21)] == [200] * 20 + [429]
    query = {"reportTypes": SETTLEMENT}
    assert partner.get("/reports/2021-06-30/reports", **query) == {"reports": []}
    body = {"reportType": "GET_MERCHANT_LISTINGS_ALL_DATA", "marketplaceIds": [US]}
    assert partner.call("POST", "/reports/2021-06-30/reports", body).status_code == 202


def live_through(amazon):
    """Leave something of every kind behind."""
    amazon.reset(clock_speed=0)
    partner = Partner(amazon, None)
    amazon.add_seller("SELLER9", "EU", ["DE"])
    amazon.add_listing("MUG", channel="AMAZON")
    order_id = amazon.place_order(sku="MUG")
    partner.confirm(order_id)
    partner.patch_quantity("MUG", 3)
    for _ in range(21):
        search(partner)
    amazon.plant_report("SELLER1", SETTLEMENT, "old")
    amazon.advance(days=3)
    amazon.set_roles("SELLER1", [])
    amazon.rotate_secret()
    amazon.revoke_token()
    amazon.fault("*", "throttled", count=99)
    amazon.answer("*", 500, times=None)
    amazon.next_report(status="FATAL", times=None)


def test_a_call_still_under_way_does_nothing_to_the_new_world(amazon):
    partner = Partner(amazon, None)
    amazon.fault("searchOrders", "slow", seconds=0.3)
    with pytest.raises(requests.Timeout):
        search(partner, timeout=0.1)
    amazon.reset(rates=False)
    # The same seed gives the same tokens: only the reset itself keeps the old call out.
    fresh = Partner(amazon, None)
    amazon.fault("searchOrders", "throttled")
    amazon.fault("getOrder", "slow", seconds=0.5)
    fresh.call("GET", f"{ORDERS}/1")
    assert search(fresh).status_code == 429
