"""What is left of an order's payload once its buyer is forgotten."""

import json

from spapi.orders import parse_order, without_buyer

PAYLOAD = {
    "orderId": "1",
    "createdTime": "2026-03-01T10:00:00Z",
    "lastUpdatedTime": "2026-03-01T10:00:00Z",
    "salesChannel": {"channelName": "AMAZON", "marketplaceId": "ATVPDKIKX0DER"},
    "buyer": {"buyerName": "Ann Example", "buyerEmail": "a@marketplace.amazon.com"},
    "recipient": {
        "deliveryAddress": {"name": "Ann Example", "city": "Rome", "countryCode": "IT"},
        "deliveryPreference": {"dropOffLocation": "Ann's porch"},
    },
    "tax": {
        "taxRegistrations": [
            {"entityType": "BUYER", "legalName": "Ann Example"},
            {"entityType": "MERCHANT", "legalName": "Our shop"},
        ]
    },
    "fulfillment": {"fulfillmentStatus": "SHIPPED"},
    "orderItems": [
        {
            "orderItemId": "2",
            "quantityOrdered": 1,
            "product": {"sellerSku": "MUG", "customization": {"customizedUrl": "https://Ann"}},
            "fulfillment": {
                "quantityFulfilled": 1,
                "packing": {"giftOption": {"giftMessage": "To Ann", "giftWrapLevel": "Red"}},
            },
        }
    ],
}


def test_nothing_names_the_buyer_and_the_order_is_read_as_before() -> None:
    kept = without_buyer(PAYLOAD)

    assert "Ann" not in json.dumps(kept)
    assert "Our shop" in json.dumps(kept)
    order, before = parse_order(kept), parse_order(PAYLOAD)
    assert (order.order_id, order.status) == (before.order_id, before.status)
    assert order.address is not None
    assert order.address.country_code == "IT"
    assert order.items[0].sku == "MUG"
    assert order.items[0].gift_wrap_level == "Red"


def test_what_is_of_another_form_is_left_out() -> None:
    odd = {"buyer": 1, "recipient": ["Ann"], "tax": "Ann", "orderItems": ["Ann", {"product": 3}]}

    assert "Ann" not in json.dumps(without_buyer(odd))
    assert without_buyer(["Ann"]) == {}
    assert without_buyer(PAYLOAD | {"orderItems": None})["orderItems"] == []


def test_what_amazon_may_invent_about_people_is_left_out() -> None:
    told = PAYLOAD | {
        "alternateRecipient": {"name": "Ann Example"},
        "tax": {
            "taxRegistrations": [{"legalName": "Ann"}, {"entityType": "RECIPIENT", "number": "Ann"}]
        },
    }

    assert "Ann" not in json.dumps(without_buyer(told))
