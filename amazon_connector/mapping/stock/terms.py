"""The sum that leads from Odoo's stock to what a listing offers, term by term; no Odoo in here.

Whoever wants to know why a number is what it is reads the terms that made it: they add up to it.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

# What a product has: amounts in its unit.
ON_HAND, LOTS, RESERVED, LEAVING, INCOMING = "on_hand", "lots", "reserved", "leaving", "incoming"
NO_LESS, UNRESERVED, ORDERS = "no_less", "unreserved", "orders"
# What a listing makes of it: pieces.
SHARE, TAKEN, KIT, MADE, WHOLE = "share", "taken", "kit", "made", "whole"
PACKED = "packed"
BUFFER, ZERO, MAXIMUM, EXTENSION = "buffer", "zero", "maximum", "extension"

EVERYTHING = 100.0
# What Odoo keeps of a quantity in a whole number.
LIMIT = 1_000_000_000
# Sums of floats are off by less than this.
DIGITS = 6


class Term(NamedTuple):
    """One line of the sum.

    :param code: one of the words above
    :param amount: what it adds, negative where it takes away
    :param product_id: whose stock it is about; 0: the listing's
    """

    code: str
    amount: float
    product_id: int = 0


class Part(NamedTuple):
    """A part of a kit, or of what is manufactured: how many one piece needs, and what there is.

    :param terms: the sum of the part's own stock
    """

    kit_id: int
    product_id: int
    need: float
    terms: tuple[Term, ...]


class Recipe(NamedTuple):
    """What one piece of a product is made of.

    :param parts: dict product id → quantity in its unit for one unit of the product
    :param is_kit: it has no stock of its own
    """

    parts: Mapping[int, float]
    is_kit: bool


class Rule(NamedTuple):
    """What a listing offers of what there is; the store's values where it has none of its own.

    :param share: percent; 0 and 100: whatever no share promises to another listing
    :param buffer: pieces that are kept back
    :param maximum: pieces that are offered at most; 0: any number
    """

    share: float = 0
    buffer: int = 0
    maximum: int = 0

    @property
    def is_shared(self) -> bool:
        return 0 < self.share < EVERYTHING


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a listing offers, and the sum behind it.

    :param quantity: whole, never negative: the sum of the terms
    :param parts: of its kits, and of what can be manufactured
    """

    quantity: int
    terms: tuple[Term, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Stock:
    """All that the listings of a store are added up from.

    :param goods: dict product id → its terms
    :param recipes: dict product id → how it is made of others
    :param claims: dict product id → percent of it that shares promise, all listings together
    """

    goods: Mapping[int, tuple[Term, ...]] = field(default_factory=dict)
    recipes: Mapping[int, Recipe] = field(default_factory=dict)
    claims: Mapping[int, float] = field(default_factory=dict)

    @cached_property
    def nets(self) -> dict[int, float]:
        """Product id → what there is of it."""
        return {product_id: get_net(terms) for product_id, terms in self.goods.items()}

    def get_shared(self, product_id: int, rule: Rule) -> float:
        """How much of a product's stock is a listing's: shares never promise more than all."""
        net, claims = self.nets.get(product_id, 0.0), self.claims.get(product_id, 0.0)
        if rule.is_shared:
            return round(net * rule.share / max(EVERYTHING, claims), DIGITS)
        if claims:
            return round(net * max(EVERYTHING - claims, 0.0) / EVERYTHING, DIGITS)
        return net


def whole(amount: float) -> int:
    """:return: whole pieces of an amount, downwards; what is off by an error of floats is not"""
    return math.floor(round(amount, DIGITS))


def get_net(terms: Iterable[Term]) -> float:
    return round(sum(term.amount for term in terms), DIGITS)


def flatten(recipes: Mapping[int, Recipe]) -> dict[int, Recipe]:
    """Kits made of kits as kits of what is on the shelf; what is manufactured stays one part."""
    return {
        product_id: Recipe(_unfold(recipe.parts, recipes, {product_id}), recipe.is_kit)
        for product_id, recipe in recipes.items()
    }


def _unfold(parts, recipes, path) -> dict[int, float]:
    unfolded: dict[int, float] = {}
    for part_id, need in parts.items():
        inner = recipes.get(part_id)
        if inner and inner.is_kit and part_id not in path:
            below = _unfold(inner.parts, recipes, path | {part_id})
            # A kit of nothing that is stored stays a part that nothing is there of.
            amounts = {product_id: need * amount for product_id, amount in below.items()}
        else:
            amounts = {part_id: need}
        for product_id, amount in (amounts or {part_id: need}).items():
            unfolded[product_id] = unfolded.get(product_id, 0.0) + amount
    return unfolded


def get_goods(product_ids: Iterable[int], recipes: Mapping[int, Recipe]) -> set[int]:
    """:return: set of ids of products and of all that they are made of"""
    goods: set[int] = set()
    asked = list(product_ids)
    while asked:
        product_id = asked.pop()
        if product_id not in goods:
            goods.add(product_id)
            asked += recipes[product_id].parts if product_id in recipes else ()
    return goods
