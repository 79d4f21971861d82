"""Token buckets: Amazon's arithmetic, and what the limiter makes of it."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spapi.errors import Throttled
from spapi.rates import PUBLISHED_RATES, MemoryRateLimiter, Rate, next_token_at, refill

from .schema_strategy import MODELS

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
RATE = Rate(0.5, 10)
USAGE_PLAN = re.compile(r"Burst \|\s*\|[-:\s|]+\|\s*\|\s*([0-9.]+)\s*\|\s*([0-9]+)\s*\|")
OPERATIONS = {
    "sellers/v1": ["getMarketplaceParticipations"],
    "orders/2026-01-01": ["searchOrders", "getOrder"],
    "orders/v0": ["confirmShipment"],
    "reports/2021-06-30": ["getReports", "createReport", "getReport", "getReportDocument"],
    "feeds/2021-06-30": [
        "createFeedDocument",
        "createFeed",
        "getFeed",
        "getFeeds",
        "getFeedDocument",
    ],
    "listingsItems/2021-08-01": ["getListingsItem", "patchListingsItem", "searchListingsItems"],
    "catalogItems/2022-04-01": ["getCatalogItem", "searchCatalogItems"],
    "fbaInventory/v1": ["getInventorySummaries"],
    "finances/2024-06-19": ["listTransactions", "listBalances"],
    "transfers/2024-06-01": ["listPayouts", "listExpectedPayouts"],
    "fulfillmentOutbound/2026-07-04": [
        "getOrderPreview",
        "createOrder",
        "listOrders",
        "cancelOrder",
    ],
    # The newer version calls it like the reading of a buyer's order.
    "fulfillmentOutbound/2020-07-01": [
        "getFulfillmentOrder",
        "listReturnReasonCodes",
        "createFulfillmentReturn",
    ],
}
# Both versions read an order by one name of ours or the other, at the rate of one model.
READ_BY_THE_OLDER_VERSION = "getFulfillmentOrder2020"


class Clock:
    def __init__(self):
        self.now = START

    def __call__(self):
        return self.now

    def advance(self, seconds):
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def limiter(clock):
    return MemoryRateLimiter(clock)


@pytest.mark.parametrize(
    ("tokens", "seconds", "expected"),
    [(0, 0, 0), (0, 4, 2), (3, 4, 5), (9.5, 4, 10), (0, 3600, 10), (5, -60, 5)],
)
def test_a_bucket_fills_with_time_up_to_its_burst(tokens, seconds, expected):
    assert refill(tokens, START, START + timedelta(seconds=seconds), RATE) == expected


@given(st.floats(0, 10), st.floats(0, 1e5), st.floats(0, 1e5))
def test_it_makes_no_difference_how_often_one_looks(tokens, first, second):
    middle = START + timedelta(seconds=first)
    end = middle + timedelta(seconds=second)
    in_steps = refill(refill(tokens, START, middle, RATE), middle, end, RATE)
    assert in_steps == pytest.approx(refill(tokens, START, end, RATE), abs=1e-4)


def test_the_next_token_is_there_when_the_bucket_holds_one():
    moment = next_token_at(0.25, START, RATE)
    assert moment == START + timedelta(seconds=1.5)
    assert refill(0.25, START, moment, RATE) == 1
    assert next_token_at(3, START, RATE) == START


@pytest.mark.skipif(not MODELS.exists(), reason=f"Amazon's models are not at {MODELS}")
@pytest.mark.parametrize(("api", "operations"), OPERATIONS.items())
def test_the_published_rates_are_those_of_amazons_models(api, operations):
    (path,) = (MODELS / api).glob("*.json")
    found = {}
    for methods in json.loads(path.read_text())["paths"].values():
        for operation in methods.values():
            if isinstance(operation, dict) and operation.get("operationId") in operations:
                rate, burst = USAGE_PLAN.search(operation["description"]).groups()
                found[operation["operationId"]] = Rate(float(rate), int(burst))
    assert found == {operation: PUBLISHED_RATES[operation] for operation in operations}


def test_no_published_rate_goes_unchecked():
    checked = {operation for operations in OPERATIONS.values() for operation in operations}
    assert checked | {READ_BY_THE_OLDER_VERSION} == set(PUBLISHED_RATES)
    assert PUBLISHED_RATES[READ_BY_THE_OLDER_VERSION] == PUBLISHED_RATES["getFulfillmentOrder"]


def test_the_limiter_lets_the_burst_through_and_then_says_when(limiter, clock):
    for _call in range(20):
        limiter.take("searchOrders")
    with pytest.raises(Throttled) as caught:
        limiter.take("searchOrders")
    assert caught.value.operation == "searchOrders"
    assert caught.value.retry_at - START == pytest.approx(
        timedelta(seconds=1 / 0.0056), abs=timedelta(seconds=1)
    )
    clock.now = caught.value.retry_at
    limiter.take("searchOrders")


def test_operations_have_buckets_of_their_own(limiter):
    limiter.exhausted("searchOrders")
    limiter.take("getOrder")


def test_a_rate_that_amazon_tells_fills_the_bucket_faster(limiter, clock):
    limiter.learn("searchOrders", 1.0)
    assert limiter.exhausted("searchOrders") == START + timedelta(seconds=1)
    clock.advance(2)
    limiter.take("searchOrders")


def test_amazons_429_empties_the_bucket(limiter):
    limiter.take("getOrder")
    assert limiter.exhausted("getOrder") == START + timedelta(seconds=2)
    with pytest.raises(Throttled):
        limiter.take("getOrder")


def test_an_unpublished_operation_is_called_with_care(limiter):
    for _call in range(5):
        limiter.take("somethingNew")
    with pytest.raises(Throttled):
        limiter.take("somethingNew")
