"""Weight and size of a product: of itself, else of its package."""

from decimal import Decimal

from ..measures import kilograms, metres
from ..payload import Node
from .values import Size

Measures = tuple[Decimal | None, Size | None]

UNMEASURED: Measures = (None, None)


def measures(item: Node) -> Measures:
    """:return: weight in kilograms, and sides in meters"""
    told = next(item.nodes("dimensions"), Node({}))
    own, packed = told.node("item"), told.node("package")
    weight = kilograms(own.node("weight"))
    if weight is None:
        weight = kilograms(packed.node("weight"))
    sides, packed_sides = _size(own), _size(packed)
    # Sides of the product and of its package are never mixed.
    size = sides if any(side is not None for side in sides) else packed_sides
    return weight, size if any(side is not None for side in size) else None


def _size(told: Node) -> Size:
    return Size(*(metres(told.node(name)) for name in Size._fields))
