"""The listings feed and Amazon's report on it."""

import json

import pytest

from spapi.errors import UnreadablePayload
from spapi.listings import Issue, listings_feed, parse_listing_item, parse_listings_feed_result

RESULT = {
    "header": {"sellerId": "A1", "version": "2.0", "feedId": "1"},
    "issues": [
        {
            "messageId": 2,
            "sku": "B",
            "code": "99022",
            "severity": "ERROR",
            "message": "Required minimum is 1.",
            "attributeName": "purchasable_offer.our_price",
        },
        {"messageId": 2, "sku": "B", "code": "90220", "severity": "WARNING", "message": "Hm."},
        {"code": "4000003", "severity": "ERROR", "message": "The feed is not in order."},
    ],
    "summary": {"messagesProcessed": 2, "messagesAccepted": 1, "messagesInvalid": 1},
}


def test_a_feed_holds_header_and_messages_in_utf_8():
    message = {"messageId": 1, "sku": "TÜR-€", "operationType": "PATCH", "patches": []}
    feed = json.loads(listings_feed("A1", [message]).decode())
    assert feed["header"] == {"sellerId": "A1", "version": "2.0", "issueLocale": "en_US"}
    assert feed["messages"] == [message]


def test_a_feed_has_room_for_25_000_messages():
    messages = [{"messageId": number} for number in range(25_001)]
    listings_feed("A1", messages[1:])
    with pytest.raises(ValueError, match="25000"):
        listings_feed("A1", messages)


def test_each_message_needs_a_number_of_its_own():
    with pytest.raises(ValueError, match="messageId"):
        listings_feed("A1", [{"messageId": 1}, {"messageId": 1}])


def test_the_result_tells_what_became_of_each_message():
    result = parse_listings_feed_result(json.dumps(RESULT))
    assert (result.accepted, result.invalid) == (1, 1)
    error, warning = result.issues_by_message_id[2]
    assert error == Issue(
        "99022", "Required minimum is 1.", "ERROR", ("purchasable_offer.our_price",)
    )
    assert warning.severity == "WARNING"


def test_issues_of_the_whole_feed_are_under_zero():
    result = parse_listings_feed_result(json.dumps(RESULT))
    assert [issue.code for issue in result.issues_by_message_id[0]] == ["4000003"]


@pytest.mark.parametrize("text", ["", "<html>", "[]", '{"issues": [1]}', "[" * 100_000])
def test_any_other_result_is_unreadable(text):
    with pytest.raises(UnreadablePayload):
        parse_listings_feed_result(text)


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
