"""Every oddity that can be planted, by name: which it is, and whether the file still adds up."""

import re
from collections import Counter
from decimal import Decimal

import pytest

from sp_api_simulator import ControlError
from sp_api_simulator.render.settlement_file import COLUMNS
from sp_api_simulator.render.settlement_style import TRAPS as FILE_TRAPS
from sp_api_simulator.trading.traps import TRAPS as ROW_TRAPS

from .settled import amount, close, listed_files, read

NOT_TO_BE_BOOKED = ("flipped_sign", "header_off_by_a_cent", "lost_row", "broken_amount")


@pytest.fixture
def amazon(amazon):
    """A sale of a thousand mugs for more than a thousand dollars."""
    line = {"sku": "MÜG", "quantity": 2, "unit_price": "1234.50", "promotion_ids": ["10% Off"]}
    amazon.ship_and_bill(amazon.place_order(lines=[line | {"discount": "200"}]))
    amazon.charge("storage", "2.00")
    return amazon


def content(amazon, *traps):
    told = amazon.close_settlement(traps=list(traps))
    return amazon.settlement_file(told["settlement_id"])


def content_again(amazon, *traps):
    """The last settlement's file, written with other traps."""
    return amazon.settlement_file(amazon.settlements()[-1]["settlement_id"], list(traps))


def lines(amazon, *traps):
    return content(amazon, *traps).decode().split("\r\n")


def descriptions(file):
    return [row["amount-description"] for row in file.rows]


@pytest.mark.parametrize(
    "trap",
    [name for name in (*ROW_TRAPS, *FILE_TRAPS) if name not in (*NOT_TO_BE_BOOKED, "version_1")],
)
def test_header_is_the_sum_of_the_rows_whatever_is_odd(amazon, trap):
    charset = "cp1252" if trap in ("cp1252", "unnamed_charset") else "utf-8-sig"
    for _settlement in range(2):
        file = read(content(amazon, trap), charset)
        assert file.total == file.sum
        amazon.charge("storage", "1.00")


@pytest.mark.parametrize("trap", ["flipped_sign", "header_off_by_a_cent", "lost_row"])
def test_header_is_not_the_sum_of_the_rows(amazon, trap):
    file = close(amazon, trap)
    assert file.total != file.sum
    told = amazon.relist_settlement(amazon.settlements()[0]["settlement_id"])
    file = read(amazon.settlement_file(told["settlement_id"]))
    assert file.total == file.sum


def test_an_amount_may_be_none(amazon):
    assert {row["amount"] for row in close(amazon, "broken_amount").rows} == {"#N/A"}


def test_rows_have_all_columns_and_no_header_dates(amazon):
    head, summary, first, *_ = lines(amazon)
    assert head.split("\t") == list(COLUMNS)
    assert len(summary.split("\t")) == len(first.split("\t")) == 24
    assert first.split("\t")[1:6] == ["", "", "", "", "USD"]


def test_truncated_summary(amazon):
    assert lines(amazon, "truncated_summary")[1].endswith("\tUSD")


def test_header_on_details(amazon):
    file = close(amazon, "header_on_details")
    assert file.rows[0]["deposit-date"] == file.summary["deposit-date"]


def test_currency_only_on_summary(amazon):
    file = close(amazon, "currency_only_on_summary")
    assert file.summary["currency"] == "USD"
    assert {row["currency"] for row in file.rows} == {""}


@pytest.mark.parametrize(
    ("trap", "day", "moment"),
    [
        ("dates_utc", r"\d{4}-\d\d-\d\d 00:00:00 UTC", r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC"),
        ("dates_iso", r"\d{4}-\d\d-\d\d", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00"),
        ("dates_dotted", r"\d\d\.\d\d\.\d{4}", r"\d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d UTC"),
    ],
)
def test_dates(amazon, trap, day, moment):
    row = close(amazon, trap).rows[0]
    assert re.fullmatch(day, row["posted-date"])
    assert re.fullmatch(moment, row["posted-date-time"])


def test_decimal_comma_and_thousands_separators(amazon):
    file = close(amazon, "decimal_comma", "thousands_separators")
    assert file.rows[0]["amount"] == "2.469,00"
    amazon.credit("adjustment", "1234.5")
    assert close(amazon, "thousands_separators").rows[0]["amount"] == "1,234.50"


def test_parentheses(amazon):
    assert close(amazon, "parentheses").of("Storage Fee")[0]["amount"] == "(2.00)"


def test_letter_case(amazon):
    assert descriptions(close(amazon, "upper_case"))[0] == "PRINCIPAL"
    amazon.charge("storage", "1.00")
    assert close(amazon, "lower_case").rows[0]["amount-description"] == "storage fee"


def test_blank_marketplace(amazon):
    names = Counter(row["marketplace-name"] for row in close(amazon, "blank_marketplace").rows)
    assert names[""] >= 1
    assert names["Amazon.com"] >= 1


def test_quantity_is_repeated_on_fees(amazon):
    [commission] = close(amazon).of("Commission")
    assert commission["quantity-purchased"] == "2"


def test_cp1252(amazon):
    raw = content(amazon, "cp1252")
    with pytest.raises(UnicodeDecodeError):
        raw.decode()
    assert "MÜG" in raw.decode("cp1252")
    amazon.charge("storage", "1.00", sku="MÜG")
    assert content(amazon, "unnamed_charset") == content_again(amazon, "cp1252")


def test_byte_order_mark(amazon):
    assert content(amazon, "byte_order_mark").startswith(b"\xef\xbb\xbf")


def test_unix_lines_blank_lines_and_short_rows(amazon):
    assert b"\r" not in content(amazon, "unix_lines")
    amazon.charge("storage", "1.00")
    assert "" in lines(amazon, "blank_lines")[1:-1]
    amazon.charge("storage", "1.00")
    assert len(lines(amazon, "short_rows")[2].split("\t")) < 24


def test_columns_in_another_order_one_more_or_one_less(amazon):
    assert lines(amazon, "other_column_order")[0].split("\t") == list(COLUMNS[::-1])
    assert lines(amazon, "extra_column")[0].endswith("\ta-column-of-tomorrow")
    assert "promotion-id" not in lines(amazon, "without_promotion_id")[0]


def test_version_1_is_listed_under_its_own_type(amazon, partner):
    assert "price-amount" in lines(amazon, "version_1")[0]
    types = [report["reportType"] for report in amazon.reports()]
    assert types == ["GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE"]
    assert listed_files(partner) == []


def test_listed_twice(amazon, partner):
    amazon.close_settlement(traps=["listed_twice"])
    one, other = listed_files(partner)
    assert one == other


def test_unknown_fee(amazon):
    assert "PlanetaryAlignmentFee" in descriptions(close(amazon, "unknown_fee"))


def test_duplicate_rows(amazon):
    one, other = close(amazon, "duplicate_rows").of("Shipping label purchase for return")
    assert one == other


def test_shipment_id_as_order(amazon):
    [row] = [r for r in close(amazon, "shipment_id_as_order").rows if r["amount"] == "-44.13"]
    assert row["order-id"].startswith("FBA15")


def test_refund_before_go_live(amazon):
    rows = [
        r for r in close(amazon, "refund_before_go_live").rows if r["transaction-type"] == "Refund"
    ]
    assert {row["sku"] for row in rows} == {"LONG-GONE"}
    with pytest.raises(ControlError, match="there is no order"):
        amazon.order(rows[0]["order-id"])


def test_order_in_two_settlements(amazon):
    files = close(amazon, "order_in_two_settlements"), close(amazon)
    orders = [{row["order-id"] for row in file.rows if row["sku"] == "SPLIT"} for file in files]
    assert orders[0] == orders[1] != set()


def test_negative_total_and_the_card_that_pays_it(amazon):
    assert close(amazon, "negative_total").total == Decimal("-126.14")
    amazon.charge_card()
    assert [amount(row["amount"]) for row in close(amazon).rows] == [
        Decimal("-126.14"),
        Decimal("126.14"),
    ]


def test_zero_total(amazon):
    assert close(amazon, "zero_total").total == 0
    assert amazon.payouts()[0]["status"] == "NO_PAYOUT"


def test_month_crossing(amazon):
    rows = [row for row in close(amazon, "month_crossing").rows if row["amount"] == "-12.34"]
    assert len({row["posted-date"][:7] for row in rows}) == 2


def test_other_marketplace(amazon):
    names = {row["marketplace-name"] for row in close(amazon, "other_marketplace").rows}
    assert len(names) == 2


def test_whole_vocabulary(amazon):
    rows = close(amazon, "whole_vocabulary").rows
    words = {
        (row["transaction-type"], row["amount-type"], row["amount-description"]) for row in rows
    }
    assert len(words) > 150
    assert ("ServiceFee", "Cost of Advertising", "TransactionTotalAmount") in words
    assert ("Order", "Promotion", "Shipping") in words


def test_micro_deposit(amazon):
    [row] = close(amazon, "micro_deposit").of("Micro Deposit")
    assert (row["transaction-type"], row["amount"]) == ("Transfers", "-0.01")


def test_planted_traps_come_up_in_the_next_file_alone(amazon):
    amazon.plant("truncated_summary")
    amazon.plant("unknown_fee")
    assert lines(amazon)[1].endswith("USD")
    assert not lines(amazon)[1].endswith("USD")
    assert set(amazon.traps()) == {*ROW_TRAPS, *FILE_TRAPS}
    with pytest.raises(ControlError, match="there is no trap 'nonsense'"):
        amazon.plant("nonsense")
