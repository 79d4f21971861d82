"""From the stock of products to the pieces that one listing offers; no Odoo in here."""

from collections.abc import Mapping

from .terms import (
    BUFFER,
    DIGITS,
    KIT,
    LIMIT,
    MADE,
    MAXIMUM,
    PACKED,
    SHARE,
    TAKEN,
    WHOLE,
    ZERO,
    Part,
    Recipe,
    Rule,
    Stock,
    Term,
    whole,
)


def offer(sizes: Mapping[int, float], rule: Rule, stock: Stock) -> "Offer":
    """Add up the products of a listing and apply its rule.

    :param sizes: dict product id → units of it that one piece of the listing holds, 6 for a pack of
        6; first choice first: what one of them uses up is gone for the next
    """
    offered = Offer(rule, stock)
    for product_id, size in sizes.items():
        offered.add(product_id, size)
    offered.limit()
    return offered


class Offer:
    """The sum of one listing while it is made: ``terms`` add up to ``total``."""

    def __init__(self, rule: Rule, stock: Stock) -> None:
        self.rule, self.stock = rule, stock
        self.terms: list[Term] = []
        self.parts: list[Part] = []
        self.total = 0
        # What is left for the listing of each product.
        self._left: dict[int, float] = {}

    def add(self, product_id: int, size: float = 1.0) -> None:
        """Add the whole pieces that one product allows, and take what they are made of.

        A pack holds one product: what is left of one and of another make no pack together.
        """
        recipe = self.stock.recipes.get(product_id)
        is_kit = bool(recipe and recipe.is_kit)
        if not is_kit and product_id not in self.stock.goods:
            return
        pieces = used = 0 if is_kit else self._add_stock(product_id, size)
        if recipe:
            self._list_parts(product_id, recipe, size)
            used = self._get_makeable(product_id, size)
            # What is short on the shelf has to be made first.
            made = used - max(pieces, 0)
            if made or is_kit:
                self.terms.append(Term(KIT if is_kit else MADE, made, product_id))
            pieces += made
        if used > 0:
            self._take(product_id, used * size, self._left, ())
        self.total += pieces

    def limit(self) -> None:
        """Keep the buffer back, offer no more than the maximum, and nothing below zero."""
        if self.rule.buffer:
            self._append(BUFFER, -self.rule.buffer)
        if self.total < 0:
            self._append(ZERO, -self.total)
        most = min(self.rule.maximum or LIMIT, LIMIT)
        if self.total > most:
            self._append(MAXIMUM, most - self.total)

    def _append(self, code: str, amount: int) -> None:
        self.terms.append(Term(code, amount))
        self.total += amount

    # One product

    def _add_stock(self, product_id: int, size: float) -> int:
        """:return: whole pieces that lie on the shelf; below zero: so many are short"""
        left = self._get_left(product_id)
        pieces = whole(left / size)
        self.terms += self._get_terms(product_id)
        if pieces != left:
            code = WHOLE if size == 1 else PACKED
            self.terms.append(Term(code, round(pieces - left, DIGITS), product_id))
        return pieces

    def _list_parts(self, product_id: int, recipe: Recipe, size: float) -> None:
        self.parts += [
            Part(product_id, part_id, need * size, self._get_terms(part_id))
            for part_id, need in recipe.parts.items()
        ]

    def _get_left(self, product_id: int) -> float:
        """What the listing may still take of a product: its share, less what it has taken."""
        left = self._left.get(product_id)
        if left is None:
            left = self._left[product_id] = self.stock.get_shared(product_id, self.rule)
        return left

    def _get_terms(self, product_id: int) -> tuple[Term, ...]:
        """The sum of what is left of a product: its stock, the share, what was taken before."""
        terms, left = self.stock.goods.get(product_id, ()), self._get_left(product_id)
        net = self.stock.nets.get(product_id, 0.0)
        if left == net:
            return terms
        shared = self.stock.get_shared(product_id, self.rule)
        changes = ((SHARE, round(shared - net, DIGITS)), (TAKEN, round(left - shared, DIGITS)))
        return (*terms, *(Term(code, amount, product_id) for code, amount in changes if amount))

    # What is made of parts

    def _get_makeable(self, product_id: int, size: float) -> int:
        """Most pieces that the product's own stock, if it has any, and its parts allow.

        A kit of which more is promised than its parts allow is short by that many.
        """
        recipe = self.stock.recipes[product_id]
        if not recipe.parts:
            return 0
        if recipe.is_kit and not any(part_id in self.stock.recipes for part_id in recipe.parts):
            pieces = [
                self._get_left(part_id) / (need * size) for part_id, need in recipe.parts.items()
            ]
            return min(whole(min(pieces)), LIMIT)
        low, high = 0, 1
        while high < LIMIT and self._is_there(product_id, high * size):
            low, high = high, high * 2
        while high - low > 1:
            middle = (low + high) // 2
            is_there = self._is_there(product_id, middle * size)
            low, high = (middle, high) if is_there else (low, middle)
        return low

    def _is_there(self, product_id: int, quantity: float) -> bool:
        return self._take(product_id, quantity, dict(self._left), ())

    def _take(self, product_id: int, quantity: float, left: dict, path: tuple) -> bool:
        """Take a quantity from the shelf, and what lacks from its parts.

        :param left: dict product id → what is left, changed by this
        :return: whether there was enough
        """
        recipe = self.stock.recipes.get(product_id)
        if not recipe or not recipe.is_kit:
            there = left.setdefault(product_id, self._get_left(product_id))
            used = min(max(there, 0.0), quantity)
            left[product_id] = there - used
            quantity = round(quantity - used, DIGITS)
        if quantity <= 0:
            return True
        if not recipe or not recipe.parts or product_id in path:
            return False
        return all(
            self._take(part_id, quantity * need, left, (*path, product_id))
            for part_id, need in recipe.parts.items()
        )
