"""Taking a transaction into the books: the one place where money moves."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from ..basics.marketplaces import Marketplace
from ..ledger.books import Purse
from ..ledger.transactions import Item, Part, Transaction
from ..world import World


def record(
    world: World,
    purse: Purse,
    kind: tuple[str, str, str],
    items: list[Item],
    total: Decimal,
    posted: datetime,
    **facts: Any,
) -> Transaction:
    """Write a transaction down; `kind`: its type and description in Finances, its type in rows.

    `total` is what the seller gets, worked out by whoever calls, and the entry must be in balance
    with the parts. `facts` are further fields of `Transaction`; with `deferral_reason` the money
    waits for its release.
    """
    finances = world.finances
    period = finances.period(purse, posted)
    transaction = Transaction(
        id=finances.transaction_id(),
        purse=purse,
        type=kind[0],
        description=kind[1],
        row_type=kind[2],
        posted=posted,
        total=total,
        items=items,
        group_id=period.group_id,
        expected_id=period.settlement_id,
        **(_whereabouts(purse) | facts),
    )
    if transaction.deferral_reason:
        transaction.status = "DEFERRED"
    _post(world, transaction)
    return transaction


def _post(world: World, transaction: Transaction) -> None:
    """The entry of a transaction; ValueError if its parts are not its total."""
    books, total = world.finances.books, transaction.total
    earned = {"available": total} | sources(transaction.parts)
    if transaction.is_deferred:
        books.check(transaction.purse, earned)
        earned = {"deferred": total, "unreleased": -total}
    books.post(transaction.purse, transaction.posted, earned)
    world.finances.transactions.append(transaction)


def sources(parts: list[Part]) -> dict[str, Decimal]:
    """Where the money came from, by account: the other side of what the seller gets."""
    sources: dict[str, Decimal] = {}
    for part in parts:
        sources[part.account] = sources.get(part.account, Decimal(0)) - part.amount
    return sources


def _whereabouts(purse: Purse) -> dict[str, str]:
    place = purse.marketplace
    return {"marketplace_id": place.id, "marketplace_name": site(place)}


def site(place: Marketplace) -> str:
    """A marketplace as settlements name it: `Amazon.com`."""
    return place.name
