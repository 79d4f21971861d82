"""Let things go wrong."""

from typing import Any

from ..world import World
from .answers import answer, clear_answers, next_report

# Common troubles that are answers or outcomes, under a word of their own.
_REPORT_ENDINGS = {"report_fatal": "FATAL", "report_cancelled": "CANCELLED"}
_REFUSED_SHIPMENT = "refuse_shipment"


def fault(world: World, operation: str, kind: str, count: int = 1, **options: Any) -> None:
    """The next `count` calls of `operation` (`*`: any) go wrong.

    The kinds are `KINDS` of `state/faults.py`, and the short words above.
    """
    if kind in _REPORT_ENDINGS:
        next_report(world, status=_REPORT_ENDINGS[kind], times=count)
    elif kind == _REFUSED_SHIPMENT:
        error = {"code": "InvalidInput", "message": "The shipment was refused."} | options
        answer(world, operation, 400, {"errors": [{"details": ""} | error]}, times=count)
    else:
        world.faults.add(operation, kind, count, **options)


def clear_faults(world: World) -> None:
    """Nothing more goes wrong; answers and outcomes that were laid down are forgotten too."""
    world.faults.clear()
    clear_answers(world)


ACTIONS = (fault, clear_faults)
