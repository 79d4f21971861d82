"""Reads the report of FBA reimbursements: what Amazon pays for units that it lost or damaged.

Source: report type GET_FBA_REIMBURSEMENTS_DATA.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from ..payload import Node
from ..settlements.cells import parse_amount, parse_moment
from .dates import write_plain
from .rows import Row, pieces, read_rows

_NEEDED = ("reimbursement id", "sku")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reimbursement:
    """What was paid for units of one SKU; one reimbursement may have several.

    ``amount`` is negative where Amazon takes back what it had paid, and zero where units were
    given back in kind. ``approved_at`` in UTC. ``case_id`` is the seller's case, ``original_id``
    the reimbursement that this one corrects, ``reason`` an open list; each may be empty.
    """

    reimbursement_id: str
    case_id: str
    order_id: str
    original_id: str
    reason: str
    sku: str
    fnsku: str
    asin: str
    condition: str
    currency: str
    amount_per_unit: Decimal | None
    amount: Decimal
    cash_quantity: int
    inventory_quantity: int
    approved_at: datetime


def read_reimbursements(lines: Iterable[str]) -> Iterator[Row]:
    """Give the rows of a report by heading.

    :param lines: without line ends
    :raises UnreadablePayload: this is no report of reimbursements
    """
    return read_rows(lines, _NEEDED)


def parse_reimbursement(row: Row) -> Reimbursement:
    """Read a row.

    :raises UnreadablePayload: with the column
    """
    node = Node.root(row)
    amount = _money(node, "amount total")
    if amount is None:
        raise node.fail("amount total", "is missing")
    moment = parse_moment(write_plain(node, "approval date"))
    if moment is None:
        raise node.fail("approval date", "is not a time")
    return Reimbursement(
        reimbursement_id=node.required_text("reimbursement id"),
        case_id=node.text("case id"),
        order_id=node.text("amazon order id"),
        original_id=node.text("original reimbursement id"),
        reason=node.text("reason"),
        sku=node.text("sku"),
        fnsku=node.text("fnsku"),
        asin=node.text("asin"),
        condition=node.text("condition"),
        currency=node.text("currency unit").upper(),
        amount_per_unit=_money(node, "amount per unit"),
        amount=amount,
        cash_quantity=_units(node, "quantity reimbursed cash"),
        inventory_quantity=_units(node, "quantity reimbursed inventory"),
        approved_at=moment.astimezone(UTC),
    )


def _money(node: Node, key: str) -> Decimal | None:
    text = node.text(key)
    if not text:
        return None
    amount = parse_amount(text)
    if amount is None:
        raise node.fail(key, "is not an amount")
    return amount


def _units(node: Node, key: str) -> int:
    """Units, which Amazon counts below zero where it takes back what it had paid."""
    text = node.text(key).removeprefix("-")
    return pieces(Node.root({key: text}), key) if text else 0
