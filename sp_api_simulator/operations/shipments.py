"""Orders API v0: `confirmShipment` only. Reading by v0 ends in 2027 and is refused here."""

import re
from datetime import datetime
from typing import Any

from starlette.responses import Response

from ..basics.clock import from_iso, to_iso
from ..basics.errors import invalid_input, not_found
from ..basics.fields import Field
from ..state.orders import OPEN_STATUSES, Order, Package
from ..state.sellers import DELIVERY, TRACKING
from .operation import Call, Operation, known_marketplace

Json = dict[str, Any]

_ITEM = (
    Field("orderItemId", required=True),
    Field("quantity", "integer", required=True, least=1),
    Field("transparencyCodes", is_list=True),
)
_DETAIL = (
    Field("packageReferenceId", required=True),
    Field("carrierCode", required=True),
    Field("carrierName"),
    Field("shippingMethod"),
    Field("trackingNumber", required=True),
    Field("shipDate", "date-time", required=True),
    Field("shipFromSupplySourceId"),
    Field("orderItems", "object", required=True, is_list=True, least=1, fields=_ITEM),
)
_BODY = (
    Field("packageDetail", "object", required=True, fields=_DETAIL),
    Field("codCollectionMethod", values=("DirectPayment",)),
    Field("marketplaceId", required=True),
)
_REFERENCE = re.compile("[0-9]*[1-9][0-9]*")


def confirm_shipment(call: Call) -> Response:
    """Take a parcel of a merchant-fulfilled order.

    The same `packageReferenceId` again replaces the parcel. 204 without a body.
    """
    body, detail = call.body, call.body["packageDetail"]
    place = known_marketplace(body["marketplaceId"])
    _check_detail(detail)
    order = call.world.orders.find(call.seller.id, call.path["orderId"])
    if order is None:
        raise not_found(f"Order {call.path['orderId']} was not found.")
    if place.id != order.marketplace.id:
        raise invalid_input("marketplaceId is not that of the order.")
    package = _package(call, detail)
    _check_order(order, package)
    _check_ship_time(order, package, call.world.clock.now())
    call.world.orders.confirm_package(order, package)
    call.world.shipments.append(_record(order, package, body))
    return Response(status_code=204)


def _check_detail(detail: Json) -> None:
    for name in ("carrierCode", "trackingNumber"):
        if not detail[name]:
            raise invalid_input(f"{name} must not be empty.")
    if not _REFERENCE.fullmatch(detail["packageReferenceId"]):
        raise invalid_input("packageReferenceId must be a positive numeric string.")
    if detail["carrierCode"] == "Other" and not detail.get("carrierName"):
        raise invalid_input("carrierName is required when carrierCode is Other.")


def _package(call: Call, detail: Json) -> Package:
    items: dict[str, int] = {}
    codes: dict[str, list[str]] = {}
    for item in detail["orderItems"]:
        item_id = item["orderItemId"]
        items[item_id] = items.get(item_id, 0) + item["quantity"]
        if item.get("transparencyCodes"):
            codes[item_id] = item["transparencyCodes"]
    by_name = detail["carrierCode"] == "Other"
    return Package(
        reference=detail["packageReferenceId"],
        carrier=detail["carrierName"] if by_name else detail["carrierCode"],
        tracking_number=detail["trackingNumber"],
        ship_time=from_iso(detail["shipDate"]),
        created=call.world.clock.now(),
        items=items,
        shipping_service=detail.get("shippingMethod"),
        transparency_codes=codes,
    )


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


def _record(order: Order, package: Package, body: Json) -> Json:
    """The accepted shipment, for tests to look at."""
    detail = body["packageDetail"]
    return {
        "orderId": order.id,
        "packageReferenceId": package.reference,
        "carrierCode": detail["carrierCode"],
        "carrier": package.carrier,
        "shippingMethod": package.shipping_service,
        "trackingNumber": package.tracking_number,
        "shipDate": to_iso(package.ship_time),
        "items": package.items,
        "codCollectionMethod": body.get("codCollectionMethod"),
        "shipFromSupplySourceId": detail.get("shipFromSupplySourceId"),
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
        body=_BODY,
    ),
    *(Operation(name, "GET", path, refuse_reading, query=None) for name, path in _READERS.items()),
)
