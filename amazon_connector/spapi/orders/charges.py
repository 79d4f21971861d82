"""Turns the money of an order item (``proceeds``) into charges.

Amazon lists one subtotal per kind (ITEM, SHIPPING, ...), and TAX and DISCOUNT as kinds of their
own, whose detailed breakdowns say to which of the others they belong. The charges always add
up to the subtotals: what the details leave unexplained goes to the item itself.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from ..payload import Node
from ..words import DISCOUNT, ITEM, TAX, as_word
from .values import ZERO, Charge

_Amounts = defaultdict[str, Decimal]


@dataclass(slots=True)
class SingleCurrency:
    """Reads the amounts of one order, which must all be in one currency.

    Zero of another currency is no money, and does not decide the order's currency.
    """

    code: str | None = None
    code_of_zero: str | None = None

    @property
    def known(self) -> str | None:
        """The order's currency; None while Amazon shows no money."""
        return self.code or self.code_of_zero

    def amount(self, node: Node, key: str) -> Decimal | None:
        """:return: the amount under ``key``; None when absent

        :raises UnreadablePayload: when it is in another currency than those before it
        """
        money = node.money(key)
        if money is None:
            return None
        if not money.amount:
            self.code_of_zero = self.code_of_zero or money.currency
            return money.amount if money.currency == (self.code or money.currency) else None
        self.code = self.code or money.currency
        if money.currency != self.code:
            raise node.fail(key, f"is in {money.currency} while the order is in {self.code}")
        return money.amount


def parse_charges(proceeds: Node, currency: SingleCurrency) -> tuple[Charge, ...]:
    """Read ``orderItems[].proceeds``.

    :return: one charge per kind, in Amazon's order; empty while Amazon shows no money
    :raises UnreadablePayload: see :class:`SingleCurrency` and :mod:`..payload`
    """
    amounts, taxes, discounts, discount_taxes = (_Amounts(Decimal) for _ in range(4))
    for breakdown in proceeds.nodes("breakdowns"):
        kind = as_word(breakdown.required_text("type"))
        subtotal = currency.amount(breakdown, "subtotal")
        details = _details(breakdown, currency)
        if subtotal is None:  # Not told is not zero: its parts say it, or nothing does.
            if not details:
                continue
            subtotal = _sum_up(details)
        if kind == TAX:
            _add_taxes(subtotal, details, taxes, discount_taxes)
        elif kind == DISCOUNT:
            _add_discounts(subtotal, details, discounts)
        else:
            amounts[kind] += subtotal or ZERO
    _place_discount_tax(discount_taxes, discounts)
    kinds = dict.fromkeys((*amounts, *taxes, *discounts, *discount_taxes))
    return tuple(
        Charge(kind, amounts[kind], taxes[kind], discounts[kind], discount_taxes[kind])
        for kind in kinds
    )


def _details(breakdown: Node, currency: SingleCurrency) -> _Amounts:
    details = _Amounts(Decimal)
    for detail in breakdown.nodes("detailedBreakdowns"):
        value = currency.amount(detail, "value")
        if value is not None:
            details[detail.word("subtype") or ITEM] += value
    return details


def _sum_up(details: _Amounts) -> Decimal:
    discount = abs(details.get(DISCOUNT, ZERO))
    return sum((value for kind, value in details.items() if kind != DISCOUNT), -discount)


def _add_taxes(
    subtotal: Decimal, details: _Amounts, taxes: _Amounts, discount_taxes: _Amounts
) -> None:
    # Amazon does not document the sign of a discount; it can only lower the tax.
    discount_tax = abs(details.pop(DISCOUNT, ZERO))
    unexplained = subtotal + discount_tax - sum(details.values(), ZERO)
    for kind, tax in details.items():
        taxes[kind] += tax
    if unexplained:
        taxes[ITEM] += unexplained
    if discount_tax:
        discount_taxes[ITEM] += discount_tax


def _add_discounts(subtotal: Decimal, details: _Amounts, discounts: _Amounts) -> None:
    # The sign is undocumented here too: a discount is always money off.
    explained = {kind: abs(value) for kind, value in details.items()}
    unexplained = abs(subtotal) - sum(explained.values(), ZERO)
    for kind, discount in explained.items():
        discounts[kind] += discount
    if unexplained:
        discounts[ITEM] += unexplained


def _place_discount_tax(discount_taxes: _Amounts, discounts: _Amounts) -> None:
    """Amazon states one tax for all discounts: it belongs to the kind that alone has one."""
    discounted = [kind for kind, discount in discounts.items() if discount]
    if len(discounted) == 1 and discounted != [ITEM] and ITEM in discount_taxes:
        discount_taxes[discounted[0]] += discount_taxes.pop(ITEM)
