"""Oddities of a settlement's rows, by name: each happens in the books as well, so that all ties."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

from ..basics.marketplaces import all_marketplaces
from ..basics.money import rounded
from ..ledger.books import Purse
from ..ledger.transactions import Item, Part
from ..world import World
from .billing import bill
from .charging import move
from .placement import place
from .recording import record, site
from .wishes import NewOrder

Trap = Callable[[World, Purse, datetime], None]


def unknown_fee(world: World, purse: Purse, posted: datetime) -> None:
    """A fee whose words nobody has seen before."""
    move(world, purse, "unknown", -_units(purse, "3.21"), posted)


def duplicate_rows(world: World, purse: Purse, posted: datetime) -> None:
    """Two rows that are the same to the last character, and both real."""
    for _time in range(2):
        move(world, purse, "return_label", -_units(purse, "5.48"), posted)


def shipment_id_as_order(world: World, purse: Purse, posted: datetime) -> None:
    """The id of a shipment to Amazon's warehouse in the place of an order's."""
    number = f"FBA15{world.ids.number()[:7]}"
    move(world, purse, "inbound_carrier", -_units(purse, "44.13"), posted, order_id=number)


def refund_before_go_live(world: World, purse: Purse, posted: datetime) -> None:
    """A refund of an order that Amazon no longer tells: it was sold long ago."""
    price, commission = _units(purse, "30.00"), _units(purse, "4.50")
    kept = _units(purse, "0.90")
    parts = [
        Part("ItemPrice", "Principal", -price, "sales"),
        Part("ItemFees", "Commission", commission, "fees"),
        Part("ItemFees", "RefundCommission", -kept, "fees"),
    ]
    total = commission - price - kept
    item = Item(parts, total, item_id=world.ids.order_item_id(), sku="LONG-GONE", quantity=1)
    number = world.ids.number()
    item.adjustment_item_id = world.ids.number()
    facts = {"refund_id": f"amzn1:crow:{number}", "adjustment_id": number, "fulfillment": "MFN"}
    kind = ("Refund", "Refund Order", "Refund")
    order_id = world.ids.order_id()
    record(world, purse, kind, [item], total, posted, order_id=order_id, **facts)


def order_in_two_settlements(world: World, purse: Purse, posted: datetime) -> None:
    """An order of two units: one is billed now, the other right after the next closing.

    It leaves as it is billed: no month ends in between, in which the seller has it and Amazon not.
    """
    age = (world.clock.now() - posted).total_seconds() / 60
    line = {"sku": "SPLIT", "quantity": 2, "unit_price": _units(purse, "20.00"), "item_id": None}
    wish = NewOrder(
        marketplace=purse.marketplace.code,
        seller=purse.seller_id,
        currency=purse.marketplace.currency,
        lines=[line],
        status="SHIPPED",
        created_minutes_ago=age,
    )
    order = place(world, wish)
    bill(world, order, {order.lines[0].item_id: 1}, posted)
    world.finances.left_over.setdefault(purse, []).append(order.id)


def negative_total(world: World, purse: Purse, posted: datetime) -> None:
    """Advertising that costs more than everything that was sold."""
    balance = world.finances.books.balance(purse, "available", posted)
    move(world, purse, "advertising", -balance - _units(purse, "126.14"), posted)


def zero_total(world: World, purse: Purse, posted: datetime) -> None:
    """Fees that leave nothing at all."""
    balance = world.finances.books.balance(purse, "available", posted)
    move(world, purse, "advertising", -balance, posted)


def month_crossing(world: World, purse: Purse, posted: datetime) -> None:
    """Two rows about the last turn of a month, a second before and at it, if it is in the period.

    What is over stays as it was told: nothing is posted into a period that is settled.
    """
    turn = posted.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    if world.finances.settled(purse) and turn <= world.finances.period(purse).start:
        return
    for moment in (turn - timedelta(seconds=1), turn):
        move(world, purse, "storage", -_units(purse, "12.34"), moment)


def other_marketplace(world: World, purse: Purse, posted: datetime) -> None:
    """A fee of another marketplace of the region in this one's settlement."""
    own = purse.marketplace
    nearby = [each for each in all_marketplaces() if each.region == own.region]
    other = next((each for each in nearby if each.id != own.id), own)
    move(
        world,
        purse,
        "storage",
        -_units(purse, "7.77"),
        posted,
        marketplace_name=site(other),
        marketplace_id=other.id,
    )


def micro_deposit(world: World, purse: Purse, posted: datetime) -> None:
    """A coin sent to the bank account to see whether it is the seller's."""
    coin = Decimal(1).scaleb(-purse.marketplace.currency_decimals)
    move(world, purse, "micro_deposit", -coin, posted)


def whole_vocabulary(world: World, purse: Purse, posted: datetime) -> None:
    """A row for each three words that such reports have been seen with, of an order of old.

    Reserves, debts and transfers are left out, which have events of their own.
    """
    order_id, item_id = world.ids.order_id(), world.ids.order_item_id()
    coin = Decimal(1).scaleb(-purse.marketplace.currency_decimals)
    for number, (row_type, amount_type, description) in enumerate(_vocabulary(), start=100):
        part = Part(amount_type, description, -coin * number, "vocabulary")
        item = Item([part], part.amount, item_id=item_id, sku="LONG-GONE", quantity=1)
        kind = ("Adjustment", description, row_type)
        record(world, purse, kind, [item], part.amount, posted, order_id=order_id)


@cache
def _vocabulary() -> list[tuple[str, str, str]]:
    """The words of `data/settlement_words.tsv`."""
    path = Path(__file__).parents[1] / "data" / "settlement_words.tsv"
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]]
    return [(row_type, amount_type, words) for row_type, amount_type, words in rows]


def _units(purse: Purse, amount: str) -> Decimal:
    """An amount of dollars, in a currency without coins a hundred times as much."""
    scale = 0 if purse.marketplace.currency_decimals else 2
    return rounded(Decimal(amount).scaleb(scale), purse.marketplace)


TRAPS: dict[str, Trap] = {
    trap.__name__: trap
    for trap in (
        unknown_fee,
        duplicate_rows,
        shipment_id_as_order,
        refund_before_go_live,
        order_in_two_settlements,
        negative_total,
        zero_total,
        month_crossing,
        other_marketplace,
        micro_deposit,
        whole_vocabulary,
    )
}
