"""Scenarios: what an Amazon is like when a test or a demo begins. Seeded and reproducible."""

from collections.abc import Callable
from typing import Any

from ..basics.settings import Settings
from ..world import World
from . import big, busy_day, empty, first_order, odd_orders, year

SCENARIOS: dict[str, Callable[..., None]] = {
    "empty": empty.build,
    "first_order": first_order.build,
    "busy_day": busy_day.build,
    "big": big.build,
    "odd_orders": odd_orders.build,
    "year": year.build,
}


def play(world: World, name: str = "empty", seed: int = 1, **options: Any) -> World:
    """Start the world afresh and play a scenario into it; returns the world.

    `options` are those of `Settings` and of the scenario; ValueError for an unknown scenario.
    """
    if name not in SCENARIOS:
        raise ValueError(f"there is no scenario {name!r}: one of {', '.join(SCENARIOS)}")
    settings, scenario_options = Settings.split(options)
    world.reset(seed, settings)
    SCENARIOS[name](world, **scenario_options)
    return world
