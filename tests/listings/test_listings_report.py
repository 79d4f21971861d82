"""The listings report, as files of different countries look."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spapi.errors import UnreadablePayload
from spapi.listings import parse_listings_report

US = (
    "item-name\tlisting-id\tseller-sku\tprice\tquantity\topen-date\tproduct-id-type"
    "\titem-condition\tasin1\tproduct-id\tfulfillment-channel\tstatus\n"
    "A mug\t0101A\tMUG\t9.99\t12\t2017-01-01 10:00:00 PST\t1\t11\tB0000MUG\tB0000MUG\tDEFAULT"
    "\tActive\n"
    "A lamp\t0101B\tLAMP\t25\t\t2017-07-01 10:00:00 PDT\t3\t11\tB000LAMP\t400638133393\tAMAZON_NA"
    "\tInactive\n"
)


def test_rows_are_read_by_their_headings():
    mug, lamp = parse_listings_report(US).rows
    assert (mug.sku, mug.asin, mug.title) == ("MUG", "B0000MUG", "A mug")
    assert (mug.price, mug.quantity) == (Decimal("9.99"), 12)
    assert mug.opened_at == datetime(2017, 1, 1, 18, tzinfo=UTC)
    assert (lamp.fulfillment_channel, lamp.quantity, lamp.status) == ("AMAZON_NA", None, "Inactive")
    assert lamp.opened_at == datetime(2017, 7, 1, 17, tzinfo=UTC)
    assert lamp.raw["listing-id"] == "0101B"


def test_columns_may_come_in_any_order_and_with_a_byte_order_mark():
    report = parse_listings_report("\ufeffstatus\tseller-sku\r\nActive\tMUG\r\n")
    assert [(row.sku, row.status) for row in report.rows] == [("MUG", "Active")]


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        ("Händler-SKU\tPreis\tMenge\tVersender\tStatus", "MUG\t9,99\t3\tDEFAULT\tActive"),
        ("sku-vendeur\tprix\tquantité\tcanal-traitement\tétat", "MUG\t9,99\t3\tDEFAULT\tActive"),
        (
            "出品者SKU\t価格\t数量\tフルフィルメント・チャンネル\tステータス",
            "MUG\t9.99\t3\t\tActive",
        ),
        ("seller-sku (satıcı sku)\tprice (fiyat)\tquantity (adet)\tdurum", "MUG\t9,99\t3\tActive"),
        ("sku-البائع\tالسعر\tالكمية\tقناة-الشحن\tالحالة", "MUG\t9.99\t3\tDEFAULT\tActive"),
        ("SKU venditore\tPrezzo\tQuantità\tCanale di gestione\tstato", "MUG\t9,99\t3\t\tActive"),
        ("SKU del vendedor\tPrecio\tCantidad\tEstado", "MUG\t9,99\t3\tActive"),
        ("sku-sprzedawcy\tcena\tilość\tstatus", "MUG\t9,99\t3\tActive"),
        # What is left where Amazon could not write its own letters.
        ("H?ndler-SKU\tPreis\tMenge\tStatus", "MUG\t9,99\t3\tActive"),
        ("sku-vendeur\tprix\tquantit\ufffd\t\ufffdtat", "MUG\t9,99\t3\tActive"),
    ],
)
def test_headings_may_be_translated(heading, row):
    (listing,) = parse_listings_report(f"{heading}\n{row}\n").rows
    assert (listing.sku, listing.price, listing.quantity) == ("MUG", Decimal("9.99"), 3)
    assert listing.status == "Active"


def test_headings_may_be_written_with_spaces_or_underscores():
    report = parse_listings_report("Seller SKU\tITEM_NAME\tFulfillment Channel\nMUG\tA\tDEFAULT\n")
    assert [(row.sku, row.title, row.fulfillment_channel) for row in report.rows] == [
        ("MUG", "A", "DEFAULT")
    ]


def test_british_dates_are_read_and_unknown_ones_left_out():
    heading = "seller-sku\topen-date\tstatus\n"
    report = parse_listings_report(
        heading + "A\t29/09/2025 16:19:39 BST\tActive\nB\tyesterday XYZ\tActive\n"
    )
    assert [row.opened_at for row in report.rows] == [
        datetime(2025, 9, 29, 15, 19, 39, tzinfo=UTC),
        None,
    ]


def test_a_bad_row_is_told_and_the_others_are_read():
    heading = "seller-sku\tprice\tquantity\tstatus\n"
    rows = ["MUG\t9.99\t1\tActive", "\t1\t1\tActive", "CUT\t9.9", "ODD\tmuch\t1\tActive"]
    report = parse_listings_report(heading + "\n".join(rows))
    assert [row.sku for row in report.rows] == ["MUG", "ODD"]
    assert [(error.line, error.reason, error.sku) for error in report.unreadable] == [
        (3, "no SKU", ""),
        (4, "no status: the row is cut short", "CUT"),
    ]
    assert (report.rows_seen, report.complete) == (4, False)


def test_a_report_without_skus_is_unreadable_and_says_what_to_do():
    with pytest.raises(UnreadablePayload, match="to English"):
        parse_listings_report("<html>Service Unavailable</html>")


def test_an_empty_report_has_no_rows():
    report = parse_listings_report("seller-sku\tstatus\n")
    assert (report.rows, report.rows_seen) == ((), 0)


@given(st.text())
def test_any_text_is_read_or_unreadable(text):
    report = parse_listings_report("seller-sku\tprice\tquantity\topen-date\tstatus\n" + text)
    assert len(report.rows) + len(report.unreadable) == report.rows_seen <= text.count("\n") + 1
    assert all(row.sku and not set(row.sku) & {"\0", "\t"} for row in report.rows)


COLUMNS = ("item-name", "item-description", "seller-sku", "price", "quantity", "status")
CELLS = st.text(st.sampled_from("ab1,\n\r\0"), max_size=6)


@settings(max_examples=300)
@given(st.lists(st.tuples(CELLS, CELLS, st.sampled_from(["", "\n"])), max_size=6))
def test_no_line_break_makes_a_listing_vanish_in_silence_or_another_one_appear(fields):
    lines = ["\t".join(COLUMNS)]
    for number, (title, description, end) in enumerate(fields):
        lines.append(f"{title}\t{description}\tSKU-{number}\t9.99\t{number}\tActive{end}")
    report = parse_listings_report("\r\n".join(lines) + "\r\n")
    told = {row.sku for row in report.rows}
    wanted = {f"SKU-{number}" for number in range(len(fields))}
    assert told <= wanted
    assert told == wanted or not report.complete
    assert all(row.quantity == int(row.sku.removeprefix("SKU-")) for row in report.rows)


@given(st.integers(0, 3), st.integers(1, 19))
def test_a_report_that_breaks_off_before_a_status_is_not_complete(whole, letters):
    rows = [f"Title\t\tSKU-{number}\t9.99\t1\tActive" for number in range(4)]
    text = "\n".join(["\t".join(COLUMNS), *rows[:whole], rows[whole][:letters]])
    report = parse_listings_report(text)
    assert [row.sku for row in report.rows] == [f"SKU-{number}" for number in range(whole)]
    assert not report.complete


def test_a_report_with_every_cell_in_quotes_is_read_without_them():
    report = parse_listings_report('"seller-sku"\t"item-name"\n"MUG"\t"A ""big"" mug"\n')
    assert [(row.sku, row.title) for row in report.rows] == [("MUG", 'A "big" mug')]


def test_quotes_of_single_cells_belong_to_them():
    report = parse_listings_report('seller-sku\titem-name\n"MUG"\t19" rack\n')
    assert [(row.sku, row.title) for row in report.rows] == [('"MUG"', '19" rack')]


def test_without_a_column_of_asins_the_products_id_tells_it_where_it_is_one():
    """As reports of Japan have it: an EAN is none, and what stands in the column counts."""
    heading = "出品者SKU\t商品IDタイプ\t商品ID\n"
    rows = "MUG\t1\tB00V7I4DHA\nBOOK\t2\t430646091X\nLAMP\t4\t4006381333931\n"
    assert [row.asin for row in parse_listings_report(heading + rows).rows] == [
        "B00V7I4DHA",
        "430646091X",
        "",
    ]
    both = parse_listings_report("seller-sku\tasin1\tproduct-id\nMUG\tB0000MUG01\tB0OLDOLD01\n")
    assert [row.asin for row in both.rows] == ["B0000MUG01"]


@pytest.mark.parametrize("word", ["Default", "default", "DEFAULT"])
def test_the_channel_is_one_word_however_it_is_written(word):
    heading = "seller-sku\tfulfillment-channel\n"
    report = parse_listings_report(f"{heading}MUG\t{word}\nCUP\tAmazon_NA\n")
    assert [row.fulfillment_channel for row in report.rows] == ["DEFAULT", "AMAZON_NA"]


@pytest.mark.parametrize(
    ("condition", "is_used"),
    [("11", False), ("New", False), ("", False), ("Neu", False), ("1", True), ("10", True)]
    + [("UsedLikeNew", True), ("used_good", True), ("Collectible", True), ("REFURBISHED", True)],
)
def test_what_is_not_new_is_told_by_code_or_word(condition, is_used):
    report = parse_listings_report(f"seller-sku\titem-condition\nMUG\t{condition}\n")
    assert [row.is_used for row in report.rows] == [is_used]
