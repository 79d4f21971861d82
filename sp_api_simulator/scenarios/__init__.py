"""Scenarios: what an Amazon is like when a test or a demo begins. Seeded and reproducible."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from . import big, busy_day, empty, first_order

if TYPE_CHECKING:
    from ..world import World

SCENARIOS: dict[str, Callable[..., None]] = {
    "empty": empty.build,
    "first_order": first_order.build,
    "busy_day": busy_day.build,
    "big": big.build,
}


def build(name: str, world: "World", **options: Any) -> None:
    """Play a scenario into a fresh world; ValueError for an unknown one."""
    if name not in SCENARIOS:
        raise ValueError(f"there is no scenario {name!r}: one of {', '.join(SCENARIOS)}")
    SCENARIOS[name](world, **options)
