"""searchOrders and getOrder."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from .partner import EVERYTHING, GB, JP, LONG_AGO, US, Partner

SANDBOX = sorted((Path(__file__).parents[1] / "data" / "sandbox_orders").glob("*.json"))


def amount(money):
    return Decimal(money["amount"])


def test_order_without_included_data_has_items_but_no_money(amazon, partner):
    order_id = amazon.place_order(sku="MUG", unit_price="12.50")
    order = partner.order(order_id, included="")
    assert set(order) == {"orderId", "createdTime", "lastUpdatedTime", "salesChannel", "orderItems"}
    assert set(order["orderItems"][0]) == {"orderItemId", "quantityOrdered", "product"}
    assert "price" not in order["orderItems"][0]["product"]


@pytest.mark.parametrize(
    ("dataset", "key"),
    [("BUYER", "buyer"), ("RECIPIENT", "recipient"), ("PROCEEDS", "proceeds")],
)
def test_each_dataset_brings_its_key(amazon, partner, dataset, key):
    order_id = amazon.place_order(sku="MUG")
    assert key in partner.order(order_id, included=dataset)
    assert key not in partner.order(order_id, included="FULFILLMENT")


def test_money_of_a_line_adds_up_in_the_united_states(amazon, partner):
    line = {"sku": "MUG", "quantity": 2, "unit_price": "10.00", "shipping": "5.99"}
    money = {"gift_wrap": "3.00", "discount": "2.00", "tax": "1.60", "discount_tax": "0.16"}
    order_id = amazon.place_order(lines=[line | money], facilitator=True, tip="1.00")
    order = partner.order(order_id)
    [item] = order["orderItems"]
    subtotals = {b["type"]: amount(b["subtotal"]) for b in item["proceeds"]["breakdowns"]}
    assert subtotals == {
        "ITEM": Decimal("20.00"),
        "SHIPPING": Decimal("5.99"),
        "GIFT_WRAP": Decimal("3.00"),
        "TAX": Decimal("1.44"),
        "DISCOUNT": Decimal("-2.00"),
    }
    assert sum(subtotals.values()) == amount(item["proceeds"]["proceedsTotal"])
    total = amount(item["proceeds"]["proceedsTotal"]) + Decimal("1.00")
    assert amount(order["proceeds"]["grandTotal"]) == total
    assert item["tax"]["taxCollections"][0]["model"] == "MARKETPLACE_FACILITATOR"


def test_sign_of_discounts_can_be_positive(amazon, partner):
    amazon.reset(discount_sign=1)
    order_id = amazon.place_order(lines=[{"sku": "MUG", "unit_price": 10, "discount": 2}])
    [item] = Partner(amazon, None).order(order_id)["orderItems"]
    assert [b["subtotal"]["amount"] for b in item["proceeds"]["breakdowns"]] == ["10.00", "2.00"]
    assert item["proceeds"]["proceedsTotal"]["amount"] == "8.00"


def test_crooked_amounts_still_add_up(amazon, partner):
    line = {"sku": "MUG", "quantity": 3, "unit_price": "3.335", "shipping": "1.005", "tax": "0.333"}
    order = partner.order(amazon.place_order(lines=[line, line]))
    for item in order["orderItems"]:
        parts = [amount(each["subtotal"]) for each in item["proceeds"]["breakdowns"]]
        assert sum(parts) == amount(item["proceeds"]["proceedsTotal"])
    totals = [amount(item["proceeds"]["proceedsTotal"]) for item in order["orderItems"]]
    assert sum(totals) == amount(order["proceeds"]["grandTotal"])


def test_yen_have_no_decimals(amazon, referee):
    amazon.add_seller("SELLER3", "FE", ["JP"])
    order_id = amazon.place_order(marketplace="JP", sku="MUG", unit_price=1980)
    order = Partner(amazon, referee, "SELLER3", "/fe").order(order_id)
    assert order["proceeds"]["grandTotal"] == {"amount": "1980", "currencyCode": "JPY"}


def test_pending_order_tells_neither_price_nor_buyer_nor_address(amazon, partner):
    order_id = amazon.place_order(sku="MUG", status="PENDING")
    order = partner.order(order_id)
    assert not {"buyer", "recipient", "proceeds", "tax"} & set(order)
    assert not {"proceeds", "promotion", "tax"} & set(order["orderItems"][0])
    amazon.release_order(order_id)
    assert {"buyer", "recipient", "proceeds"} <= set(partner.order(order_id))


def test_order_from_amazons_warehouse_tells_no_personal_data(amazon, partner):
    order = partner.order(amazon.place_order(sku="MUG", fulfilled_by="AMAZON", status="SHIPPED"))
    assert "buyer" not in order
    assert "name" not in order["recipient"]["deliveryAddress"]
    assert "addressLine1" not in order["recipient"]["deliveryAddress"]


def test_buyer_mail_is_anonymous(amazon, partner):
    order = partner.order(amazon.place_order(sku="MUG"))
    assert order["buyer"]["buyerEmail"].endswith("@marketplace.amazon.com")


def test_pages_of_a_hundred_hold_each_order_once_oldest_first(amazon, partner):
    for number in range(5):
        amazon.place_order(sku="MUG", created_minutes_ago=50 - number)
    first = partner.search(maxResultsPerPage=2)
    token = first["pagination"]["nextToken"]
    second = partner.search(maxResultsPerPage=2, paginationToken=token)
    again = partner.search(maxResultsPerPage=2, paginationToken=token)
    third = partner.search(paginationToken=second["pagination"]["nextToken"])
    assert again["orders"] == second["orders"]
    assert "pagination" not in third
    changes = [
        order["lastUpdatedTime"] for page in (first, second, third) for order in page["orders"]
    ]
    assert changes == sorted(changes)
    assert len(set(changes)) == 5
    assert first["lastUpdatedBefore"] == third["lastUpdatedBefore"]


def test_pagination_token_is_bound_to_its_search_and_dies_after_a_day(amazon, partner):
    for _ in range(3):
        amazon.place_order(sku="MUG")
    token = partner.search(maxResultsPerPage=1)["pagination"]["nextToken"]
    path = "/orders/2026-01-01/orders"
    other = partner.call("GET", path, lastUpdatedAfter="2021-01-01", paginationToken=token)
    assert other.status_code == 400
    amazon.advance(hours=25)
    partner.token = partner.access_token()
    late = partner.call("GET", path, lastUpdatedAfter=LONG_AGO, paginationToken=token)
    assert late.status_code == 400
    assert "expired" in late.json()["errors"][0]["message"]


def test_change_of_the_last_two_minutes_is_not_told_yet(amazon):
    amazon.reset()
    partner = Partner(amazon, None)
    order_id = amazon.place_order(sku="MUG", created_minutes_ago=0)
    assert partner.search()["orders"] == []
    amazon.advance(minutes=3)
    assert [order["orderId"] for order in partner.search()["orders"]] == [order_id]


def test_nothing_turns_up_before_a_bound_already_told(amazon, partner):
    bound = partner.search()["lastUpdatedBefore"]
    order_id = amazon.place_order(sku="MUG", created_minutes_ago=60)
    found = partner.search(lastUpdatedAfter=bound)["orders"]
    assert [order["orderId"] for order in found] == [order_id]


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"createdAfter": LONG_AGO, "lastUpdatedAfter": LONG_AGO},
        {"createdAfter": LONG_AGO, "lastUpdatedBefore": LONG_AGO},
        {"lastUpdatedAfter": "yesterday"},
        {"lastUpdatedAfter": LONG_AGO, "lastUpdatedBefore": "2199-01-01T00:00:00Z"},
        {"lastUpdatedAfter": LONG_AGO, "maxResultsPerPage": 101},
        {"lastUpdatedAfter": LONG_AGO, "includedData": "GOSSIP"},
        {"lastUpdatedAfter": LONG_AGO, "marketplaceIds": "NOWHERE"},
    ],
)
def test_search_refuses_what_amazon_refuses(partner, query):
    answer = partner.call("GET", "/orders/2026-01-01/orders", **query)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "InvalidInput"


def test_filters_by_marketplace_channel_and_status(amazon, partner):
    us = amazon.place_order(sku="MUG")
    canada = amazon.place_order(sku="MUG", marketplace="CA")
    fba = amazon.place_order(sku="MUG", fulfilled_by="AMAZON", status="SHIPPED")

    def found(**query):
        return {order["orderId"] for order in partner.search(**query)["orders"]}

    assert found() == {us, canada, fba}
    assert found(marketplaceIds=f"{US},{GB}") == {us, fba}
    assert found(fulfilledBy="AMAZON") == {fba}
    assert found(fulfillmentStatuses="UNSHIPPED,PARTIALLY_SHIPPED") == {us, canada}
    assert found(createdAfter=LONG_AGO, marketplaceIds=JP) == set()


def test_part_of_a_line_is_cancelled_with_its_money(amazon, partner):
    order_id = amazon.place_order(sku="MUG", quantity=4, unit_price="2.50")
    [item] = amazon.order(order_id)["orderItems"]
    amazon.change_quantity(order_id, item["orderItemId"], 3)
    [item] = partner.order(order_id)["orderItems"]
    assert item["quantityOrdered"] == 3
    assert item["proceeds"]["proceedsTotal"]["amount"] == "7.50"
    assert item["cancellation"]["cancellationExecution"] == {"cancelledBy": "BUYER"}


def test_cancelled_units_may_still_count_as_ordered(amazon, partner):
    order_id = amazon.place_order(sku="MUG", quantity=4, unit_price="2.50")
    [item] = amazon.order(order_id)["orderItems"]
    amazon.cancel_item(order_id, item["orderItemId"], 3, shrinks=False)
    [item] = partner.order(order_id)["orderItems"]
    assert item["quantityOrdered"] == 4
    assert item["fulfillment"] == {"quantityFulfilled": 0, "quantityUnfulfilled": 1}
    assert item["proceeds"]["proceedsTotal"]["amount"] == "2.50"


def test_wholly_cancelled_order(amazon, partner):
    order_id = amazon.place_order(sku="MUG")
    amazon.cancel_order(order_id, by="AMAZON")
    order = partner.order(order_id)
    assert order["fulfillment"]["fulfillmentStatus"] == "CANCELLED"
    assert order["orderItems"][0]["quantityOrdered"] == 0
    assert "proceeds" not in order


def test_buyer_asks_to_cancel(amazon, partner):
    order_id = amazon.place_order(sku="MUG")
    amazon.request_cancel(order_id, "BOUGHT_BY_MISTAKE")
    order = partner.order(order_id)
    request = {"requester": "BUYER", "cancelReason": "BOUGHT_BY_MISTAKE"}
    assert order["orderItems"][0]["cancellation"] == {"cancellationRequest": request}
    assert order["fulfillment"]["fulfillmentStatus"] == "UNSHIPPED"


def test_company_with_vat_id_and_order_number(amazon, referee):
    amazon.add_seller("SELLER2", "EU", ["GB", "DE"])
    order_id = amazon.place_order(
        marketplace="DE", sku="MUG", business=True, vat_id="DE123456789", po_number="PO-7"
    )
    order = Partner(amazon, referee, "SELLER2", "/eu").order(order_id)
    assert order["buyer"]["buyerPurchaseOrderNumber"] == "PO-7"
    assert order["tax"]["taxRegistrations"][0]["taxRegistrationNumber"] == "DE123456789"
    assert order["programs"] == ["AMAZON_BUSINESS"]


def test_overrides_are_laid_over_the_payload(amazon, partner):
    order_id = amazon.place_order(
        sku="MUG", raw_overrides={"buyer": {"buyerName": None}, "programs": ["PRIME"]}
    )
    order = partner.order(order_id)
    assert set(order["buyer"]) == {"buyerEmail"}
    assert order["programs"] == ["PRIME"]


@pytest.mark.parametrize("path", SANDBOX, ids=lambda path: path.stem)
def test_amazons_sandbox_order_is_served_as_given(amazon, partner, path):
    payload = json.loads(path.read_text("utf-8"))
    order_id = amazon.put_raw_order(payload)
    assert partner.order(order_id) == payload
    assert partner.search(includedData=EVERYTHING)["orders"] == [payload]


def test_there_are_six_sandbox_orders():
    assert len(SANDBOX) == 6


def test_reading_by_v0_is_refused_and_noted(amazon, partner):
    answer = partner.call("GET", "/orders/v0/orders", MarketplaceIds=US)
    assert answer.status_code == 400
    assert amazon.violations() == ["getOrdersV0: orders are read by 2026-01-01"]


def test_unknown_order(partner):
    answer = partner.call("GET", "/orders/2026-01-01/orders/111-0000000-0000000")
    assert answer.status_code == 404
