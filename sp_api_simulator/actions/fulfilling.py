"""What Amazon makes of orders that it ships for other channels."""

from typing import Any

from ..render.fulfillment_returns import render_returns
from ..render.fulfillments import render_fulfillment
from ..trading.fulfilling import cancel, lose, settle, ship, stock_place
from ..trading.sending_back import receive
from ..world import World

Json = dict[str, Any]


def fulfillments(world: World, seller: str | None = None) -> list[Json]:
    """Every order of another channel, in the order they came, with what was asked for."""
    return [render_fulfillment(each) for each in world.fulfillments.of(seller)]


def begin_fulfillment(world: World, order_id: str) -> None:
    """Somebody begins to pick it: from now on it cannot be cancelled."""
    fulfillment = world.fulfillments.get(order_id)
    fulfillment.is_begun = True
    fulfillment.updated = world.clock.now()


def ship_fulfillment(
    world: World,
    order_id: str,
    items: dict[str, int] | None = None,
    parcels: list[Json] | None = None,
) -> str:
    """One shipment leaves: units by line id or SKU, all unless given. Returns its id.

    `parcels`: carrier, tracking (None: no number yet), package_id of each; one unless given.
    """
    fulfillment = world.fulfillments.get(order_id)
    wanted = items or {line.line_id: line.open for line in fulfillment.lines if line.open}
    return ship(world, fulfillment, wanted, [{}] if parcels is None else parcels).id


def lose_fulfillment(world: World, order_id: str, items: dict[str, int]) -> None:
    """Units, by line id or SKU, are not found or not fit to be sold: they do not leave."""
    lose(world, world.fulfillments.get(order_id), items)


def cancel_fulfillment(world: World, order_id: str) -> None:
    """Cancelled in Seller Central, or by Amazon: what has not left stays."""
    cancel(world, world.fulfillments.get(order_id))


def set_fulfillment(world: World, order_id: str, status: str) -> None:
    """Show any status, also one that Amazon has not had so far."""
    fulfillment = world.fulfillments.get(order_id)
    settle(world, fulfillment)
    fulfillment.status = status


def track_fulfillment(
    world: World,
    order_id: str,
    package_id: str,
    tracking: str | None = None,
    carrier: str | None = None,
    status: str | None = None,
) -> None:
    """The carrier has a number for a parcel, or news of it."""
    fulfillment = world.fulfillments.get(order_id)
    for shipment in fulfillment.shipments:
        for package in shipment.packages:
            if package.id == package_id:
                package.tracking = tracking or package.tracking
                package.carrier = carrier or package.carrier
                package.status = status or package.status
                fulfillment.updated = world.clock.now()
                return
    raise ValueError(f"fulfillment {order_id} has no package {package_id}")


def fulfillment_returns(world: World, order_id: str) -> list[Json]:
    """The units that are to come back, or have, as Amazon tells them."""
    fulfillment = world.fulfillments.get(order_id)
    return list(render_returns(fulfillment, fulfillment.returns)["returnItems"])


def receive_fulfillment_return(
    world: World, order_id: str, item_id: str | None = None, condition: str = "Sellable"
) -> None:
    """A unit that was to come back, the first that is awaited unless named, is at Amazon."""
    fulfillment = world.fulfillments.get(order_id)
    awaited = [item.id for item in fulfillment.returns if not item.condition]
    if not awaited:
        raise ValueError(f"fulfillment {order_id} awaits no return")
    where = stock_place(world.sellers.get(fulfillment.seller_id), fulfillment.asked)
    receive(world, fulfillment, item_id or awaited[0], condition, where)


ACTIONS: tuple[Any, ...] = (
    fulfillments,
    fulfillment_returns,
    receive_fulfillment_return,
    begin_fulfillment,
    ship_fulfillment,
    lose_fulfillment,
    cancel_fulfillment,
    set_fulfillment,
    track_fulfillment,
)
