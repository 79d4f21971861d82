"""Orders of other channels that Amazon ships (Fulfillment Outbound), as frozen values."""

from .parsing import parse_fulfillment, parse_preview
from .previews import Constraint, Offer, PlannedShipment, Preview, Speed
from .values import Fulfillment, FulfillmentLine, Parcel, Shipment

__all__ = [
    "Constraint",
    "Fulfillment",
    "FulfillmentLine",
    "Offer",
    "Parcel",
    "PlannedShipment",
    "Preview",
    "Shipment",
    "Speed",
    "parse_fulfillment",
    "parse_preview",
]
