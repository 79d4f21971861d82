"""Parts of an order that Amazon refuses to tell now, kept as it has told them before."""

from collections.abc import Collection, Mapping
from typing import Any

from ..words import (
    BUYER,
    CANCELLATION,
    EXPENSE,
    FULFILLMENT,
    FULFILLMENT_ORDERS,
    PACKAGES,
    PAYMENT,
    PROMOTION,
    RECIPIENT,
    TAX,
)

# The data set that brings each part of an order, and of an item. Money is not among them: that of
# before belongs to the quantities of before.
_OF_ORDER = {
    "buyer": BUYER,
    "recipient": RECIPIENT,
    "payment": PAYMENT,
    "tax": TAX,
    "fulfillment": FULFILLMENT,
    "packages": PACKAGES,
    "fulfillmentOrders": FULFILLMENT_ORDERS,
}
_OF_ITEM = {
    "expense": EXPENSE,
    "promotion": PROMOTION,
    "cancellation": CANCELLATION,
    "fulfillment": FULFILLMENT,
    "tax": TAX,
}


def keep_untold(
    told: Mapping[str, Any], known: Mapping[str, Any], refused: Collection[str]
) -> dict[str, Any]:
    """Put what is known of an order where Amazon refuses to tell it now.

    :param told: payload as it has come
    :param known: payload that came before
    :param refused: names of the data sets that were left out
    """
    kept = _keep(told, known, _OF_ORDER, refused)
    items = told.get("orderItems")
    if isinstance(items, list):
        before = {item.get("orderItemId"): item for item in _mappings(known.get("orderItems"))}
        kept["orderItems"] = [
            _keep(item, before.get(item.get("orderItemId"), {}), _OF_ITEM, refused)
            if isinstance(item, Mapping)
            else item
            for item in items
        ]
    return kept


def _keep(
    told: Mapping[str, Any],
    known: Mapping[str, Any],
    parts: Mapping[str, str],
    refused: Collection[str],
) -> dict[str, Any]:
    untold = {
        key: known[key]
        for key, name in parts.items()
        if name in refused and key in known and told.get(key) is None
    }
    return {**told, **untold}


def _mappings(value: object) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []
