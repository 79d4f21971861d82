"""Reports and feeds: jobs that take their time, documents behind presigned addresses."""

import csv
import io
import json

import pytest
import requests

from .partner import JP, US, Partner, download
from .referee import models_folder

LISTINGS_REPORT = "GET_MERCHANT_LISTINGS_ALL_DATA"
REPORTS = "/reports/2021-06-30"
FEEDS = "/feeds/2021-06-30"


def ask_for_report(partner, marketplace=US):
    body = {"reportType": LISTINGS_REPORT, "marketplaceIds": [marketplace]}
    answer = partner.call("POST", f"{REPORTS}/reports", body)
    assert answer.status_code == 202
    return answer.json()["reportId"]


def fetch_report(partner, marketplace=US):
    report = partner.get(f"{REPORTS}/reports/{ask_for_report(partner, marketplace)}")
    document = partner.get(f"{REPORTS}/documents/{report['reportDocumentId']}")
    rows = csv.DictReader(io.StringIO(download(document)), delimiter="\t")
    return {row["seller-sku"]: row for row in rows}


def test_listings_report(amazon, partner):
    amazon.add_listing("MUG", quantity=10, price="12.50", title="Mug – grün")
    amazon.add_listing("LAMP", quantity=5, channel="AMAZON", status="Inactive")
    amazon.add_listing("CANADIAN", marketplace="CA")
    rows = fetch_report(partner)
    assert set(rows) == {"MUG", "LAMP"}
    assert rows["MUG"]["item-name"] == "Mug – grün"
    assert (rows["MUG"]["quantity"], rows["MUG"]["fulfillment-channel"]) == ("10", "DEFAULT")
    assert (rows["LAMP"]["quantity"], rows["LAMP"]["fulfillment-channel"]) == ("", "AMAZON_NA")
    assert rows["LAMP"]["status"] == "Inactive"


def test_japanese_report_has_its_own_charset(amazon, referee):
    amazon.add_seller("SELLER3", "FE", ["JP"])
    amazon.add_listing("MUG", marketplace="JP", title="マグカップ")
    rows = fetch_report(Partner(amazon, referee, "SELLER3"), JP)
    assert rows["MUG"]["item-name"] == "マグカップ"


def test_report_takes_its_time(amazon, referee):
    amazon.reset(rates=False, report_delay_seconds=60, clock_speed=0)
    partner = Partner(amazon, referee)
    path = f"{REPORTS}/reports/{ask_for_report(partner)}"
    statuses = []
    for _ in range(3):
        statuses.append(partner.get(path)["processingStatus"])
        amazon.advance(seconds=30)
    assert statuses == ["IN_QUEUE", "IN_PROGRESS", "DONE"]


def test_reports_are_listed_the_newest_first(partner):
    ids = [ask_for_report(partner) for _ in range(3)]
    query = {"reportTypes": LISTINGS_REPORT, "pageSize": 2, "processingStatuses": "DONE"}
    first = partner.get(f"{REPORTS}/reports", **query)
    second = partner.get(f"{REPORTS}/reports", nextToken=first["nextToken"])
    listed = [report["reportId"] for page in (first, second) for report in page["reports"]]
    assert listed == ids[::-1]


def test_queued_report_can_be_cancelled(amazon, referee):
    amazon.reset(rates=False, report_delay_seconds=60)
    partner = Partner(amazon, referee)
    path = f"{REPORTS}/reports/{ask_for_report(partner)}"
    assert partner.call("DELETE", path).status_code == 200
    assert partner.get(path)["processingStatus"] == "CANCELLED"


def test_presigned_address_is_open_for_five_minutes(amazon, partner):
    report = partner.get(f"{REPORTS}/reports/{ask_for_report(partner)}")
    document = partner.get(f"{REPORTS}/documents/{report['reportDocumentId']}")
    assert requests.get(document["url"], timeout=10).status_code == 200
    amazon.advance(minutes=6)
    late = requests.get(document["url"], timeout=10)
    assert late.status_code == 403
    assert "<Code>AccessDenied</Code>" in late.text


def message(number, sku, quantity, kind="PATCH"):
    availability = {"fulfillment_channel_code": "DEFAULT", "quantity": quantity}
    patch = {"op": "merge", "path": "/attributes/fulfillment_availability"}
    return {
        "messageId": number,
        "sku": sku,
        "operationType": kind,
        "productType": "PRODUCT",
        "patches": [patch | {"value": [availability]}],
    }


def submit(partner, messages, seller="SELLER1"):
    """Upload and submit a listings feed; returns its id."""
    feed = {
        "header": {"sellerId": seller, "version": "2.0", "issueLocale": "en_US"},
        "messages": messages,
    }
    content_type = "application/json; charset=UTF-8"
    document = partner.call("POST", f"{FEEDS}/documents", {"contentType": content_type}).json()
    headers = {"Content-Type": content_type}
    upload = requests.put(document["url"], json.dumps(feed).encode(), headers=headers, timeout=10)
    assert upload.status_code == 200
    body = {
        "feedType": "JSON_LISTINGS_FEED",
        "marketplaceIds": [US],
        "inputFeedDocumentId": document["feedDocumentId"],
    }
    answer = partner.call("POST", f"{FEEDS}/feeds", body)
    assert answer.status_code == 202
    return answer.json()["feedId"]


def processing_report(partner, feed_id):
    feed = partner.get(f"{FEEDS}/feeds/{feed_id}")
    document = partner.get(f"{FEEDS}/documents/{feed['resultFeedDocumentId']}")
    return json.loads(download(document))


def test_feed_changes_quantities_and_reports_what_it_could_not(amazon, partner):
    amazon.add_listing("MUG", quantity=1, lead_time=3)
    messages = [message(1, "MUG", 8), message(2, "NOTHING", 3), message(3, "MUG", -1)]
    report = processing_report(partner, submit(partner, messages))
    assert amazon.listing("MUG")["quantity"] == 8
    assert amazon.listing("MUG")["lead_time"] == 3
    assert report["summary"] == {
        "errors": 2,
        "warnings": 0,
        "messagesProcessed": 3,
        "messagesAccepted": 1,
        "messagesInvalid": 2,
    }
    assert [issue["messageId"] for issue in report["issues"]] == [2, 3]
    assert amazon.feeds()[0]["status"] == "DONE"


def test_processing_report_has_amazons_form(amazon, partner):
    folder = models_folder()
    if folder is None:
        pytest.skip("Amazon's models are not on this machine")
    jsonschema = pytest.importorskip("jsonschema")
    name = "schemas/feeds/listings-feed-processing-report-schema-v2.json"
    schema = json.loads((folder / name).read_text("utf-8"))
    report = processing_report(partner, submit(partner, [message(1, "NOTHING", 3)]))
    jsonschema.validate(report, schema)


def test_feed_takes_effect_in_its_time_though_nobody_asks(amazon, referee):
    amazon.reset(rates=False, feed_delay_seconds=60, clock_speed=0)
    amazon.add_listing("MUG", quantity=1)
    feed_id = submit(Partner(amazon, referee), [message(1, "MUG", 8)])
    assert amazon.listing("MUG")["quantity"] == 1
    amazon.advance(seconds=60)
    assert amazon.listing("MUG")["quantity"] == 8
    assert amazon.feeds() == [
        {
            "feedId": feed_id,
            "feedType": "JSON_LISTINGS_FEED",
            "seller": "SELLER1",
            "status": "DONE",
        }
    ]


@pytest.mark.parametrize(
    ("messages", "seller", "why"),
    [
        ([(1, "MUG", 8)], "SOMEBODY", "another seller"),
        ([], "SELLER1", "1 to 25000 messages"),
        ([(number, "MUG", 8) for number in range(1, 25_002)], "SELLER1", "1 to 25000 messages"),
        ([(1, "MUG", 8), (2, "MUG", 9), (1, "LAMP", 3)], "SELLER1", "messageId 1 is not unique"),
    ],
)
def test_feed_that_cannot_be_worked_on_is_fatal_as_a_whole(amazon, partner, messages, seller, why):
    amazon.add_listing("MUG", quantity=1)
    feed_id = submit(partner, [message(*each) for each in messages], seller)
    assert partner.get(f"{FEEDS}/feeds/{feed_id}")["processingStatus"] == "FATAL"
    report = processing_report(partner, feed_id)
    [issue] = report["issues"]
    assert why in issue["message"]
    assert "messageId" not in issue
    assert report["summary"] == {
        "errors": 1,
        "warnings": 0,
        "messagesProcessed": 0,
        "messagesAccepted": 0,
        "messagesInvalid": 0,
    }
    assert amazon.listing("MUG")["quantity"] == 1


def test_feed_of_as_many_messages_as_amazon_takes(amazon, partner):
    amazon.add_listing("MUG", quantity=1)
    feed_id = submit(partner, [message(number, "MUG", 8) for number in range(1, 25_001)])
    assert processing_report(partner, feed_id)["summary"]["messagesAccepted"] == 25_000


@pytest.mark.parametrize("silent", [False, True])
def test_feed_accepted_but_not_applied(amazon, partner, silent):
    for sku in ("MUG", "LAMP"):
        amazon.add_listing(sku, quantity=1)
    amazon.fault("createFeed", "feed_not_applied", skus=["LAMP"], silent=silent)
    messages = [message(1, "MUG", 8), message(2, "LAMP", 8)]
    report = processing_report(partner, submit(partner, messages))
    assert report["summary"]["messagesInvalid"] == (0 if silent else 1)
    assert [amazon.listing(sku)["quantity"] for sku in ("MUG", "LAMP")] == [8, 1]


def test_upload_with_another_content_type_is_refused(partner):
    body = {"contentType": "application/json"}
    document = partner.call("POST", f"{FEEDS}/documents", body).json()
    headers = {"Content-Type": "text/plain"}
    answer = requests.put(document["url"], b"{}", headers=headers, timeout=10)
    assert answer.status_code == 403


def test_feeds_are_listed(partner):
    feed_id = submit(partner, [message(1, "MUG", 8)])
    listed = partner.get(f"{FEEDS}/feeds", feedTypes="JSON_LISTINGS_FEED")["feeds"]
    assert [feed["feedId"] for feed in listed] == [feed_id]


def test_gzip_cut_short(amazon, partner):
    amazon.fault("getReportDocument", "truncated_gzip")
    with pytest.raises(EOFError):
        fetch_report(partner)
    assert fetch_report(partner) == {}


def test_charset_that_the_header_does_not_name(amazon, partner):
    amazon.add_listing("MUG", title="Mug – grün")
    amazon.fault("downloadDocument", "wrong_charset")
    with pytest.raises(UnicodeDecodeError):
        fetch_report(partner)


@pytest.mark.parametrize(("kind", "status"), [("fatal", "FATAL"), ("cancelled", "CANCELLED")])
def test_report_that_does_not_end_well(amazon, partner, kind, status):
    amazon.fault("createReport", f"report_{kind}")
    report = partner.get(f"{REPORTS}/reports/{ask_for_report(partner)}")
    assert report["processingStatus"] == status
    assert "reportDocumentId" not in report


@pytest.mark.parametrize(
    "changes",
    [
        {"operationType": "MOVE"},
        {"operationType": "DELETE"},
        {"operationType": "UPDATE"},
        {"messageId": 0},
        {"messageId": "1"},
        {"sku": None},
        {"price": 1},
        {"patches": []},
        {"patches": [{"op": "move", "path": "/attributes/item_name"}]},
    ],
)
def test_message_beyond_the_schema_is_invalid_and_the_others_take_effect(amazon, partner, changes):
    amazon.add_listing("MUG", quantity=1)
    amazon.add_listing("LAMP", quantity=1)
    messages = [message(1, "MUG", 8) | changes, message(2, "LAMP", 8)]
    report = processing_report(partner, submit(partner, messages))
    assert report["summary"]["messagesInvalid"] == 1
    assert (amazon.listing("MUG")["quantity"], amazon.listing("LAMP")["quantity"]) == (1, 8)


def test_an_update_brings_all_attributes_a_partial_one_only_some(amazon, partner):
    def send(number, kind):
        changes = {"attributes": {"item_name": [{"value": "Cup"}]}, "operationType": kind}
        one = {"messageId": number, "sku": "MUG", "productType": "PRODUCT"} | changes
        assert processing_report(partner, submit(partner, [one]))["issues"] == []
        return amazon.listing("MUG")

    amazon.add_listing("MUG", title="Mug", quantity=5)
    assert (send(1, "PARTIAL_UPDATE")["title"], amazon.listing("MUG")["quantity"]) == ("Cup", 5)
    assert send(2, "UPDATE")["quantity"] == 0
