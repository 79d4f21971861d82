"""The money of an order item in Amazon's words of a settlement, for any number of its units."""

from collections.abc import Callable
from decimal import Decimal

from ..basics.marketplaces import Marketplace
from ..basics.money import rounded
from ..state.orders import OrderLine
from .transactions import Part

_NOTHING = Decimal(0)
_COMMISSION = Decimal("0.15")
_DIGITAL_SERVICES = Decimal("0.02")
_DIGITAL_SERVICES_COUNTRIES = ("GB", "FR", "IT", "ES", "CA")
# Amazon's fee for sending one unit, in whole and hundredth units of the currency.
_FULFILLMENT = {"JPY": Decimal(434), "USD": Decimal("3.22")}
_FULFILLMENT_ELSEWHERE = Decimal("2.99")
# What Amazon withholds, by the word that it puts before the kind of price.
_WITHHELD = {"Tax": "Principal", "ShippingTax": "Shipping", "GiftWrapTax": "Giftwrap"}

Share = Callable[[Decimal], Decimal]


def share_of(line: OrderLine, place: Marketplace, before: int, units: int) -> Share:
    """What of an amount of the line falls on its next units: all shares add up to the amount."""

    def share(amount: Decimal) -> Decimal:
        if not (amount and line.quantity):
            return _NOTHING
        upto = rounded(amount * (before + units) / line.quantity, place)
        return upto - rounded(amount * before / line.quantity, place)

    return share


def price_parts(line: OrderLine, share: Share) -> list[Part]:
    """What the buyer pays: prices, taxes, promotions; they add up to the line's share of money."""
    discount_tax = _discount_tax(line)
    told = _included(line, discount_tax) if line.tax_included else _on_top(line, discount_tax)
    amounts = {key: share(amount) for key, amount in told.items()}
    # What rounding leaves over belongs to the goods.
    left = share(line.total) - sum(amounts.values(), _NOTHING)
    amounts["ItemPrice", "Principal"] += left
    tax_account = "facilitator_tax" if line.facilitator else "tax"
    accounts = {"Principal": "sales", "Shipping": "shipping", "GiftWrap": "giftwrap", "COD": "cod"}
    return [
        Part(kind, word, amount, _account(kind, word, accounts, tax_account))
        for (kind, word), amount in amounts.items()
        if amount
    ]


def _account(kind: str, word: str, accounts: dict[str, str], tax_account: str) -> str:
    if "Tax" in word:
        return tax_account
    return "promotions" if kind == "Promotion" else accounts.get(word, "sales")


def _discount_tax(line: OrderLine) -> dict[str, Decimal]:
    """The tax that the discounts save: of the shipping's, and of the goods' the rest."""
    whole = line.taxes.get("DISCOUNT", _NOTHING)
    shipping = min(line.taxes.get("SHIPPING", _NOTHING), whole)
    if not line.discounts.get("SHIPPING"):
        shipping = _NOTHING
    elif line.discounts.get("ITEM"):
        part = line.discounts["SHIPPING"] / line.discount
        shipping = min(shipping, (whole * part).quantize(whole, rounding="ROUND_HALF_UP"))
    return {"ITEM": whole - shipping, "SHIPPING": shipping}


def _on_top(line: OrderLine, saved: dict[str, Decimal]) -> dict[tuple[str, str], Decimal]:
    charges, taxes, discounts = line.charges, line.taxes, line.discounts
    return {
        ("ItemPrice", "Principal"): _sum(charges, "ITEM", "OTHER"),
        ("ItemPrice", "Tax"): _sum(taxes, "ITEM") - saved["ITEM"],
        ("ItemPrice", "Shipping"): _sum(charges, "SHIPPING"),
        ("ItemPrice", "ShippingTax"): _sum(taxes, "SHIPPING") - saved["SHIPPING"],
        ("ItemPrice", "GiftWrap"): _sum(charges, "GIFT_WRAP"),
        ("ItemPrice", "GiftWrapTax"): _sum(taxes, "GIFT_WRAP"),
        ("ItemPrice", "COD"): _sum(charges, "COD_FEE"),
        ("ItemPrice", "CODTax"): _sum(taxes, "COD_FEE"),
        ("Promotion", "Principal"): -_sum(discounts, "ITEM"),
        ("Promotion", "Shipping"): -_sum(discounts, "SHIPPING"),
    }


def _included(line: OrderLine, saved: dict[str, Decimal]) -> dict[tuple[str, str], Decimal]:
    """Where the taxes are known and inside the prices, they are taken out of them."""
    charges, taxes, discounts = line.charges, line.taxes, line.discounts
    net = {kind: _sum(charges, kind) - _sum(taxes, kind) for kind in charges}
    return {
        ("ItemPrice", "Principal"): _sum(net, "ITEM", "OTHER"),
        ("ItemPrice", "Tax"): _sum(taxes, "ITEM"),
        ("ItemPrice", "Shipping"): _sum(net, "SHIPPING"),
        ("ItemPrice", "ShippingTax"): _sum(taxes, "SHIPPING"),
        ("ItemPrice", "GiftWrap"): _sum(net, "GIFT_WRAP"),
        ("ItemPrice", "GiftWrapTax"): _sum(taxes, "GIFT_WRAP"),
        ("ItemPrice", "COD"): _sum(net, "COD_FEE"),
        ("ItemPrice", "CODTax"): _sum(taxes, "COD_FEE"),
        ("Promotion", "Principal"): saved["ITEM"] - _sum(discounts, "ITEM"),
        ("Promotion", "Shipping"): saved["SHIPPING"] - _sum(discounts, "SHIPPING"),
        ("Promotion", "TaxDiscount"): -_sum(taxes, "DISCOUNT"),
    }


def _sum(amounts: dict[str, Decimal], *kinds: str) -> Decimal:
    return sum((amounts.get(kind, _NOTHING) for kind in kinds), _NOTHING)


def withheld_parts(line: OrderLine, place: Marketplace, prices: list[Part]) -> list[Part]:
    """The taxes that Amazon collected by law and keeps."""
    if not line.facilitator:
        return []
    law = f"MarketplaceFacilitator{'VAT' if place.region == 'EU' else 'Tax'}"
    if line.collection_model == "LowValueGoods":
        law = "LowValueGoodsTax"
    taxes = [part for part in prices if part.account == "facilitator_tax"]
    discount = sum((p.amount for p in taxes if p.amount_type == "Promotion"), _NOTHING)
    parts = []
    for part in taxes:
        if part.amount_type == "ItemPrice":
            amount = part.amount + (discount if part.description == "Tax" else _NOTHING)
            words = f"{law}-{_WITHHELD.get(part.description, 'Other')}"
            parts.append(Part("ItemWithheldTax", words, -amount, "facilitator_tax"))
    return parts


def fee_parts(
    line: OrderLine, place: Marketplace, prices: list[Part], units: int, by_amazon: bool
) -> list[Part]:
    """What Amazon takes for a sale; all negative."""
    paid = sum((part.amount for part in prices if part.account != "facilitator_tax"), _NOTHING)
    commission = rounded(paid * _COMMISSION, place)
    fees = {"Commission": commission}
    if place.code in _DIGITAL_SERVICES_COUNTRIES:
        fees["DigitalServicesFee"] = rounded(commission * _DIGITAL_SERVICES, place)
    if by_amazon:
        each = _FULFILLMENT.get(place.currency, _FULFILLMENT_ELSEWHERE)
        fees["FBAPerUnitFulfillmentFee"] = rounded(each * units, place)
        fees["ShippingChargeback"] = _amount(prices, "shipping") + _shipping_promotion(prices)
        fees["GiftwrapChargeback"] = _amount(prices, "giftwrap")
    return [
        Part("ItemFees", word, -amount, "fba_fees" if word.startswith("FBA") else "fees")
        for word, amount in fees.items()
        if amount
    ]


def _amount(prices: list[Part], account: str) -> Decimal:
    return sum((part.amount for part in prices if part.account == account), _NOTHING)


def _shipping_promotion(prices: list[Part]) -> Decimal:
    found = (
        p.amount for p in prices if (p.amount_type, p.description) == ("Promotion", "Shipping")
    )
    return sum(found, _NOTHING)


def points_parts(line: OrderLine, share: Share) -> list[Part]:
    """Points that the seller grants, in Japan: each costs a yen."""
    points = share(Decimal(line.points))
    return [Part("Points", "PointsGranted", -points, "points")] if points else []
