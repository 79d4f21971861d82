"""Single rules of reading an order."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from spapi.errors import UnreadablePayload
from spapi.orders import parse_order, parse_order_head

from .test_orders_golden import GOLDEN


@pytest.fixture
def payload():
    return json.loads((GOLDEN / "us_facilitator_discounts.json").read_text())


def set_breakdowns(payload, *breakdowns):
    """One item with these (type, subtotal, details) and nothing else."""
    payload["orderItems"] = payload["orderItems"][:1]
    payload["orderItems"][0]["proceeds"]["breakdowns"] = [
        {
            "type": kind,
            "subtotal": {"amount": subtotal, "currencyCode": "USD"},
            "detailedBreakdowns": [
                {"subtype": subtype, "value": {"amount": value, "currencyCode": "USD"}}
                for subtype, value in details.items()
            ],
        }
        for kind, subtotal, details in breakdowns
    ]


def charges(payload):
    return {charge.kind: charge for charge in parse_order(payload).items[0].charges}


@pytest.mark.parametrize("sign", ["", "-"])
def test_a_discount_is_money_off_whatever_its_sign(payload, sign):
    set_breakdowns(
        payload,
        ("ITEM", "10.00", {}),
        ("DISCOUNT", f"{sign}2.00", {"ITEM": f"{sign}2.00"}),
        ("TAX", "0.80", {"ITEM": "1.00", "DISCOUNT": f"{sign}0.20"}),
    )
    charge = charges(payload)["ITEM"]
    assert (charge.discount, charge.discount_tax) == (Decimal("2.00"), Decimal("0.20"))
    assert charge.total == Decimal("8.80")


def test_tax_of_the_only_discount_goes_where_the_discount_is(payload):
    set_breakdowns(
        payload,
        ("ITEM", "10.00", {}),
        ("SHIPPING", "5.00", {}),
        ("DISCOUNT", "-5.00", {"SHIPPING": "-5.00"}),
        ("TAX", "1.00", {"ITEM": "1.00", "SHIPPING": "0.50", "DISCOUNT": "-0.50"}),
    )
    assert charges(payload)["SHIPPING"].total == 0
    assert charges(payload)["ITEM"].total == Decimal("11.00")


def test_a_kind_of_charge_that_amazon_invents_passes_through(payload):
    set_breakdowns(payload, ("ITEM", "10.00", {}), ("INSTALLATION", "3.00", {}))
    assert charges(payload)["INSTALLATION"].amount == Decimal("3.00")


def test_a_charge_listed_twice_is_added_up(payload):
    set_breakdowns(payload, ("ITEM", "10.00", {}), ("ITEM", "1.50", {}))
    assert charges(payload)["ITEM"].amount == Decimal("11.50")


def test_a_difference_to_amazons_total_stays_visible(payload):
    payload["proceeds"]["grandTotal"]["amount"] = "50.00"
    order = parse_order(payload)
    assert order.grand_total - order.charges_total == Decimal("2.84")


def test_only_the_model_says_that_amazon_collects_the_tax(payload):
    collection = payload["orderItems"][0]["tax"]["taxCollections"][0]
    collection.update(model="STANDARD", responsibleParty="Amazon Services, Inc.")
    assert not parse_order(payload).items[0].tax_collected_by_amazon


def test_times_are_in_utc(payload):
    payload["createdTime"] = "2026-03-02T01:00:00+09:00"
    payload["lastUpdatedTime"] = "2026-03-02T01:00:00"
    order = parse_order(payload)
    assert order.created_at == datetime(2026, 3, 1, 16, tzinfo=UTC)
    assert order.updated_at == datetime(2026, 3, 2, 1, tzinfo=UTC)


def test_unfulfilled_units_follow_from_the_others_when_amazon_leaves_them_out(payload):
    item = payload["orderItems"][0]
    item["fulfillment"] = {"quantityFulfilled": 1}
    assert parse_order(payload).items[0].quantity_unfulfilled == 1


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"orderId": ""}, "orderId"),
        ({"orderId": 5}, "orderId"),
        ({"createdTime": "yesterday"}, "createdTime"),
        ({"orderItems": {}}, "orderItems"),
        ({"orderItems": ["MUG"]}, "orderItems[0]"),
        ({"orderItems": [{"orderItemId": "1"}]}, "orderItems[0].quantityOrdered"),
        ({"orderItems": [{"orderItemId": "1", "quantityOrdered": -1}]}, None),
        ({"orderItems": [{"orderItemId": "1", "quantityOrdered": True}]}, None),
        ({"proceeds": {"grandTotal": {"amount": "1"}}}, "proceeds.grandTotal.currencyCode"),
        ({"proceeds": {"grandTotal": {"amount": "ten"}}}, "proceeds.grandTotal.amount"),
        ({"programs": ["PRIME", None]}, "programs[1]"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_place(payload, change, path):
    with pytest.raises(UnreadablePayload) as caught:
        parse_order(payload | change)
    assert caught.value.path == (path or "orderItems[0].quantityOrdered")


def test_two_currencies_in_one_order_are_not_added_up(payload):
    payload["orderItems"][1]["proceeds"]["proceedsTotal"]["currencyCode"] = "CAD"
    with pytest.raises(UnreadablePayload, match="CAD while the order is in USD"):
        parse_order(payload)


def test_the_error_shows_nothing_of_the_buyer(payload):
    payload["recipient"]["deliveryAddress"]["city"] = ["Jane Roe", "1 Main St"]
    with pytest.raises(UnreadablePayload) as caught:
        parse_order(payload)
    assert str(caught.value) == "recipient.deliveryAddress.city: is not a text"


def test_the_head_is_read_when_the_rest_cannot_be(payload):
    payload["orderItems"] = "broken"
    head = parse_order_head(payload)
    assert (head.order_id, head.status, head.is_sale) == (
        "111-0000001-0000001",
        "UNSHIPPED",
        True,
    )
