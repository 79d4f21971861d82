"""Amazon's measures in metric units."""

import re
from decimal import Decimal

from .payload import Node

KILOGRAMS = {
    "kilograms": Decimal(1),
    "grams": Decimal("0.001"),
    "milligrams": Decimal("0.000001"),
    "hundredths_grams": Decimal("0.00001"),
    "tonnes": Decimal(1000),
    "metric_tons": Decimal(1000),
    "pounds": Decimal("0.45359237"),
    "hundredths_pounds": Decimal("0.0045359237"),
    "ounces": Decimal("0.028349523125"),
    "tons": Decimal("907.18474"),
}
METRES = {
    "kilometers": Decimal(1000),
    "meters": Decimal(1),
    "decimeters": Decimal("0.1"),
    "centimeters": Decimal("0.01"),
    "millimeters": Decimal("0.001"),
    "micrometers": Decimal("0.000001"),
    "nanometers": Decimal("0.000000001"),
    "inches": Decimal("0.0254"),
    "hundredths_inches": Decimal("0.000254"),
    "feet": Decimal("0.3048"),
    "yards": Decimal("0.9144"),
    "miles": Decimal("1609.344"),
    "mils": Decimal("0.0000254"),
}
# The same units as Amazon and its sellers write them elsewhere.
SPELLINGS = {
    "kg": "kilograms",
    "kgs": "kilograms",
    "g": "grams",
    "gr": "grams",
    "mg": "milligrams",
    "lb": "pounds",
    "lbs": "pounds",
    "oz": "ounces",
    "m": "meters",
    "dm": "decimeters",
    "cm": "centimeters",
    "mm": "millimeters",
    "in": "inches",
    "inch": "inches",
    "ft": "feet",
    "foot": "feet",
    "yd": "yards",
    "metres": "meters",
    "centimetres": "centimeters",
    "millimetres": "millimeters",
    "metric_tonnes": "tonnes",
    "micrometres": "micrometers",
}
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?")
# In the base unit; more is a slip of the pen, as is what is not above zero.
_TOO_MUCH = Decimal(1_000_000)


def kilograms(dimension: Node) -> Decimal | None:
    """:return: a weight in kg; None when absent or in a unit that is not known"""
    return _measure(dimension, KILOGRAMS)


def metres(dimension: Node) -> Decimal | None:
    """:return: a length in m; None when absent or in a unit that is not known"""
    return _measure(dimension, METRES)


def _measure(dimension: Node, units: dict[str, Decimal]) -> Decimal | None:
    factor = _factor(dimension.value.get("unit"), units)
    value = dimension.value.get("value")
    if factor is None or isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if not _NUMBER.fullmatch(str(value)):
        return None
    measure = Decimal(str(value)) * factor
    return measure if 0 < measure < _TOO_MUCH else None


def _factor(unit: object, units: dict[str, Decimal]) -> Decimal | None:
    """What a unit is in the base unit, however it is written: plural, hyphens, abbreviated."""
    if not isinstance(unit, str):
        return None
    word = unit.strip().strip(".").lower().replace("-", "_").replace(" ", "_")
    for known in (word, SPELLINGS.get(word, ""), f"{word}s", SPELLINGS.get(f"{word}s", "")):
        if known in units:
            return units[known]
    return None
