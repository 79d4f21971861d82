"""What a test lays down is what Amazon answers, byte for byte."""

import gzip
import json
import time
import zlib

import pytest
import requests

from sp_api_simulator import ControlError

from .partner import LONG_AGO, US, Partner
from .test_reports_and_feeds import (
    FEEDS,
    REPORTS,
    ask_for_report,
    fetch_report,
    message,
    processing_report,
    submit,
)

ORDERS = "/orders/2026-01-01/orders"


@pytest.fixture
def partner(amazon):
    """Without a referee: what is laid down need not be what the models say."""
    return Partner(amazon, None)


def read(partner, document_id, **options):
    """The storage's answer for a report's document."""
    url = partner.get(f"{REPORTS}/documents/{document_id}")["url"]
    return requests.get(url, timeout=10, **options)


def test_bytes_status_and_headers_are_those_that_were_given(amazon, partner):
    amazon.answer(
        "searchOrders", 502, b"\xff\x00<html", headers={"Content-Type": "text/html", "X-A": "b"}
    )
    answer = partner.call("GET", ORDERS, lastUpdatedAfter=LONG_AGO)
    assert (answer.status_code, answer.content) == (502, b"\xff\x00<html")
    assert (answer.headers["content-type"], answer.headers["x-a"]) == ("text/html", "b")
    assert partner.search()["orders"] == []


def test_json_and_text_get_their_content_types(amazon, partner):
    amazon.answer("getOrder", body={"order": []})
    amazon.answer("getOrder", body="Grüße")
    first, second = (partner.call("GET", f"{ORDERS}/1") for _ in range(2))
    assert (first.json(), first.headers["content-type"]) == ({"order": []}, "application/json")
    assert second.text == "Grüße"


def test_an_answer_of_no_words_at_all(amazon, partner):
    amazon.answer("getOrder", 204)
    answer = partner.call("GET", f"{ORDERS}/1")
    assert (answer.status_code, answer.content) == (204, b"")


def test_answers_come_in_their_order_and_as_often_as_asked_for(amazon, partner):
    amazon.refuse("getOrder", 404, "Gone.", code="NotFound", times=2)
    amazon.answer("getOrder", 500, times=None)
    statuses = [partner.call("GET", f"{ORDERS}/1").status_code for _ in range(4)]
    assert statuses == [404, 404, 500, 500]
    amazon.clear_answers()
    assert partner.call("GET", f"{ORDERS}/1").json()["errors"][0]["code"] == "NotFound"


@pytest.mark.parametrize(
    "when",
    [
        {"path": {"sku": "LAMP"}},
        {"body": {"patches": {"value": {"quantity": 8}}}, "path": {"sku": "LAMP"}},
        {"query": {"marketplaceIds": US}, "path": {"sku": "LAMP"}, "seller": "SELLER1"},
    ],
)
def test_an_answer_waits_for_the_call_that_fits(amazon, partner, when):
    for sku in ("MUG", "LAMP"):
        amazon.add_listing(sku)
    amazon.answer("patchListingsItem", 503, when=when)
    statuses = [partner.patch_quantity(sku, 8).status_code for sku in ("MUG", "LAMP", "LAMP")]
    assert statuses == [200, 503, 200]


def test_an_answer_for_another_seller_is_left_for_him(amazon, partner):
    amazon.add_seller("SELLER2", "EU", ["DE"])
    amazon.answer("searchOrders", 500, when={"seller": "SELLER2"})
    assert partner.call("GET", ORDERS, lastUpdatedAfter=LONG_AGO).status_code == 200
    other = Partner(amazon, None, "SELLER2")
    assert other.call("GET", ORDERS, lastUpdatedAfter=LONG_AGO).status_code == 500


def test_the_work_can_be_done_and_its_answer_replaced(amazon, partner):
    order_id = amazon.place_order(sku="MUG")
    amazon.answer("confirmShipment", 500, after=True)
    assert partner.confirm(order_id).status_code == 500
    assert len(amazon.shipments()) == 1


def test_the_token_endpoint_answers_what_it_is_told(amazon, partner):
    amazon.answer("token", 400, {"error": "invalid_scope"})
    assert partner.ask_for_token().json() == {"error": "invalid_scope"}
    assert partner.ask_for_token().status_code == 200
    amazon.answer("token", 503, when={"body": {"grant_type": "authorization_code"}})
    assert partner.ask_for_token().status_code == 200
    assert partner.ask_for_token(grant_type="authorization_code").status_code == 503


def test_an_operation_that_is_none_is_named(amazon):
    with pytest.raises(ControlError, match="no operation 'getOrdres'"):
        amazon.answer("getOrdres", 500)


def test_a_download_of_a_byte_now_and_then(amazon, partner):
    amazon.answer("downloadDocument", body=b"abcd", piece=1, pause=0.05)
    amazon.next_report("as usual")
    report = partner.get(f"{REPORTS}/reports/{ask_for_report(partner)}")
    started = time.monotonic()
    assert read(partner, report["reportDocumentId"]).content == b"abcd"
    assert time.monotonic() - started > 0.15


def test_a_download_of_any_size(amazon, partner):
    report = partner.get(f"{REPORTS}/reports/{ask_for_report(partner)}")
    amazon.answer("downloadDocument", body=b"0123456789\n", size=300_007)
    content = read(partner, report["reportDocumentId"]).content
    assert content == (b"0123456789\n" * 30_000)[:300_007]


def test_a_download_without_end_and_a_gzip_bomb(amazon, partner):
    report = partner.get(f"{REPORTS}/reports/{ask_for_report(partner)}")
    amazon.answer("downloadDocument", body=b"x", endless=True)
    with read(partner, report["reportDocumentId"], stream=True) as answer:
        assert len(answer.raw.read(5_000_000)) == 5_000_000
    amazon.answer("downloadDocument", body=b"x", size=50_000_000, gzip=True)
    content = read(partner, report["reportDocumentId"]).content
    assert len(content) < 100_000
    assert len(zlib.decompress(content, 31)) == 50_000_000


@pytest.mark.parametrize("headers", [{}, {"content-length": "8"}])
def test_a_download_that_breaks_off(amazon, partner, headers):
    report = partner.get(f"{REPORTS}/reports/{ask_for_report(partner)}")
    amazon.answer("downloadDocument", body=b"half", cut=True, headers=headers)
    with read(partner, report["reportDocumentId"], stream=True) as answer:
        assert answer.raw.read(4) == b"half"
        with pytest.raises(requests.RequestException):
            answer.content  # noqa: B018


def test_a_report_holds_the_text_that_was_given(amazon, partner):
    amazon.next_report("seller-sku\tprice\r\nMUG\t1.234,56\r\n")
    assert fetch_report(partner) == {"MUG": {"seller-sku": "MUG", "price": "1.234,56"}}
    assert fetch_report(partner) == {}


def test_a_report_in_another_charset_than_the_header_says(amazon, partner):
    amazon.next_report("マグカップ".encode("cp932"), content_type="text/plain; charset=UTF-8")
    report = partner.get(f"{REPORTS}/reports/{ask_for_report(partner)}")
    answer = read(partner, report["reportDocumentId"])
    assert answer.headers["content-type"] == "text/plain; charset=UTF-8"
    assert gzip.decompress(answer.content).decode("cp932") == "マグカップ"


def test_exact_bytes_though_gzip_is_announced(amazon, partner):
    twice = gzip.compress(b"one\n") + gzip.compress(b"two\n")
    amazon.next_report(twice, exact=True)
    amazon.next_report(b"plain", exact=True, headers={"x-amz-meta": "1"})
    amazon.next_report(b"open", compressed=False)
    found = []
    for _ in range(3):
        report = partner.get(f"{REPORTS}/reports/{ask_for_report(partner)}")
        document = partner.get(f"{REPORTS}/documents/{report['reportDocumentId']}")
        content = requests.get(document["url"], timeout=10).content
        found.append((document.get("compressionAlgorithm"), content))
    assert found == [("GZIP", twice), ("GZIP", b"plain"), (None, b"open")]


def test_a_download_that_is_unpacked_on_its_way(amazon, partner):
    packed = gzip.compress(b"text")
    amazon.next_report(packed, exact=True, headers={"Content-Encoding": "gzip"})
    report = partner.get(f"{REPORTS}/reports/{ask_for_report(partner)}")
    assert read(partner, report["reportDocumentId"]).content == b"text"


@pytest.mark.parametrize("status", ["IN_QUEUE", "IN_PROGRESS"])
def test_a_report_and_a_feed_that_never_end(amazon, partner, status):
    amazon.add_listing("MUG", quantity=1)
    amazon.next_report(status=status)
    amazon.next_feed(status)
    paths = [
        f"{REPORTS}/reports/{ask_for_report(partner)}",
        f"{FEEDS}/feeds/{submit(partner, [message(1, 'MUG', 8)])}",
    ]
    amazon.advance(days=4)
    partner.token = partner.access_token()
    assert [partner.get(path)["processingStatus"] for path in paths] == [status, status]
    assert amazon.listing("MUG")["quantity"] == 1


def test_a_fatal_report_with_a_document_that_says_why(amazon, partner):
    amazon.next_report({"errorDetails": "No data."}, status="FATAL")
    report = partner.get(f"{REPORTS}/reports/{ask_for_report(partner)}")
    assert report["processingStatus"] == "FATAL"
    content = gzip.decompress(read(partner, report["reportDocumentId"]).content)
    assert json.loads(content) == {"errorDetails": "No data."}


def test_a_fate_is_kept_for_the_report_it_was_meant_for(amazon, partner):
    amazon.next_report("other", report_type="GET_SOMETHING_ELSE")
    amazon.next_report("Canada", marketplace="CA")
    assert fetch_report(partner) == {}
    with pytest.raises(ControlError, match="cannot be 'LOST'"):
        amazon.next_report(status="LOST")


def test_a_report_of_a_type_that_only_the_test_knows(amazon, partner):
    amazon.next_report("return-date\n", report_type="GET_RETURNS", times=1)
    body = {"reportType": "GET_RETURNS", "marketplaceIds": [US]}
    report_id = partner.call("POST", f"{REPORTS}/reports", body).json()["reportId"]
    report = partner.get(f"{REPORTS}/reports/{report_id}")
    content = read(partner, report["reportDocumentId"]).content
    assert gzip.decompress(content) == b"return-date\n"
    assert partner.call("POST", f"{REPORTS}/reports", body).status_code == 400


@pytest.mark.parametrize("status", ["DONE", "FATAL"])
@pytest.mark.parametrize("result", [{"issues": []}, "Your feed was processed", b"\xff\x00", None])
def test_a_feed_ends_with_any_result(amazon, partner, status, result):
    amazon.add_listing("MUG", quantity=1)
    amazon.next_feed(status, result)
    feed_id = submit(partner, [message(1, "MUG", 8)])
    feed = partner.get(f"{FEEDS}/feeds/{feed_id}")
    assert feed["processingStatus"] == status
    assert ("resultFeedDocumentId" in feed) == (result is not None)
    if isinstance(result, dict):
        assert processing_report(partner, feed_id) == result
    assert amazon.listing("MUG")["quantity"] == 1


def test_a_feed_of_a_type_that_only_the_test_knows(amazon, partner):
    amazon.next_feed(result="Thank you.", feed_type="UPLOAD_VAT_INVOICE", applied=True)
    document = partner.call("POST", f"{FEEDS}/documents", {"contentType": "application/pdf"}).json()
    body = {
        "feedType": "UPLOAD_VAT_INVOICE",
        "marketplaceIds": [US],
        "inputFeedDocumentId": document["feedDocumentId"],
    }
    feed_id = partner.call("POST", f"{FEEDS}/feeds", body).json()["feedId"]
    assert "resultFeedDocumentId" in partner.get(f"{FEEDS}/feeds/{feed_id}")
    assert partner.call("POST", f"{FEEDS}/feeds", body).status_code == 400


def test_a_feed_can_take_effect_whatever_its_result_says(amazon, partner):
    amazon.add_listing("MUG", quantity=1)
    amazon.next_feed(result={"summary": {}}, applied=True)
    feed_id = submit(partner, [message(1, "MUG", 8)])
    assert processing_report(partner, feed_id) == {"summary": {}}
    assert amazon.listing("MUG")["quantity"] == 8


def test_one_place_of_an_order_is_told_otherwise(amazon, partner):
    order_id = amazon.place_order(sku="MUG")
    amazon.advance(minutes=5)
    before = partner.order(order_id)["lastUpdatedTime"]
    amazon.rewrite_order(order_id, "orderItems.0.product.title", "half \ud83d an emoji")
    amazon.rewrite_order(order_id, "fulfillment.fulfilledBy", "DRONE")
    amazon.strip_order(order_id, "recipient.deliveryAddress.city")
    [order] = partner.search()["orders"]
    assert order["orderItems"][0]["product"]["title"] == "half \ud83d an emoji"
    assert order["fulfillment"]["fulfilledBy"] == "DRONE"
    assert "city" not in order["recipient"]["deliveryAddress"]
    assert order["lastUpdatedTime"] > before
    amazon.ship_order(order_id)
    assert partner.order(order_id)["fulfillment"]["fulfilledBy"] == "DRONE"


@pytest.mark.parametrize("whole", [{"orderId": 7}, "nonsense", None, {"orderItems": ["x", {}]}])
def test_an_order_can_be_anything(amazon, partner, whole):
    order_id = amazon.place_order(sku="MUG")
    amazon.rewrite_order(order_id, "", whole)
    assert partner.search()["orders"] == [whole]


def test_a_list_grows_and_shrinks(amazon, partner):
    order_id = amazon.place_order(sku="MUG")
    [item] = amazon.order(order_id)["orderItems"]
    amazon.rewrite_order(order_id, "orderItems.1", item)
    assert len(partner.order(order_id)["orderItems"]) == 2
    amazon.strip_order(order_id, "orderItems.0")
    amazon.strip_order(order_id, "orderItems.0")
    assert partner.order(order_id)["orderItems"] == []
    with pytest.raises(ControlError, match="leads nowhere"):
        amazon.rewrite_order(order_id, "orderItems.x.title", 1)


def test_a_reset_forgets_what_was_laid_down(amazon, partner):
    amazon.answer("*", 500, times=None)
    amazon.next_report(status="FATAL", times=None)
    amazon.reset(rates=False, report_delay_seconds=0)
    fresh = Partner(amazon, None)
    assert fresh.get(f"{REPORTS}/reports/{ask_for_report(fresh)}")["processingStatus"] == "DONE"
