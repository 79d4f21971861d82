"""Letting deferred money go, in the ways in which Amazon has been seen to tell of it."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from ..ledger.transactions import Item, Transaction
from ..world import World
from .recording import sources


def release(world: World, transaction: Transaction, moment: datetime, how: str) -> None:
    """Let deferred money go; ValueError if it is not deferred.

    `how`: `moved`: told anew under the same id, posted now. `kept`: the same, but its date stays.
    `pair`: it stays where it is, and a second transaction tells of the release. `parts`: two do,
    of a half each. `unlinked`: as `pair`, but neither names the other.
    """
    if not transaction.is_deferred:
        raise ValueError(f"transaction {transaction.id} is not deferred")
    if how not in ("moved", "kept", "pair", "parts", "unlinked"):
        raise ValueError(f"money is released as 'moved', 'kept', 'pair', …, not as {how!r}")
    total = transaction.total
    earned = {"available": total, "deferred": -total, "unreleased": total}
    earned |= sources(transaction.parts)
    world.finances.books.post(transaction.purse, moment, earned)
    transaction.status, transaction.released = "DEFERRED_RELEASED", moment
    transaction.is_told = True
    if how == "moved":
        transaction.posted = moment
    elif how != "kept":
        _tell_apart(world, transaction, moment, how)


def _tell_apart(world: World, transaction: Transaction, moment: datetime, how: str) -> None:
    """The release as transactions of its own; Finances alone tells them."""
    items = transaction.items
    first = [_halve(item) for item in items]
    rest = [_less(item, half) for item, half in zip(items, first, strict=True)]
    told = [
        replace(
            transaction,
            id=world.finances.transaction_id(),
            status="RELEASED",
            posted=moment,
            total=sum((item.total for item in share), Decimal(0)),
            items=share,
            is_settled=False,
            deferred_id="" if how == "unlinked" else transaction.id,
        )
        for share in ((first, rest) if how == "parts" else (items,))
    ]
    if how != "unlinked":
        transaction.release_id = told[0].id
    world.finances.transactions.extend(told)


def _halve(item: Item) -> Item:
    """Half of it, to the last decimal that it has."""
    parts = [replace(part, amount=(part.amount / 2).quantize(part.amount)) for part in item.parts]
    return replace(item, parts=parts, total=sum((part.amount for part in parts), Decimal(0)))


def _less(item: Item, other: Item) -> Item:
    parts = [
        replace(part, amount=part.amount - taken.amount)
        for part, taken in zip(item.parts, other.parts, strict=True)
    ]
    return replace(item, parts=parts, total=item.total - other.total)
