"""An order as Orders API 2026-01-01 writes it, whole; `select` leaves out what was not asked."""

from decimal import Decimal
from typing import Any

from ..basics.clock import to_iso
from ..basics.money import money
from ..state.orders import Order, Package
from .order_items import breakdowns_of, render_item
from .order_windows import ship_and_delivery_windows
from .rewriting import rewritten

Json = dict[str, Any]

# The dataset of `includedData` that brings each key of an order, and of an item.
_ORDER_DATASETS = {
    "buyer": "BUYER",
    "recipient": "RECIPIENT",
    "proceeds": "PROCEEDS",
    "payment": "PAYMENT",
    "tax": "TAX",
    "fulfillment": "FULFILLMENT",
    "packages": "PACKAGES",
    "fulfillmentOrders": "FULFILLMENT_ORDERS",
}
_ITEM_DATASETS = {
    "proceeds": "PROCEEDS",
    "expense": "EXPENSE",
    "promotion": "PROMOTION",
    "cancellation": "CANCELLATION",
    "fulfillment": "FULFILLMENT",
    "tax": "TAX",
}
DATASETS = tuple(dict.fromkeys((*_ORDER_DATASETS.values(), *_ITEM_DATASETS.values())))


def select(payload: Any, included: frozenset[str]) -> Any:
    """The order without the datasets that were not asked for (a shallow copy)."""
    if not isinstance(payload, dict):
        return payload  # A test wants it so.
    order = _asked_for(payload, _ORDER_DATASETS, included)
    if isinstance(items := payload.get("orderItems"), list):
        order["orderItems"] = [_select_item(item, included) for item in items]
    return order


def _select_item(item: Any, included: frozenset[str]) -> Any:
    if not isinstance(item, dict):
        return item
    selected = _asked_for(item, _ITEM_DATASETS, included)
    if "PROCEEDS" not in included and isinstance(item.get("product"), dict):
        # Without PROCEEDS an item tells no money at all, not even its unit price.
        selected["product"] = {k: v for k, v in item["product"].items() if k != "price"}
    return selected


def _asked_for(values: Json, datasets: dict[str, str], included: frozenset[str]) -> Json:
    """The keys of no dataset and of the included ones."""
    return {
        key: value
        for key, value in values.items()
        if key not in datasets or datasets[key] in included
    }


def render_order(order: Order, discount_sign: int) -> Any:
    """The order as it is told: given as such, or Amazon's `Order`; with what a test rewrote."""
    payload: Any = order.raw or _rendered(order, discount_sign)
    for path, value in order.rewritten:
        payload = rewritten(payload, path, value)
    return payload


def _rendered(order: Order, discount_sign: int) -> Json:
    """Amazon's `Order` with every dataset; `discount_sign` -1 or 1 is that of DISCOUNT amounts."""
    payload: Json = {
        "orderId": order.id,
        "orderAliases": _aliases(order),
        "createdTime": to_iso(order.created),
        "lastUpdatedTime": to_iso(order.updated),
        "programs": list(order.programs),
        "associatedOrders": list(order.associated),
        "salesChannel": {
            "channelName": order.channel_name,
            "marketplaceId": order.marketplace.id,
            "marketplaceName": order.marketplace.name,
        },
        "buyer": _buyer(order),
        "recipient": _recipient(order),
        "proceeds": _order_proceeds(order, discount_sign),
        "payment": _payment(order),
        "tax": _tax(order),
        "fulfillment": {
            "fulfillmentStatus": order.status,
            "fulfilledBy": order.fulfilled_by,
            "fulfillmentServiceLevel": order.service_level,
            **ship_and_delivery_windows(order),
        },
        "orderItems": [render_item(order, line, discount_sign) for line in order.lines],
        "packages": [_package(package) for package in order.packages],
    }
    # Amazon leaves out what it has nothing to say about.
    told = {key: value for key, value in payload.items() if value}
    return _merged(told, order.overrides)


def _merged(payload: Json, overrides: Json) -> Json:
    """`payload` with `overrides` laid over it, object by object; None removes a key."""
    merged = dict(payload)
    for key, value in overrides.items():
        if value is None:
            merged.pop(key, None)
        elif isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = _merged(merged[key], value)
        else:
            merged[key] = value
    return merged


def _aliases(order: Order) -> list[Json]:
    return [{"aliasId": order.alias, "aliasType": "SELLER_ORDER_ID"}] if order.alias else []


def _buyer(order: Order) -> Json | None:
    if not order.is_disclosed:
        return None
    if order.fulfilled_by == "AMAZON":
        # Who buys from Amazon's warehouse is Amazon's business; a company's order number is not.
        return {k: v for k, v in order.buyer.items() if k == "buyerPurchaseOrderNumber"}
    return dict(order.buyer)


def _recipient(order: Order) -> Json | None:
    if not order.is_disclosed:
        return None
    address = order.address
    if order.fulfilled_by == "AMAZON":
        known = ("city", "stateOrRegion", "postalCode", "countryCode")
        address = {key: address[key] for key in known if key in address}
    return {"deliveryAddress": address}


def _payment(order: Order) -> Json | None:
    if not (order.tells_money and order.payment_method):
        return None
    amount = money(order.total, order.marketplace)
    return {"paymentExecutions": [{"paymentMethod": order.payment_method, "paymentAmount": amount}]}


def _tax(order: Order) -> Json | None:
    if not (order.is_disclosed and order.tax_registrations):
        return None
    return {"taxRegistrations": list(order.tax_registrations)}


def _order_proceeds(order: Order, discount_sign: int) -> Json | None:
    if not order.tells_money:
        return None
    place = order.marketplace
    sums: dict[str, Decimal] = {}
    for line in order.lines:
        for kind, subtotal, _details in breakdowns_of(line, discount_sign):
            sums[kind] = sums.get(kind, Decimal(0)) + subtotal
    breakdowns = [{"type": kind, "subtotal": money(value, place)} for kind, value in sums.items()]
    if order.tip:
        tip = {"type": "DELIVERY_TIP", "status": "FINALIZED", "subtotal": money(order.tip, place)}
        breakdowns.append(tip)
    return {"grandTotal": money(order.total, place), "breakdowns": breakdowns}


def _package(package: Package) -> Json:
    items: list[Json] = []
    for item_id, quantity in package.items.items():
        item: Json = {"orderItemId": item_id, "quantity": quantity}
        if codes := package.transparency_codes.get(item_id):
            item["transparencyCodes"] = codes
        items.append(item)
    rendered: Json = {
        "packageReferenceId": package.reference,
        "createdTime": to_iso(package.created),
        "packageStatus": {"status": "SHIPPED"},
        "carrier": package.carrier,
        "shipTime": to_iso(package.ship_time),
        "trackingNumber": package.tracking_number,
        "packageItems": items,
    }
    if package.shipping_service:
        rendered["shippingService"] = package.shipping_service
    return rendered
