"""Fulfillment Outbound 2026-07-04: Amazon ships orders of other channels."""

import pytest

BASE = "/fulfillment/outbound/2026-07-04"
ADDRESS = {
    "name": "Ann Smith",
    "addressLine1": "1 Main St",
    "city": "Seattle",
    "stateOrRegion": "WA",
    "postalCode": "98103",
    "countryCode": "US",
}


@pytest.fixture
def mug(amazon):
    amazon.add_listing("MUG", channel="AMAZON", quantity=5)
    amazon.add_listing("LAMP", channel="AMAZON", quantity=5)


def item(sku="MUG", quantity=2, line_id="1"):
    return {
        "lineItemId": line_id,
        "product": {"productIdentifier": {"amazonSku": sku}},
        "amount": {"unit": "EACHES", "value": str(quantity)},
    }


def body(*items, number="WH-OUT-1", **configuration):
    return {
        "orderId": number,
        "destination": {"deliveryAddress": ADDRESS},
        "lineItems": list(items or [item()]),
        "fulfillmentConfiguration": {"policy": "FILL_ALL_AVAILABLE"} | configuration,
    }


def create(partner, *items, **how):
    answer = partner.call("POST", f"{BASE}/orders", body(*items, **how))
    assert answer.status_code == 200, answer.text
    return answer.json()["order"]


def read(partner, number="WH-OUT-1", **query):
    return partner.get(f"{BASE}/orders/{number}", **query)["order"]


def stock(amazon, sku="MUG"):
    return amazon.listing(sku)["quantity"]


@pytest.mark.usefixtures("mug")
def test_units_are_reserved_and_leave_with_their_parcels(amazon, partner):
    assert create(partner)["status"] == "PROCESSING"
    assert stock(amazon) == 3
    amazon.ship_fulfillment("WH-OUT-1", parcels=[{"carrier": "UPS", "tracking": "1Z1"}, {}])
    order = read(partner)
    assert order["status"] == "COMPLETE"
    [shipment] = order["shipments"]
    tracking = [each["tracking"]["carrier"]["trackingNumber"] for each in shipment["packages"]]
    assert tracking == ["1Z1", "1ZMCF12"]
    assert "shipments" not in read(partner, shipments="EXCLUDE")


@pytest.mark.usefixtures("mug")
def test_searches_find_it_as_an_order_of_another_channel(amazon, partner):
    create(partner)
    [order] = partner.search()["orders"]
    assert order["salesChannel"]["channelName"] == "NON_AMAZON"
    assert order["orderAliases"] == [{"aliasId": "WH-OUT-1", "aliasType": "SELLER_ORDER_ID"}]
    amazon.ship_fulfillment("WH-OUT-1")
    assert partner.search()["orders"][0]["fulfillment"]["fulfillmentStatus"] == "SHIPPED"


@pytest.mark.usefixtures("mug")
def test_a_number_is_taken_once(partner):
    create(partner)
    again = partner.call("POST", f"{BASE}/orders", body())
    assert again.status_code == 400
    assert "already exists" in again.json()["errors"][0]["message"]


@pytest.mark.usefixtures("mug")
@pytest.mark.parametrize(
    ("policy", "status", "missing"),
    [
        ("FILL_OR_KILL", "INVALID", "3.0"),
        ("FILL_ALL_AVAILABLE", "PROCESSING", "3.0"),
    ],
)
def test_more_than_there_is(partner, policy, status, missing):
    order = create(partner, item(quantity=8), policy=policy)
    assert order["status"] == status
    assert order["lineItems"][0]["unfulfillableAmount"]["value"] == missing


@pytest.mark.usefixtures("mug")
def test_what_is_lost_on_the_way_makes_it_partial(amazon, partner):
    create(partner, item(), item("LAMP", 1, "2"))
    amazon.ship_fulfillment("WH-OUT-1", items={"MUG": 1})
    amazon.lose_fulfillment("WH-OUT-1", {"MUG": 1, "LAMP": 1})
    assert read(partner)["status"] == "COMPLETE_PARTIAL"


@pytest.mark.usefixtures("mug")
def test_cancelled_until_somebody_picks_it(amazon, partner):
    create(partner)
    cancel = f"{BASE}/orders/WH-OUT-1/cancel"
    amazon.begin_fulfillment("WH-OUT-1")
    assert partner.call("PUT", cancel).status_code == 400
    create(partner, number="WH-OUT-2")
    assert partner.call("PUT", cancel.replace("OUT-1", "OUT-2")).status_code == 202
    assert read(partner, "WH-OUT-2")["status"] == "CANCELLED"
    assert stock(amazon) == 3


@pytest.mark.usefixtures("mug")
def test_what_is_on_hold_leaves_when_it_is_let_go(amazon, partner):
    create(partner, action="HOLD")
    path = f"{BASE}/orders/WH-OUT-1"
    let_go = {"fulfillmentConfiguration": {"action": "SHIP"}}
    assert partner.call("PUT", path, let_go).status_code == 202
    amazon.ship_fulfillment("WH-OUT-1")
    assert read(partner)["status"] == "COMPLETE"


@pytest.mark.usefixtures("mug")
def test_a_preview_names_fees_speeds_and_what_is_missing(partner):
    asked = {key: value for key, value in body(item(quantity=7)).items() if key != "orderId"}
    asked["fulfillmentConfiguration"] = {"serviceLevel": {"serviceTiers": ["STANDARD"]}}
    del asked["lineItems"][0]["lineItemId"]
    answer = partner.call("POST", f"{BASE}/previews", asked).json()
    [shipment] = answer["plannedShipments"]
    [offer] = shipment["offers"]
    assert offer["estimatedPrice"]["totalPrice"] == {"currencyCode": "USD", "amount": "29.25"}
    assert answer["constraints"][0]["details"] == [{"type": "amazonSku", "value": "MUG"}]


@pytest.mark.usefixtures("mug")
def test_changes_are_listed_page_by_page(amazon, partner):
    for number in range(60):
        create(partner, item(quantity=1), number=f"N{number}", policy="FILL_OR_KILL")
    long_ago = {"updatedAfter": "2020-01-01T00:00:00Z"}
    page = partner.get(f"{BASE}/orders", **long_ago)
    token = page["pagination"]["nextToken"]
    rest = partner.get(f"{BASE}/orders", pageToken=token, **long_ago)
    assert len(page["orders"]) + len(rest["orders"]) == 60
    amazon.advance(minutes=1)
    since = amazon.now().isoformat()
    amazon.ship_fulfillment("N0")
    changed = partner.get(f"{BASE}/orders", updatedAfter=since)["orders"]
    assert [each["orderId"] for each in changed] == ["N0"]


@pytest.mark.usefixtures("mug")
@pytest.mark.parametrize(
    "changes",
    [
        {"orderId": "X" * 41},
        {"lineItems": []},
        {"lineItems": [item("CABLE")]},
        {"lineItems": [item(quantity="1.5")]},
        {"lineItems": [item(), item()]},
        {"origin": {"countryCode": "DE"}},
        {"destination": {"deliveryAddress": ADDRESS | {"city": ""}}},
        {"fulfillmentConfiguration": {"policy": "AS_YOU_LIKE"}},
        {"fulfillmentConfiguration": {"serviceLevel": {"serviceTiers": ["PRIORITY"]}}},
    ],
)
def test_refuses_what_nobody_can_ship(amazon, partner, changes):
    assert partner.call("POST", f"{BASE}/orders", body() | changes).status_code == 400
    assert amazon.fulfillments() == []


def test_unknown_orders_are_not_found(partner):
    assert partner.call("GET", f"{BASE}/orders/NONE").status_code == 404
    assert partner.call("PUT", f"{BASE}/orders/NONE/cancel").status_code == 404
