"""What people order: wishes for `place_order` with everything that a real day brings."""

from decimal import Decimal
from random import Random
from typing import Any

from ..basics.marketplaces import Marketplace
from ..basics.money import rounded
from .catalogue import PRODUCTS, Product

Wish = dict[str, Any]

# State sales taxes, for the few states that people live in here.
_US_TAX_RATES = (Decimal("0.065"), Decimal("0.0725"), Decimal("0.0825"), Decimal("0.1035"))
_SHIPPING = {"USD": "5.99", "GBP": "3.99", "EUR": "4.90", "JPY": "410"}
_GIFT_WRAP = {"USD": "3.99", "GBP": "3.50", "EUR": "3.90", "JPY": "350"}
_GIFT_MESSAGES = ("Happy birthday!", "With love", "Enjoy your new home", "Thank you for everything")
_SERVICES = ("STANDARD", "STANDARD", "STANDARD", "EXPEDITED", "SECOND_DAY", "NEXT_DAY")
_VAT_IDS = {"DE": "DE{:09d}", "GB": "GB{:09d}"}


def some_wish(random: Random, place: Marketplace) -> Wish:
    """An order on a marketplace of the catalogue: 1 to 4 lines, one channel, all the trimmings."""
    by_amazon = random.random() < 0.3
    shelf = [product for product in PRODUCTS if product.by_amazon == by_amazon]
    chosen = random.sample(shelf, random.choices((1, 2, 3, 4), (62, 24, 10, 4))[0])
    wish: Wish = {
        "marketplace": place.code,
        "fulfilled_by": "AMAZON" if by_amazon else "MERCHANT",
        "status": _some_status(random, by_amazon),
        "service_level": random.choice(_SERVICES),
        "lines": [_some_line(random, place, product) for product in chosen],
        "programs": ["PRIME"] if by_amazon or random.random() < 0.1 else [],
    }
    if random.random() < 0.08:
        wish |= _as_company(random, place)
    if place.prices_include_tax:
        _collect_import_tax(random, place, wish)
    else:
        _add_sales_tax(random, place, wish)
    if place.code == "JP" and random.random() < 0.3:
        wish["payment_method"] = random.choice(("COD", "CVS"))
    return wish


def _some_status(random: Random, by_amazon: bool) -> str:
    statuses = ("PENDING", "CANCELLED", "SHIPPED", "PARTIALLY_SHIPPED", "UNSHIPPED")
    weights = (6, 4, 84, 0, 6) if by_amazon else (6, 5, 4, 2, 83)
    return random.choices(statuses, weights)[0]


def _some_line(random: Random, place: Marketplace, product: Product) -> Wish:
    """One product: usually one of it; sometimes with shipping, a gift wrap, a promotion."""
    currency = place.currency
    line: Wish = {
        "sku": product.sku,
        "quantity": random.choices((1, 2, 3, 6), (78, 14, 5, 3))[0],
        "unit_price": product.price_in(currency),
    }
    if random.random() < 0.35:
        line["shipping"] = Decimal(_SHIPPING[currency])
        if random.random() < 0.25:
            line["shipping_discount"] = line["shipping"]
            line["promotion_ids"] = ["Free Shipping"]
    if random.random() < 0.07:
        line["gift_wrap"] = Decimal(_GIFT_WRAP[currency])
        line["gift_wrap_level"] = "Classic"
        line["gift_message"] = random.choice(_GIFT_MESSAGES)
    if random.random() < 0.12:
        price = line["unit_price"] * line["quantity"]
        line["discount"] = rounded(price * Decimal("0.15"), place)
        line["promotion_ids"] = [*line.get("promotion_ids", []), "15% Off Coupon"]
    if place.code == "JP":
        line["points"] = int(line["unit_price"] * line["quantity"] / 100)
    return line


def _as_company(random: Random, place: Marketplace) -> Wish:
    """A business buys: an order number of its own, in Europe a VAT id."""
    company: Wish = {"business": True, "po_number": f"PO-{random.randrange(1000, 9999)}"}
    if place.code in _VAT_IDS:
        company["vat_id"] = _VAT_IDS[place.code].format(random.randrange(10**9))
    return company


def _add_sales_tax(random: Random, place: Marketplace, wish: Wish) -> None:
    """United States: tax comes on top of every charge, and Amazon collects it."""
    rate = random.choice(_US_TAX_RATES)
    wish["facilitator"] = True
    for line in wish["lines"]:
        item = line["unit_price"] * line["quantity"]
        reduction = line.get("discount", 0) + line.get("shipping_discount", 0)
        line["tax"] = rounded(item * rate, place)
        line["shipping_tax"] = rounded(line.get("shipping", 0) * rate, place)
        line["gift_wrap_tax"] = rounded(line.get("gift_wrap", 0) * rate, place)
        line["discount_tax"] = rounded(reduction * rate, place)


def _collect_import_tax(random: Random, place: Marketplace, wish: Wish) -> None:
    """Europe: now and then Amazon is the deemed supplier and keeps the tax that is included."""
    if place.region == "EU" and not wish.get("business") and random.random() < 0.08:
        wish["facilitator"] = True
        for line in wish["lines"]:
            line["reporting_scheme"] = "UOSS"
