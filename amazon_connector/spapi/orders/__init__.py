"""Orders of the Orders API 2026-01-01: their values, and how a payload becomes them."""

from .acknowledgement import Cancellation, cancellation_feed
from .demand import parse_order_demand
from .parsing import parse_order, parse_order_head
from .privacy import without_buyer
from .untold import keep_untold
from .people import Address, Buyer, DeliveryPreference, OpeningHours, TaxRegistration
from .values import (
    CancelRequest,
    Charge,
    Order,
    OrderHead,
    OrderItem,
    Package,
    PackageItem,
    Points,
    TimeWindow,
)

__all__ = [
    "Address",
    "Buyer",
    "CancelRequest",
    "Cancellation",
    "Charge",
    "DeliveryPreference",
    "OpeningHours",
    "Order",
    "OrderHead",
    "OrderItem",
    "Package",
    "PackageItem",
    "Points",
    "TaxRegistration",
    "TimeWindow",
    "cancellation_feed",
    "keep_untold",
    "parse_order",
    "parse_order_demand",
    "parse_order_head",
    "without_buyer",
]
