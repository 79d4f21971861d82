"""Orders of other channels that Amazon ships (Fulfillment Outbound), as frozen values."""

from .parsing import parse_fulfillment, parse_preview
from .previews import Constraint, Offer, PlannedShipment, Preview, Speed
from .returns import (
    FulfillmentReturns,
    ReturnReason,
    parse_fulfillment_returns,
    parse_return_reasons,
)
from .values import Fulfillment, FulfillmentLine, Parcel, Shipment

__all__ = [
    "Constraint",
    "Fulfillment",
    "FulfillmentLine",
    "FulfillmentReturns",
    "Offer",
    "Parcel",
    "PlannedShipment",
    "Preview",
    "ReturnReason",
    "Shipment",
    "Speed",
    "parse_fulfillment",
    "parse_fulfillment_returns",
    "parse_preview",
    "parse_return_reasons",
]
