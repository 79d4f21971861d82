"""What an order takes from stock is read from payloads too that are no order otherwise."""

import pytest

from spapi.errors import UnreadablePayload
from spapi.orders import parse_order_demand


def item(key="1", sku="MUG", ordered=3, fulfilled=1):
    return {
        "orderItemId": key,
        "quantityOrdered": ordered,
        "product": {"sellerSku": sku},
        "fulfillment": {"quantityFulfilled": fulfilled},
    }


def test_what_is_not_fulfilled_is_taken():
    payload = {"orderItems": [item(), item("2", "LAMP ", 5, 0), item("3", "CABLE", 1, 4)]}
    assert parse_order_demand(payload) == (("MUG", 2), ("LAMP", 5), ("CABLE", 0))


def test_what_is_cancelled_is_not_taken():
    cancelled = item(ordered=5, fulfilled=1)
    cancelled["fulfillment"]["quantityUnfulfilled"] = 1
    assert parse_order_demand({"orderItems": [cancelled]}) == (("MUG", 4),)
    cancelled["cancellation"] = {"cancellationExecution": {"cancelledBy": "BUYER"}}
    assert parse_order_demand({"orderItems": [cancelled]}) == (("MUG", 1),)


def test_an_item_that_stands_twice_counts_once():
    payload = {"orderItems": [item(), item(ordered=9), item()]}
    assert parse_order_demand(payload) == (("MUG", 8),)


def test_one_item_that_cannot_be_read_takes_no_other_along():
    broken = [None, "x", {}, item("8", ordered="three"), item("9", ordered=10**9), {"product": 1}]
    payload = {"orderItems": [*broken, item("2", "LAMP")], "buyer": "not an object"}
    assert parse_order_demand(payload)[-1] == ("LAMP", 2)


@pytest.mark.parametrize("payload", [None, [], "x", {}, {"orderItems": {}}])
def test_what_is_no_order_says_so(payload):
    with pytest.raises(UnreadablePayload):
        parse_order_demand(payload)
