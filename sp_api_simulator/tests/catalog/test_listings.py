"""Listings, catalogue, stock in Amazon's warehouses."""

import pytest

from ..partner import US


@pytest.fixture
def mug(amazon):
    return amazon.add_listing(
        "MUG/1", quantity=10, lead_time=3, price="12.50", title="Mug", barcode="9520000000011"
    )


def item(partner, sku="MUG%2F1", **query):
    path = f"/listings/2021-08-01/items/{partner.id}/{sku}"
    return partner.get(path, **({"marketplaceIds": US} | query))


def test_listing_with_a_slash_in_its_sku(mug, partner):
    found = item(partner, includedData="summaries,offers,fulfillmentAvailability,attributes,issues")
    assert found["sku"] == "MUG/1"
    assert found["summaries"][0]["itemName"] == "Mug"
    assert found["offers"][0]["price"] == {"amount": "12.50", "currencyCode": "USD"}
    availability = {"fulfillmentChannelCode": "DEFAULT", "quantity": 10}
    assert found["fulfillmentAvailability"] == [availability]


def test_merge_keeps_the_lead_time(amazon, mug, partner):
    assert partner.patch_quantity("MUG/1", 7).json()["status"] == "ACCEPTED"
    listing = amazon.listing("MUG/1")
    assert (listing["quantity"], listing["lead_time"]) == (7, 3)


def test_replace_wipes_the_lead_time(amazon, mug, partner):
    partner.patch_quantity("MUG/1", 7, op="replace")
    listing = amazon.listing("MUG/1")
    assert (listing["quantity"], listing["lead_time"]) == (7, None)


def test_automated_handling_time_shows_its_own_days_whatever_it_is_told(amazon, mug, partner):
    amazon.update_listing("MUG/1", handling_days=1)
    answer = partner.patch_quantity("MUG/1", 7, days=5).json()
    assert (answer["status"], amazon.listing("MUG/1")["quantity"]) == ("ACCEPTED", 7)
    shown = item(partner, includedData="attributes")["attributes"]["fulfillment_availability"]
    assert shown[0]["lead_time_to_ship_max_days"] == 1


def test_a_listing_refuses_lead_times_every_change_or_ignores_all_of_them(amazon, mug, partner):
    amazon.update_listing("MUG/1", handling_days=1, refuses_lead_times=True)
    answer = partner.patch_quantity("MUG/1", 7, days=5).json()
    assert answer["status"] == "INVALID"
    assert partner.patch_quantity("MUG/1", 7).json()["status"] == "ACCEPTED"

    amazon.update_listing("MUG/1", refuses="Not approved.")
    assert partner.patch_quantity("MUG/1", 6).json()["issues"][0]["message"] == "Not approved."

    amazon.update_listing("MUG/1", refuses="", ignores=True)
    assert partner.patch_quantity("MUG/1", 5).json()["status"] == "ACCEPTED"
    assert amazon.listing("MUG/1")["quantity"] == 7


def test_preview_changes_nothing(amazon, mug, partner):
    answer = partner.patch_quantity(
        "MUG/1", 7, mode="VALIDATION_PREVIEW", includedData="issues,identifiers"
    )
    assert answer.json()["status"] == "VALID"
    assert answer.json()["identifiers"][0]["asin"] == mug["asin"]
    assert amazon.listing("MUG/1")["quantity"] == 10


@pytest.mark.parametrize("quantity", [-1, "7", 1.5, True])
def test_wrong_quantity_is_invalid(amazon, mug, partner, quantity):
    answer = partner.patch_quantity("MUG/1", quantity).json()
    assert answer["status"] == "INVALID"
    assert answer["issues"][0]["attributeNames"] == ["fulfillment_availability"]
    assert amazon.listing("MUG/1")["quantity"] == 10


def test_default_quantity_takes_a_listing_out_of_amazons_warehouse_and_is_noted(amazon, partner):
    amazon.add_listing("LAMP", quantity=5, channel="AMAZON")
    partner.patch_quantity("LAMP", 9)
    assert amazon.listing("LAMP")["channel"] == "DEFAULT"
    [violation] = amazon.violations()
    assert "LAMP" in violation


def test_unknown_sku_and_foreign_seller(mug, partner):
    query = {"marketplaceIds": US}
    path = f"/listings/2021-08-01/items/{partner.id}/NOTHING"
    assert partner.call("GET", path, **query).status_code == 404
    path = "/listings/2021-08-01/items/SOMEBODY/MUG%2F1"
    assert partner.call("GET", path, **query).status_code == 403


def test_search_pages_through_the_skus(amazon, partner):
    for number in range(25):
        amazon.add_listing(f"SKU-{number:02d}")
    path = f"/listings/2021-08-01/items/{partner.id}"
    query = {"marketplaceIds": US, "pageSize": 20, "sortBy": "sku", "sortOrder": "ASC"}
    first = partner.get(path, **query)
    second = partner.get(path, **query, pageToken=first["pagination"]["nextToken"])
    skus = [found["sku"] for page in (first, second) for found in page["items"]]
    assert skus == [f"SKU-{number:02d}" for number in range(25)]
    assert first["numberOfResults"] == 25


def test_search_by_identifier(mug, partner):
    path = f"/listings/2021-08-01/items/{partner.id}"
    query = {"marketplaceIds": US, "identifiers": "9520000000011", "identifiersType": "EAN"}
    assert [found["sku"] for found in partner.get(path, **query)["items"]] == ["MUG/1"]


def test_an_order_takes_its_units_off_the_offer(amazon, mug):
    amazon.place_order(sku="MUG/1", quantity=4)
    assert amazon.listing("MUG/1")["quantity"] == 6


def test_catalogue_knows_the_product(mug, partner):
    included = {"marketplaceIds": US, "includedData": "summaries,identifiers,dimensions,images"}
    product = partner.get(f"/catalog/2022-04-01/items/{mug['asin']}", **included)
    assert product["summaries"][0]["itemName"] == "Mug"
    by_ean = {"identifiers": "9520000000011", "identifiersType": "EAN"}
    found = partner.get("/catalog/2022-04-01/items", **included, **by_ean)
    assert [each["asin"] for each in found["items"]] == [mug["asin"]]
    nothing = partner.get("/catalog/2022-04-01/items", marketplaceIds=US, keywords="teapot")
    assert nothing["items"] == []


def test_stock_in_amazons_warehouses_follows_the_orders(amazon, partner):
    amazon.add_listing("LAMP", quantity=5, channel="AMAZON")
    order_id = amazon.place_order(sku="LAMP", quantity=2, fulfilled_by="AMAZON")

    def stock():
        place = {"granularityId": US, "marketplaceIds": US, "sellerSkus": "LAMP"}
        query = {"details": "true", "granularityType": "Marketplace"} | place
        payload = partner.get("/fba/inventory/v1/summaries", **query)["payload"]
        details = payload["inventorySummaries"][0]["inventoryDetails"]
        reserved = details["reservedQuantity"]["pendingCustomerOrderQuantity"]
        return details["fulfillableQuantity"], reserved

    assert stock() == (3, 2)
    amazon.ship_order(order_id)
    assert stock() == (3, 0)


def test_fba_summaries_come_in_pages_of_fifty_whose_token_dies_soon(amazon, partner):
    for number in range(60):
        amazon.add_listing(f"SKU-{number:02d}", channel="AMAZON", quantity=1)
    path = "/fba/inventory/v1/summaries"
    query = {"granularityType": "Marketplace", "granularityId": US, "marketplaceIds": US}
    first = partner.get(path, **query)
    token = first["pagination"]["nextToken"]
    second = partner.get(path, **query, nextToken=token)
    pages = [len(page["payload"]["inventorySummaries"]) for page in (first, second)]
    assert pages == [50, 10]
    amazon.advance(seconds=31)
    assert partner.call("GET", path, **query, nextToken=token).status_code == 400


def test_catalogue_tells_brand_and_measures_of_what_has_them(amazon, partner):
    vase = amazon.add_listing("VASE", brand="Potter", weight="1.2", size=[10, 10.5, 30])
    asked = {"marketplaceIds": US, "includedData": "summaries,dimensions"}

    product = partner.get(f"/catalog/2022-04-01/items/{vase['asin']}", **asked)

    assert product["summaries"][0]["brand"] == "Potter"
    measures = product["dimensions"][0]["item"]
    assert measures["weight"] == {"unit": "kilograms", "value": 1.2}
    assert measures["width"] == {"unit": "centimeters", "value": 10.5}
