"""Amazon's measures in metric units."""

from decimal import Decimal

from .payload import Node

KILOGRAMS = {
    "kilograms": Decimal(1),
    "grams": Decimal("0.001"),
    "milligrams": Decimal("0.000001"),
    "pounds": Decimal("0.45359237"),
    "ounces": Decimal("0.028349523125"),
}
METRES = {
    "meters": Decimal(1),
    "centimeters": Decimal("0.01"),
    "millimeters": Decimal("0.001"),
    "inches": Decimal("0.0254"),
    "feet": Decimal("0.3048"),
}


def kilograms(dimension: Node) -> Decimal | None:
    """:return: a weight in kg; None when absent or in a unit that is not known"""
    return _measure(dimension, KILOGRAMS)


def metres(dimension: Node) -> Decimal | None:
    """:return: a length in m; None when absent or in a unit that is not known"""
    return _measure(dimension, METRES)


def _measure(dimension: Node, units: dict[str, Decimal]) -> Decimal | None:
    value, factor = dimension.value.get("value"), units.get(dimension.text("unit").lower())
    if factor is None or isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return Decimal(str(value)) * factor
