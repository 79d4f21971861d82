"""Whatever stands in a settlement report: what is written is what is read, to the cent."""

import gzip
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from spapi.documents import Document
from spapi.errors import UnreadablePayload
from spapi.settlements import parse_amount, parse_moment, plain_document, read_settlement
from spapi.settlements.layout import COLUMNS

AMOUNTS = st.decimals(-(10**9), 10**9, places=2, allow_nan=False, allow_infinity=False)
WORDS = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters='"'), max_size=20)
STYLES = {
    "plain": lambda amount: f"{amount:f}",
    "thousands": lambda amount: f"{amount:,f}",
    "comma": lambda amount: f"{amount:f}".replace(".", ","),
    "european": lambda amount: f"{amount:,f}".translate(str.maketrans(",.", ".,")),
    "parentheses": lambda amount: f"({abs(amount):f})" if amount < 0 else f"{amount:f}",
    "trailing": lambda amount: f"{abs(amount):f}-" if amount < 0 else f"{amount:f}",
    "currency": lambda amount: f"EUR {amount:f}",
    "unicode": lambda amount: f"{amount:f}".replace("-", "\u2212"),
}


def write(rows, style="plain", encoding="utf-8"):
    total = sum((amount for *_words, amount in rows), Decimal(0))
    lines = ["\t".join(COLUMNS), f"9001\t2026-06-16\t2026-06-30\t2026-07-02\t{total}\tUSD"]
    for *words, amount in rows:
        cells = dict(
            zip(
                ("transaction-type", "amount-type", "amount-description", "sku"),
                words,
                strict=True,
            )
        )
        cells |= {"settlement-id": "9001", "amount": STYLES[style](amount)}
        lines.append("\t".join(cells.get(name, "") for name in COLUMNS))
    return "\r\n".join(lines).encode(encoding)


@given(
    st.lists(st.tuples(WORDS, WORDS, WORDS, WORDS, AMOUNTS), max_size=20),
    st.sampled_from(sorted(STYLES)),
    st.sampled_from(("utf-8", "utf-8-sig", "utf-16")),
    st.booleans(),
)
def test_what_is_written_is_read(rows, style, encoding, is_packed):
    content = write(rows, style, encoding)
    if is_packed and encoding != "utf-16":
        content = gzip.compress(content)

    report = read_settlement(plain_document(Document(content)).lines())

    read = [
        (row.transaction_type, row.amount_type, row.amount_description, row.sku, row.amount)
        for row in report.rows
    ]
    assert read == rows
    assert report.header.total == sum((row[-1] for row in rows), Decimal(0))


@given(AMOUNTS, st.sampled_from(sorted(STYLES)))
def test_an_amount_is_the_same_in_every_style(amount, style):
    assert parse_amount(STYLES[style](amount)) == amount


@given(st.text(max_size=60))
def test_an_amount_is_a_number_or_nothing(text):
    amount = parse_amount(text)
    assert amount is None or any(letter.isdigit() for letter in text)


@pytest.mark.parametrize(
    "text", ["", "-", "12,x", "5-3", "--5", "#REF!", "1.2.3", "5 USD USD", "1e5", "NaN", "(-5)"]
)
def test_what_is_no_amount_is_none(text):
    assert parse_amount(text) is None


@given(st.binary(max_size=2000))
@example(b"\r;")
def test_no_file_breaks_the_reader(content):
    with suppress(UnreadablePayload):
        list(read_settlement(plain_document(Document(content)).lines()).rows)


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-17 08:14:22 UTC",
        "2026-06-17T08:14:22Z",
        "2026-06-17T10:14:22+02:00",
        "17.06.2026 08:14:22 UTC",
        "2026/06/17 08:14:22 UTC",
        "2026-06-17 01:14:22 PDT",
    ],
)
def test_times_are_read_in_every_form(text):
    assert parse_moment(text).isoformat() == "2026-06-17T08:14:22+00:00"


def test_a_day_without_a_time_is_the_same_day_in_every_marketplace():
    for text in ("2026-06-17", "17.06.2026", "2026/06/17"):
        assert parse_moment(text).isoformat() == "2026-06-17T12:00:00+00:00"
