"""Dates with slashes in reports of returns and reimbursements: the report tells their form."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from ..payload import Node
from ..settlements.dates import FORMS, read_slashed, turn_slashed
from .rows import Row

# Under it a row says in which form its dates are, where somebody had to find that out.
FORM = "date form"
MONTH_FIRST = "month first"
# A clock that goes wrong, and a zone that is ahead of ours.
_MARGIN = timedelta(days=1)


def find_forms(rows: Iterable[Row], column: str, now: datetime) -> tuple[bool, ...]:
    """Find the forms that all dates of a report allow: none is of tomorrow.

    :param column: heading of the dates
    :return: of ``False`` (day first) and ``True`` (month first); none of them where no date has
        two meanings, both where no form fits all
    """
    told = {text for row in rows if "/" in (text := row.get(column, ""))}
    if not any(map(_is_open, told)):
        return ()
    found = (form for form in FORMS if all(_is_past(text, form, now) for text in told))
    return tuple(found) or FORMS


def write_plain(node: Node, key: str) -> str:
    """:return: a date of a row, the year first where it has slashes"""
    text, is_month_first = node.required_text(key), node.text(FORM) == MONTH_FIRST
    is_fitting = read_slashed(text, is_month_first) is not None
    return turn_slashed(text, is_month_first if is_fitting else not is_month_first)


def _is_open(text: str) -> bool:
    day, month = (read_slashed(text, form) for form in FORMS)
    return day != month


def _is_past(text: str, form: bool, now: datetime) -> bool:
    moment = read_slashed(text, form)
    return bool(moment and moment <= now + _MARGIN)
