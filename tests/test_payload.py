"""Numbers, words and times of Amazon's JSON in other spellings; what is missing is not empty."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from spapi.errors import UnreadablePayload
from spapi.payload import Money, Node


@pytest.mark.parametrize(
    ("written", "amount"),
    [("2.2E+1", "22"), ("0E-2", "0"), ("0E-30", "0"), ("-1.5e1", "-15"), (1e-7, "0.0000001")],
)
def test_powers_of_ten_are_numbers(written, amount):
    """RFC 7159, which Amazon's model names, has them."""
    assert Node({"amount": written}).decimal("amount") == Decimal(amount)


@pytest.mark.parametrize("written", ["1E+99", "1E+999999999", "1E-12", "E5", "1E", "NaN", "1e1e1"])
def test_what_is_no_sum_of_money_is_refused(written):
    with pytest.raises(UnreadablePayload, match="is not an amount"):
        Node({"amount": written}).decimal("amount")


def test_a_currency_is_one_however_it_is_written():
    node = Node({"total": {"amount": "1.00", "currencyCode": " eur"}})
    assert node.money("total") == Money(Decimal("1.00"), "EUR")


def test_blanks_around_a_time_are_no_part_of_it():
    node = Node({"at": " 2026-03-02T10:00:00Z ", "never": " "})
    assert (node.time("at"), node.time("never")) == (datetime(2026, 3, 2, 10, tzinfo=UTC), None)


@pytest.mark.parametrize(
    ("told", "meant"), [(True, True), ("true", True), ("True", True), (False, False), (None, False)]
)
def test_true_may_be_a_text(told, meant):
    assert Node({"told": told}).flag("told") is meant


@pytest.mark.parametrize("answer", [{}, {"orders": None}])
def test_what_is_missing_is_not_empty(answer):
    with pytest.raises(UnreadablePayload, match="orders: is missing"):
        Node(answer).require("orders")
    assert Node({"orders": []}).require("orders").elements("orders") == ()


def test_null_in_a_list_of_words_is_none():
    assert Node({"programs": [None, "PRIME", None]}).texts("programs") == ("PRIME",)
    with pytest.raises(UnreadablePayload, match="is not a text"):
        Node({"programs": ["PRIME", 5]}).texts("programs")


def test_null_in_a_list_of_objects_is_none():
    assert [node.path for node in Node({"items": [None, {}, None]}).nodes("items")] == ["items[1]"]
    with pytest.raises(UnreadablePayload, match=r"items\[0\]: is not an object"):
        list(Node({"items": ["MUG"]}).nodes("items"))
