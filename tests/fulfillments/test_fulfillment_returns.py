"""Returns of orders that Amazon shipped for other channels: read strictly, words left open."""

import pytest

from spapi.errors import UnreadablePayload
from spapi.fulfillments import parse_fulfillment_returns, parse_return_reasons

AUTHORIZATION = {
    "returnAuthorizationId": "A1",
    "fulfillmentCenterId": "ABE8",
    "returnToAddress": {
        "name": "Amazon Returns",
        "addressLine1": "705 Boulder Drive",
        "city": "Breinigsville",
        "stateOrRegion": "PA",
        "postalCode": "18031",
        "countryCode": "US",
    },
    "amazonRmaId": "RMA1",
    "rmaPageURL": "https://sellercentral.amazon.com/rma/1",
}


def piece(**changes):
    return {
        "sellerReturnItemId": "R1",
        "sellerFulfillmentOrderItemId": "7",
        "amazonShipmentId": "S1",
        "sellerReturnReasonCode": "defective",
        "status": "New",
        "statusChangedDate": "2026-07-05T16:00:00Z",
        "returnAuthorizationId": "A1",
        **changes,
    }


def read(**payload):
    return parse_fulfillment_returns({"payload": payload})


def test_what_is_accepted_and_with_which_authorization():
    told = read(returnItems=[piece()], returnAuthorizations=[AUTHORIZATION])
    one, authorization = told.pieces["R1"], told.authorizations["A1"]
    assert (one.status, one.condition, one.authorization) == ("NEW", "", "A1")
    assert authorization.rma == "RMA1"
    assert authorization.address == ("Amazon Returns\n705 Boulder Drive\nBreinigsville PA 18031 US")


def test_what_was_received_and_how_it_was_found():
    one = read(
        returnItems=[piece(status="Processed", returnReceivedCondition="CustomerDamaged")]
    ).pieces["R1"]
    assert (one.status, one.condition) == ("PROCESSED", "CUSTOMER_DAMAGED")


def test_what_is_invalid_and_why():
    told = read(
        invalidReturnItems=[
            {
                "sellerReturnItemId": "R1",
                "sellerFulfillmentOrderItemId": "7",
                "invalidItemReason": {
                    "invalidItemReasonCode": "NoReturnableQuantity",
                    "description": "All are returned.",
                },
            }
        ]
    )
    assert not told.pieces
    wrong = told.invalid["R1"]
    assert (wrong.code, wrong.description) == ("NO_RETURNABLE_QUANTITY", "All are returned.")


def test_a_link_that_is_no_web_address_is_none():
    page = AUTHORIZATION | {"rmaPageURL": "javascript:alert(1)"}
    assert read(returnAuthorizations=[page]).authorizations["A1"].page_url == ""


def test_nothing_told_is_nothing():
    told = read()
    assert (told.pieces, told.invalid, told.authorizations) == ({}, {}, {})


@pytest.mark.parametrize(
    "payload",
    [
        {"returnItems": [piece(sellerReturnItemId="")]},
        {"returnItems": {}},
        {"returnAuthorizations": [{}]},
    ],
)
def test_what_is_not_as_documented_is_unreadable(payload):
    with pytest.raises(UnreadablePayload):
        read(**payload)


def test_reasons_have_codes_and_words():
    details = [
        {"returnReasonCode": "defective", "description": "Broken"},
        {
            "returnReasonCode": "too-small",
            "description": "Too small",
            "translatedDescription": "Zu klein",
        },
    ]
    reasons = parse_return_reasons({"payload": {"reasonCodeDetails": details}})
    assert [(each.code, each.description) for each in reasons] == [
        ("defective", "Broken"),
        ("too-small", "Zu klein"),
    ]
