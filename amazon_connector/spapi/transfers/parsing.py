"""Turns answers of Transfers, and balances of Finances, into frozen values."""

from collections.abc import Iterator
from decimal import Decimal

from ..payload import Node
from .values import Balance, ExpectedPayout, Payout, PayoutStatus

# Deeper trees than any of Amazon's: a payload that goes on is broken.
_DEEPEST = 12
_DECIMALS = 6


def parse_payout(payload: object) -> Payout:
    """Read one payout.

    :param payload: an element of ``payouts``
    :raises UnreadablePayload: with the place in the payload
    """
    node = Node.root(payload)
    amount, currency = _money(node, "amount")
    partner, period = node.node("partnerMetadata"), node.node("period")
    return Payout(
        payout_id=node.required_text("id"),
        status=node.required_text("currentStatus").upper(),
        history=tuple(_status(each) for each in node.nodes("statusHistory")),
        created_at=node.required_time("creationDate"),
        amount=amount,
        currency=currency,
        settlement_id=_settlement_id(node),
        marketplace_id=partner.text("marketplaceId"),
        account_type=partner.text("accountType"),
        period_start=period.time("startDate"),
        period_end=period.time("endDate"),
        trace_id=node.text("traceId"),
        account_tail=node.text("accountTail"),
        payment_rail=node.text("paymentRail"),
    )


def parse_expected_payout(payload: object) -> ExpectedPayout:
    """Read one expected payout.

    :param payload: an element of ``expectedPayouts``
    :raises UnreadablePayload: with the place in the payload
    """
    node = Node.root(payload)
    amount, currency = _money(node, "amount")
    partner = node.node("partnerMetadata")
    return ExpectedPayout(
        status=node.required_text("status").upper(),
        amount=amount,
        currency=currency,
        scheduled_at=node.time("scheduledDate"),
        settlement_id=_settlement_id(node),
        marketplace_id=partner.text("marketplaceId"),
        account_type=partner.text("accountType"),
        period_start=node.node("period").time("startDate"),
        account_tail=node.text("accountTail"),
    )


def parse_balance(payload: object) -> Balance:
    """Read the balances of one marketplace, with all that they are made of.

    :param payload: an element of ``balances``
    :raises UnreadablePayload: with the place in the payload
    """
    node = Node.root(payload)
    partner = node.node("partnerMetadata")
    _amount, currency = _money(node, "amount")
    return Balance(
        marketplace_id=partner.text("marketplaceId"),
        account_type=partner.text("accountType"),
        currency=currency,
        amounts=dict(_balances(node, currency)),
    )


def _balances(node: Node, currency: str, depth: int = 0) -> Iterator[tuple[str, Decimal]]:
    if depth > _DEEPEST:
        raise node.fail("balances", "go too deep")
    amount, told = _money(node, "amount")
    if amount and told != currency:
        raise node.fail("amount", f"is in {told} beside {currency}")
    yield node.required_text("balanceType"), amount or Decimal(0)
    for below in node.nodes("balances"):
        yield from _balances(below, currency, depth + 1)


def _status(node: Node) -> PayoutStatus:
    return PayoutStatus(
        node.text("status").upper(), node.time("lastUpdatedDate"), node.text("failureReason")
    )


def _settlement_id(node: Node) -> str:
    for each in node.nodes("relatedIdentifiers"):
        if each.text("relatedIdentifierName") == "SETTLEMENT_ID":
            return each.text("relatedIdentifierValue")
    return ""


def _money(node: Node, key: str) -> tuple[Decimal | None, str]:
    money = node.node(key)
    value = money.value.get("currencyAmount")
    if isinstance(value, float):
        # A number that Amazon has added up in binary: 0.30000000000000004 is 0.3.
        money = Node({**money.value, "currencyAmount": round(value, _DECIMALS)}, money.path)
    if value is None:
        return None, money.text("currencyCode")
    return money.required_decimal("currencyAmount"), money.required_text("currencyCode")
