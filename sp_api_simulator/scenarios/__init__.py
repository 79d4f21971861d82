"""Scenarios: what an Amazon is like when a test or a demo begins. Seeded and reproducible."""

from typing import TYPE_CHECKING, Any

from . import empty

if TYPE_CHECKING:
    from ..world import World

SCENARIOS = {"empty": empty.build}


def build(name: str, world: "World", **options: Any) -> None:
    """Play a scenario into a fresh world; ValueError for an unknown one."""
    if name not in SCENARIOS:
        raise ValueError(f"there is no scenario {name!r}: one of {', '.join(SCENARIOS)}")
    SCENARIOS[name](world, **options)
