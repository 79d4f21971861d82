"""Amounts as Amazon writes them: decimal texts with the currency's number of decimals."""

from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from .marketplaces import Marketplace

Amount = Decimal | int | float | str


def decimal(value: Amount) -> Decimal:
    """`value` as an exact Decimal; a float is taken for what it prints."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


def rounded(value: Decimal, marketplace: Marketplace) -> Decimal:
    """`value` to the smallest coin of the marketplace's currency, half up."""
    return value.quantize(_coin(marketplace.currency_decimals), ROUND_HALF_UP)


@cache
def _coin(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


def money(value: Decimal, marketplace: Marketplace) -> dict[str, str]:
    """Amazon's `Money` in the marketplace's currency: `{"amount", "currencyCode"}`."""
    return {"amount": str(rounded(value, marketplace)), "currencyCode": marketplace.currency}
