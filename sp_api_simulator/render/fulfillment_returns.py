"""Orders of other channels and their returns as Fulfillment Outbound 2020-07-01 tells them."""

from typing import Any

from ..basics.clock import to_iso
from ..state.fulfillments import Fulfillment, FulfillmentLine, FulfillmentShipment, ReturnItem

Json = dict[str, Any]

_CENTER = "ABE8"
_ADDRESS = {
    "name": "Amazon Returns",
    "addressLine1": "705 Boulder Drive",
    "city": "Breinigsville",
    "stateOrRegion": "PA",
    "postalCode": "18031",
    "countryCode": "US",
}
# Words of the newer version in those of the older one.
_STATUSES = {"COMPLETE_PARTIAL": "CompletePartialled"}


def render_returns(fulfillment: Fulfillment, items: list[ReturnItem]) -> Json:
    """The units that come back, and the authorizations by which they do."""
    authorizations = dict.fromkeys(item.authorization for item in items)
    return {
        "returnItems": [_item(item) for item in items],
        "returnAuthorizations": [
            {
                "returnAuthorizationId": number,
                "fulfillmentCenterId": _CENTER,
                "returnToAddress": _ADDRESS,
                "amazonRmaId": f"RMA{number}",
                "rmaPageURL": f"https://sellercentral.amazon.com/rma/{fulfillment.id}/{number}",
            }
            for number in authorizations
        ],
    }


def _item(item: ReturnItem) -> Json:
    told: Json = {
        "sellerReturnItemId": item.id,
        "sellerFulfillmentOrderItemId": item.line_id,
        "amazonShipmentId": item.shipment_id,
        "sellerReturnReasonCode": item.reason,
        "status": item.status,
        "statusChangedDate": to_iso(item.changed),
        "returnAuthorizationId": item.authorization,
    }
    if item.comment:
        told["returnComment"] = item.comment
    if item.condition:
        told |= {"returnReceivedCondition": item.condition, "fulfillmentCenterId": _CENTER}
    return told


def render_older(fulfillment: Fulfillment, marketplace_id: str) -> Json:
    """The whole order in the words of the older version, with its returns."""
    asked = fulfillment.asked
    tiers = asked.get("fulfillmentConfiguration", {}).get("serviceLevel", {}).get("serviceTiers")
    return {
        "fulfillmentOrder": {
            "sellerFulfillmentOrderId": fulfillment.id,
            "marketplaceId": marketplace_id,
            "displayableOrderId": fulfillment.id,
            "displayableOrderDate": to_iso(fulfillment.received),
            "displayableOrderComment": "",
            "shippingSpeedCategory": (tiers or ["STANDARD"])[0].capitalize(),
            "destinationAddress": {
                key: value
                for key, value in asked["destination"]["deliveryAddress"].items()
                if key != "email"
            },
            "receivedDate": to_iso(fulfillment.received),
            "fulfillmentOrderStatus": _STATUSES.get(
                fulfillment.status, fulfillment.status.capitalize()
            ),
            "statusUpdatedDate": to_iso(fulfillment.updated),
        },
        "fulfillmentOrderItems": [_line(line) for line in fulfillment.lines],
        "fulfillmentShipments": [_shipment(fulfillment, each) for each in fulfillment.shipments],
        **render_returns(fulfillment, fulfillment.returns),
    }


def _line(line: FulfillmentLine) -> Json:
    return {
        "sellerSku": line.sku,
        "sellerFulfillmentOrderItemId": line.line_id,
        "quantity": line.quantity,
        "cancelledQuantity": line.cancelled,
        "unfulfillableQuantity": line.unfulfillable,
    }


def _shipment(fulfillment: Fulfillment, shipment: FulfillmentShipment) -> Json:
    return {
        "amazonShipmentId": shipment.id,
        "fulfillmentCenterId": _CENTER,
        "fulfillmentShipmentStatus": shipment.status,
        "shippingDate": to_iso(shipment.ship_time),
        "fulfillmentShipmentItem": [
            {
                "sellerSku": fulfillment.line(line_id).sku,
                "sellerFulfillmentOrderItemId": line_id,
                "quantity": units,
            }
            for line_id, units in shipment.items.items()
        ],
    }
