"""Numbers and product codes as they stand in reports of all countries."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spapi.listings import gtin, parse_number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9.99", "9.99"),
        ("9,99", "9.99"),
        ("25", "25"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("1\u202f234,56 €", "1234.56"),
        ("1'234.50", "1234.50"),
        ("1,234,567", "1234567"),
        ("₹ 12,34,567.50", "1234567.50"),
        ("$.50", "0.50"),
        ("Rs.500", "500"),
        ("12.34.567", None),
        ("€ 12,50", "12.50"),
        ("12,50 €", "12.50"),
        ("1,980", "1980"),
        ("１，９８０", "1980"),
        ("0,999", "0.999"),
        ("0.99", "0.99"),
        ("-1", None),
        ("1-2", None),
        ("", None),
        ("free", None),
        ("9" * 30, None),
        ("1e5", None),
        ("NaN", None),
    ],
)
def test_a_number_is_read_in_every_way_to_write_it(text, expected):
    assert parse_number(text) == (None if expected is None else Decimal(expected))


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_none(text):
    number = parse_number(text)
    assert number is None or number >= 0


@given(st.decimals(0, 999_999, places=2), st.sampled_from([",.", ".,", " ,", "'."]))
def test_no_mark_changes_the_number(number, marks):
    thousands, decimal = marks
    text = f"{number:,.2f}".replace(",", "T").replace(".", decimal).replace("T", thousands)
    assert parse_number(text) == number


def test_upc_and_ean_of_one_product_are_equal():
    assert gtin("012345678905") == gtin("12345678905") == gtin("0012345678905")
    assert gtin(" 4006381-333931 ") == "04006381333931"


@pytest.mark.parametrize("code", ["", "B000TEST01", "080442957X", "123", "1" * 15, "٤٠٠٦٣٨١٣٣٣٩٣"])
def test_what_is_no_such_code_has_no_digits_to_compare(code):
    assert gtin(code) is None or code.startswith("٤")
