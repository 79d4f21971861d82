"""Returns of orders of other channels: Fulfillment Outbound 2020-07-01."""

import pytest

from .test_fulfillments import create, item, stock

OLDER = "/fba/outbound/2020-07-01"


@pytest.fixture
def shipped(amazon, partner):
    """Two mugs that have left in one shipment; returns its id."""
    amazon.add_listing("MUG", channel="AMAZON", quantity=5)
    create(partner)
    return amazon.ship_fulfillment("WH-OUT-1")


def wish(shipment, reference="R1", line_id="1", reason="defective", **more):
    return {
        "sellerReturnItemId": reference,
        "sellerFulfillmentOrderItemId": line_id,
        "amazonShipmentId": shipment,
        "returnReasonCode": reason,
        **more,
    }


def ask(partner, *items, number="WH-OUT-1"):
    path = f"{OLDER}/fulfillmentOrders/{number}/return"
    answer = partner.call("PUT", path, {"items": list(items)})
    assert answer.status_code == 200, answer.text
    return answer.json()["payload"]


def look(partner, number="WH-OUT-1"):
    return partner.get(f"{OLDER}/fulfillmentOrders/{number}")["payload"]


def send_back(amazon, partner, number, sku):
    """A whole return: why, asked for, received."""
    shipment = amazon.ship_fulfillment(number)
    query = {"sellerSku": sku, "sellerFulfillmentOrderId": number}
    reasons = partner.get(f"{OLDER}/returnReasonCodes", language="en_US", **query)
    reason = reasons["payload"]["reasonCodeDetails"][0]["returnReasonCode"]
    ask(partner, wish(shipment, reason=reason, returnComment="Too small"), number=number)
    amazon.receive_fulfillment_return(number)
    return look(partner, number)


def codes(answer):
    return [
        each["invalidItemReason"]["invalidItemReasonCode"] for each in answer["invalidReturnItems"]
    ]


def test_a_unit_is_asked_for_authorized_and_received(amazon, partner, shipped):
    answer = ask(partner, wish(shipped, returnComment="Broken"))
    [asked], [authorization] = answer["returnItems"], answer["returnAuthorizations"]
    assert (asked["status"], asked["returnComment"]) == ("New", "Broken")
    assert asked["returnAuthorizationId"] == authorization["returnAuthorizationId"]
    assert authorization["returnToAddress"]["name"] == "Amazon Returns"

    before = stock(amazon)
    amazon.receive_fulfillment_return("WH-OUT-1")
    [told] = look(partner)["returnItems"]
    assert (told["status"], told["returnReceivedCondition"]) == ("Processed", "Sellable")
    assert stock(amazon) == before + 1


def test_units_that_are_no_longer_fit_are_not_for_sale(amazon, partner, shipped):
    ask(partner, wish(shipped))
    before = stock(amazon)
    amazon.receive_fulfillment_return("WH-OUT-1", item_id="R1", condition="CustomerDamaged")
    assert stock(amazon) == before
    assert amazon.fulfillment_returns("WH-OUT-1")[0]["returnReceivedCondition"] == "CustomerDamaged"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": "because"}, "InvalidValues"),
        ({"line_id": "99"}, "InvalidValues"),
        ({"shipment": "S-NONE"}, "NoCompletedShipItems"),
        ({"reference": "R1"}, "DuplicateRequest"),
    ],
)
def test_what_is_invalid_is_said_unit_by_unit(partner, shipped, changes, code):
    ask(partner, wish(shipped))
    answer = ask(
        partner, wish(shipped, "R2"), wish(**{"shipment": shipped, "reference": "R3"} | changes)
    )
    assert codes(answer) == [code]
    assert [each["sellerReturnItemId"] for each in answer["returnItems"]] == ["R2"]


def test_no_more_comes_back_than_has_left(partner, shipped):
    ask(partner, wish(shipped), wish(shipped, "R2"))
    assert codes(ask(partner, wish(shipped, "R3"))) == ["NoReturnableQuantity"]


def test_what_has_not_left_cannot_come_back(amazon, partner):
    amazon.add_listing("MUG", channel="AMAZON", quantity=5)
    create(partner, item())
    assert codes(ask(partner, wish("WH-OUT-1-S1"))) == ["NoCompletedShipItems"]
    assert look(partner)["returnItems"] == []


def test_reasons_are_those_of_a_sku_of_the_order(partner, shipped):
    path = f"{OLDER}/returnReasonCodes"
    query = {"sellerSku": "LAMP", "sellerFulfillmentOrderId": "WH-OUT-1"}
    assert partner.call("GET", path, **query).status_code == 400
    assert partner.call("GET", path, sellerSku="MUG").status_code == 400
    assert partner.call("GET", f"{OLDER}/fulfillmentOrders/NONE").status_code == 404
