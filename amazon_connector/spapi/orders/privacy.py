"""What of an order's payload is about a person, and the payload without it."""

from collections.abc import Mapping
from typing import Any

# Parts that name nobody. What of the others is kept is said below; what Amazon may invent is not.
_NAMELESS = (
    "orderId",
    "orderAliases",
    "createdTime",
    "lastUpdatedTime",
    "programs",
    "associatedOrders",
    "salesChannel",
    "proceeds",
    "payment",
    "fulfillment",
    "packages",
    "fulfillmentOrders",
)
# What taxes are chosen by, and names nobody.
_PLACE = ("countryCode", "stateOrRegion")
# Whose tax numbers are no buyer's.
_ENTITY, _SELLERS = "entityType", ("MERCHANT", "MARKETPLACE")


def without_buyer(payload: object) -> dict[str, Any]:
    """The payload of an order as it is kept once its buyer is to be forgotten.

    Country and state of the delivery stay, and all that is about goods and money.

    :param payload: as of ``parse_order``; whatever is not of its form is left out
    """
    if not isinstance(payload, Mapping):
        return {}
    kept = _only(payload, _NAMELESS)
    place = _mapping(_mapping(payload.get("recipient")).get("deliveryAddress"))
    if place:
        kept["recipient"] = {"deliveryAddress": _only(place, _PLACE)}
    tax = _mapping(payload.get("tax"))
    if tax:
        registrations = filter(_is_sellers, _mappings(tax.get("taxRegistrations")))
        kept["tax"] = {**tax, "taxRegistrations": list(registrations)}
    if "orderItems" in payload:
        kept["orderItems"] = [_item(item) for item in _mappings(payload["orderItems"])]
    return kept


def _item(item: Mapping[str, Any]) -> dict[str, Any]:
    """An item without gift message and engraved words."""
    kept = dict(item)
    if product := _mapping(item.get("product")):
        kept["product"] = _without(product, "customization")
    fulfillment = _mapping(item.get("fulfillment"))
    packing = _mapping(fulfillment.get("packing"))
    if option := _mapping(packing.get("giftOption")):
        packing = {**packing, "giftOption": _without(option, "giftMessage")}
        kept["fulfillment"] = {**fulfillment, "packing": packing}
    return kept


def _is_sellers(registration: Mapping[str, Any]) -> bool:
    return registration.get(_ENTITY) in _SELLERS


def _only(value: Mapping[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: value[key] for key in keys if key in value}


def _without(value: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: kept for name, kept in value.items() if name != key}


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _mappings(value: object) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []
