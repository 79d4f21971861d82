"""The listings feed, and single listings."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spapi.listings import listings_feed, parse_listing_item, split_messages


def test_a_feed_holds_header_and_messages_in_utf_8():
    message = {"messageId": 1, "sku": "TÜR-€", "operationType": "PATCH", "patches": []}
    feed = json.loads(listings_feed("A1", [message]).decode())
    assert feed["header"] == {"sellerId": "A1", "version": "2.0", "issueLocale": "en_US"}
    assert feed["messages"] == [message]


def test_more_messages_than_a_feed_holds_become_several_feeds():
    messages = [{"messageId": number} for number in range(1, 50_002)]
    parts = list(split_messages(messages))
    assert [len(part) for part in parts] == [25_000, 25_000, 1]
    assert [message for part in parts for message in part] == messages
    listings_feed("A1", messages)


@given(st.lists(st.text(max_size=30)), st.integers(1, 5), st.integers(1, 200))
def test_no_feed_is_larger_than_asked_and_no_message_is_lost(skus, most, largest):
    messages = [{"messageId": number, "sku": sku} for number, sku in enumerate(skus, 1)]
    parts = list(split_messages(messages, most, largest))
    assert [message for part in parts for message in part] == messages
    for part in parts:
        size = len(json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode()) - 1
        assert 0 < len(part) <= most
        assert size <= largest or len(part) == 1


def test_each_message_needs_a_number_of_its_own():
    with pytest.raises(ValueError, match="messageId"):
        listings_feed("A1", [{"messageId": 1}, {"messageId": 1}])


def test_a_listing_item_tells_quantities_by_channel_and_the_price_for_consumers():
    price = {"currencyCode": "EUR", "amount": "12.50"}
    item = parse_listing_item(
        {
            "sku": "MUG",
            "summaries": [{"asin": "B01", "itemName": "Mug", "status": ["BUYABLE"]}],
            "offers": [
                {"offerType": "B2B", "price": {"currencyCode": "EUR", "amount": "9.00"}},
                {"offerType": "B2C", "price": price},
            ],
            "fulfillmentAvailability": [{"fulfillmentChannelCode": "DEFAULT", "quantity": 4}],
        }
    )
    assert (item.asin, item.quantities, str(item.price.amount)) == ("B01", {"DEFAULT": 4}, "12.50")


def test_a_quantity_that_amazon_leaves_out_is_not_zero():
    availability = [{"fulfillmentChannelCode": "AMAZON_NA"}]
    item = parse_listing_item({"sku": "MUG", "fulfillmentAvailability": availability})
    assert item.quantities == {"AMAZON_NA": None}


def test_channels_are_one_word_however_amazon_writes_them():
    item = parse_listing_item(
        {
            "sku": "MUG",
            "fulfillmentAvailability": [{"fulfillmentChannelCode": "Default", "quantity": 4}],
            "attributes": {
                "fulfillment_availability": [
                    {"fulfillment_channel_code": "default", "lead_time_to_ship_max_days": 3}
                ]
            },
        }
    )
    assert (item.quantities, item.lead_times) == ({"DEFAULT": 4}, {"DEFAULT": 3})
