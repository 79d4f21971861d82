"""Reads how a recipient wishes to get the parcel.

Unlike the rest of an order, this is read leniently: it is text for people, so that a form that
is new to us costs a wish at most, never the order.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from .values import DeliveryPreference

_KNOWN = {"dropOffLocation", "addressInstruction", "deliveryTime", "deliveryCapabilities"}


def parse_delivery_preference(value: object) -> DeliveryPreference | None:
    """Read a ``DeliveryPreference``.

    :return: None when Amazon says nothing, or nothing that can be read
    """
    if not isinstance(value, Mapping):
        return None
    preference = DeliveryPreference(
        drop_off=_text(value.get("dropOffLocation")),
        instruction=_text(value.get("addressInstruction")),
        times=tuple(filter(None, _times(_mapping(value.get("deliveryTime"))))),
        capabilities=tuple(filter(None, map(_text, _list(value.get("deliveryCapabilities"))))),
        others=tuple(
            (str(key), _text(other))
            for key, other in value.items()
            if key not in _KNOWN and _text(other)
        ),
    )
    return preference if preference != DeliveryPreference() else None


def _times(value: Mapping[str, Any]) -> Iterator[str]:
    """``MON 08:30-17:00`` for each usual day, ``2026-12-24 CLOSED`` for each exception."""
    for day in map(_mapping, _list(value.get("businessHours"))):
        yield _line(_text(day.get("dayOfWeek")), day)
    for day in map(_mapping, _list(value.get("exceptionDates"))):
        date, kind = _text(day.get("exceptionDate")), _text(day.get("exceptionDateType"))
        yield _line(f"{date} {kind}".strip(), day)


def _line(name: str, day: Mapping[str, Any]) -> str:
    windows = map(_mapping, _list(day.get("timeWindows")))
    hours = (f"{_clock(each.get('startTime'))}-{_clock(each.get('endTime'))}" for each in windows)
    return f"{name} {', '.join(each for each in hours if each != '-')}".strip()


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
