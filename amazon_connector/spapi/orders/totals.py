"""Are Amazon's taxes inside its amounts, or on top of them? Its own totals decide.

Amazon states ITEM 12.00 and TAX 2.00 for a total of 14.00 (US), and for one of 12.00 (where prices
include tax and Amazon's VAT Calculation Service fills the tax in), and says nowhere which it means.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from .values import ZERO, OrderItem

_Items = tuple[OrderItem, ...]


def place_taxes(
    items: Sequence[OrderItem], tip: Decimal, grand_total: Decimal | None
) -> tuple[_Items, Decimal | None]:
    """Decide whether the items' taxes are inside their amounts.

    :param items: as read, taxes on top
    :param grand_total: what Amazon says that the buyer pays; None where it is not told
    :return: the items in the form that is nearest to Amazon's totals, and how far it is from them;
        None where there are taxes and no total
    """
    on_top = tuple(items)
    inside = tuple(_with_taxes_inside(item) for item in items)
    each = tuple(
        min(pair, key=lambda item: _miss([item])) for pair in zip(on_top, inside, strict=True)
    )

    def gap(candidate: _Items) -> Decimal:
        paid = sum((item.charges_total for item in candidate), tip)
        return _miss(candidate) + (ZERO if grand_total is None else abs(paid - grand_total))

    best = min((on_top, inside, each), key=gap)
    totals = [grand_total, *(item.total for item in items)]
    is_told = any(total is not None for total in totals)
    return best, gap(best) if is_told or on_top == inside else None


def _with_taxes_inside(item: OrderItem) -> OrderItem:
    if not any(charge.tax or charge.discount_tax for charge in item.charges):
        return item
    return replace(
        item, charges=tuple(replace(charge, tax_included=True) for charge in item.charges)
    )


def _miss(items: Sequence[OrderItem]) -> Decimal:
    """How far items are from the totals that Amazon gives them."""
    return sum(
        (abs(item.charges_total - item.total) for item in items if item.total is not None), ZERO
    )
