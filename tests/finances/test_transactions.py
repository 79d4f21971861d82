"""Transactions of Finances 2024-06-19: read strictly, their words left open."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from spapi.errors import ExpiredReference, UnreadablePayload
from spapi.finances import may_be_refund, parse_transaction

from .transactions import FEES, PRINCIPAL, TAX, item, money, node, transaction


def test_a_refund_is_read_with_identifiers_items_and_leaves():
    read = parse_transaction(transaction(-9.6, items=[item(PRINCIPAL, TAX, FEES)]))

    assert read.order_id == "111-1234567-1234567"
    assert read.refund_id == "amzn1:crow:1"
    assert read.is_released
    assert (read.total, read.currency) == (Decimal("-9.6"), "USD")
    assert read.posted_at == datetime(2026, 7, 14, 3, 35, 13, 214000, UTC)
    (only,) = read.items
    assert (only.item_ref, only.sku, only.quantity_shipped) == ("81297625-121-27551", "MUG", 2)
    assert (("AmazonFees", "Commission", "Tax"), Decimal("0.25")) in only.amounts


def test_what_a_branch_says_beyond_its_leaves_is_not_lost():
    branch = node("ProductCharges", -10, node("OurPricePrincipal", -9))

    (only,) = parse_transaction(transaction(items=[item(branch)])).items

    assert sum(amount for _path, amount in only.amounts) == -10
    assert (("ProductCharges",), Decimal(-1)) in only.amounts


def test_the_breakdowns_may_be_an_object_as_in_amazons_example():
    read = parse_transaction(transaction(breakdowns=[]) | {"breakdowns": {"breakdowns": [TAX]}})

    assert read.amounts == ((("Tax", "OurPriceTax"), Decimal("-0.8")),)


def test_a_status_in_small_letters_is_the_same_and_an_unknown_one_is_not_final():
    assert parse_transaction(transaction(transactionStatus="Released")).is_released
    assert parse_transaction(transaction(transactionStatus="DEFERRED_RELEASED")).is_released
    assert not parse_transaction(transaction(transactionStatus="DEFERRED")).is_released
    assert not parse_transaction(transaction(transactionStatus="ON_REVIEW")).is_released


def test_currencies_in_small_letters_and_an_odd_day_of_release_keep_no_refund_back():
    deferral = {"contextType": "DeferredContext", "maturityDate": "soon", "deferralReason": "DD7"}
    refunded = item(node("OurPricePrincipal", -11.5, currency="usd"))
    read = parse_transaction(transaction(items=[refunded], contexts=[deferral]))
    assert (read.currency, read.maturity_at, read.deferral_reason) == ("USD", None, "DD7")
    small = transaction() | {"totalAmount": money(-11.5, "usd"), "items": [refunded]}
    assert parse_transaction(small).currency == "USD"


def test_numbers_that_were_added_up_in_binary_are_what_they_mean():
    assert parse_transaction(transaction(0.1 + 0.2)).total == Decimal("0.3")


def test_what_amazons_model_lets_out_keeps_nothing_back():
    branch = {"breakdownType": "ProductCharges", "breakdowns": [node("OurPricePrincipal", -10)]}
    bare = {"currencyAmount": "-0.8"}
    tax = {"breakdownType": "Tax", "breakdowns": [{"breakdownType": "OurPriceTax"}]}
    tax["breakdowns"][0]["breakdownAmount"] = bare
    told = item(branch, tax)
    told["totalAmount"] = None
    told["contexts"][0]["quantityShipped"] = "2"
    payload = transaction(-10.8, items=[told], contexts=None) | {"breakdowns": None}

    read = parse_transaction(payload)

    (only,) = read.items
    assert (only.total, only.quantity_shipped) == (None, 2)
    assert only.amounts == (
        (("ProductCharges", "OurPricePrincipal"), Decimal(-10)),
        (("Tax", "OurPriceTax"), Decimal("-0.8")),
    )


def test_without_a_status_nothing_is_final():
    payload = transaction()
    del payload["transactionStatus"]

    assert parse_transaction(payload).status == ""
    assert not parse_transaction(payload).is_released
    assert parse_transaction(payload | {"transactionStatus": "DeferredReleased"}).is_released


def test_why_it_waits_may_stand_on_its_items():
    waits = {"contextType": "DeferredContext", "deferralReason": "DD7"}
    waits["maturityDate"] = "2026-07-21T00:00:00Z"
    told = item(PRINCIPAL)
    told["contexts"].append(waits)

    read = parse_transaction(transaction(items=[told], transactionStatus="DEFERRED"))

    assert (read.deferral_reason, read.maturity_at.day) == ("DD7", 21)


@pytest.mark.parametrize(
    "broken",
    [
        None,
        [],
        transaction(postedDate="yesterday"),
        transaction(totalAmount=money("1,5")),
        transaction(totalAmount={"currencyAmount": 1}),
        transaction(totalAmount=money(1e40)),
        transaction(transactionId=""),
        transaction(items=[item(node("ProductCharges", -10, currency="EUR"))]),
        transaction(items=["MUG"]),
    ],
)
def test_what_cannot_be_read_says_where(broken):
    with pytest.raises(UnreadablePayload):
        parse_transaction(broken)


def test_a_tree_without_end_is_refused():
    tree = node("Fee", -1)
    for _ in range(60):
        tree = node("Fee", -1, tree)
    with pytest.raises(UnreadablePayload):
        parse_transaction(transaction(breakdowns=[tree]))


def test_refunds_are_told_from_all_the_rest_and_broken_ones_are_kept():
    for kind in ("Refund", "ChargeRefund", "GuaranteeClaim", "A-to-z Claim", "Retrocharge"):
        assert may_be_refund(transaction(transactionType=kind))
    assert not may_be_refund(transaction(transactionType="Shipment"))
    assert not may_be_refund(transaction(transactionType="ProductAdsPayment"))
    assert not may_be_refund(transaction(relatedIdentifiers=[], transactionType="AdsRefund"))
    assert may_be_refund("?")


class TestListTransactions:
    def test_pages_are_followed_to_their_end(self, amazon, connect):
        amazon.reset("empty", rates=False, finances_page_size=2, visibility_lag_seconds=0)
        for price in ("1.00", "2.00", "3.00"):
            amazon.charge("subscription", price)
        client, since = connect(), datetime.now(UTC) - timedelta(days=30)

        first = client.list_transactions(posted_after=since)
        second = client.list_transactions(posted_after=since, next_token=first.next_token)

        assert [len(first.transactions), len(second.transactions)] == [2, 1]
        assert second.next_token is None
        totals = [parse_transaction(one).total for one in first.transactions + second.transactions]
        assert sorted(totals) == [-3, -2, -1]

    def test_a_token_that_amazon_does_not_honor_is_told_apart(self, connect):
        with pytest.raises(ExpiredReference):
            connect().list_transactions(
                posted_after=datetime.now(UTC) - timedelta(days=1), next_token="gone"
            )

    def test_an_order_is_asked_for_by_its_id(self, amazon, connect):
        amazon.reset("empty", rates=False, visibility_lag_seconds=0)
        order = amazon.place_order(sku="MUG", unit_price="10.00")
        amazon.ship_and_bill(order)
        amazon.refund(order)

        page = connect().list_transactions(order_id=order)

        types = [parse_transaction(one).type for one in page.transactions]
        assert types == ["Shipment", "Refund"]
        assert json.dumps(page.transactions)
