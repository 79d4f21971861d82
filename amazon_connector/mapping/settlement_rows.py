"""Rows of a settlement sorted for the ledger: months, collected tax, tax that is told. Pure."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

# What a fee kind is by nature (``amazon.fee.kind``).
SALE, REFUND, FACILITATOR, FEE = "sale", "refund", "facilitator", "fee"
INCOME, BALANCE = "income", "balance"
# Kinds of tax that the buyer pays on top of what the other rows of the item say.
TAX_CODES = frozenset({"tax", "refund_tax"})
# Kind of what a liquidator paid for returned goods.
LIQUIDATION = "liquidation"


class Row(NamedTuple):
    """A row of a settlement as the ledger sees it.

    ``amount`` is in the file's currency, positive where Amazon owes it. ``item_ref`` is the code
    of the order's item, or its SKU: whatever Amazon tells. ``is_afterwards``: Amazon corrects the
    tax of an order that is charged already, and no document says so.
    """

    id: int
    amount: Decimal
    nature: str
    code: str
    kind_id: int
    rule_id: int | None
    store_id: int
    order_ref: str
    order_id: int | None
    item_id: int | None
    item_ref: str
    product_id: int | None
    posted_on: date | None
    booking: str | None
    is_afterwards: bool = False

    @property
    def item(self) -> tuple[str, str]:
        """What rows of one item have in common."""
        return self.order_ref, self.item_ref

    @property
    def claim(self) -> tuple[str, bool]:
        """What a document claims: the order, and whether it is about its refund."""
        return self.order_ref, self.nature == REFUND

    @property
    def is_tax(self) -> bool:
        return self.code in TAX_CODES

    @property
    def is_of_order(self) -> bool:
        """Whether it is money of a buyer's order, which an invoice or credit note may claim."""
        return self.nature in (SALE, REFUND) and bool(self.order_ref)


def find_collected(rows: Iterable[Row]) -> set[int]:
    """Tax that Amazon collects: the tax rows of items of which the same file withholds tax.

    Such tax was never the seller's. Both its legs belong on the facilitator's account.

    :return: ids of the tax rows
    """
    rows = list(rows)
    withheld = {row.item for row in rows if row.nature == FACILITATOR and row.order_ref}
    return {row.id for row in rows if row.is_tax and row.item in withheld}


def find_told(rows: Iterable[Row], collected: set[int]) -> set[tuple]:
    """Items whose tax, owed by the seller, the file tells: their other rows are without tax.

    :param collected: see ``find_collected``
    :return: set of (nature, item)
    """
    return {
        (row.nature, row.item)
        for row in rows
        if row.is_tax and row.amount and row.id not in collected
    }


def get_months(start: date, end: date) -> list[date]:
    """The months of a settlement, each by the day that its entry bears: its last one.

    :param start: first day of the settlement, where its store is
    :param end: last day; the last month's entry bears it
    """
    days = []
    year, month = start.year, start.month
    while (year, month) < (end.year, end.month):
        following = date(year + month // 12, month % 12 + 1, 1)
        days.append(date.fromordinal(following.toordinal() - 1))
        year, month = following.year, following.month
    return [*days, end]


def find_month(months: list[date], posted_on: date | None) -> date:
    """The day of the entry that a row belongs to; what is out of reach goes to the nearest.

    :param months: see ``get_months``
    :param posted_on: day of the row where its store is; without one it is of the last month
    """
    if posted_on is None:
        return months[-1]
    return next((day for day in months[:-1] if posted_on <= day), months[-1])


class Sum(NamedTuple):
    """Rows that stand together on one line."""

    amount: Decimal
    ids: tuple[int, ...]


def add_up(rows: Iterable[Row], key: Callable[[Row], Hashable]) -> dict[Any, Sum]:
    """Add rows up by a key, in the order in which the keys come.

    :return: dict key → ``Sum``
    """
    amounts: defaultdict[Hashable, Decimal] = defaultdict(Decimal)
    ids: defaultdict[Hashable, list[int]] = defaultdict(list)
    for row in rows:
        place = key(row)
        amounts[place] += row.amount
        ids[place].append(row.id)
    return {place: Sum(amount, tuple(ids[place])) for place, amount in amounts.items()}
