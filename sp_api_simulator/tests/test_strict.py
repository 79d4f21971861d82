"""What Amazon's models do not allow is refused as Amazon refuses it; what is taken is obeyed."""

import gzip
import json

import pytest
import requests

from .partner import GB, LONG_AGO, US, Partner

ORDERS = "/orders/2026-01-01/orders"
REPORTS = "/reports/2021-06-30/reports"
FEEDS = "/feeds/2021-06-30/feeds"
ITEMS = "/listings/2021-08-01/items/SELLER1"
CATALOG = "/catalog/2022-04-01/items"
STOCK = "/fba/inventory/v1/summaries"
SOLD_HERE = {"granularityType": "Marketplace", "granularityId": US, "marketplaceIds": US}


def refused(answer: requests.Response) -> str:
    """The message of a 400 in Amazon's form."""
    assert answer.status_code == 400, answer.text
    [error] = answer.json()["errors"]
    assert error["code"] == "InvalidInput"
    assert answer.headers["x-amzn-RequestId"]
    return str(error["message"])


@pytest.mark.parametrize(
    "number", ["²", "١٠", "0", "101", "-1", "1.0", "1e2", " 5", "9" * 5000, ""]
)
def test_page_size_that_is_no_number_of_amazons(partner, number):
    query = {"lastUpdatedAfter": LONG_AGO, "maxResultsPerPage": number}
    assert "maxResultsPerPage" in refused(partner.call("GET", ORDERS, **query))


@pytest.mark.parametrize(
    "moment",
    ["yesterday", "2026-01-01", "2026-01-01T00:00:00", "2026-13-01T00:00:00Z", "2026-W01-1",
     "٢٠٢٦-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "2026-01-01T00:00:00 00:00"],
)  # fmt: skip
def test_moment_that_is_none(partner, moment):
    assert "createdAfter" in refused(partner.call("GET", ORDERS, createdAfter=moment))
    body = {"reportType": "GET_MERCHANT_LISTINGS_ALL_DATA", "marketplaceIds": [US]}
    assert "dataStartTime" in refused(
        partner.call("POST", REPORTS, body | {"dataStartTime": moment})
    )


@pytest.mark.parametrize(
    ("path", "query", "culprit"),
    [
        (ORDERS, {"fulfillmentStatuses": "SHIPPED,Lost"}, "fulfillmentStatuses"),
        (ORDERS, {"fulfilledBy": "ME"}, "fulfilledBy"),
        (ORDERS, {"includedData": "EVERYTHING"}, "includedData"),
        (ORDERS, {"marketplaceIds": ",".join([US] * 51)}, "marketplaceIds"),
        (ORDERS, {"marketplaceIds": f"{US},"}, "marketplaceIds"),
        (ORDERS, {"lastUpdatedSince": LONG_AGO}, "lastUpdatedSince"),
        (f"{ORDERS}/unknown", {"includedData": "EVERYTHING"}, "includedData"),
        (REPORTS, {"reportTypes": ",".join(["A"] * 11)}, "reportTypes"),
        (REPORTS, {"processingStatuses": "DONE"}, "reportTypes"),
        (REPORTS, {"reportTypes": "A", "processingStatuses": "READY"}, "processingStatuses"),
        (FEEDS, {"feedTypes": "A", "pageSize": "101"}, "pageSize"),
        (ITEMS, {"includedData": "summaries"}, "marketplaceIds"),
        (ITEMS, {"marketplaceIds": US, "sortBy": "price"}, "sortBy"),
        (ITEMS, {"marketplaceIds": US, "identifiers": "A"}, "identifiersType"),
        (ITEMS, {"marketplaceIds": US, "variationParentSku": "A"}, "variationParentSku"),
        (f"{ITEMS}/unknown", {"marketplaceIds": US, "includedData": "all"}, "includedData"),
        (CATALOG, {"marketplaceIds": f"{US},{GB}", "keywords": "mug"}, "marketplaceIds"),
        (CATALOG, {"marketplaceIds": US, "keywords": ",".join("abcdefghijklmnopqrstu")}, "keyw"),
        (CATALOG, {"marketplaceIds": US, "identifiers": "1", "identifiersType": "EIN"}, "Type"),
        (f"{CATALOG}/B000000000", {"marketplaceIds": US, "includedData": "all"}, "includedData"),
        (STOCK, SOLD_HERE | {"details": "yes"}, "details"),
        (STOCK, SOLD_HERE | {"granularityId": GB}, "granularityId"),
        (STOCK, SOLD_HERE | {"startDateTime": LONG_AGO}, "startDateTime"),
        (STOCK, SOLD_HERE | {"sellerSkus": ",".join(["A"] * 51)}, "sellerSkus"),
        ("/sellers/v1/marketplaceParticipations", {"page": "2"}, "page"),
    ],
)
def test_parameter_beyond_the_model(partner, path, query, culprit):
    if path == ORDERS and "lastUpdatedSince" not in query:
        query = {"lastUpdatedAfter": LONG_AGO} | query
    assert culprit in refused(partner.call("GET", path, **query))


@pytest.mark.parametrize(
    ("path", "body", "culprit"),
    [
        (REPORTS, {"reportType": "A"}, "marketplaceIds"),
        (REPORTS, {"reportType": "A", "marketplaceIds": []}, "marketplaceIds"),
        (REPORTS, {"reportType": "A", "marketplaceIds": [US] * 26}, "marketplaceIds"),
        (
            REPORTS,
            {"reportType": "A", "marketplaceIds": [US], "reportOptions": {"a": 1}},
            "strings",
        ),
        (FEEDS, {"marketplaceIds": [US], "inputFeedDocumentId": "none"}, "feedType"),
        (FEEDS, {"feedType": "A", "marketplaceIds": [US], "inputFeedDocumentId": "none"}, "type A"),
        ("/feeds/2021-06-30/documents", {"contentType": ""}, "contentType"),
        ("/feeds/2021-06-30/documents", {"contentType": "a/b", "size": 1}, "size"),
    ],
)
def test_body_beyond_the_model(partner, path, body, culprit):
    assert culprit in refused(partner.call("POST", path, body))


@pytest.mark.parametrize(
    "changes",
    [
        {"packageReferenceId": "²"},
        {"packageReferenceId": "0"},
        {"shipDate": "2026-11-22"},
        {"orderItems": []},
        {"orderItems": [{"orderItemId": "1", "quantity": 0}]},
        {"orderItems": [{"orderItemId": "1"}]},
        {"trackingNumber": ""},
        {"weight": "1"},
    ],
)
def test_shipment_beyond_the_model_is_refused_before_its_order_is_looked_up(partner, changes):
    detail = {
        "packageReferenceId": "1",
        "carrierCode": "UPS",
        "trackingNumber": "1Z999",
        "shipDate": LONG_AGO,
        "orderItems": [{"orderItemId": "1", "quantity": 1}],
    }
    path = "/orders/v0/orders/unknown/shipmentConfirmation"
    body = {"marketplaceId": US, "packageDetail": detail}
    assert partner.call("POST", path, body).status_code == 404
    refused(partner.call("POST", path, {"marketplaceId": US, "packageDetail": detail | changes}))
    refused(partner.call("POST", path, body | {"codCollectionMethod": "Cheque"}))
    refused(partner.call("POST", path, body | {"marketplaceId": "US"}))


def test_how_cash_is_collected_is_kept_with_the_shipment(amazon, partner):
    order_id = amazon.place_order(sku="MUG")
    item = amazon.order(order_id)["orderItems"][0]["orderItemId"]
    amazon.advance(minutes=1)
    detail = {
        "packageReferenceId": "1",
        "carrierCode": "UPS",
        "trackingNumber": "1Z999",
        "shipDate": amazon.now().isoformat(),
        "shipFromSupplySourceId": "shop",
        "orderItems": [{"orderItemId": item, "quantity": 1}],
    }
    body = {"marketplaceId": US, "codCollectionMethod": "DirectPayment", "packageDetail": detail}
    path = f"/orders/v0/orders/{order_id}/shipmentConfirmation"
    assert partner.call("POST", path, body).status_code == 204
    [shipment] = amazon.shipments(order_id)
    assert shipment["codCollectionMethod"] == "DirectPayment"
    assert shipment["shipFromSupplySourceId"] == "shop"


def test_patch_beyond_the_model_is_refused_before_its_sku_is_looked_up(partner):
    refused(partner.patch_quantity("unknown", 1, op="move"))
    refused(partner.patch_quantity("unknown", 1, mode="TRIAL"))
    refused(partner.patch_quantity("unknown", 1, includedData="identifiers"))


def test_patch_of_a_sku_that_nobody_offers_is_accepted_and_comes_to_nothing(amazon, partner):
    answer = partner.patch_quantity("unknown", 1, issueLocale="de_DE")
    assert (answer.status_code, answer.json()["status"]) == (200, "ACCEPTED")
    assert amazon.listings() == []


@pytest.mark.parametrize("price", ["x", None, -1, [], float("inf")])
def test_price_that_is_none_is_invalid(amazon, partner, price):
    amazon.add_listing("MUG", price="12.50")
    offer = {"our_price": [{"schedule": [{"value_with_tax": price}]}]}
    patch = {"op": "replace", "path": "/attributes/purchasable_offer", "value": [offer]}
    body = {"productType": "PRODUCT", "patches": [patch]}
    # JSON knows no infinity, but Python's client writes it.
    answer = requests.patch(
        f"{amazon.url}{ITEMS}/MUG",
        data=json.dumps(body),
        params={"marketplaceIds": US},
        headers={"x-amz-access-token": partner.token},
        timeout=10,
    )
    assert answer.json()["status"] == "INVALID"
    assert amazon.listing("MUG")["price"] == "12.50"


def test_listings_by_all_filters_of_the_model(amazon, partner):
    def found(**query):
        items = partner.get(ITEMS, marketplaceIds=US, sortBy="sku", sortOrder="ASC", **query)
        return [item["sku"] for item in items["items"]]

    old = amazon.add_listing("OLD")
    # A bound is part of what it bounds.
    amazon.advance(minutes=1)
    between = amazon.now().isoformat()
    amazon.advance(minutes=1)
    amazon.add_listing("NEW", status="Inactive")
    assert found() == ["NEW", "OLD"]
    assert found(createdBefore=between) == found(lastUpdatedBefore=between) == ["OLD"]
    assert found(createdAfter=between) == found(lastUpdatedAfter=between) == ["NEW"]
    assert found(withStatus="BUYABLE") == ["OLD"]
    assert found(withoutStatus="BUYABLE") == ["NEW"]
    assert found(withIssueSeverity="ERROR") == []
    fn_sku = f"X00{old['asin'][-7:]}"
    assert found(identifiers=fn_sku, identifiersType="FNSKU") == ["OLD"]


def test_catalog_by_brand(amazon, partner):
    amazon.add_listing("A", title="Mug", brand="Acme")
    amazon.add_listing("B", title="Mug", brand="Bolt")
    found = partner.get(CATALOG, marketplaceIds=US, keywords="mug", brandNames="Bolt")
    assert found["numberOfResults"] == 1
    both = {"identifiers": "1", "identifiersType": "EAN", "brandNames": "Bolt"}
    refused(partner.call("GET", CATALOG, marketplaceIds=US, **both))


def test_document_says_in_its_header_that_it_is_compressed_where_that_is_asked(amazon, partner):
    amazon.add_listing("MUG")
    body = {"reportType": "GET_MERCHANT_LISTINGS_ALL_DATA", "marketplaceIds": [US]}
    report_id = partner.call("POST", REPORTS, body).json()["reportId"]
    path = (
        f"/reports/2021-06-30/documents/{partner.get(f'{REPORTS}/{report_id}')['reportDocumentId']}"
    )
    plain = requests.get(partner.get(path)["url"], timeout=10)
    assert b"MUG" in gzip.decompress(plain.content)
    asked = partner.get(path, enableContentEncodingUrlHeader="true")
    assert b"MUG" in requests.get(asked["url"], timeout=10).content


@pytest.mark.parametrize("prefix", ["", "/na", "/eu"])
def test_unknown_address_and_wrong_method_are_told_in_amazons_form(amazon, prefix):
    for method, path, status, code in (
        ("GET", "/somewhere", 404, "NotFound"),
        ("POST", "/somewhere", 404, "NotFound"),
        ("PUT", ORDERS, 405, "MethodNotAllowed"),
        ("DELETE", f"{ITEMS}/A/B", 405, "MethodNotAllowed"),
    ):
        answer = requests.request(method, f"{amazon.url}{prefix}{path}", timeout=10)
        assert answer.status_code == status
        assert answer.json()["errors"][0]["code"] == code
        assert answer.headers["x-amzn-RequestId"]
    assert answer.headers["allow"] == "GET, HEAD, PATCH"


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"grant_type": ""}, 400, "invalid_request"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"refresh_token": ""}, 400, "invalid_request"),
        ({"refresh_token": "Atzr|wrong"}, 400, "invalid_grant"),
        ({"client_id": ""}, 400, "invalid_request"),
        ({"client_id": "wrong"}, 401, "invalid_client"),
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_secret": ["one", "another"]}, 400, "invalid_request"),
    ],
)
def test_login_refuses_each_mistake_in_its_own_word(partner: Partner, changes, status, error):
    answer = partner.ask_for_token(**changes)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert answer.json()["error_description"]
    assert answer.headers["x-amzn-RequestId"]


@pytest.mark.parametrize("body", ["no form", json.dumps({"grant_type": []}), "[]", b"\xff=1"])
@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded", "a/b"])
def test_login_with_a_body_of_another_kind(amazon, body, kind):
    answer = requests.post(amazon.token_url, data=body, headers={"content-type": kind}, timeout=10)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")
