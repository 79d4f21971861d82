"""Goods on their way back: asked for, arrived, looked at."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ..ledger.returned import Return
from ..state.listings import fn_sku_of
from ..state.orders import Order
from ..world import World
from .billing import purse_of

DISPOSITIONS = (
    "SELLABLE", "DEFECTIVE", "CUSTOMER_DAMAGED", "CARRIER_DAMAGED", "DAMAGED", "EXPIRED"
)  # fmt: skip
_AMAZON_STATUS = "Unit returned to inventory"


@dataclass
class Arrival:
    """How units come back. `arrived` is None while a merchant's buyer has only asked.

    `disposition` is what Amazon found (one of `DISPOSITIONS`), `status` what it did with it, or
    how far a request has got (`Approved`, `Pending`, …).
    """

    requested: datetime
    arrived: datetime | None
    disposition: str = "SELLABLE"
    reason: str = "UNWANTED_ITEM"
    status: str = ""
    comments: str = ""
    a_to_z: bool = False
    warehouse: str = "ABE8"


def take_back(
    world: World, order: Order, items: dict[str, int] | None, arrival: Arrival
) -> list[Return]:
    """Units by order item id come back, all that left unless named; ValueError for too many."""
    if arrival.disposition not in DISPOSITIONS:
        raise ValueError(f"units are not found {arrival.disposition!r}: {', '.join(DISPOSITIONS)}")
    wanted = items or {line.item_id: line.shipped for line in order.lines if line.shipped}
    too_many = [key for key, units in wanted.items() if units > order.line(key).shipped]
    if too_many or not wanted:
        raise ValueError(f"order {order.id} has no such units to come back {too_many or ''}")
    by_amazon = order.fulfilled_by == "AMAZON"
    returns = [_return(world, order, key, units, arrival) for key, units in wanted.items()]
    world.finances.returns += returns
    for each in returns:
        listing = world.listings.find(order.seller_id, order.marketplace, each.sku)
        if by_amazon and listing and listing.is_fba:
            listing.fba.take_back(each.quantity, arrival.disposition)
    return returns


def _return(world: World, order: Order, item_id: str, units: int, arrival: Arrival) -> Return:
    line = order.line(item_id)
    by_amazon = order.fulfilled_by == "AMAZON"
    number = world.ids.number()
    return Return(
        id=f"D{number[:8]}RRMA",
        purse=purse_of(world, order),
        order_id=order.id,
        ordered=order.created,
        order_total=order.total,
        requested=arrival.requested,
        arrived=(arrival.arrived or arrival.requested) if by_amazon else arrival.arrived,
        by_amazon=by_amazon,
        item_id=item_id,
        sku=line.sku,
        asin=line.asin,
        fnsku=fn_sku_of(line.asin),
        title=line.title,
        quantity=units,
        ordered_quantity=line.quantity,
        disposition=arrival.disposition,
        reason=arrival.reason,
        status=arrival.status or (_AMAZON_STATUS if by_amazon else "Approved"),
        plate=f"LPNRR{number}" if by_amazon else f"1Z{number}",
        refunded=_refunded(world, order.id, item_id),
        comments=arrival.comments,
        a_to_z=arrival.a_to_z,
        warehouse=arrival.warehouse,
    )


def _refunded(world: World, order_id: str, item_id: str) -> Decimal:
    """What the buyer was given back for the item so far."""
    return -sum(
        (
            part.amount
            for transaction in world.finances.transactions
            if transaction.refund_id and transaction.order_id == order_id
            for item in transaction.items
            if item.item_id == item_id
            for part in item.parts
            if part.amount_type in ("ItemPrice", "Promotion")
        ),
        Decimal(0),
    )
