"""Files in clothes that Amazon does not give them: read right, or refused with what to do."""

import gzip
import io
import re
import zipfile
from decimal import Decimal

import pytest

from spapi.documents import Document
from spapi.errors import UnreadablePayload
from spapi.settlements import parse_amount, parse_moment, plain_document, read_settlement
from spapi.settlements.layout import COLUMNS

SUMMARY = {
    "settlement-id": "28471003921",
    "settlement-start-date": "2026-06-16 00:00:00 UTC",
    "settlement-end-date": "2026-06-30 23:59:59 UTC",
    "deposit-date": "2026-07-02 00:00:00 UTC",
    "total-amount": "20.00",
    "currency": "EUR",
}
SALE = {
    "settlement-id": "28471003921",
    "transaction-type": "Order",
    "order-id": "114-8829371-4410258",
    "amount-type": "ItemPrice",
    "amount-description": "Principal",
    "amount": "20.00",
    "posted-date": "2026-06-17",
    "sku": "Piña-日本",
    "quantity-purchased": "1",
}


def write(end="\n", heading=str, **changes):
    """A report of one sale; changes by column, those of the summary row begin with ``of_``."""
    changed = {name.replace("_", "-"): value for name, value in changes.items()}
    summary = {name: changed.get(f"of-{name}", value) for name, value in SUMMARY.items()}
    lines = [[heading(name) for name in COLUMNS]]
    lines += [[cells.get(name, "") for name in COLUMNS] for cells in (summary, SALE | changed)]
    return end.join("\t".join(line) for line in lines) + end


def read(content):
    content = content.encode() if isinstance(content, str) else content
    report = read_settlement(plain_document(Document(content)).lines())
    return report.header, list(report.rows)


def archive(text):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("settlement.txt", text)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        write(end="\r"),
        write(end="\r\n"),
        *(write().encode(name) for name in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")),
        write().encode("utf-32"),
        gzip.compress(write().encode("utf-16")),
        gzip.compress(write(end="\r").encode()),
        gzip.compress(gzip.compress(write().encode())),
    ],
)
def test_a_file_is_the_same_in_all_encodings_line_ends_and_packings(content):
    header, (only,) = read(content)

    assert (header.settlement_id, header.total) == ("28471003921", Decimal(20))
    assert (only.amount, only.sku) == (Decimal(20), "Piña-日本")


@pytest.mark.parametrize(
    "heading",
    [
        lambda name: name.replace("-", "_"),
        lambda name: name.replace("-", " ").title(),
        lambda name: name.title().replace("-", ""),
        lambda name: name.replace("-", ""),
        lambda name: name.replace("-", "\u2011"),
        lambda name: name.replace("posted-date-time", "posted-date/time"),
    ],
)
def test_headings_are_known_however_they_are_spelled(heading):
    _header, (only,) = read(write(heading=heading, posted_date_time="2026-06-17 08:14:22 UTC"))

    assert (only.amount, only.posted.hour) == (Decimal(20), 8)


@pytest.mark.parametrize("dash", "-\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d")
def test_no_dash_is_taken_for_a_currency(dash):
    assert parse_amount(f"{dash}20.00") == Decimal(-20)
    assert parse_amount(f"EUR {dash}20,00") == Decimal(-20)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,23,456.78", "123456.78"),
        ("-12,34,567", "-1234567"),
        (".50", "0.50"),
        ("-,50", "-0.50"),
        ("EUR .50", "0.50"),
    ],
)
def test_lakhs_and_amounts_below_one_are_read(text, amount):
    assert parse_amount(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    [
        "kr. 1.234,50",
        "KR 1 234,50",
        "1 234,50 kr.",
        "Rs.1,234.50",
        "R 1 234,50",
        "1.234,50 TL",
        "MXN$1,234.50",
        "Mex$ 1,234.50",
        "Fr. 1'234.50",
        "\u062c.\u0645.\u200f 1,234.50",
        "1\u202f234,50\xa0\u20ac",
    ],
)
def test_a_currency_is_no_part_of_its_amount_however_it_is_written(text):
    assert parse_amount(text) == Decimal("1234.50")
    for negative in (f"-{text}", f"- {text}", f"({text})", f"{text} -", text.replace("1", "-1", 1)):
        assert parse_amount(negative) == Decimal("-1234.50")
    digits = re.search(r"1.*0", text)[0]
    for sign in (f"({digits})", f"{digits}-"):
        assert parse_amount(text.replace(digits, sign)) == Decimal("-1234.50")


@pytest.mark.parametrize(
    "text",
    ["5.00%", "5.00 #", "5,00 pcs", "kr", "5,-", "()5", "5()", "(5", "5-", "x 5", "Rs 5 Rs 6"],
)
def test_what_stands_beside_an_amount_is_a_currency_or_it_is_none(text):
    assert parse_amount(text) == (Decimal(-5) if text == "5-" else None)


@pytest.mark.parametrize(
    "text",
    [
        "18.06.2026 10:00:00",
        "2026/06/18 10:00:00",
        "18/06/2026 10:00",
        "18.06.2026 10:00 UTC",
        "2026-06-18 18:00:00 SGT",
        "18.06.2026 12:00:00 MESZ",
        "2026-06-18 11:00:00 GMT+1",
        "2026-06-18T11:00:00 GMT+01:00",
        "18.06.2026 12:00 UTC+2",
        "18/06/2026 15:30:00 GMT+0530",
        "2026-06-18 03:00:00GMT-7",
        "2026-06-18 12:00:00 +02:00",
        "2026-06-18 10:00:00 utc",
    ],
)
def test_times_of_all_countries_are_read_and_are_utc_without_a_zone(text):
    assert parse_moment(text).isoformat() == "2026-06-18T10:00:00+00:00"


@pytest.mark.parametrize(
    ("content", "remedy"),
    [
        ("", "file: empty"),
        ("\n \n", "file: empty"),
        ("<!DOCTYPE html>\n<html><body>Sign in</body></html>", "a web page, not a report"),
        (archive(write()), "unpack it"),
        (gzip.compress(archive(write())), "unpack it"),
        *(
            (write(settlement_id=retyped, of_settlement_id=retyped), "as it is")
            for retyped in ("2.84710E+10", "28471003921.0", "28,471,003,921")
        ),
        (write(of_settlement_id=""), "as it is"),
        (write(amount="much"), "as it is"),
        (write(posted_date="06/07/2026"), "as it is"),
        (write(posted_date="0001-01-01"), "as it is"),
        (write(of_deposit_date="9999-12-31"), "as it is"),
        (write(posted_date="", posted_date_time="01.01.0001 00:00:00"), "as it is"),
        (write(posted_date="2026-06-18 10:00:00 GMT+15"), "as it is"),
        (write(posted_date="2026-06-18 10:00:00 Etc/GMT+1"), "as it is"),
    ],
)
def test_what_nobody_can_read_for_certain_is_refused_with_what_to_do(content, remedy):
    with pytest.raises(UnreadablePayload, match=remedy):
        read(content)


def test_a_quantity_is_only_told_and_refuses_nothing():
    for told, meant in (("99999999999", None), ("one", None), ("2.0", 2), ("", None)):
        _header, (only,) = read(write(quantity_purchased=told))
        assert only.quantity == meant


SLASHED = {
    "of_settlement_start_date": "06/05/2026",
    "of_settlement_end_date": "06/12/2026",
    "of_deposit_date": "06/14/2026",
}


@pytest.mark.parametrize(
    ("dates", "posted", "meant"),
    [
        (SLASHED, "06/07/2026 10:00:00", "2026-06-07T10:00:00+00:00"),
        (SLASHED, "6/7/2026 8:14", "2026-06-07T08:14:00+00:00"),
        (
            {
                "of_settlement_start_date": "05/06/2026 00:00:00 UTC",
                "of_settlement_end_date": "12/06/2026 00:00:00 UTC",
                "of_deposit_date": "",
            },
            "07/06/2026 10:00:00 UTC",
            "2026-06-07T10:00:00+00:00",
        ),
        # The summary row is in another form: a row belongs to its period.
        ({}, "06/18/2026", "2026-06-18T12:00:00+00:00"),
        ({"of_settlement_start_date": "2026-06-04"}, "07/06/2026", "2026-06-07T12:00:00+00:00"),
        ({"of_settlement_start_date": "2026-06-04"}, "06/07/2026", "2026-06-07T12:00:00+00:00"),
        ({}, "20260617", "2026-06-17T12:00:00+00:00"),
    ],
)
def test_the_file_tells_whether_day_or_month_comes_first(dates, posted, meant):
    header, (only,) = read(write(**dates, posted_date=posted, posted_date_time=posted))

    assert only.posted.isoformat() == meant
    assert (header.end - header.start).days < 30
    assert header.deposit_date is None or header.deposit_date.month in (6, 7)


@pytest.mark.parametrize(
    "dates",
    [
        {"of_settlement_start_date": "", "of_settlement_end_date": "", "of_deposit_date": ""},
        {"of_settlement_start_date": "2026-05-01", "of_settlement_end_date": "2026-07-31"},
        {name: "06/07/2026" for name in SLASHED},
    ],
)
def test_a_date_that_may_be_two_days_is_not_guessed(dates):
    with pytest.raises(UnreadablePayload, match="is the month. Download"):
        read(write(**dates, posted_date="06/07/2026 10:00:00"))


def test_a_file_that_was_pasted_twice_is_read_once():
    text = write()
    headings, summary, sale = text.splitlines()
    for content in (
        text * 2,
        text * 3,
        "\n".join((headings, summary, sale, "", summary, sale)),
        "\n".join((headings, summary, summary, sale)),
        "\n".join((headings, summary, sale, summary)),
    ):
        _header, rows = read(content)
        assert [row.amount for row in rows] == [Decimal(20)]
    # Rows that are alike are as many amounts.
    assert len(read("\n".join((headings, summary, sale, sale)))[1]) == 2
    assert len(read("\n".join((headings, summary, sale, sale, summary, sale, sale)))[1]) == 2


def test_halves_that_differ_are_refused_with_the_line():
    headings, summary, sale = write().splitlines()
    other = sale.replace("Principal", "Shipping")
    for rows in ((sale, other, summary, sale), (sale, summary, sale, other)):
        with pytest.raises(UnreadablePayload, match="begins again here, with other rows"):
            read("\n".join((headings, summary, *rows)))
    # The rest of a file below its summary row.
    assert len(read("\n".join((headings, summary, sale, summary, other)))[1]) == 2
    with pytest.raises(UnreadablePayload, match="second summary row"):
        read("\n".join((headings, summary, sale, summary.replace("20.00", "30.00"))))
    with pytest.raises(UnreadablePayload, match="another settlement"):
        read(write() + write(of_settlement_id="7", settlement_id="7"))
