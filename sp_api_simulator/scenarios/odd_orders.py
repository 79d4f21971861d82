"""`odd_orders`: one order of each kind that is rare but real; `KINDS` says which is which."""

from typing import Any

from ..trading.placement import place
from ..trading.wishes import NewOrder
from ..world import World
from .catalogue import offer_everything

Wish = dict[str, Any]

_MUG = {"sku": "MUG-WHITE-350", "quantity": 1, "unit_price": "12.00"}
_LAMP = {"sku": "LAMP-DESK-OAK", "quantity": 3, "unit_price": "9.99"}

# By the seller's own order id, under which each is placed.
KINDS: dict[str, Wish] = {
    "TAX-INSIDE": {"marketplace": "GB", "lines": [_MUG | {"tax": "2.00"}], "tax_included": True},
    "VAT-CONSUMER": {
        "marketplace": "DE",
        "lines": [line | {"vat_rate": "0.19"} for line in (_MUG, _LAMP)],
    },
    "VAT-COMPANY": {
        "marketplace": "DE",
        "lines": [line | {"vat_rate": "0.19"} for line in (_MUG, _LAMP)],
        "business": True,
        "vat_id": "DE123456789",
    },
    "LOW-VALUE-GOODS": {
        "marketplace": "AU",
        "lines": [_MUG | {"tax": "1.09"}],
        "tax_included": True,
        "facilitator": True,
        "collection_model": "LowValueGoods",
    },
    "OTHER-CURRENCY": {"marketplace": "GB", "lines": [_MUG], "currency": "EUR"},
    "WITHOUT-MONEY": {"marketplace": "GB", "lines": [_MUG], "without_money": True},
    "WITHOUT-STREET": {
        "marketplace": "GB",
        "lines": [_MUG],
        "address_changes": {"addressLine1": None},
    },
    "WITHOUT-NAME": {"marketplace": "GB", "lines": [_MUG], "address_changes": {"name": None}},
    "STATE-IN-WORDS": {
        "lines": [_MUG],
        "address_changes": {"city": "Austin", "stateOrRegion": "texas", "postalCode": "78701"},
    },
    "STATE-ELSEWHERE": {
        "marketplace": "DE",
        "lines": [_MUG],
        "address_changes": {"stateOrRegion": "Nordrhein Westf."},
    },
}


def build(world: World) -> None:
    """Sellers in the US, Europe and Australia, and one unshipped order of each of `KINDS`."""
    world.sellers.add("SELLER1", "NA", ["US", "CA", "MX"])
    world.sellers.add("SELLER2", "EU", ["GB", "DE", "FR", "IT", "ES"])
    world.sellers.add("SELLER3", "FE", ["AU"])
    for code, currency in (("US", "USD"), ("GB", "GBP"), ("DE", "EUR")):
        offer_everything(world, code, currency)
    for alias, wish in KINDS.items():
        place(world, NewOrder(seller_order_id=alias, **wish))
