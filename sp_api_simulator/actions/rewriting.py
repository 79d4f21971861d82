"""Let Amazon tell an order otherwise: tests decide what stands where in its JSON."""

from typing import Any

from ..render.rewriting import rewritten
from ..world import World


def rewrite_order(world: World, order_id: str, path: str, value: Any) -> None:
    """From now on the order is told with this value at a path like `orderItems.0.product.title`.

    An empty path stands for the whole order. It counts as a change of the order.
    """
    _rewrite(world, order_id, path, (value,))


def strip_order(world: World, order_id: str, path: str) -> None:
    """From now on the order is told without what stands at the path."""
    _rewrite(world, order_id, path, ())


def _rewrite(world: World, order_id: str, path: str, value: tuple[Any, ...]) -> None:
    order = world.orders.get(order_id)
    rewritten(
        world.orders.payload(order), path, value
    )  # A path that leads nowhere is told at once.
    with world.orders.changing(order):
        order.rewritten.append((path, value))


ACTIONS = (rewrite_order, strip_order)
