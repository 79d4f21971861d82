"""The simulator's own time: real time, faster if wished, plus whatever was advanced by hand."""

import re
import time
from datetime import UTC, datetime, timedelta

# Python reads more than Amazon writes: weeks, dates without a time, times without a zone.
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2})")


class Clock:
    """A UTC clock that runs `speed` times as fast as real time; 0 stands still."""

    def __init__(self, speed: float = 1.0, start: datetime | None = None) -> None:
        self.speed = speed
        self._start = start or datetime.now(UTC)
        self._started = time.monotonic()
        self._advanced = timedelta()

    def now(self) -> datetime:
        """The simulated time, aware, in UTC, to the millisecond as Amazon writes it."""
        elapsed = timedelta(seconds=(time.monotonic() - self._started) * self.speed)
        moment = self._start + elapsed + self._advanced
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)

    def advance(self, delta: timedelta) -> datetime:
        """Jump ahead by `delta`; returns the new time. Time never goes back: ValueError."""
        if delta < timedelta():
            raise ValueError("the clock only moves forward")
        self._advanced += delta
        return self.now()


def to_iso(moment: datetime) -> str:
    """`2026-11-22T04:55:17.250Z`; milliseconds only where there are any."""
    text = moment.astimezone(UTC).isoformat(
        timespec="milliseconds" if moment.microsecond else "seconds"
    )
    return text.replace("+00:00", "Z")


def from_iso(text: str) -> datetime:
    """The moment, in UTC, that an ISO 8601 date and time with its zone names; ValueError."""
    if not _ISO.fullmatch(text):
        raise ValueError(f"{text!r} is no date and time with a zone")
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"{text!r} is beyond all calendars") from error


def moment_of(text: str | None, otherwise: datetime) -> datetime:
    """A time of a test's, who may leave out the zone (it is UTC then), or all of it."""
    if not text:
        return otherwise
    moment = datetime.fromisoformat(text)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
