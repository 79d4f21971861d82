"""Reads amounts and times as they stand in settlement reports of all countries."""

import re
import unicodedata
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache

from ..listings.cells import parse_number, parse_time

# Most cells: digits with a point and no marks of thousands; "1.234" may be either, and is not.
_PLAIN = re.compile(r"-?\d{1,12}(?:\.(?:\d{1,2}|\d{4,6}))?", re.ASCII)
_LONGEST = 40
# Whatever a spreadsheet writes for a minus: hyphens and dashes of all lengths, the minus itself.
_DASH = re.compile("[\u2010-\u2015\u2212]")
# A code, a sign or an abbreviation of a currency may stand before or after the digits, and nothing
# else; of the signs in ASCII only one is that of a currency.
_CURRENCY = (
    r"(?:[A-Z]{3}|[A-Za-z]{0,3}(?:\$|[^\x00-\x7f]){1,2}|(?i:kr|rs|fr|tl|le|r)\.?"
    "|\u062f\\.\u0625\\.?|\u0631\\.\u0633\\.?|\u062c\\.\u0645\\.?)?"
)
_DIGITS = r"(\d(?:[\d.,' ]*\d)?|[.,]\d{1,2})"
_NUMBER = re.compile(rf"{_CURRENCY}\s*{_DIGITS}\s*{_CURRENCY}", re.ASCII)
_SIGN = re.compile(r"[()+-]")
# What says which way a text runs, and is not seen.
_UNSEEN = re.compile("[\u200e\u200f]")
_DAY = re.compile(r"(\d{4})[-/]?(\d{2})[-/]?(\d{2})(?!\d)|(\d{2})\.(\d{2})\.(\d{4})", re.ASCII)
# A day without a time is its noon in UTC: the same day in the time zone of every marketplace.
_NOON = time(12, tzinfo=UTC)
# What lies outside is no date but an empty field, or one that was typed wrong.
_FIRST_YEAR, _LAST_YEAR = 1990, 2200


@lru_cache(maxsize=4096)
def parse_amount(text: str) -> Decimal | None:
    """Read an amount of money with its sign; parentheses are a minus.

    :return: None where it cannot be told. A single mark before three digits stands for
        thousands, since no currency of a marketplace has three decimals
    """
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    if len(text) > _LONGEST:
        return None
    plain = _DASH.sub("-", _UNSEEN.sub("", unicodedata.normalize("NFKC", text)))
    plain, is_negative = _take_sign(plain)
    match = _NUMBER.fullmatch(plain.replace("\u2019", "'"))
    number = parse_number(match[1]) if match else None
    return -number if number is not None and is_negative else number


def _take_sign(text: str) -> tuple[str, bool]:
    """The amount without its sign, wherever that stands but between digits, and whether it is
    negative. What has other signs than one is no amount.
    """
    signs = "".join(_SIGN.findall(text))
    numbers = [place for place, part in enumerate(_SIGN.split(text)) if re.search(r"\d", part)]
    if signs not in ("", "+", "-", "()") or (signs == "()" and numbers != [1]) or len(numbers) > 1:
        return "", False
    return _SIGN.sub("", text).strip(), signs in ("-", "()")


@lru_cache(maxsize=4096)
def parse_moment(text: str) -> datetime | None:
    """The moment in UTC; of a day without a time its noon. A time without a zone is in UTC.

    :return: None when it is in a form or a zone that is not known
    """
    if day := parse_day(text, alone=True):
        return datetime.combine(day, _NOON)
    plain = text.strip()
    moment: datetime | None
    try:
        found = datetime.fromisoformat(plain.removesuffix(" UTC"))
        moment = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        moment = parse_time(plain) or parse_time(f"{plain} UTC")
    return moment if moment and _FIRST_YEAR <= moment.year <= _LAST_YEAR else None


@lru_cache(maxsize=1024)
def parse_day(text: str, alone: bool = False) -> date | None:
    """The day as it is written, whatever zone a time beside it is in.

    :param alone: only if no time stands beside it
    :return: None when it is in a form that is not known
    """
    plain = text.strip()
    match = _DAY.fullmatch(plain) if alone else _DAY.match(plain)
    if not match:
        return None
    year, month, day = match[1] or match[6], match[2] or match[5], match[3] or match[4]
    if not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def count_decimals(amount: Decimal) -> int:
    """:return: how many decimals an amount really has: one for 1.50"""
    exponent = amount.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0
