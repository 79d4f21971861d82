"""Balances, summaries and payouts as Finances and Transfers tell them, from the books alone."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from ..basics.clock import to_iso
from ..ledger.books import HOLDINGS, Books, Purse
from ..ledger.settlements import Payout, Period
from .transactions import ACCOUNT_TYPE, money_of

Json = dict[str, Any]
PAYOUT_ACCOUNT_TYPE = "STANDARD_ORDERS"
_RAILS = {"USD": "ACH", "EUR": "SEPA", "GBP": "BACS"}
# How the accounts make up the lines of a summary.
_LINES = {
    "Sales": ("sales", "shipping", "giftwrap", "cod", "promotions", "refund_extras"),
    "Tax": ("tax", "facilitator_tax"),
    "Other income": ("reimbursements", "liquidations", "other"),
}


def balance_tree(books: Books, purse: Purse, at: datetime) -> Json:
    """TOTAL with AVAILABLE and RESERVED in it, and in the latter DEFERRED and the reserve."""
    currency = purse.marketplace.currency
    available = books.balance(purse, "available", at)
    deferred = books.balance(purse, "deferred", at)
    reserve = books.balance(purse, "reserve", at)

    def node(name: str, amount: Decimal, *below: Json) -> Json:
        told: Json = {"balanceType": name, "amount": money_of(amount, currency)}
        return told | ({"balances": list(below)} if below else {})

    held = (node("DEFERRED", deferred), node("ACCOUNT_LEVEL_RESERVE", reserve))
    reserved = node("RESERVED", deferred + reserve, *held)
    return node("TOTAL", available + deferred + reserve, node("AVAILABLE", available), reserved)


def find_balance(tree: Json, name: str) -> Json | None:
    """The part of a tree with this type."""
    if tree["balanceType"] == name:
        return tree
    for below in tree.get("balances", ()):
        if found := find_balance(below, name):
            return found
    return None


def partner(purse: Purse, account_type: str = ACCOUNT_TYPE) -> Json:
    return {
        "partnerId": purse.seller_id,
        "accountType": account_type,
        "marketplaceId": purse.marketplace.id,
    }


def summary(
    books: Books, purse: Purse, since: datetime, until: datetime, settlement_id: str | None
) -> Json:
    """What a time brought: from what the accounts moved, not from transactions."""
    currency = purse.marketplace.currency
    moved = books.turnover(purse, since, until)
    lines = {name: -sum((moved.pop(each, Decimal(0)) for each in names), Decimal(0))
             for name, names in _LINES.items()}  # fmt: skip
    fees = {
        name: -amount
        for name, amount in moved.items()
        if name not in (*HOLDINGS, "loan", "unreleased")
    }
    expenses = sum(fees.values(), Decimal(0))
    breakdowns = [_line(name, amount, currency) for name, amount in lines.items() if amount]
    below = [_line(name.replace("_", " ").title(), each, currency) for name, each in fees.items()]
    if below:
        breakdowns.append(_line("Expenses", expenses, currency) | {"breakdowns": below})
    told: Json = {
        "partnerMetadata": partner(purse),
        "netProceeds": money_of(sum(lines.values(), Decimal(0)) + expenses, currency),
        "breakdowns": breakdowns,
        "periodStart": to_iso(since),
        "periodEnd": to_iso(until),
    }
    if settlement_id:
        told["relatedIdentifiers"] = _of_settlement(settlement_id)
    return told


def _line(name: str, amount: Decimal, currency: str) -> Json:
    return {"breakdownType": name, "breakdownAmount": money_of(amount, currency), "breakdowns": []}


def _of_settlement(settlement_id: str) -> list[Json]:
    return [{"relatedIdentifierName": "SETTLEMENT_ID", "relatedIdentifierValue": settlement_id}]


def render_payout(payout: Payout) -> Json:
    """Transfers' `Payout`; without an amount where there was none to pay."""
    place = payout.purse.marketplace
    told: Json = {
        "id": payout.id,
        "partnerMetadata": partner(payout.purse, PAYOUT_ACCOUNT_TYPE),
        "currentStatus": payout.status,
        "statusHistory": [
            {"status": status, "lastUpdatedDate": to_iso(moment)}
            | ({"failureReason": reason} if reason else {})
            for status, moment, reason in payout.history
        ],
        "creationDate": to_iso(payout.created),
        "period": {
            "startDate": to_iso(payout.settlement.start),
            "endDate": to_iso(payout.settlement.end),
        },
        "relatedIdentifiers": _of_settlement(payout.settlement.id),
    }
    if payout.amount:
        told |= {
            "type": "SCHEDULED",
            "amount": money_of(payout.amount, place.currency),
            "accountTail": payout.account_tail,
            "paymentMethod": "BANK_ACCOUNT",
            "paymentRail": _RAILS.get(place.currency, "WIRE"),
            "traceId": payout.trace_id,
        }
    return told


def expected_payout(
    purse: Purse, period: Period, amount: Decimal, scheduled: datetime, outlook: str
) -> Json:
    """Transfers' `ExpectedPayout` of the open period."""
    status = outlook if amount > 0 else "NO_PAYOUT_EXPECTED"
    told: Json = {
        "partnerMetadata": partner(purse, PAYOUT_ACCOUNT_TYPE),
        "status": status,
        "period": {"startDate": to_iso(period.start)},
        "relatedIdentifiers": _of_settlement(period.settlement_id),
    }
    if status != "NO_PAYOUT_EXPECTED":
        told |= {
            "amount": money_of(amount, purse.marketplace.currency),
            "scheduledDate": to_iso(scheduled),
            "accountTail": "6789",
            "paymentMethod": "BANK_ACCOUNT",
        }
    return told
