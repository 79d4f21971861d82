"""What Amazon makes of parcels that it has taken: shows them otherwise, or loses them."""

from typing import Any

from ..state.orders import Order, Package
from ..world import World


def change_package(
    world: World,
    order_id: str,
    reference: str,
    carrier: str | None = None,
    tracking: str | None = None,
    items: dict[str, int] | None = None,
) -> None:
    """Show a parcel with another carrier, tracking number or content (units by item id)."""
    order = world.orders.get(order_id)
    package = _package(order, reference)
    with world.orders.changing(order):
        package.carrier = carrier or package.carrier
        package.tracking_number = tracking or package.tracking_number
        package.items = items or package.items


def lose_package(world: World, order_id: str, reference: str) -> None:
    """Show a parcel no longer, as if its confirmation had never been; its units are open again."""
    order = world.orders.get(order_id)
    package = _package(order, reference)
    world.orders.drop_package(order, package)


def _package(order: Order, reference: str) -> Package:
    for package in order.packages:
        if package.reference == reference:
            return package
    raise ValueError(f"order {order.id} has no package {reference}")


ACTIONS: tuple[Any, ...] = (change_package, lose_package)
