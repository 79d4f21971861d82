"""The second referee: Amazon's official SDK calls every operation and parses the answers."""

from datetime import timedelta

import pytest
import requests

from .partner import EVERYTHING, LONG_AGO, US, Partner, download
from .test_reports_and_feeds import LISTINGS_REPORT, message, processing_report, submit

spapi = pytest.importorskip("spapi", reason="the official SDK amzn-sp-api is not installed")
if not hasattr(spapi, "SPAPIClient"):
    pytest.skip(
        "another package called spapi hides the official SDK: run these tests by themselves",
        allow_module_level=True,
    )

INCLUDED = EVERYTHING.split(",")


def sdk(amazon, seller="SELLER1"):
    """The SDK's client of a seller, made for the simulator instead of Amazon."""
    credentials = amazon.credentials(seller)
    config = spapi.SPAPIConfig(
        client_id=credentials["client_id"],
        client_secret=credentials["client_secret"],
        refresh_token=credentials["refresh_token"],
        region=credentials["region"],
    )
    endpoint = f"{amazon.url}/{credentials['region'].lower()}"
    return spapi.SPAPIClient(config, oauth_endpoint=amazon.token_url, endpoint=endpoint).api_client


@pytest.fixture
def client(amazon):
    return sdk(amazon)


def test_orders(amazon, client):
    order_id = amazon.place_order(
        lines=[{"sku": "MUG", "unit_price": "10", "tax": "0.80", "discount": "1"}], business=True
    )
    found = spapi.SearchOrdersApi(client).search_orders(
        last_updated_after=LONG_AGO, included_data=INCLUDED, marketplace_ids=[US]
    )
    assert [order.order_id for order in found.orders] == [order_id]
    order = spapi.GetOrderApi(client).get_order(order_id, included_data=INCLUDED).order
    assert order.proceeds.grand_total.amount == "9.80"
    assert order.order_items[0].proceeds.breakdowns[0].type == "ITEM"


def test_confirm_shipment(amazon, client):
    order_id = amazon.place_order(sku="MUG")
    [item] = amazon.order(order_id)["orderItems"]
    payload = {
        "marketplaceId": US,
        "packageDetail": {
            "packageReferenceId": "1",
            "carrierCode": "UPS",
            "trackingNumber": "1Z999",
            "shipDate": amazon.now().isoformat(),
            "orderItems": [{"orderItemId": item["orderItemId"], "quantity": 1}],
        },
    }
    spapi.OrdersV0Api(client).confirm_shipment(order_id, payload)
    assert amazon.order(order_id)["fulfillment"]["fulfillmentStatus"] == "SHIPPED"


def test_listings(amazon, client):
    amazon.add_listing("MUG 1/2", quantity=3, price="12.50")
    api = spapi.ListingsApi(client)
    item = api.get_listings_item("SELLER1", "MUG 1/2", [US], included_data=["offers", "summaries"])
    assert item.offers[0].price.amount == "12.50"
    body = {"productType": "PRODUCT", "patches": message(1, "MUG 1/2", 8)["patches"]}
    assert api.patch_listings_item("SELLER1", "MUG 1/2", [US], body).status == "ACCEPTED"
    assert amazon.listing("MUG 1/2")["quantity"] == 8
    assert api.search_listings_items("SELLER1", [US]).items[0].sku == "MUG 1/2"


def test_reports(amazon, client):
    amazon.add_listing("MUG")
    api = spapi.ReportsApi(client)
    body = {"reportType": LISTINGS_REPORT, "marketplaceIds": [US]}
    report_id = api.create_report(body).report_id
    report = api.get_report(report_id)
    assert report.processing_status == "DONE"
    document = api.get_report_document(report.report_document_id)
    compression = {"compressionAlgorithm": document.compression_algorithm}
    assert "MUG" in download({"url": document.url} | compression)
    assert api.get_reports(report_types=[LISTINGS_REPORT]).reports[0].report_id == report_id


def test_cancelled_jobs(amazon):
    amazon.reset(report_delay_seconds=60, feed_delay_seconds=60)
    client = sdk(amazon)
    reports, feeds = spapi.ReportsApi(client), spapi.FeedsApi(client)
    body = {"reportType": LISTINGS_REPORT, "marketplaceIds": [US]}
    report_id = reports.create_report(body).report_id
    reports.cancel_report(report_id)
    assert reports.get_report(report_id).processing_status == "CANCELLED"
    feed_id = submit(Partner(amazon, None), [message(1, "MUG", 8)])
    feeds.cancel_feed(feed_id)
    assert feeds.get_feed(feed_id).processing_status == "CANCELLED"


def test_feeds(amazon, partner, client):
    amazon.add_listing("MUG")
    api = spapi.FeedsApi(client)
    document = api.create_feed_document({"contentType": "application/json"})
    feed = b'{"header": {"sellerId": "SELLER1", "version": "2.0"}, "messages": []}'
    headers = {"Content-Type": "application/json"}
    assert requests.put(document.url, feed, headers=headers, timeout=10).status_code == 200
    body = {
        "feedType": "JSON_LISTINGS_FEED",
        "marketplaceIds": [US],
        "inputFeedDocumentId": document.feed_document_id,
    }
    assert api.get_feed(api.create_feed(body).feed_id).processing_status == "FATAL"
    feed_id = submit(partner, [message(1, "MUG", 8)])
    result = api.get_feed(feed_id).result_feed_document_id
    assert api.get_feed_document(result).url
    assert processing_report(partner, feed_id)["summary"]["messagesAccepted"] == 1
    assert api.get_feeds(feed_types=["JSON_LISTINGS_FEED"]).feeds[0].feed_id == feed_id


def test_catalogue_stock_and_seller(amazon, client):
    listing = amazon.add_listing("MUG", channel="AMAZON", quantity=5, title="Mug", weight="0.4")
    catalogue = spapi.CatalogApi(client)
    included = ["summaries", "dimensions"]
    item = catalogue.get_catalog_item(listing["asin"], [US], included_data=included)
    assert item.summaries[0].item_name == "Mug"
    found = catalogue.search_catalog_items([US], keywords=["mug"])
    assert found.items[0].asin == listing["asin"]
    stock = spapi.FbaInventoryApi(client).get_inventory_summaries("Marketplace", US, [US])
    assert stock.payload.inventory_summaries[0].total_quantity == 5
    participations = spapi.SellersApi(client).get_marketplace_participations().payload
    assert participations[0].marketplace.id == US
    amazon.add_seller("SELLER2", "EU", ["GB"])
    account = spapi.SellersApi(sdk(amazon, "SELLER2")).get_account().payload
    assert account.selling_plan == "PROFESSIONAL"


def test_money(amazon, client):
    order_id = amazon.place_order(sku="MUG", quantity=2)
    amazon.ship_and_bill(order_id, deferred="DD7")
    amazon.credit("adjustment", "70.00")
    api = spapi.FinancesV2024Api(client)
    since = (amazon.now() - timedelta(days=1)).isoformat()
    sale, _credit = api.list_transactions(posted_after=since).payload.transactions
    assert sale.items[0].breakdowns[0].breakdowns[0].breakdown_type == "OurPricePrincipal"
    assert sale.contexts[0].deferral_reason == "DD7"
    [whole] = api.list_balances().balances
    assert [each.balance_type for each in whole.balances] == ["AVAILABLE", "RESERVED"]
    told = amazon.close_settlement()
    query = {"related_identifier_name": "SETTLEMENT_ID"}
    query["related_identifier_value"] = told["settlement_id"]
    assert api.list_summary(**query).summaries[0].net_proceeds.currency_amount == 70
    transfers = spapi.TransfersApi(client)
    assert transfers.list_payouts().payouts[0].trace_id == told["trace_id"]
    assert transfers.list_expected_payouts().expected_payouts[0].status == "NO_PAYOUT_EXPECTED"


def test_refusals_are_understood(amazon, client):
    amazon.fault("searchOrders", "throttled")
    with pytest.raises(spapi.rest.ApiException) as caught:
        spapi.SearchOrdersApi(client).search_orders(last_updated_after=LONG_AGO)
    assert caught.value.status == 429
