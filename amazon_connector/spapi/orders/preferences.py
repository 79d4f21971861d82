"""Reads how a recipient wishes to get the parcel.

Unlike the rest of an order, this is read leniently: it is text for people, so that a form that
is new to us costs a wish at most, never the order.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from .people import DeliveryPreference, OpeningHours

_CLOSED = "CLOSED"
_KNOWN = {"dropOffLocation", "addressInstruction", "deliveryTime", "deliveryCapabilities"}


def parse_delivery_preference(value: object) -> DeliveryPreference | None:
    """Read ``recipient.deliveryPreference``.

    :return: None when Amazon says nothing, or nothing that can be read
    """
    wishes = _mapping(value)
    times = _mapping(wishes.get("deliveryTime"))
    preference = DeliveryPreference(
        drop_off_location=_text(wishes.get("dropOffLocation")),
        instructions=_text(wishes.get("addressInstruction")),
        business_hours=tuple(_hours(times.get("businessHours"), "dayOfWeek")),
        exceptions=tuple(_hours(times.get("exceptionDates"), "exceptionDate")),
        capabilities=tuple(filter(None, map(_text, _list(wishes.get("deliveryCapabilities"))))),
        others=tuple(
            (str(key), _text(other))
            for key, other in wishes.items()
            if key not in _KNOWN and _text(other)
        ),
    )
    return preference if preference != DeliveryPreference() else None


def _hours(days: object, key: str) -> Iterator[OpeningHours]:
    for day in map(_mapping, _list(days)):
        if name := _text(day.get(key)):
            is_open = _text(day.get("exceptionDateType")) != _CLOSED
            yield OpeningHours(name, is_open, tuple(_windows(day)))


def _windows(day: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for window in map(_mapping, _list(day.get("timeWindows"))):
        start, end = _clock(window.get("startTime")), _clock(window.get("endTime"))
        if start or end:
            yield start, end


def _clock(value: object) -> str:
    hour, minute = (_mapping(value).get(key) for key in ("hour", "minute"))
    if not isinstance(hour, int):
        return ""
    return f"{hour:02}:{minute if isinstance(minute, int) else 0:02}"


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
