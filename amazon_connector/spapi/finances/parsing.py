"""Turns a transaction of ``listTransactions`` into frozen values."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ..errors import UnreadablePayload
from ..payload import Node
from ..words import DEFERRED, DEFERRED_RELEASED, RELEASED
from .values import ZERO, Amount, Transaction, TransactionItem

# Deeper trees than any of Amazon's: a payload that goes on is broken.
_DEEPEST = 12
_DECIMALS = 6
# Amazon's types of transactions by which a buyer gets money back. The list is open.
_REFUND = re.compile(r"(?i)refund|chargeback|guarantee|a-?to-?z|goodwill|retrocharge")
_STATUSES = {status.replace("_", ""): status for status in (RELEASED, DEFERRED, DEFERRED_RELEASED)}


def may_be_refund(payload: object) -> bool:
    """Whether a transaction is to be looked at as a refund; one that is broken may be.

    :param payload: an element of ``transactions``
    """
    try:
        node = Node.root(payload)
        kind = node.required_text("transactionType")
        order_id = _identifiers(node, "relatedIdentifier").get("ORDER_ID")
    except UnreadablePayload:
        return True
    return bool(order_id and _REFUND.search(kind))


def find_ref(payload: object) -> str:
    """:return: the id of a transaction that cannot be read as a whole, or "" """
    try:
        return Node.root(payload).text("transactionId")
    except UnreadablePayload:
        return ""


def parse_transaction(payload: object) -> Transaction:
    """Read one transaction.

    :param payload: an element of ``transactions``
    :raises UnreadablePayload: with the place in the payload, also where amounts are in several
        currencies
    """
    node = Node.root(payload)
    total, currency = _money(node, "totalAmount")
    deferral = _deferral(node)
    return Transaction(
        transaction_id=node.required_text("transactionId"),
        type=node.required_text("transactionType"),
        status=_status(node.text("transactionStatus")),
        description=node.text("description"),
        posted_at=node.required_time("postedDate"),
        currency=currency,
        total=total,
        marketplace_id=_marketplace(node),
        account_type=node.node("sellingPartnerMetadata").text("accountType"),
        identifiers=_identifiers(node, "relatedIdentifier"),
        deferral_reason=deferral.text("deferralReason"),
        maturity_at=deferral.shown_time("maturityDate"),
        items=tuple(_item(item, currency) for item in node.nodes("items")),
        amounts=tuple(_amounts(node, currency)),
        raw=node.value,
    )


def _marketplace(node: Node) -> str:
    """Where it happened; a file's purse may be that of another marketplace."""
    return node.node("marketplaceDetails").text("marketplaceId") or node.node(
        "sellingPartnerMetadata"
    ).text("marketplaceId")


def _item(node: Node, currency: str) -> TransactionItem:
    product = _context(node, "ProductContext")
    identifiers = _identifiers(node, "itemRelatedIdentifier")
    told = node.node("totalAmount").value.get("currencyAmount") is not None
    return TransactionItem(
        item_ref=identifiers.get("ORDER_ADJUSTMENT_ITEM_ID", ""),
        sku=product.text("sku"),
        asin=product.text("asin"),
        description=node.text("description"),
        fulfillment_network=product.text("fulfillmentNetwork"),
        quantity_shipped=_quantity(product.value.get("quantityShipped")),
        total=_in_currency(node, "totalAmount", currency) if told else None,
        amounts=tuple(_amounts(node, currency)),
        identifiers=identifiers,
    )


def _identifiers(node: Node, prefix: str) -> dict[str, str]:
    """The first value of each name counts."""
    found: dict[str, str] = {}
    for each in node.nodes("relatedIdentifiers"):
        found.setdefault(each.text(f"{prefix}Name"), each.text(f"{prefix}Value"))
    return found


def _status(text: str) -> str:
    """Amazon writes "Released" as well; without a word it is none of those that are final."""
    word = text.upper().replace(" ", "").replace("_", "")
    return _STATUSES.get(word, text.upper())


def _quantity(value: object) -> int:
    """Only told: what is no number of pieces keeps no refund back."""
    try:
        return max(int(str(value)), 0)
    except ValueError:
        return 0


def _context(node: Node, kind: str) -> Node:
    """:return: the first context of a kind, an empty one where there is none"""
    found = (each for each in node.nodes("contexts") if each.text("contextType") == kind)
    return next(found, Node({}, f"{node.path}.contexts"))


def _deferral(node: Node) -> Node:
    """Why a transaction waits: Amazon's model has contexts of the whole and of its items."""
    told = (_context(each, "DeferredContext") for each in (node, *node.nodes("items")))
    return next(filter(None, told), Node({}, f"{node.path}.contexts"))


def _amounts(
    node: Node, currency: str, path: tuple[str, ...] = (), above: Decimal | None = None
) -> Iterator[Amount]:
    """The leaves of a tree; what a branch says beyond its leaves is a leaf of the branch.

    A branch without an amount is what is below it. Amazon's own example writes an object with
    ``breakdowns`` in place of the list.
    """
    children = _breakdowns(node)
    if len(path) > _DEEPEST:
        raise node.fail("breakdowns", "go too deep")
    below = ZERO
    for child in children:
        told = child.node("breakdownAmount").value.get("currencyAmount")
        amount = None if told is None else _in_currency(child, "breakdownAmount", currency)
        leaves = tuple(_amounts(child, currency, (*path, child.text("breakdownType")), amount))
        below += sum((leaf.amount for leaf in leaves), ZERO)
        yield from leaves
    rest = ZERO if above is None else above - below
    if rest:
        yield Amount(path, rest)


def _breakdowns(node: Node) -> list[Node]:
    if isinstance(node.value.get("breakdowns"), dict):
        node = node.node("breakdowns")
    return list(node.nodes("breakdowns"))


def _in_currency(node: Node, key: str, currency: str) -> Decimal:
    """A part without a currency is in that of the whole."""
    amount, found = _money(node, key, currency)
    if found != currency and amount:
        raise node.fail(key, f"is in {found} beside {currency}")
    return amount


def _money(node: Node, key: str, currency: str = "") -> tuple[Decimal, str]:
    money = node.node(key)
    value = money.value.get("currencyAmount")
    if isinstance(value, float):
        # A number that Amazon has added up in binary: 0.30000000000000004 is 0.3.
        money = Node({**money.value, "currencyAmount": round(value, _DECIMALS)}, money.path)
    amount = money.required_decimal("currencyAmount")
    told = money.text("currencyCode").strip().upper()
    return amount, told or currency or money.required_text("currencyCode").strip().upper()
