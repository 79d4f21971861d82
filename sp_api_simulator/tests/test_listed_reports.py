"""Reports that are found by listing them, and what a report was asked for with."""

import gzip
from datetime import timedelta

import pytest
import requests

from sp_api_simulator import ControlError

from .partner import US, Partner, download
from .test_reports_and_feeds import LISTINGS_REPORT, REPORTS

SETTLEMENT = "GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2"
CONTENT = "settlement-id\ttotal-amount\n1\t12,50\n"


def listed(partner, **query):
    query = {"reportTypes": SETTLEMENT} | query
    return [each["reportId"] for each in partner.get(f"{REPORTS}/reports", **query)["reports"]]


def ask(partner, report_type=LISTINGS_REPORT, marketplace=US, **body):
    body = {"reportType": report_type, "marketplaceIds": [marketplace]} | body
    return partner.call("POST", f"{REPORTS}/reports", body)


def headings(partner, marketplace=US, **options):
    answer = ask(partner, marketplace=marketplace, reportOptions=options)
    report = partner.get(f"{REPORTS}/reports/{answer.json()['reportId']}")
    document = partner.get(f"{REPORTS}/documents/{report['reportDocumentId']}")
    return download(document).splitlines()[0].split("\t")


def test_a_planted_report_is_listed_and_read(amazon, partner):
    report_id = amazon.plant_report("SELLER1", SETTLEMENT, CONTENT)
    assert listed(partner) == [report_id]
    assert listed(partner, reportTypes=LISTINGS_REPORT) == []
    report = partner.get(f"{REPORTS}/reports/{report_id}")
    assert report["processingStatus"] == "DONE"
    assert len(report["marketplaceIds"]) == 3
    assert download(partner.get(f"{REPORTS}/documents/{report['reportDocumentId']}")) == CONTENT


def test_planted_bytes_are_sent_as_they_are(amazon, partner):
    packed = gzip.compress(b"one") + gzip.compress(b"two")
    amazon.plant_report("SELLER1", SETTLEMENT, packed, exact=True)
    [report] = partner.get(f"{REPORTS}/reports", reportTypes=SETTLEMENT)["reports"]
    document = partner.get(f"{REPORTS}/documents/{report['reportDocumentId']}")
    assert document["compressionAlgorithm"] == "GZIP"
    assert requests.get(document["url"], timeout=10).content == packed


def test_filters_by_time_marketplace_and_status(amazon, partner):
    now = amazon.now()
    days = [
        amazon.plant_report("SELLER1", SETTLEMENT, CONTENT, created=now - timedelta(days=age))
        for age in (100, 40, 2)
    ]
    canada = amazon.plant_report("SELLER1", SETTLEMENT, CONTENT, marketplaces=["CA"])
    assert listed(partner) == [canada, days[2], days[1]]
    assert listed(partner, marketplaceIds=US) == [days[2], days[1]]
    week, century = (now - timedelta(days=age) for age in (7, 36_500))
    assert listed(partner, createdSince=week.isoformat()) == [canada, days[2]]
    assert listed(partner, createdUntil=week.isoformat()) == [days[1]]
    assert len(listed(partner, createdSince=century.isoformat())) == 3
    assert listed(partner, processingStatuses="CANCELLED,FATAL") == []


def test_marketplaces_asked_for_may_be_of_no_notice(amazon, referee):
    amazon.reset(rates=False, reports_of_all_marketplaces=True)
    partner = Partner(amazon, referee)
    canada = amazon.plant_report("SELLER1", SETTLEMENT, CONTENT, marketplaces=["CA"])
    assert listed(partner, marketplaceIds=US) == [canada]


def test_pages_go_on_with_the_token_alone(amazon, partner):
    ids = [amazon.plant_report("SELLER1", SETTLEMENT, CONTENT) for _ in range(25)]
    found, page = [], partner.get(f"{REPORTS}/reports", reportTypes=SETTLEMENT)
    found += page["reports"]
    while token := page.get("nextToken"):
        page = partner.get(f"{REPORTS}/reports", nextToken=token)
        found += page["reports"]
    assert [each["reportId"] for each in found] == ids[::-1]
    first = partner.get(f"{REPORTS}/reports", reportTypes=SETTLEMENT)
    query = {"nextToken": first["nextToken"], "reportTypes": SETTLEMENT}
    assert partner.call("GET", f"{REPORTS}/reports", **query).status_code == 400


def test_more_than_ten_types_or_none_are_refused(partner):
    types = ",".join(f"GET_{number}" for number in range(11))
    for query in ({"reportTypes": types}, {}):
        assert partner.call("GET", f"{REPORTS}/reports", **query).status_code == 400


def test_reports_of_another_seller_are_not_listed(amazon, partner, referee):
    amazon.add_seller("SELLER2", "EU", ["DE"])
    report_id = amazon.plant_report("SELLER2", SETTLEMENT, CONTENT)
    assert listed(partner) == []
    assert partner.call("GET", f"{REPORTS}/reports/{report_id}").status_code == 404
    assert listed(Partner(amazon, referee, "SELLER2")) == [report_id]


def test_a_settlement_cannot_be_asked_for(partner):
    answer = ask(partner, SETTLEMENT)
    assert answer.status_code == 400
    [error] = answer.json()["errors"]
    assert error["message"] == "Request for report type 1118 is not allowed at this time"


def test_settlements_need_the_role_of_finance(amazon, partner):
    amazon.set_roles("SELLER1", ["Product Listing"])
    query = {"reportTypes": SETTLEMENT}
    assert partner.call("GET", f"{REPORTS}/reports", **query).status_code == 403
    assert listed(partner, reportTypes=LISTINGS_REPORT) == []


def test_a_report_may_be_planted_that_never_ends(amazon, partner):
    amazon.plant_report("SELLER1", SETTLEMENT, CONTENT, status="IN_PROGRESS")
    amazon.advance(minutes=30)
    assert len(listed(partner, processingStatuses="IN_PROGRESS")) == 1
    with pytest.raises(ControlError, match="no seller 'NOBODY'"):
        amazon.plant_report("NOBODY", SETTLEMENT, CONTENT)


def test_headings_are_in_the_language_of_the_seller_or_the_one_preferred(amazon, referee):
    amazon.add_seller("SELLER2", "EU", ["DE"])
    partner = Partner(amazon, referee, "SELLER2")
    german = "A1PA6795UKMFR9"
    assert headings(partner, german)[0] == "item-name"
    amazon.set_report_locale("SELLER2", "de_DE")
    found = headings(partner, german)
    assert (found[0], found[3]) == ("Artikelbezeichnung", "Händler-SKU")
    assert headings(partner, german, preferredReportDocumentLocale="en_US")[3] == "seller-sku"
    assert amazon.reports()[0]["options"] == {"preferredReportDocumentLocale": "en_US"}
    assert headings(partner, german, preferredReportDocumentLocale="ar_AE")[3] == "sku-البائع"


def test_a_report_may_be_in_any_charset_and_claim_another(amazon, partner):
    amazon.add_listing("MUG", title="Kubek żółty, 5 €")
    amazon.set_report_locale(
        "SELLER1", "pl_PL", charset="windows-1250", claimed="UTF-8", yields=False
    )
    report = ask(partner, reportOptions={"preferredReportDocumentLocale": "en_US"}).json()
    done = partner.get(f"{REPORTS}/reports/{report['reportId']}")
    document = partner.get(f"{REPORTS}/documents/{done['reportDocumentId']}")
    answer = requests.get(document["url"], timeout=10)
    assert answer.headers["content-type"] == "text/plain; charset=UTF-8"
    text = gzip.decompress(answer.content).decode("windows-1250")
    assert text.startswith("nazwa-produktu\t")
    assert "Kubek żółty, 5 €" in text


def test_the_period_of_a_report_is_told(partner):
    period = {"dataStartTime": "2026-01-01T00:00:00Z", "dataEndTime": "2026-02-01T00:00:00Z"}
    report_id = ask(partner, **period).json()["reportId"]
    assert partner.get(f"{REPORTS}/reports/{report_id}").items() >= period.items()
    assert ask(partner, dataStartTime="yesterday").status_code == 400
    assert ask(partner, reportOptions=["en_US"]).status_code == 400


def test_a_report_may_be_dated_without_a_zone(amazon, partner):
    yesterday = (amazon.now() - timedelta(days=1)).replace(tzinfo=None)
    dated = amazon.plant_report("SELLER1", SETTLEMENT, CONTENT, created=yesterday.isoformat())
    assert listed(partner) == [dated]
