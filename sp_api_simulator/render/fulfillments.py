"""Orders of other channels as Fulfillment Outbound 2026-07-04 tells them."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from ..basics.clock import to_iso
from ..state.fulfillments import (
    Fulfillment,
    FulfillmentLine,
    FulfillmentPackage,
    FulfillmentShipment,
)

Json = dict[str, Any]

_FACILITY = {"facilityId": "ABE8"}
_AMAZONS = ("AMZL", "AMZN")


def render_fulfillment(fulfillment: Fulfillment, with_shipments: bool = True) -> Json:
    """The whole order, its shipments too unless they are not asked for."""
    told = ("channel", "fulfillmentConfiguration", "origin", "destination", "paymentInformation")
    body: Json = {
        "orderId": fulfillment.id,
        "receiveTime": to_iso(fulfillment.received),
        "status": fulfillment.status,
        "statusUpdateTime": to_iso(fulfillment.updated),
        **{key: fulfillment.asked[key] for key in told if key in fulfillment.asked},
        "lineItems": [_line(line) for line in fulfillment.lines],
    }
    if with_shipments:
        body["shipments"] = [_shipment(fulfillment, each) for each in fulfillment.shipments]
    return body


def _line(line: FulfillmentLine) -> Json:
    return line.asked | {
        "cancelledAmount": amount(line.cancelled),
        "unfulfillableAmount": amount(line.unfulfillable),
    }


def _shipment(fulfillment: Fulfillment, shipment: FulfillmentShipment) -> Json:
    return {
        "amazonShipmentId": shipment.id,
        "amazonFacility": _FACILITY,
        "status": shipment.status,
        "shipTime": to_iso(shipment.ship_time),
        "items": [
            {
                "shipmentItemId": f"{shipment.id}-{line_id}",
                "productIdentifier": {"amazonSku": fulfillment.line(line_id).sku},
                "lineItemId": line_id,
                "amount": amount(units),
            }
            for line_id, units in shipment.items.items()
        ],
        "packages": [_package(each) for each in shipment.packages],
    }


def _package(package: FulfillmentPackage) -> Json:
    told: Json = {
        "packageId": package.id,
        "status": package.status,
        "deliveryTime": to_iso(package.delivery),
        "shipmentItemIds": package.items,
    }
    if package.tracking:
        carrier = {"carrierCode": package.carrier, "trackingNumber": package.tracking}
        tracking: Json = {"carrier": carrier}
        if package.carrier in _AMAZONS:
            tracking["amazon"] = {"trackingNumber": package.tracking}
        told["tracking"] = tracking
    return told


def render_offer(
    speed: str, fee: Decimal, days: int, currency: str, when: Any, services: Json
) -> Json:
    """How a shipment can go: its fee, and when it would arrive."""
    price = {"currencyCode": currency, "amount": str(fee)}
    level = {
        "serviceTier": speed,
        "shipInterval": {"startTime": to_iso(when), "endTime": to_iso(when + timedelta(days=1))},
        "deliveryInterval": {
            "startTime": to_iso(when + timedelta(days=days)),
            "endTime": to_iso(when + timedelta(days=days + 1)),
        },
    }
    return {
        "fulfillmentConfiguration": {"serviceLevel": level, "services": services},
        "estimatedPrice": {
            "rollupPrices": [{"type": "MCFTransportationFee", "value": price}],
            "totalPrice": price,
        },
    }


def amount(pieces: int) -> Json:
    """Pieces as Amazon writes them."""
    return {"unit": "EACHES", "value": f"{pieces}.0"}
