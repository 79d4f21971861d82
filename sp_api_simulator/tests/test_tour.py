"""A tour of every operation on a busy day: the referee must have accepted each one."""

from datetime import timedelta

import pytest
import requests

from sp_api_simulator.basics.rates import PUBLISHED

from .partner import GB, JP, US, Partner
from .referee import Referee, models_folder
from .test_fulfillment_returns import send_back
from .test_fulfillments import BASE, body, create, item, read
from .test_reports_and_feeds import FEEDS, LISTINGS_REPORT, REPORTS, message, submit


@pytest.fixture
def busy_amazon(amazon):
    amazon.reset("busy_day", rates=False, report_delay_seconds=0, feed_delay_seconds=0)
    return amazon


def all_orders(partner):
    page = partner.search()
    yield from page["orders"]
    while "pagination" in page:
        page = partner.search(paginationToken=page["pagination"]["nextToken"])
        yield from page["orders"]


@pytest.mark.parametrize(
    ("seller", "prefix"), [("SELLER1", "/na"), ("SELLER2", "/eu"), ("SELLER3", "/fe")]
)
def test_every_order_of_a_busy_day_is_what_the_model_says(busy_amazon, referee, seller, prefix):
    partner = Partner(busy_amazon, referee, seller, prefix)
    found = [order["orderId"] for order in all_orders(partner)]
    assert len(found) == len(set(found)) == len(busy_amazon.orders(seller))


def test_every_operation_has_been_before_the_referee(busy_amazon):
    folder = models_folder()
    if folder is None:
        pytest.skip("Amazon's models are not on this machine (SP_API_MODELS)")
    referee = Referee(folder)
    partner = Partner(busy_amazon, referee)
    order = next(o for o in all_orders(partner) if o["fulfillment"]["fulfilledBy"] == "MERCHANT")
    partner.order(order["orderId"])
    open_order = busy_amazon.place_order(sku="MUG-WHITE-350")
    assert partner.confirm(open_order).status_code == 204
    visit_listings(partner)
    visit_jobs(busy_amazon, partner)
    visit_money(busy_amazon, partner)
    visit_fulfillments(busy_amazon, partner)
    Partner(busy_amazon, referee, "SELLER2").get("/sellers/v1/account")
    assert set(PUBLISHED) <= set(referee.seen)


def visit_listings(partner):
    everything = "summaries,attributes,issues,offers,fulfillmentAvailability,productTypes"
    included = {"marketplaceIds": US, "includedData": everything}
    partner.get(f"/listings/2021-08-01/items/{partner.id}/MUG-WHITE-350", **included)
    partner.get(f"/listings/2021-08-01/items/{partner.id}", **included)
    assert partner.patch_quantity("MUG-WHITE-350", 5).status_code == 200
    place = {"marketplaceIds": US}
    catalogue = "/catalog/2022-04-01/items"
    facts = {"includedData": "attributes,classifications,dimensions,identifiers,images,salesRanks"}
    found = partner.get(catalogue, keywords="mug", **place, **facts)
    partner.get(f"{catalogue}/{found['items'][0]['asin']}", **place, **facts)
    stock = {"granularityType": "Marketplace", "granularityId": US, "details": "true"}
    partner.get("/fba/inventory/v1/summaries", **stock, **place)
    partner.get("/sellers/v1/marketplaceParticipations")


def visit_jobs(amazon, partner):
    feed = partner.get(f"{FEEDS}/feeds/{submit(partner, [message(1, 'MUG-BLUE-350', 4)])}")
    partner.get(f"{FEEDS}/documents/{feed['resultFeedDocumentId']}")
    partner.get(f"{FEEDS}/feeds", feedTypes="JSON_LISTINGS_FEED")
    body = {"reportType": LISTINGS_REPORT, "marketplaceIds": [US]}
    report_id = partner.call("POST", f"{REPORTS}/reports", body).json()["reportId"]
    report = partner.get(f"{REPORTS}/reports/{report_id}")
    document = partner.get(f"{REPORTS}/documents/{report['reportDocumentId']}")
    assert requests.get(document["url"], timeout=10).status_code == 200
    partner.get(f"{REPORTS}/reports", reportTypes=LISTINGS_REPORT)
    amazon.reset(rates=False, report_delay_seconds=60, feed_delay_seconds=60)
    amazon.add_seller("SELLER2", "EU", ["GB"])
    partner.token = partner.access_token()
    queued = partner.call("POST", f"{REPORTS}/reports", body).json()["reportId"]
    assert partner.call("DELETE", f"{REPORTS}/reports/{queued}").status_code == 200
    feed_id = submit(partner, [message(1, "MUG", 8)])
    assert partner.call("DELETE", f"{FEEDS}/feeds/{feed_id}").status_code == 200


def visit_money(amazon, partner):
    amazon.charge("storage", "1.00")
    since = (amazon.now() - timedelta(days=1)).isoformat()
    partner.get("/finances/2024-06-19/transactions", postedAfter=since)
    partner.get("/finances/2024-06-19/balances")
    day = amazon.now().date().isoformat()
    partner.get("/finances/2024-06-19/summary", periodStart=day, periodEnd=day)
    partner.get("/finances/transfers/2024-06-01/payouts")
    partner.get("/finances/transfers/2024-06-01/payouts/expected")


def visit_fulfillments(amazon, partner):
    amazon.add_listing("FBA-MUG", channel="AMAZON", quantity=5)
    create(partner, item("FBA-MUG"), action="HOLD")
    asked = {key: value for key, value in body().items() if key in ("destination", "lineItems")}
    del asked["lineItems"][0]["lineItemId"]
    assert partner.call("POST", f"{BASE}/previews", asked).status_code == 200
    read(partner)
    partner.get(f"{BASE}/orders", updatedAfter="2020-01-01T00:00:00Z")
    let_go = {"fulfillmentConfiguration": {"action": "SHIP"}}
    assert partner.call("PUT", f"{BASE}/orders/WH-OUT-1", let_go).status_code == 202
    assert partner.call("PUT", f"{BASE}/orders/WH-OUT-1/cancel").status_code == 202
    create(partner, item("FBA-MUG"), number="WH-OUT-2")
    send_back(amazon, partner, number="WH-OUT-2", sku="FBA-MUG")


def test_marketplaces_of_a_busy_day(busy_amazon):
    expected = {"SELLER1": {US}, "SELLER2": {GB, "A1PA6795UKMFR9"}, "SELLER3": {JP}}
    for seller, places in expected.items():
        orders = busy_amazon.orders(seller)
        assert {order["salesChannel"]["marketplaceId"] for order in orders} == places
