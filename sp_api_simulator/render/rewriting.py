"""Changing one place of an order's JSON: tests say what Amazon sends, be it ever so odd."""

from copy import deepcopy
from typing import Any


def rewritten(payload: Any, path: str, value: tuple[Any, ...]) -> Any:
    """A copy with the value (none: nothing) at a path like `orderItems.0.product.title`.

    An empty path stands for the whole. Objects on the way are made where they are missing;
    a list takes one more at its end. ValueError where the path leads nowhere.
    """
    if not path:
        return value[0] if value else {}
    whole = deepcopy(payload)
    *way, last = path.split(".")
    here = whole
    for step in way:
        here = _entered(here, step, path)
    if isinstance(here, list):
        place = _place(here, last, path)
        here[place : place + 1] = value
    elif not isinstance(here, dict):
        raise ValueError(f"the path {path!r} leads nowhere")
    elif value:
        here[last] = value[0]
    else:
        here.pop(last, None)
    return whole


def _entered(here: Any, step: str, path: str) -> Any:
    if isinstance(here, list) and _place(here, step, path) < len(here):
        return here[int(step)]
    if isinstance(here, dict):
        return here.setdefault(step, {})
    raise ValueError(f"the path {path!r} leads nowhere")


def _place(here: list[Any], step: str, path: str) -> int:
    if not step.isdecimal() or int(step) > len(here):
        raise ValueError(f"the path {path!r} leads nowhere: {step!r} is no place of a list")
    return int(step)
