"""Payouts, expected payouts and balances: read strictly, their words left open."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from spapi.errors import UnreadablePayload
from spapi.transfers import (
    parse_balance,
    parse_expected_payout,
    parse_payout,
    read_balances,
)

PARTNER = {"partnerId": "S1", "accountType": "STANDARD_ORDERS", "marketplaceId": "ATVPDKIKX0DER"}
SETTLEMENT = [
    {"relatedIdentifierName": "OTHER", "relatedIdentifierValue": "0"},
    {"relatedIdentifierName": "SETTLEMENT_ID", "relatedIdentifierValue": "4711"},
]


def money(amount, currency="USD"):
    return {"currencyAmount": amount, "currencyCode": currency}


def payout(**changes):
    return {
        "id": "P1",
        "partnerMetadata": PARTNER,
        "currentStatus": "Failed",
        "statusHistory": [
            {"status": "STARTED", "lastUpdatedDate": "2026-07-01T10:00:00Z"},
            {
                "status": "FAILED",
                "lastUpdatedDate": "2026-07-03T10:00:00+02:00",
                "failureReason": "Account closed",
            },
        ],
        "creationDate": "2026-07-01T10:00:00Z",
        "amount": money(0.30000000000000004),
        "traceId": "ABC123",
        "relatedIdentifiers": SETTLEMENT,
        **changes,
    }


def test_a_payout_is_read_with_its_history_and_its_settlement():
    read = parse_payout(payout())
    assert (read.payout_id, read.status, read.failure) == ("P1", "FAILED", "Account closed")
    assert (read.amount, read.currency) == (Decimal("0.3"), "USD")
    assert (read.settlement_id, read.trace_id) == ("4711", "ABC123")
    assert read.changed_at == datetime(2026, 7, 3, 8, tzinfo=UTC)


@pytest.mark.parametrize("word", ["IN_TRANSIT", "InTransit", "In Transit", "in-transit"])
def test_a_word_is_the_same_however_it_is_written(word):
    assert parse_payout(payout(currentStatus=word)).status == "IN_TRANSIT"


def test_nothing_to_pay_has_no_amount_and_no_history_is_no_fault():
    read = parse_payout(payout(amount=None, statusHistory=None, currentStatus="NO_PAYOUT"))
    assert (read.amount, read.currency) == (None, "")
    assert read.changed_at == read.created_at


@pytest.mark.parametrize(
    "changes",
    [
        {"id": ""},
        {"creationDate": "yesterday"},
        {"amount": money("much")},
        {"statusHistory": "none"},
        {"currentStatus": None},
    ],
)
def test_what_is_broken_is_refused_with_its_place(changes):
    with pytest.raises(UnreadablePayload):
        parse_payout(payout(**changes))


def test_a_payout_without_its_day_and_currency_is_of_its_first_step():
    told = payout(amount={"currencyAmount": "12.50"}, relatedIdentifiers=None, period=None)
    del told["creationDate"]
    read = parse_payout(told)
    assert read.created_at == datetime(2026, 7, 1, 10, tzinfo=UTC)
    assert (read.amount, read.currency, read.settlement_id) == (Decimal("12.50"), "", "")


def test_an_odd_time_that_is_only_shown_and_a_currency_in_small_letters_keep_nothing_back():
    steps = [{"status": "STARTED", "lastUpdatedDate": "soon"}, {"status": "FAILED"}]
    period = {"startDate": "n/a", "endDate": "0001-01-01T00:00:00Z"}
    read = parse_payout(payout(statusHistory=steps, period=period, amount=money("12.50", " usd ")))
    assert (read.amount, read.currency, read.period_start) == (Decimal("12.50"), "USD", None)
    assert [(step.status, step.at) for step in read.history] == [
        ("STARTED", None),
        ("FAILED", None),
    ]
    told = {"partnerMetadata": PARTNER, "status": "SCHEDULED", "scheduledDate": "tomorrow"}
    assert parse_expected_payout(told | {"amount": money("1.00")}).scheduled_at is None


def test_an_expected_payout_may_say_that_there_is_none():
    read = parse_expected_payout({"partnerMetadata": PARTNER, "status": "NO_PAYOUT_EXPECTED"})
    assert (read.amount, read.scheduled_at, read.settlement_id) == (None, None, "")


def test_balances_are_read_with_what_they_are_made_of():
    held = [{"balanceType": "DEFERRED", "amount": money(7)}]
    read = parse_balance(
        {
            "partnerMetadata": PARTNER,
            "balanceType": "TOTAL",
            "amount": money(10.5),
            "balances": [{"balanceType": "RESERVED", "amount": money(7), "balances": held}],
        }
    )
    assert read.amounts == {"TOTAL": Decimal("10.5"), "RESERVED": 7, "DEFERRED": 7}


def test_parts_of_one_kind_add_up_and_none_counts_twice():
    parts = [
        {"balanceType": "DEFERRED", "amount": {"currencyAmount": "7"}},
        {"balanceType": "deferred", "amount": money(2), "balances": None},
        {"amount": money(1)},
    ]
    parts[0]["balances"] = [{"balanceType": "DEFERRED", "amount": money(4)}]
    read = parse_balance({"partnerMetadata": PARTNER, "balanceType": "TOTAL", "balances": parts})
    assert (read.currency, read.amounts["DEFERRED"]) == ("USD", 9)
    assert "TOTAL" not in read.amounts


def test_balances_in_two_currencies_and_without_end_are_refused():
    other = {"balanceType": "DEFERRED", "amount": money(7, "EUR")}
    tree = {"balanceType": "TOTAL", "amount": money(1), "balances": [other]}
    with pytest.raises(UnreadablePayload, match="EUR beside USD"):
        parse_balance(tree)
    deep = {"balanceType": "TOTAL", "amount": money(1)}
    for _level in range(20):
        deep = {"balanceType": "TOTAL", "amount": money(1), "balances": [deep]}
    with pytest.raises(UnreadablePayload, match="deep"):
        parse_balance(deep)


def test_a_balance_that_cannot_be_read_hides_that_of_its_marketplace_alone():
    def balance(place, amount, currency="USD"):
        partner = {**PARTNER, "marketplaceId": place}
        parts = [{"balanceType": "DEFERRED", "amount": money(1, "USD")}]
        told = {"balanceType": "TOTAL", "amount": money(amount, currency), "balances": parts}
        return told | {"partnerMetadata": partner}

    read = read_balances([balance("US", 5), balance("CA", 5, "CAD"), balance("CA", 1)])

    # Half of what a marketplace holds would be taken for all of it.
    assert [each.marketplace_id for each in read] == ["US"]
    with pytest.raises(UnreadablePayload):
        read_balances([balance("", 5, "CAD")])
