"""Each operation of the client against the local Amazon."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from spapi.errors import ExpiredReference, NotFound, Rejected, Throttled, UnreadablePayload
from spapi.feed_results import parse_feed_result
from spapi.finances import parse_transaction
from spapi.listings import listings_feed, parse_listing_item, parse_listings_report
from spapi.operations.inventory import _summary
from spapi.operations.reports import LISTINGS_REPORT
from spapi.orders import parse_order
from spapi.transfers import parse_expected_payout, parse_payout
from spapi.words import DEFERRED

from .conftest import MARKETPLACE_US


def quantity_patch(quantity):
    value = [{"fulfillment_channel_code": "DEFAULT", "quantity": quantity}]
    patch = {"op": "merge", "path": "/attributes/fulfillment_availability", "value": value}
    return {"productType": "PRODUCT", "patches": [patch]}


@pytest.fixture
def mug(amazon):
    amazon.add_listing("MUG", quantity=5, price="9.99", title="A mug")
    return "MUG"


@pytest.fixture
def a_day_ago(amazon):
    return amazon.now() - timedelta(days=1)


def test_marketplaces_of_the_seller(client):
    found = {place.country_code: place for place in client.get_marketplace_participations()}
    assert set(found) == {"US", "CA", "MX"}
    assert found["US"].marketplace_id == MARKETPLACE_US
    assert found["CA"].currency == "CAD"
    assert found["US"].is_participating
    assert not found["US"].has_suspended_listings


def test_a_marketplace_that_cannot_be_read_hides_no_other(amazon, client):
    us = {"marketplace": {"id": "ATVPDKIKX0DER"}, "participation": {"isParticipating": True}}
    amazon.answer("getMarketplaceParticipations", body={"payload": [{"marketplace": None}, us]})
    (found,) = client.get_marketplace_participations()
    assert found.is_participating

    amazon.answer("getMarketplaceParticipations", body={"payload": [{"marketplace": None}]})
    with pytest.raises(UnreadablePayload, match="marketplace"):
        client.get_marketplace_participations()


@pytest.mark.parametrize("answer", [{}, {"payload": None}, {"orders": []}])
def test_an_answer_to_another_question_is_none(amazon, client, a_day_ago, answer):
    """Nothing found is an empty list, not the lack of one."""
    amazon.answer("getMarketplaceParticipations", body=answer)
    with pytest.raises(UnreadablePayload, match="payload: is missing"):
        client.get_marketplace_participations()
    amazon.answer("searchOrders", body={"payload": answer})
    with pytest.raises(UnreadablePayload, match="orders: is missing"):
        client.search_orders(last_updated_after=a_day_ago)


def test_a_bound_that_cannot_be_read_keeps_no_orders_back(amazon, client, a_day_ago):
    amazon.answer("searchOrders", body={"orders": [{}], "lastUpdatedBefore": "soon"})
    page = client.search_orders(last_updated_after=a_day_ago)
    assert (page.orders, page.updated_before) == (({},), None)


def test_orders_are_found_with_everything_included(amazon, client, mug, a_day_ago):
    order_id = amazon.place_order(sku=mug, quantity=2, unit_price="9.99")
    page = client.search_orders(last_updated_after=a_day_ago, marketplace_ids=[MARKETPLACE_US])
    (order,) = map(parse_order, page.orders)
    assert (order.order_id, order.grand_total) == (order_id, order.charges_total)
    assert order.items[0].quantity_ordered == 2
    assert order.buyer.email.endswith("@marketplace.amazon.com")
    assert order.address.country_code == "US"
    assert (page.next_token, page.restricted) == (None, False)
    assert a_day_ago < page.updated_before < amazon.now()
    assert page.created_before is None


def test_pages_together_hold_each_order_once(amazon, client, mug, a_day_ago):
    placed = {amazon.place_order(sku=mug) for _number in range(7)}
    found, token = [], None
    while True:
        page = client.search_orders(
            last_updated_after=a_day_ago, page_size=3, pagination_token=token
        )
        found += [parse_order(order).order_id for order in page.orders]
        token = page.next_token
        if not token:
            break
    assert sorted(found) == sorted(placed)
    assert client.calls["searchOrders"] == amazon.calls()["searchOrders"] == 3


def test_orders_are_found_by_status(amazon, client, mug, a_day_ago):
    pending = amazon.place_order(sku=mug, status="PENDING")
    amazon.place_order(sku=mug)
    page = client.search_orders(created_after=a_day_ago, fulfillment_statuses=["PENDING"])
    assert [order["orderId"] for order in page.orders] == [pending]
    assert page.created_before is not None


def test_without_the_role_orders_come_without_buyers(amazon, client, mug, a_day_ago):
    order_id = amazon.place_order(sku=mug)
    amazon.set_roles("SELLER1", ["Inventory and Order Tracking"])
    page = client.search_orders(last_updated_after=a_day_ago)
    order = parse_order(page.orders[0])
    assert page.restricted
    assert (order.order_id, order.address, order.buyer.email) == (order_id, None, "")
    assert order.grand_total is not None
    assert client.calls["searchOrders"] == 2


def test_a_client_remembers_that_buyers_are_barred(amazon, client, mug, a_day_ago):
    order_id = amazon.place_order(sku=mug)
    amazon.set_roles("SELLER1", ["Inventory and Order Tracking"])
    for _call in range(3):
        assert parse_order(client.get_order(order_id)).address is None
    assert client.search_orders(last_updated_after=a_day_ago).restricted
    assert amazon.calls()["getOrder"] == 4
    assert amazon.calls()["searchOrders"] == 1


def test_a_search_without_a_start_is_rejected(client):
    with pytest.raises(Rejected) as caught:
        client.search_orders()
    assert caught.value.status == 400
    assert caught.value.code == "InvalidInput"
    assert caught.value.request_id


def test_an_order_is_loaded_by_its_number(amazon, client, mug):
    order_id = amazon.place_order(sku=mug)
    assert parse_order(client.get_order(order_id)).order_id == order_id
    assert "buyer" not in client.get_order(order_id, included_data=["PROCEEDS"])
    with pytest.raises(NotFound):
        client.get_order("111-0000000-0000000")


def shipment(item_id, **changes):
    detail = {
        "packageReferenceId": "1",
        "carrierCode": "UPS",
        "trackingNumber": "1Z999AA10123456784",
        "shipDate": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "orderItems": [{"orderItemId": item_id, "quantity": 1}],
    }
    return {"marketplaceId": MARKETPLACE_US, "packageDetail": detail | changes}


def test_a_confirmed_shipment_turns_up_in_the_order(amazon, client, mug):
    order_id = amazon.place_order(sku=mug)
    item_id = parse_order(client.get_order(order_id)).items[0].item_id
    client.confirm_shipment(order_id, shipment(item_id))
    order = parse_order(client.get_order(order_id))
    assert order.status == "SHIPPED"
    (package,) = order.packages
    assert (package.reference, package.tracking_number) == ("1", "1Z999AA10123456784")
    assert package.items == ((item_id, 1),)


def test_a_shipment_that_amazon_refuses_is_rejected(amazon, client, mug):
    order_id = amazon.place_order(sku=mug)
    item_id = parse_order(client.get_order(order_id)).items[0].item_id
    with pytest.raises(Rejected) as caught:
        client.confirm_shipment(order_id, shipment(item_id, trackingNumber=""))
    assert caught.value.operation == "confirmShipment"
    assert "trackingNumber" in str(caught.value)


def test_the_listings_report_from_request_to_rows(amazon, client, mug):
    amazon.add_listing("FBA-LAMP", channel="AMAZON", price="25.00")
    report_id = client.create_report(LISTINGS_REPORT, [MARKETPLACE_US])
    report = client.get_report(report_id)
    assert report.status == "DONE"
    assert report.marketplace_ids == (MARKETPLACE_US,)
    listed = parse_listings_report(client.download_report(report.document_id).text())
    rows = {row.sku: row for row in listed.rows}
    assert not listed.unreadable
    assert (rows["MUG"].quantity, rows["MUG"].price) == (5, Decimal("9.99"))
    assert rows["FBA-LAMP"].fulfillment_channel.startswith("AMAZON")


def test_a_report_takes_its_time(amazon, connect):
    amazon.reset("empty", rates=False, report_delay_seconds=60)
    client = connect()
    report_id = client.create_report(LISTINGS_REPORT, [MARKETPLACE_US])
    assert client.get_report(report_id).status in ("IN_QUEUE", "IN_PROGRESS")
    assert client.get_report(report_id).document_id is None
    amazon.advance(minutes=2)
    assert client.get_report(report_id).status == "DONE"


def test_reports_are_listed(amazon, client, a_day_ago):
    report_id = client.create_report(LISTINGS_REPORT, [MARKETPLACE_US])
    page = client.get_reports([LISTINGS_REPORT], created_since=a_day_ago, statuses=["DONE"])
    assert [report.report_id for report in page.reports] == [report_id]
    assert page.next_token is None


def test_a_feed_from_content_to_result(amazon, client, mug):
    messages = [
        {"messageId": number, "sku": sku, "operationType": "PATCH", **quantity_patch(8)}
        for number, sku in enumerate((mug, "UNKNOWN"), start=1)
    ]
    content = listings_feed("SELLER1", messages)
    feed_id = client.create_feed("JSON_LISTINGS_FEED", content, marketplace_ids=[MARKETPLACE_US])
    feed = client.get_feed(feed_id)
    assert feed.status == "DONE"
    result = parse_feed_result(client.download_feed_result(feed.result_document_id).text())
    assert result.is_readable
    assert (result.counts.accepted, result.counts.invalid) == (1, 1)
    assert result.accepted(1)
    assert not result.accepted(2)
    assert result.issues_by_message_id[2][0].severity == "ERROR"
    assert amazon.listing(mug)["quantity"] == 8


def test_a_listing_is_read_and_its_quantity_changed(amazon, client, mug):
    result = client.patch_listings_item(mug, MARKETPLACE_US, quantity_patch(7))
    assert (result.status, result.issues) == ("ACCEPTED", ())
    item = client.get_listings_item(mug, [MARKETPLACE_US])
    assert (item.sku, item.title, item.quantities) == ("MUG", "A mug", {"DEFAULT": 7})
    assert item.price.amount == Decimal("9.99")
    assert "BUYABLE" in item.statuses
    with pytest.raises(NotFound):
        client.get_listings_item("UNKNOWN", [MARKETPLACE_US])


def test_the_days_to_ship_are_read_by_channel(amazon, client, mug):
    amazon.update_listing(mug, handling_days=2)
    (item,) = client.search_listings_items(MARKETPLACE_US, skus=[mug]).items
    assert item.lead_times == {"DEFAULT": 2}
    amazon.add_listing("FBA", channel="AMAZON")
    assert client.get_listings_item("FBA", [MARKETPLACE_US]).lead_times == {}


@pytest.mark.parametrize("odd", [None, "7", {}, [1], [{}], [{"lead_time_to_ship_max_days": "2"}]])
def test_attributes_are_open_so_odd_ones_say_nothing(odd):
    payload = {"sku": "MUG", "attributes": {"fulfillment_availability": odd}}
    assert parse_listing_item(payload).lead_times == {}


def test_feeds_are_listed_the_newest_first(amazon, client, mug):
    since = amazon.now()
    message = {"messageId": 1, "sku": mug, "operationType": "PATCH", **quantity_patch(8)}
    content = listings_feed("SELLER1", [message])
    names = [
        client.create_feed("JSON_LISTINGS_FEED", content, marketplace_ids=[MARKETPLACE_US])
        for _feed in range(2)
    ]
    found = client.get_feeds("JSON_LISTINGS_FEED", [MARKETPLACE_US], created_since=since)
    assert {feed.feed_id for feed in found} == set(names)


def test_a_preview_changes_nothing(amazon, client, mug):
    result = client.patch_listings_item(mug, MARKETPLACE_US, quantity_patch(7), validate_only=True)
    assert result.status == "VALID"
    assert amazon.listing(mug)["quantity"] == 5


def test_a_sku_may_hold_any_character(amazon, client):
    sku = "A/B 50%+é?#&"
    amazon.add_listing(sku, quantity=1)
    assert client.get_listings_item(sku, [MARKETPLACE_US]).sku == sku
    client.patch_listings_item(sku, MARKETPLACE_US, quantity_patch(9))
    assert amazon.listing(sku)["quantity"] == 9


def test_listings_are_searched_by_page(amazon, client):
    for number in range(5):
        amazon.add_listing(f"SKU-{number}")
    first = client.search_listings_items(MARKETPLACE_US, page_size=3)
    rest = client.search_listings_items(MARKETPLACE_US, page_size=3, page_token=first.next_token)
    assert {item.sku for item in (*first.items, *rest.items)} == {f"SKU-{n}" for n in range(5)}
    assert rest.next_token is None
    some = client.search_listings_items(MARKETPLACE_US, skus=["SKU-1", "SKU-3"])
    assert {item.sku for item in some.items} == {"SKU-1", "SKU-3"}


def test_the_catalogue_knows_the_product(amazon, client, mug):
    asin = amazon.listing(mug)["asin"]
    item = client.get_catalog_item(asin, MARKETPLACE_US)
    assert (item.asin, item.title) == (asin, "A mug")
    assert client.search_catalog_items(MARKETPLACE_US, identifiers=[asin]).items[0].asin == asin
    found = client.search_catalog_items(MARKETPLACE_US, identifiers=[mug], identifiers_type="SKU")
    assert [item.asin for item in found.items] == [asin]


def test_stock_at_amazon(amazon, client):
    amazon.add_listing("FBA-LAMP", channel="AMAZON", quantity=11)
    page = client.get_inventory_summaries(MARKETPLACE_US, skus=["FBA-LAMP"])
    (summary,) = page.summaries
    assert (summary.sku, summary.fulfillable) == ("FBA-LAMP", 11)
    assert summary.total >= 11
    assert page.next_token is None


def test_stock_that_amazon_leaves_out_is_not_zero():
    summary = _summary({"sellerSku": "FBA-LAMP", "totalQuantity": 0}, "payload")
    assert (summary.fulfillable, summary.reserved, summary.total) == (None, None, 0)


def test_transactions_are_listed_by_time_and_by_order(amazon, client, mug, a_day_ago):
    orders = [amazon.place_order(sku=mug, unit_price="9.99") for _order in range(2)]
    hour_ago = amazon.now() - timedelta(hours=1)
    for order_id in orders:
        amazon.ship_and_bill(order_id, date=hour_ago)
    before = hour_ago - timedelta(minutes=1)
    page = client.list_transactions(posted_after=a_day_ago)
    found = {parse_transaction(each).order_id for each in page.transactions}
    assert found == set(orders)
    assert page.next_token is None
    early = client.list_transactions(posted_after=a_day_ago, posted_before=before)
    assert early.transactions == ()
    (one,) = client.list_transactions(order_id=orders[0]).transactions
    assert parse_transaction(one).order_id == orders[0]


def test_deferred_transactions_are_listed_until_they_are_released(amazon, client, mug, a_day_ago):
    order_id = amazon.place_order(sku=mug, unit_price="9.99")
    amazon.ship_and_bill(order_id, deferred="DD7", date=amazon.now() - timedelta(hours=1))
    (held,) = client.list_deferrals(DEFERRED, posted_after=a_day_ago).payouts
    assert parse_transaction(held).order_id == order_id
    amazon.release_deferred(order_id=order_id)
    assert client.list_deferrals(DEFERRED, posted_after=a_day_ago).payouts == ()


def test_balances_are_those_of_the_ledger(amazon, client, mug):
    amazon.ship_and_bill(amazon.place_order(sku=mug, unit_price="9.99"))
    balances = {each.marketplace_id: each for each in client.list_balances()}
    told = balances[MARKETPLACE_US]
    assert told.currency == "USD"
    assert told.amounts["AVAILABLE"] == Decimal(amazon.ledger()["US/USD"]["available"])
    yesterday = (amazon.now() - timedelta(days=1)).date()
    before = {each.marketplace_id: each for each in client.list_balances(yesterday)}
    assert before[MARKETPLACE_US].amounts.get("AVAILABLE", 0) == 0


def test_payouts_are_listed_and_those_that_are_expected(amazon, client, mug, a_day_ago):
    amazon.ship_and_bill(amazon.place_order(sku=mug, unit_price="9.99"))
    told = amazon.close_settlement()
    (payout,) = client.list_payouts(created_after=a_day_ago).payouts
    assert parse_payout(payout).settlement_id == told["settlement_id"]
    assert parse_payout(payout).amount == Decimal(told["total"])
    expected = map(parse_expected_payout, client.list_expected_payouts().payouts)
    assert MARKETPLACE_US in {each.marketplace_id for each in expected}


@pytest.mark.parametrize(
    "ask",
    [
        lambda client, since: client.list_transactions(posted_after=since, next_token="gone"),
        lambda client, since: client.list_payouts(created_after=since, next_token="gone"),
        lambda client, since: client.list_deferrals(
            DEFERRED, posted_after=since, next_token="gone"
        ),
    ],
)
def test_a_page_of_money_that_amazon_no_longer_knows_has_expired(client, a_day_ago, ask):
    with pytest.raises(ExpiredReference):
        ask(client, a_day_ago)


def test_nothing_is_sent_that_the_caller_did_not_say(amazon, client, mug, a_day_ago):
    client.search_orders(last_updated_after=a_day_ago)
    client.get_listings_item(mug, [MARKETPLACE_US])
    client.create_report(LISTINGS_REPORT, [MARKETPLACE_US])
    search, listing, report = amazon.requests()[-3:]
    assert set(search["query"]) == {"lastUpdatedAfter", "maxResultsPerPage", "includedData"}
    assert set(listing["query"]) == {"marketplaceIds", "includedData"}
    assert set(report["body"]) == {"reportType", "marketplaceIds"}


def test_own_quota_is_kept_before_amazon_is_asked(amazon, client, a_day_ago):
    for _call in range(20):
        client.search_orders(last_updated_after=a_day_ago)
    with pytest.raises(Throttled) as caught:
        client.search_orders(last_updated_after=a_day_ago)
    assert caught.value.retry_at > datetime.now(UTC)
    assert amazon.calls()["searchOrders"] == 20
