"""Orders that Amazon ships for other channels: read strictly, their words left open."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from spapi.errors import ExpiredReference, Rejected, UnreadablePayload
from spapi.fulfillments import parse_fulfillment, parse_preview

ADDRESS = {
    "name": "Ann Smith",
    "addressLine1": "1 Main St",
    "city": "Seattle",
    "stateOrRegion": "WA",
    "postalCode": "98103",
    "countryCode": "US",
}


def item(line_id="7", sku="MUG", quantity="2.0"):
    return {
        "lineItemId": line_id,
        "product": {"productIdentifier": {"amazonSku": sku}},
        "amount": {"unit": "EACHES", "value": quantity},
    }


def shipment(**changes):
    return {
        "amazonShipmentId": "S1",
        "status": "SHIPPED",
        "shipTime": "2026-07-05T15:00:00Z",
        "items": [
            {"lineItemId": "7", "amount": {"value": "1.0"}},
            {"lineItemId": "7", "amount": {"value": "1"}},
        ],
        "packages": [
            {
                "packageId": "P1",
                "status": "IN_TRANSIT",
                "tracking": {
                    "carrier": {"carrierCode": "UPS", "trackingNumber": "1Z"},
                    "amazon": {"trackingNumber": "TBA1"},
                },
            },
            {"packageId": "P2", "tracking": {"amazon": {"trackingNumber": "TBA2"}}},
            {"packageId": "P3"},
        ],
        **changes,
    }


def order(**changes):
    return {
        "orderId": "WH-OUT-1",
        "receiveTime": "2026-07-04T10:00:00Z",
        "status": "Complete",
        "statusUpdateTime": "2026-07-05T16:00:00Z",
        "destination": {"deliveryAddress": ADDRESS},
        "lineItems": [item()],
        "shipments": [shipment()],
        **changes,
    }


def body(number="WH-OUT-1", **changes):
    return {
        "orderId": number,
        "destination": {"deliveryAddress": ADDRESS},
        "lineItems": [item()],
        **changes,
    }


def test_what_stands_there_twice_is_one():
    twice = shipment(packages=[{"packageId": "P1"}, {"packageId": "P1", "status": "DELIVERED"}])
    read = parse_fulfillment(order(shipments=[twice, shipment(amazonShipmentId="S2"), twice]))
    assert [each.shipment_id for each in read.shipments] == ["S1", "S2"]
    assert [parcel.status for parcel in read.shipments[0].parcels] == ["DELIVERED"]
    assert read.count_shipped() == {"7": 4}


def test_nothing_in_a_list_and_a_number_that_is_left_out_keep_no_order_back():
    line = item() | {"cancelledAmount": {"unit": "EACHES"}, "unfulfillableAmount": {"value": None}}
    left = shipment(items=[None, *shipment()["items"]])
    read = parse_fulfillment(order(lineItems=[None, line, None], shipments=[None, left]))
    assert [(line.quantity, line.cancelled, line.unfulfillable) for line in read.lines] == [
        (2, 0, 0)
    ]
    assert read.count_shipped() == {"7": 2}


def test_an_order_is_read_with_its_pieces_and_parcels():
    read = parse_fulfillment(order())
    assert (read.reference, read.status) == ("WH-OUT-1", "COMPLETE")
    assert read.changed_at == datetime(2026, 7, 5, 16, tzinfo=UTC)
    [line], [left] = read.lines, read.shipments
    assert (line.line_id, line.sku, line.quantity, line.cancelled) == ("7", "MUG", 2, 0)
    assert left.pieces == {"7": 2}
    assert [(each.carrier, each.tracking_number) for each in left.parcels] == [
        ("UPS", "1Z"),
        ("AMAZON", "TBA2"),
        ("", ""),
    ]


def test_nothing_of_the_recipient_is_kept():
    assert "Ann" not in repr(parse_fulfillment(order()))
    assert "Main St" not in repr(parse_fulfillment(order()))


def test_shipments_that_are_left_out_are_not_none_at_all():
    left_out = order()
    del left_out["shipments"]
    assert parse_fulfillment(left_out).shipments is None
    assert parse_fulfillment(order(shipments=[])).shipments == ()


def test_words_that_amazon_invents_stay_text():
    read = parse_fulfillment(order(status="ON_A_DRONE", shipments=[shipment(status="FLYING")]))
    assert (read.status, read.shipments[0].status) == ("ON_A_DRONE", "FLYING")


@pytest.mark.parametrize(
    ("told", "read"),
    [("Canceled", "CANCELLED"), ("CompletePartial", "COMPLETE_PARTIAL"), ("complete", "COMPLETE")],
)
def test_words_are_the_same_however_they_are_spelled(told, read):
    assert parse_fulfillment(order(status=told)).status == read
    odd = item() | {"amount": {"unit": "Eaches", "value": 2}}
    assert parse_fulfillment(order(lineItems=[odd])).lines[0].quantity == 2


def test_a_time_that_is_only_shown_costs_nothing_else():
    packages = [{"packageId": "P1", "deliveryTime": "soon"}]
    odd = order(statusUpdateTime="yesterday", shipments=[shipment(shipTime=[7], packages=packages)])
    [left] = parse_fulfillment(odd).shipments
    assert (left.pieces, left.shipped_at, left.parcels[0].delivery_at) == ({"7": 2}, None, None)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//evil", "data:text/html,x"])
def test_a_link_is_a_web_address_or_none(address):
    tracking = {"carrier": {"carrierCode": "UPS", "trackingUrl": address}}
    packages = [{"packageId": "P1", "tracking": tracking}]
    [left] = parse_fulfillment(order(shipments=[shipment(packages=packages)])).shipments
    assert left.parcels[0].tracking_url == ""


@pytest.mark.parametrize("odd", [None, 7, {}, {"packageId": "P2", "tracking": "1Z"}])
def test_a_package_that_cannot_be_read_keeps_neither_goods_nor_others(odd: object) -> None:
    packages = [odd, {"packageId": "P1"}]
    [left] = parse_fulfillment(order(shipments=[shipment(packages=packages)])).shipments or ()
    assert (left.status, [parcel.package_id for parcel in left.parcels]) == ("SHIPPED", ["P1"])


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"orderId": None}, "orderId"),
        ({"lineItems": [item(quantity="1.5")]}, "lineItems[0].amount"),
        ({"lineItems": [item(quantity="-1")]}, "lineItems[0].amount"),
        ({"lineItems": [item(quantity="NaN")]}, "lineItems[0].amount.value"),
        ({"lineItems": [item(line_id="")]}, "lineItems[0].lineItemId"),
        ({"lineItems": {}}, "lineItems"),
        ({"shipments": [shipment(amazonShipmentId=None)]}, "shipments[0].amazonShipmentId"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_place(changes, place):
    with pytest.raises(UnreadablePayload) as caught:
        parse_fulfillment(order(**changes))
    assert caught.value.path == place


def offer(speed, fee, until):
    price = {"estimatedPrice": {"totalPrice": {"currencyCode": "USD", "amount": fee}}}
    interval = {"startTime": "2026-07-06T00:00:00Z", "endTime": until}
    level = {"serviceTier": speed, "deliveryInterval": interval}
    return {
        "fulfillmentConfiguration": {"serviceLevel": level},
        **(price if fee else {}),
    }


def planned(sku, *offers):
    identifier = {"productIdentifier": {"amazonSku": sku}, "amount": {"value": "1.0"}}
    return {"items": [identifier], "offers": list(offers)}


def test_fees_of_a_speed_are_those_of_all_its_shipments():
    preview = parse_preview(
        {
            "plannedShipments": [
                planned("MUG", offer("STANDARD", "4.25", "2026-07-09T00:00:00Z")),
                planned(
                    "LAMP",
                    offer("STANDARD", "1.50", "2026-07-11T00:00:00Z"),
                    offer("EXPEDITED", None, "2026-07-08T00:00:00Z"),
                ),
            ]
        }
    )
    standard, expedited = preview.speeds()
    assert (standard.name, standard.fee.amount, standard.fee.currency) == (
        "STANDARD",
        Decimal("5.75"),
        "USD",
    )
    assert standard.arrives_until == datetime(2026, 7, 11, tzinfo=UTC)
    assert (standard.shipment_count, standard.pieces) == (2, {"MUG": 1, "LAMP": 1})
    # Not told is not free, and a speed may not hold for all goods.
    assert expedited.fee is None
    assert expedited.pieces == {"LAMP": 1}


def test_what_is_in_the_way_is_kept_in_amazons_words():
    details = [{"type": "amazonSku", "value": "MUG"}]
    told = {"type": "ValidationError", "code": "X", "message": "Not enough.", "details": details}
    [constraint] = parse_preview({"plannedShipments": [], "constraints": [told]}).constraints
    assert (constraint.code, constraint.message) == ("X", "Not enough.")
    assert constraint.details == {"amazonSku": "MUG"}


def test_from_the_question_to_the_parcel(amazon, client):
    amazon.add_listing("MUG", channel="AMAZON", quantity=5)
    asked = {"destination": {"deliveryAddress": ADDRESS}, "lineItems": [item()]}
    del asked["lineItems"][0]["lineItemId"]
    assert {each.name for each in client.preview_fulfillment(asked).speeds()} == {
        "STANDARD",
        "EXPEDITED",
    }
    assert client.create_fulfillment(body()) == "PROCESSING"
    amazon.ship_fulfillment("WH-OUT-1")
    assert client.get_fulfillment("WH-OUT-1").status == "COMPLETE"
    since = datetime(2020, 1, 1, tzinfo=UTC)
    [found] = client.list_fulfillments(updated_after=since).orders
    assert parse_fulfillment(found).shipments[0].pieces == {"7": 2}


def test_an_order_that_is_taken_for_later_has_a_status_too(amazon, client):
    amazon.answer("createOrder", 202, {"orderId": "WH-OUT-1", "status": "PROCESSING"})
    assert client.create_fulfillment(body()) == "PROCESSING"


def test_a_number_is_refused_the_second_time(amazon, client):
    amazon.add_listing("MUG", channel="AMAZON", quantity=5)
    client.create_fulfillment(body())
    with pytest.raises(Rejected, match="already exists"):
        client.create_fulfillment(body())


@pytest.mark.parametrize("status", [400, 404])
def test_an_unknown_order_is_unknown_however_amazon_says_it(amazon, client, status):
    amazon.refuse("getFulfillmentOrder", status, "No such order.")
    with pytest.raises(ExpiredReference):
        client.get_fulfillment("NONE")


def test_cancelling_too_late_is_refused(amazon, client):
    amazon.add_listing("MUG", channel="AMAZON", quantity=5)
    client.create_fulfillment(body())
    amazon.begin_fulfillment("WH-OUT-1")
    with pytest.raises(Rejected, match="cannot be cancelled"):
        client.cancel_fulfillment("WH-OUT-1")
