"""Scenarios: reproducible, complete, and adding up."""

from collections import Counter
from decimal import Decimal

import pytest

from sp_api_simulator import ControlError
from sp_api_simulator.scenarios import play
from sp_api_simulator.scenarios.catalogue import PRODUCTS
from sp_api_simulator.world import World

MONEYLESS = {"PENDING", "CANCELLED"}


@pytest.fixture(scope="module")
def busy_day():
    return play(World(), "busy_day")


def payloads(world):
    return [
        world.orders.payload(order)
        for seller in world.sellers.by_id
        for order in world.orders.of(seller)
    ]


def amount(money):
    return Decimal(money["amount"])


def test_busy_day_has_everything_that_a_day_brings(busy_day):
    orders = payloads(busy_day)
    places = Counter(order["salesChannel"]["marketplaceName"] for order in orders)
    statuses = Counter(order["fulfillment"]["fulfillmentStatus"] for order in orders)
    kinds = {
        breakdown["type"]
        for order in orders
        for item in order["orderItems"]
        for breakdown in item.get("proceeds", {}).get("breakdowns", [])
    }
    assert set(places) == {"Amazon.com", "Amazon.co.uk", "Amazon.de", "Amazon.co.jp"}
    assert min(places.values()) > 20
    assert {"UNSHIPPED", "SHIPPED", "PENDING", "CANCELLED", "PARTIALLY_SHIPPED"} <= set(statuses)
    assert kinds == {"ITEM", "SHIPPING", "GIFT_WRAP", "TAX", "DISCOUNT"}
    assert any(order.get("tax") for order in orders)
    assert any(order.get("associatedOrders") for order in orders)
    assert any(order["salesChannel"]["channelName"] == "NON_AMAZON" for order in orders)


def test_every_order_of_the_busy_day_adds_up(busy_day):
    for order in payloads(busy_day):
        if order["fulfillment"]["fulfillmentStatus"] in MONEYLESS:
            assert "proceeds" not in order
            continue
        totals = [item["proceeds"]["proceedsTotal"] for item in order["orderItems"]]
        assert sum(map(amount, totals)) == amount(order["proceeds"]["grandTotal"])
        for item in order["orderItems"]:
            parts = [amount(each["subtotal"]) for each in item["proceeds"]["breakdowns"]]
            assert sum(parts) == amount(item["proceeds"]["proceedsTotal"])


def test_only_prices_of_north_america_come_with_tax_on_top(busy_day):
    for order in payloads(busy_day):
        for item in order["orderItems"]:
            kinds = {each["type"] for each in item.get("proceeds", {}).get("breakdowns", [])}
            assert "TAX" not in kinds or order["salesChannel"]["marketplaceName"] == "Amazon.com"


def test_same_seed_same_orders():
    def content(seed):
        return [
            (order["orderId"], order["orderItems"])
            for order in payloads(play(World(), "busy_day", seed, orders=40))
        ]

    assert content(7) == content(7)
    assert content(7) != content(8)


def test_catalogue_is_fixed_and_its_barcodes_are_right():
    assert len(PRODUCTS) == len({product.sku for product in PRODUCTS}) == 40
    for product in PRODUCTS:
        digits = [int(digit) for digit in product.barcode]
        assert len(digits) == 13
        assert (sum(digits[::2]) + 3 * sum(digits[1::2])) % 10 == 0


def test_big_has_as_much_as_asked_for():
    world = play(World(), "big", orders=50, skus=200, marketplaces=["US", "DE", "JP"])
    assert len(world.orders) == 50
    assert len(world.listings) == 600
    assert set(world.sellers.by_id) == {"SELLER1", "SELLER2", "SELLER3"}


def test_first_order(amazon):
    amazon.reset("first_order")
    [order] = amazon.orders()
    assert order["proceeds"]["grandTotal"] == {"amount": "31.97", "currencyCode": "USD"}
    assert {listing["channel"] for listing in amazon.listings()} == {"DEFAULT", "AMAZON"}


def test_catalogue_is_told_by_the_control_endpoint(amazon):
    assert amazon.catalogue()[0]["sku"] == PRODUCTS[0].sku


def test_mistakes_are_named(amazon):
    with pytest.raises(ControlError, match="no scenario 'quiet_day'"):
        amazon.reset("quiet_day")
    with pytest.raises(ControlError, match="no seller sells on JP"):
        amazon.place_order(sku="MUG", marketplace="JP")
    with pytest.raises(ControlError, match="unexpected keyword argument 'colour'"):
        amazon.place_order(sku="MUG", colour="red")
