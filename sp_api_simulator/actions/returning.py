"""Buyers send goods back."""

from typing import Any

from ..basics.clock import moment_of
from ..trading.returning import Arrival, take_back
from ..world import World


def return_units(
    world: World,
    order_id: str,
    items: dict[str, int] | None = None,
    date: str | None = None,
    arrived: bool | str = True,
    **how: Any,
) -> list[str]:
    """Units by item id (all that left) come back; told by the report of who fulfilled the order.

    `date`: when the buyer asked; `arrived`: when they were there, True: at the same time, False:
    not yet (a merchant's). `how`: disposition, reason, status, comments, a_to_z, warehouse.
    Returns the RMA ids.
    """
    requested = moment_of(date, world.clock.now())
    there = moment_of(arrived if isinstance(arrived, str) else None, requested)
    arrival = Arrival(requested, there if arrived else None, **how)
    return [each.id for each in take_back(world, world.orders.get(order_id), items, arrival)]


ACTIONS = (return_units,)
