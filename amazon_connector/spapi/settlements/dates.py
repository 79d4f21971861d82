"""Dates with slashes: whether the day or the month comes first, the file itself tells.

Amazon writes a country's form, a spreadsheet that of its user. The form that all dates of the
summary row allow is that of the file; where they allow both, a row's day lies in the period.
"""

import re
from datetime import datetime, timedelta

from .cells import parse_moment
from .layout import AS_IT_IS, UnreadableSettlement

_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)(.*)", re.ASCII | re.DOTALL)
# Day first, month first.
FORMS = (False, True)
# Two weeks are the rule; a period of months is a sign that day and month were exchanged.
_LONGEST_PERIOD = timedelta(days=45)
# From the end of a period to its payout.
_LONGEST_WAIT = timedelta(days=45)
_DAY = timedelta(days=1)


class Calendar:
    """How the dates of one file are written.

    :param start: first moment of the settlement, as written; like the others it may be empty
    :param end: last moment
    :param deposit: day of the payout
    """

    def __init__(self, start: str, end: str, deposit: str) -> None:
        self._forms = _find_forms(start, end, deposit)
        readings = [(read_slashed(start, form), read_slashed(end, form)) for form in self._forms]
        self._start, self._end = readings[0] if len(set(readings)) == 1 else (None, None)

    def plain(self, place: str, text: str) -> str:
        """Write a date with the year first; what has no slashes stays as it is.

        :param place: where it stands, for the error
        :raises UnreadableSettlement: it may be two days, and nothing tells which
        """
        if "/" not in text:
            return text
        meant = {
            turn_slashed(text, form): moment
            for form in self._forms
            if (moment := read_slashed(text, form))
        }
        if len(set(meant.values())) > 1:
            meant = {day: moment for day, moment in meant.items() if self._is_within(moment)}
            if len(meant) != 1:
                raise UnreadableSettlement(
                    place, f"which part of {text[:40]!r} is the month? {AS_IT_IS.capitalize()}"
                )
        return next(iter(meant), text)

    def _is_within(self, moment: datetime) -> bool:
        return not (
            (self._start and moment < self._start - _DAY)
            or (self._end and moment > self._end + _DAY)
        )


def _find_forms(*dates: str) -> tuple[bool, ...]:
    """:return: the forms that the dates of a summary row allow: day first, month first"""
    readings = {form: [read_slashed(text, form) for text in dates] for form in FORMS}
    valid = [
        form
        for form, found in readings.items()
        if all(moment or not text for moment, text in zip(found, dates, strict=True))
    ]
    likely = [form for form in valid if _is_likely(*readings[form])]
    return tuple(likely or valid or FORMS)


def _is_likely(start: datetime | None, end: datetime | None, deposit: datetime | None) -> bool:
    if start and end and not -_DAY <= end - start <= _LONGEST_PERIOD:
        return False
    last = end or start
    return not (last and deposit) or -_DAY <= deposit - last <= _LONGEST_WAIT


def read_slashed(text: str, is_month_first: bool) -> datetime | None:
    """The moment in UTC of a date in one of both forms; None where it is none in that form."""
    return parse_moment(turn_slashed(text, is_month_first)) if text else None


def turn_slashed(text: str, is_month_first: bool) -> str:
    """The year first, the day last; what has no slashes, or other ones, stays as it is."""
    match = _SLASHED.fullmatch(text.strip())
    if not match:
        return text
    day, month = (match[2], match[1]) if is_month_first else (match[1], match[2])
    return f"{match[3]}-{month:0>2}-{day:0>2}{match[4]}"
