"""Orders of the Orders API 2026-01-01: their values, and how a payload becomes them."""

from .parsing import parse_order, parse_order_head
from .values import (
    Address,
    Buyer,
    CancelRequest,
    Charge,
    Order,
    OrderHead,
    OrderItem,
    Package,
    PackageItem,
    Points,
    TaxRegistration,
    TimeWindow,
)

__all__ = [
    "Address",
    "Buyer",
    "CancelRequest",
    "Charge",
    "Order",
    "OrderHead",
    "OrderItem",
    "Package",
    "PackageItem",
    "Points",
    "TaxRegistration",
    "TimeWindow",
    "parse_order",
    "parse_order_head",
]
