"""When an order must leave and arrive, by its service level."""

from datetime import datetime, time, timedelta
from typing import Any

from ..basics.clock import to_iso
from ..state.orders import Order

# Days from the purchase: latest shipment, earliest and latest delivery.
_DAYS = {
    "SAME_DAY": (0, 0, 0),
    "NEXT_DAY": (0, 1, 1),
    "SECOND_DAY": (1, 2, 2),
    "PRIORITY": (1, 1, 2),
    "EXPEDITED": (1, 2, 4),
    "FREE_ECONOMY": (3, 6, 10),
}
_STANDARD_DAYS = (2, 4, 7)
_LAST_SECOND = time(23, 59, 59)


def ship_and_delivery_windows(order: Order) -> dict[str, Any]:
    """`shipByWindow` and, where the seller delivers, `deliverByWindow`; none while pending."""
    if not order.is_disclosed:
        return {}
    ship, earliest, latest = _DAYS.get(order.service_level, _STANDARD_DAYS)
    windows = {"shipByWindow": _window(order.created, 0, ship)}
    if order.fulfilled_by == "MERCHANT":
        windows["deliverByWindow"] = _window(order.created, earliest, latest)
    return windows


def _window(start: datetime, first: int, last: int) -> dict[str, str]:
    """From the first moment of one day to the last second of another, counted from `start`."""
    opening = datetime.combine(start + timedelta(days=first), time(), start.tzinfo)
    closing = datetime.combine(start + timedelta(days=last), _LAST_SECOND, start.tzinfo)
    return {"earliestDateTime": to_iso(opening), "latestDateTime": to_iso(closing)}
