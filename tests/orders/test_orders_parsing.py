"""Single rules of reading an order."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from spapi.errors import UnreadablePayload
from spapi.orders import DeliveryPreference, OpeningHours, parse_order, parse_order_head

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
        ({"orderId": [5]}, "orderId"),
        ({"createdTime": "yesterday"}, "createdTime"),
        ({"orderItems": {}}, "orderItems"),
        ({"orderItems": ["MUG"]}, "orderItems[0]"),
        ({"orderItems": [{"orderItemId": "1"}]}, "orderItems[0].quantityOrdered"),
        ({"orderItems": [{"orderItemId": "1", "quantityOrdered": -1}]}, None),
        ({"orderItems": [{"orderItemId": "1", "quantityOrdered": True}]}, None),
        ({"proceeds": {"grandTotal": {"amount": "1"}}}, "proceeds.grandTotal.currencyCode"),
        ({"proceeds": {"grandTotal": {"amount": "ten"}}}, "proceeds.grandTotal.amount"),
        ({"programs": ["PRIME", 5]}, "programs[1]"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_place(payload, change, path):
    with pytest.raises(UnreadablePayload) as caught:
        parse_order(payload | change)
    assert caught.value.path == (path or "orderItems[0].quantityOrdered")


def test_an_amount_that_was_computed_in_binary_is_the_amount_that_was_meant(payload):
    payload["proceeds"]["grandTotal"]["amount"] = 0.1 + 0.2
    assert parse_order(payload).grand_total == Decimal("0.3")


def test_numbers_and_texts_stand_for_each_other(payload):
    """As other tools between Amazon and us write them: digits as a text, an id as a number."""
    item = payload["orderItems"][0]
    item |= {"orderItemId": 10001, "quantityOrdered": "2"}
    payload["packages"] = [
        {"packageReferenceId": 1, "packageItems": [{"orderItemId": 10001, "quantity": "2"}]}
    ]
    payload["recipient"]["deliveryAddress"]["postalCode"] = 98101
    order = parse_order(payload)
    assert (order.items[0].item_id, order.items[0].quantity_ordered) == ("10001", 2)
    assert (order.packages[0].reference, order.packages[0].items) == ("1", (("10001", 2),))
    assert order.address.postal_code == "98101"


def test_words_are_the_same_in_any_spelling(payload):
    payload["salesChannel"]["channelName"] = "Amazon"
    payload["fulfillment"] |= {"fulfillmentStatus": "PartiallyShipped", "fulfilledBy": "merchant"}
    payload["programs"] = ["Prime"]
    order = parse_order(payload)
    assert (order.status, order.fulfilled_by) == ("PARTIALLY_SHIPPED", "MERCHANT")
    assert order.is_sale
    assert order.is_prime
    payload["fulfillment"]["fulfillmentStatus"] = "Canceled"
    assert parse_order(payload).status == "CANCELLED"
    payload["fulfillment"]["fulfillmentStatus"] = "waiting for  moon"
    assert parse_order(payload).status == "WAITING_FOR_MOON"


def test_kinds_of_charge_are_the_same_in_any_spelling(payload):
    set_breakdowns(
        payload,
        ("Item", "10.00", {}),
        ("Tax", "0.80", {"Item": "1.00", "discount": "0.20"}),
        ("discount", "2.00", {"item": "2.00"}),
    )
    charge = charges(payload)["ITEM"]
    assert (charge.amount, charge.tax, charge.discount) == (10, 1, 2)


@pytest.mark.parametrize("untold", [None, {}, {"amount": None}, {"amount": " "}])
def test_money_that_is_not_told_is_not_zero(payload, untold):
    set_breakdowns(
        payload, ("ITEM", "10.00", {}), ("TAX", "9.99", {"ITEM": "1.00", "DISCOUNT": "0.20"})
    )
    payload["orderItems"][0]["proceeds"]["breakdowns"][1]["subtotal"] = untold
    assert charges(payload)["ITEM"].tax == Decimal("1.00")
    assert charges(payload)["ITEM"].discount_tax == Decimal("0.20")
    payload["orderItems"][0]["proceeds"]["breakdowns"] = [{"type": "ITEM", "subtotal": untold}]
    payload["proceeds"]["grandTotal"] = untold
    order = parse_order(payload)
    assert order.grand_total is None
    assert not order.has_prices


def test_a_package_whose_label_was_given_up_is_told_apart(payload):
    statuses = ({"status": "CANCELLED"}, {"status": "PENDING", "detailedStatus": "LABEL_CANCELLED"})
    payload["packages"] = [
        {"packageReferenceId": "1", "packageStatus": status}
        for status in (*statuses, {"status": "SHIPPED", "detailedStatus": "PICKED_UP"}, None)
    ]
    cancelled = [package.is_cancelled for package in parse_order(payload).packages]
    assert cancelled == [True, True, False, False]


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


def test_zero_in_another_currency_is_no_money(payload):
    item = payload["orderItems"][0]
    breakdowns = item["proceeds"]["breakdowns"]
    breakdowns.insert(
        0, {"type": "GIFT_WRAP", "subtotal": {"amount": "0.00", "currencyCode": "CAD"}}
    )
    expected = parse_order(payload).charges_total
    assert parse_order(payload).currency == "USD"
    payload["proceeds"]["grandTotal"] = {"amount": "0", "currencyCode": "CAD"}
    order = parse_order(payload)
    assert (order.currency, order.grand_total) == ("USD", None)
    assert order.charges_total == expected


def test_a_total_of_zero_is_in_its_currency(payload):
    payload["proceeds"] = {"grandTotal": {"amount": "0.00", "currencyCode": "CAD"}}
    payload["orderItems"] = []
    order = parse_order(payload)
    assert (order.currency, order.grand_total) == ("CAD", Decimal("0.00"))


def test_an_item_that_amazon_repeats_is_one_item(payload):
    expected = parse_order(payload)
    payload["orderItems"].insert(1, json.loads(json.dumps(payload["orderItems"][0])))
    order = parse_order(payload)
    assert [item.item_id for item in order.items] == [item.item_id for item in expected.items]
    assert order.charges_total == expected.charges_total


def test_two_items_under_one_number_are_said_to_be_so(payload):
    payload["orderItems"].append(payload["orderItems"][0] | {"quantityOrdered": 7})
    with pytest.raises(UnreadablePayload, match="stands twice in the order") as caught:
        parse_order(payload)
    assert caught.value.path.endswith(".orderItemId")


def test_a_word_that_amazon_invents_is_kept(payload):
    payload["fulfillment"].update(fulfilledBy="MFN", fulfillmentStatus="PARKED")
    order = parse_order(payload)
    assert (order.fulfilled_by, order.status) == ("MFN", "PARKED")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"createdTime": "0001-01-01T00:00:00Z"}, "year 1"),
        ({"lastUpdatedTime": "9999-12-31T23:59:59Z"}, "year 9999"),
        ({"orderItems": [{"orderItemId": "1", "quantityOrdered": 2_000_000_000}]}, "more than"),
    ],
)
def test_what_cannot_be_true_is_not_believed(payload, change, problem):
    with pytest.raises(UnreadablePayload, match=problem):
        parse_order(payload | change)


@pytest.mark.parametrize("model", ["MARKETPLACE_FACILITATOR", "LOW_VALUE_GOODS", "LowValueGoods"])
def test_amazon_collects_the_tax_under_each_of_its_models(payload, model):
    payload["orderItems"][0]["tax"]["taxCollections"][0]["model"] = model
    assert parse_order(payload).items[0].tax_collected_by_amazon


RECIPIENT = {
    "deliveryAddress": {
        "name": "Erika Muster",
        "companyName": "Packstation 145",
        "addressLine1": "7654321",
        "addressLine3": "c/o Nachbar",
        "countryCode": "de",
    },
    "deliveryPreference": {
        "dropOffLocation": "Garage",
        "addressInstruction": "Hinter dem Haus",
        "deliveryCapabilities": ["HAS_ACCESS_POINT"],
        "deliveryTime": {
            "businessHours": [
                {
                    "dayOfWeek": "MON",
                    "timeWindows": [
                        {
                            "startTime": {"hour": 9},
                            "endTime": {"hour": 17, "minute": 30},
                        }
                    ],
                }
            ],
            "exceptionDates": [{"exceptionDate": "2026-03-02", "exceptionDateType": "CLOSED"}],
        },
    },
}


def test_the_recipient_is_read_line_by_line(payload):
    payload["recipient"] = RECIPIENT
    order = parse_order(payload)
    assert (order.address.name, order.address.company_name) == ("Erika Muster", "Packstation 145")
    assert (order.address.lines, order.address.country_code) == (("7654321", "c/o Nachbar"), "DE")
    assert order.delivery_preference == DeliveryPreference(
        "Garage",
        "Hinter dem Haus",
        (OpeningHours("MON", True, (("09:00", "17:30"),)),),
        (OpeningHours("2026-03-02", False, ()),),
        ("HAS_ACCESS_POINT",),
    )


def test_blanks_around_a_sku_are_no_part_of_it(payload):
    payload["orderItems"][0]["product"]["sellerSku"] = " MUG "
    assert parse_order(payload).items[0].sku == "MUG"


def test_a_time_that_cannot_be_read_keeps_no_order_back(payload):
    payload["fulfillment"]["shipByWindow"] = {
        "earliestDateTime": "0001-01-01T00:00:00Z",
        "latestDateTime": "soon",
    }
    payload["packages"] = [{"packageReferenceId": "1", "shipTime": "n/a"}]
    order = parse_order(payload)
    assert order.ship_by == (None, None)
    assert order.packages[0].shipped_at is None


@pytest.mark.parametrize(
    ("told", "email"),
    [
        (" Ada-1@Marketplace.Amazon.com ", "ada-1@marketplace.amazon.com"),
        ("n/a", ""),
        ("***@***", ""),
        ("a@example.com, b@example.com", ""),
        (None, ""),
    ],
)
def test_an_address_by_which_a_buyer_is_known_is_written_in_one_way(payload, told, email):
    payload["buyer"]["buyerEmail"] = told
    assert parse_order(payload).buyer.email == email
