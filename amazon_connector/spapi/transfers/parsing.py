"""Turns answers of Transfers, and balances of Finances, into frozen values."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal

from ..errors import UnreadablePayload
from ..payload import Node
from ..words import as_word
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
    history = tuple(_status(each) for each in node.nodes("statusHistory"))
    return Payout(
        payout_id=node.required_text("id"),
        status=as_word(node.required_text("currentStatus")),
        history=history,
        created_at=_creation(node, history),
        amount=amount,
        currency=currency,
        settlement_id=_settlement_id(node),
        marketplace_id=partner.text("marketplaceId"),
        account_type=partner.text("accountType"),
        period_start=period.shown_time("startDate"),
        period_end=period.shown_time("endDate"),
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
        status=as_word(node.required_text("status")),
        amount=amount,
        currency=currency,
        scheduled_at=node.shown_time("scheduledDate"),
        settlement_id=_settlement_id(node),
        marketplace_id=partner.text("marketplaceId"),
        account_type=partner.text("accountType"),
        period_start=node.node("period").shown_time("startDate"),
        account_tail=node.text("accountTail"),
    )


def parse_balance(payload: object) -> Balance:
    """Read the balances of one marketplace, with all that they are made of.

    :param payload: an element of ``balances``
    :raises UnreadablePayload: with the place in the payload
    """
    node = Node.root(payload)
    partner = node.node("partnerMetadata")
    codes = (_money(each, "amount")[1] for each, _above in _balances(node))
    currency = next(filter(None, codes), "")
    amounts: defaultdict[str, Decimal] = defaultdict(Decimal)
    for each, above in _balances(node):
        amount, told = _money(each, "amount")
        if amount and told not in ("", currency):
            raise each.fail("amount", f"is in {told} beside {currency}")
        kind = each.word("balanceType")
        # Parts of one kind add up; one that stands below its own kind is told already.
        if amount is not None and kind not in above:
            amounts[kind] += amount
    return Balance(
        marketplace_id=partner.text("marketplaceId"),
        account_type=partner.text("accountType"),
        currency=currency,
        amounts=dict(amounts),
    )


def read_balances(payloads: Iterable[object]) -> tuple[Balance, ...]:
    """Read the balances of all marketplaces; of one that has an unreadable one, none.

    :raises UnreadablePayload: not even the marketplace can be read, so that it may be any
    """
    found: list[Balance] = []
    unread: set[str] = set()
    for payload in payloads:
        try:
            found.append(parse_balance(payload))
        except UnreadablePayload:
            unread.add(Node.root(payload).node("partnerMetadata").required_text("marketplaceId"))
    return tuple(balance for balance in found if balance.marketplace_id not in unread)


def _balances(node: Node, above: tuple[str, ...] = ()) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """A balance and all that it is made of, each with the kinds that it is a part of."""
    if len(above) > _DEEPEST:
        raise node.fail("balances", "go too deep")
    yield node, above
    for below in node.nodes("balances"):
        yield from _balances(below, (*above, node.word("balanceType")))


def _status(node: Node) -> PayoutStatus:
    return PayoutStatus(
        node.word("status"), node.shown_time("lastUpdatedDate"), node.text("failureReason")
    )


def _creation(node: Node, history: tuple[PayoutStatus, ...]) -> datetime:
    """Amazon may leave out the day of its making: it is that of the first step."""
    steps = [each.at for each in history if each.at]
    return (
        node.time("creationDate") or min(steps, default=None) or node.required_time("creationDate")
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
    amount = None if value is None else money.required_decimal("currencyAmount")
    return amount, money.text("currencyCode").strip().upper()
