"""Orders that are rare but real: their money, their taxes, their addresses."""

from decimal import Decimal

import pytest

from sp_api_simulator.scenarios import odd_orders, play
from sp_api_simulator.world import World

from .partner import LONG_AGO, Partner


@pytest.fixture(scope="module")
def orders():
    """The orders of the scenario by the seller's own id."""
    world = play(World(), "odd_orders")
    found = [world.orders.payload(o) for s in world.sellers.by_id for o in world.orders.of(s)]
    return {order["orderAliases"][0]["aliasId"]: order for order in found}


def amounts(node):
    """The breakdowns of an order's or an item's money: type → amount."""
    return {
        each["type"]: Decimal(each["subtotal"]["amount"]) for each in node["proceeds"]["breakdowns"]
    }


def total(item):
    return Decimal(item["proceeds"]["proceedsTotal"]["amount"])


def grand_total(order):
    return Decimal(order["proceeds"]["grandTotal"]["amount"])


def test_the_scenario_has_one_order_of_each_kind(orders):
    assert orders.keys() == odd_orders.KINDS.keys()


def test_orders_of_all_kinds_are_as_amazons_model_says(amazon, referee):
    amazon.reset("odd_orders", rates=False, visibility_lag_seconds=0)
    found = [
        Partner(amazon, referee, seller).search(lastUpdatedAfter=LONG_AGO)["orders"]
        for seller in ("SELLER1", "SELLER2", "SELLER3")
    ]
    assert sum(map(len, found)) == len(odd_orders.KINDS)


def test_tax_inside_the_price_is_not_added_to_it(orders):
    order = orders["TAX-INSIDE"]
    [item] = order["orderItems"]
    assert amounts(item) == amounts(order) == {"ITEM": Decimal("12.00"), "TAX": Decimal("2.00")}
    assert total(item) == grand_total(order) == Decimal("12.00")


def test_vat_of_a_consumer_is_rounded_once_for_the_shipment(orders):
    order = orders["VAT-CONSUMER"]
    gross = Decimal("12.00") + 3 * Decimal("9.99")
    assert grand_total(order) == gross
    # By unit it would be 1.92 + 3 x 1.60 = 6.72.
    assert amounts(order)["TAX"] == Decimal("6.70")
    assert sum(amounts(item)["TAX"] for item in order["orderItems"]) == Decimal("6.70")


def test_vat_of_a_company_is_added_to_the_net_price_of_the_unit(orders):
    order = orders["VAT-COMPANY"]
    net = Decimal("10.08") + 3 * Decimal("8.39")
    assert amounts(order)["TAX"] == Decimal("6.70")
    assert grand_total(order) == net + Decimal("6.70")
    assert order["tax"]["taxRegistrations"][0]["taxRegistrationNumber"] == "DE123456789"


def test_vat_of_what_is_given_away_is_taken_off(amazon, partner):
    amazon.add_seller("SELLER2", "EU", ["GB"])
    line = {"sku": "A", "unit_price": "12.00", "shipping": "6.00", "discount": "6.00"}
    order = amazon.order(amazon.place_order(marketplace="GB", lines=[line | {"vat_rate": "0.2"}]))
    [item] = order["orderItems"]
    assert amounts(item)["TAX"] == Decimal("2.00")
    [taxes] = [b for b in item["proceeds"]["breakdowns"] if b["type"] == "TAX"]
    told = {part["subtype"]: part["value"]["amount"] for part in taxes["detailedBreakdowns"]}
    assert told == {"ITEM": "2.00", "SHIPPING": "1.00", "DISCOUNT": "-1.00"}


def test_low_value_goods(orders):
    order = orders["LOW-VALUE-GOODS"]
    [collection] = order["orderItems"][0]["tax"]["taxCollections"]
    assert collection == {
        "model": "LowValueGoods",
        "responsibleParty": "Amazon Commercial Services Pty Ltd",
    }
    assert order["proceeds"]["grandTotal"] == {"amount": "12.00", "currencyCode": "AUD"}


def test_another_currency_than_that_of_the_marketplace(amazon, orders):
    order = orders["OTHER-CURRENCY"]
    assert order["salesChannel"]["marketplaceName"] == "Amazon.co.uk"
    assert order["proceeds"]["grandTotal"] == {"amount": "12.00", "currencyCode": "EUR"}
    amazon.add_seller("SELLER2", "EU", ["GB"])
    placed = amazon.place_order(marketplace="GB", sku="MUG", currency="EUR")
    partner = Partner(amazon, None, "SELLER2")
    found = partner.search(marketplaceIds="A1F83G8C2ARO7P")["orders"]
    assert [each["orderId"] for each in found] == [placed]


def test_order_to_be_shipped_whose_money_is_not_told(orders):
    order = orders["WITHOUT-MONEY"]
    assert order["fulfillment"]["fulfillmentStatus"] == "UNSHIPPED"
    assert "proceeds" not in order
    [item] = order["orderItems"]
    assert "proceeds" not in item
    assert "price" not in item["product"]
    assert order["recipient"]["deliveryAddress"]["name"]


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        ("WITHOUT-STREET", "addressLine1", None),
        ("WITHOUT-NAME", "name", None),
        ("STATE-IN-WORDS", "stateOrRegion", "texas"),
        ("STATE-ELSEWHERE", "stateOrRegion", "Nordrhein Westf."),
    ],
)
def test_address_is_told_as_the_buyer_wrote_it(orders, kind, key, value):
    address = orders[kind]["recipient"]["deliveryAddress"]
    assert address.get(key) == value
    assert address["city"]
