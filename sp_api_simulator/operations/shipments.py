"""Orders API v0: `confirmShipment` only. Reading by v0 ends in 2027 and is refused here."""

from datetime import datetime
from typing import Any

from starlette.responses import Response

from ..basics.clock import from_iso, to_iso
from ..basics.errors import invalid_input, not_found
from ..state.orders import OPEN_STATUSES, Order, Package
from ..state.sellers import DELIVERY, TRACKING
from .operation import Call, Operation

Json = dict[str, Any]

_BODY = {
    "marketplaceId": str,
    "packageDetail": {
        "packageReferenceId": str,
        "carrierCode": str,
        "carrierName": str,
        "shippingMethod": str,
        "trackingNumber": str,
        "shipDate": str,
        "orderItems": [{"orderItemId": str, "quantity": int, "transparencyCodes": [str]}],
    },
}
_REQUIRED = ("packageReferenceId", "carrierCode", "trackingNumber", "shipDate", "orderItems")


def confirm_shipment(call: Call) -> Response:
    """Take a parcel of a merchant-fulfilled order.

    The same `packageReferenceId` again replaces the parcel. 204 without a body.
    """
    body = call.json(_BODY)
    order = call.world.orders.find(call.seller.id, call.path["orderId"])
    if order is None:
        raise not_found(f"Order {call.path['orderId']} was not found.")
    if body.get("marketplaceId") != order.marketplace.id:
        raise invalid_input("marketplaceId is not that of the order.")
    detail = body.get("packageDetail", {})
    _check_detail(detail)
    package = _package(call, detail)
    _check_order(order, package)
    _check_ship_time(order, package, call.world.clock.now())
    call.world.orders.confirm_package(order, package)
    call.world.shipments.append(_record(order, package, detail))
    return Response(status_code=204)


def _check_detail(detail: Json) -> None:
    missing = [name for name in _REQUIRED if not detail.get(name)]
    if missing:
        raise invalid_input(f"Missing required fields: {', '.join(missing)}.")
    reference = detail["packageReferenceId"]
    if not reference.isdecimal() or int(reference) < 1:
        raise invalid_input("packageReferenceId must be a positive numeric string.")
    if detail["carrierCode"] == "Other" and not detail.get("carrierName"):
        raise invalid_input("carrierName is required when carrierCode is Other.")


def _package(call: Call, detail: Json) -> Package:
    ship_time = _ship_time(detail["shipDate"])
    items: dict[str, int] = {}
    codes: dict[str, list[str]] = {}
    for item in detail["orderItems"]:
        quantity, item_id = item.get("quantity", 0), item.get("orderItemId", "")
        if quantity < 1:
            raise invalid_input(f"The quantity of item {item_id} must be 1 or more.")
        items[item_id] = items.get(item_id, 0) + quantity
        if item.get("transparencyCodes"):
            codes[item_id] = item["transparencyCodes"]
    by_name = detail["carrierCode"] == "Other"
    return Package(
        reference=detail["packageReferenceId"],
        carrier=detail["carrierName"] if by_name else detail["carrierCode"],
        tracking_number=detail["trackingNumber"],
        ship_time=ship_time,
        created=call.world.clock.now(),
        items=items,
        shipping_service=detail.get("shippingMethod"),
        transparency_codes=codes,
    )


def _ship_time(text: str) -> datetime:
    try:
        return from_iso(text)
    except ValueError as error:
        raise invalid_input("shipDate is not an ISO 8601 date and time.") from error


def _check_order(order: Order, package: Package) -> None:
    """The order must be the seller's to ship, and have the units open."""
    if order.fulfilled_by != "MERCHANT":
        raise invalid_input(f"Order {order.id} is fulfilled by Amazon.")
    replaced = next((p for p in order.packages if p.reference == package.reference), None)
    if order.status not in OPEN_STATUSES and not replaced:
        raise invalid_input(f"Order {order.id} is {order.status} and cannot be shipped.")
    lines = {line.item_id: line for line in order.lines}
    for item_id, quantity in package.items.items():
        if item_id not in lines:
            raise invalid_input(f"Order {order.id} has no item {item_id}.")
        before = replaced.items.get(item_id, 0) if replaced else 0
        if quantity > lines[item_id].open + before:
            raise invalid_input(f"Item {item_id} has fewer than {quantity} units to ship.")


def _check_ship_time(order: Order, package: Package, now: datetime) -> None:
    """A parcel leaves after the purchase and not in the future; Amazon looks at whole seconds."""
    if package.ship_time > now:
        raise invalid_input("shipDate must not be in the future.")
    if package.ship_time < order.created.replace(microsecond=0):
        raise invalid_input("shipDate must not be before the purchase of the order.")


def _record(order: Order, package: Package, detail: Json) -> Json:
    """The accepted shipment, for tests to look at."""
    return {
        "orderId": order.id,
        "packageReferenceId": package.reference,
        "carrierCode": detail["carrierCode"],
        "carrier": package.carrier,
        "shippingMethod": package.shipping_service,
        "trackingNumber": package.tracking_number,
        "shipDate": to_iso(package.ship_time),
        "items": package.items,
    }


def refuse_reading(call: Call) -> Response:
    """Whoever still reads by v0 must hear it."""
    call.world.violations.append(f"{call.operation.name}: orders are read by 2026-01-01")
    raise invalid_input("Orders v0 is not served for reading: use Orders 2026-01-01.")


_V0 = "/orders/v0/orders"
_READERS = {
    "getOrdersV0": _V0,
    "getOrderV0": f"{_V0}/{{orderId}}",
    "getOrderItemsV0": f"{_V0}/{{orderId}}/orderItems",
    "getOrderBuyerInfoV0": f"{_V0}/{{orderId}}/buyerInfo",
    "getOrderAddressV0": f"{_V0}/{{orderId}}/address",
    "getOrderItemsBuyerInfoV0": f"{_V0}/{{orderId}}/orderItems/buyerInfo",
}

OPERATIONS = (
    Operation(
        "confirmShipment",
        "POST",
        f"{_V0}/{{orderId}}/shipmentConfirmation",
        confirm_shipment,
        (DELIVERY, TRACKING),
    ),
    *(Operation(name, "GET", path, refuse_reading) for name, path in _READERS.items()),
)
