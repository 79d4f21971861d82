"""Start afresh, and move time."""

from datetime import timedelta
from typing import Any

from ..basics.clock import to_iso
from ..scenarios import play
from ..world import World


def reset(world: World, scenario: str = "empty", seed: int = 1, **options: Any) -> None:
    """Forget everything and play a scenario; `options`: see `Settings` and the scenario."""
    play(world, scenario, seed, **options)


def advance(
    world: World, seconds: float = 0, minutes: float = 0, hours: float = 0, days: float = 0
) -> str:
    """Jump ahead, and let happen what was to happen; returns the new time (ISO 8601, UTC)."""
    step = timedelta(seconds=seconds, minutes=minutes, hours=hours, days=days)
    moment = world.clock.advance(step)
    world.calendar.live()
    return to_iso(moment)


def now(world: World) -> str:
    """Amazon's time (ISO 8601, UTC)."""
    return to_iso(world.clock.now())


ACTIONS = (reset, advance, now)
