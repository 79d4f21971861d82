"""What a shipped order brings: sale, taxes, promotions and fees of the units that left."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from ..basics.marketplaces import Marketplace
from ..ledger.books import Purse
from ..ledger.shares import fee_parts, points_parts, price_parts, share_of, withheld_parts
from ..ledger.transactions import Item, Part, Transaction
from ..state.orders import Order, OrderLine
from ..world import World
from .recording import record, site

_KIND = ("Shipment", "Order Payment", "Order")
# Networks as the settlement report names them.
NETWORKS = {"AMAZON": "AFN", "MERCHANT": "MFN"}


def purse_of(world: World, order: Order, settled_in: Marketplace | None = None) -> Purse:
    """The purse of an order: its marketplace's, or that of another one which settles for it."""
    place = settled_in or order.marketplace
    if settled_in:
        place = settled_in.in_currency(order.marketplace.currency)
    return world.finances.purse(order.seller_id, place)


@dataclass(frozen=True)
class Terms:
    """When and where money comes: `deferred` (DD7, B2B) until `maturity`, a week unless given.

    `settled_in`: the marketplace whose settlement tells it, in place of the order's own.
    `is_told`: whether Finances tells it at all before it is released.
    """

    deferred: str = ""
    maturity: datetime | None = None
    settled_in: Marketplace | None = None
    is_told: bool = True


def facts_of(world: World, order: Order, terms: Terms, posted: datetime) -> dict[str, Any]:
    """What every transaction of an order tells of it, as fields of `Transaction`."""
    return {
        "order_id": order.id,
        "merchant_order_id": order.alias or "",
        "shipment_id": f"D{world.ids.number()}",
        "fulfillment": NETWORKS[order.fulfilled_by],
        "marketplace_id": order.marketplace.id,
        "marketplace_name": site(order.marketplace),
        "deferral_reason": terms.deferred,
        "maturity": (terms.maturity or posted + timedelta(days=7)) if terms.deferred else None,
        "is_told": terms.is_told,
    }


def bill(
    world: World,
    order: Order,
    units: dict[str, int] | None,
    posted: datetime,
    terms: Terms = Terms(),
) -> Transaction:
    """Bill units by order item id: all that left and were not billed, unless named; ValueError."""
    billed = world.finances.billed
    open_units = {each.item_id: each.shipped - billed[each.item_id] for each in order.lines}
    wanted = {key: count for key, count in (units or open_units).items() if count > 0}
    too_many = [key for key, count in wanted.items() if count > open_units.get(key, 0)]
    if too_many or not wanted:
        raise ValueError(f"order {order.id} has nothing (more) to be billed {too_many or ''}")
    items = [_item(order, order.line(key), billed[key], count) for key, count in wanted.items()]
    billed.update(wanted)
    return record(
        world,
        purse_of(world, order, terms.settled_in),
        _KIND,
        items,
        sum((item.total for item in items), Decimal(0)),
        posted,
        **facts_of(world, order, terms, posted),
    )


def _item(order: Order, line: OrderLine, before: int, units: int) -> Item:
    """The next units of a line; what the seller gets is worked out from what the buyer paid."""
    place = order.marketplace
    share = share_of(line, place, before, units)
    prices = price_parts(line, share)
    kept = [
        *withheld_parts(line, place, prices),
        *fee_parts(line, place, prices, units, order.fulfilled_by == "AMAZON"),
        *points_parts(line, share),
    ]
    return Item(
        parts=[*prices, *kept],
        total=share(line.total) + _sum(kept),
        item_id=line.item_id,
        sku=line.sku,
        asin=line.asin,
        title=line.title,
        quantity=units,
        promotion_id=line.promotion_ids[0] if line.promotion_ids else "",
    )


def _sum(parts: list[Part]) -> Decimal:
    return sum((part.amount for part in parts), Decimal(0))
