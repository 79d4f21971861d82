"""Let things go wrong."""

from typing import Any

from ..world import World


def fault(world: World, operation: str, kind: str, count: int = 1, **options: Any) -> None:
    """The next `count` calls of `operation` (`*`: any) go wrong; kinds: `faults.KINDS`."""
    world.faults.add(operation, kind, count, **options)


def clear_faults(world: World) -> None:
    """Nothing more goes wrong."""
    world.faults.clear()


ACTIONS = (fault, clear_faults)
