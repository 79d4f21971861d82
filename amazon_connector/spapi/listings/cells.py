"""Reads numbers, times and product codes as they stand in reports of all countries."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from decimal import Decimal

_TIME_FORMATS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
    "%d/%m/%Y %H:%M:%S",
    "%d.%m.%Y %H:%M:%S",
)
# Hours east of Greenwich of the abbreviations that Amazon prints.
_ZONES = {
    **dict.fromkeys(("UTC", "GMT", "WET"), 0),
    **dict.fromkeys(("BST", "WEST", "CET", "MET"), 1),
    **dict.fromkeys(("CEST", "MEST", "EET"), 2),
    **dict.fromkeys(("EEST", "TRT"), 3),
    **{"IST": 5.5, "JST": 9, "AEST": 10, "AEDT": 11, "BRT": -3},
    **{"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7},
}
# A number with a currency before or after it, but no sign and no second number.
_AMOUNT = re.compile(r"[^\d+\-]*?(\d[\d.,' ]*)(?<! )\s*[^\d+\-]*", re.ASCII)
_PLAIN = re.compile(r"\d{1,12}(?:\.\d{1,6})?")
_GROUPED = re.compile(r"\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3})*")
_LONGEST = 40
# GTIN-8, -12 (UPC), -13 (EAN) and -14, and a UPC of which a spreadsheet ate the first zero.
_GTIN = re.compile(r"[0-9]{8}|[0-9]{11,14}")


def parse_number(text: str) -> Decimal | None:
    """Read an amount of money or pieces, whatever marks its decimals and thousands.

    :return: None where it cannot be told: a single mark before three digits stands for thousands,
        since no currency of a marketplace has three decimals
    """
    plain = unicodedata.normalize("NFKC", text).replace("\u2019", "'").strip()
    match = _AMOUNT.fullmatch(plain) if len(plain) <= _LONGEST else None
    if not match:
        return None
    whole, decimals = _split(match[1].strip())
    if _GROUPED.fullmatch(whole) and not whole.startswith("0"):
        whole = re.sub(r"\D", "", whole)
    number = f"{whole}.{decimals}" if decimals else whole
    return Decimal(number) if _PLAIN.fullmatch(number) else None


def _split(digits: str) -> tuple[str, str]:
    """The whole part, with its marks, and the decimals."""
    mark = max(digits.rfind("."), digits.rfind(","))
    if mark < 0 or _GROUPED.fullmatch(digits) and not digits.startswith("0"):
        return digits, ""
    return digits[:mark], digits[mark + 1 :]


def parse_time(value: str) -> datetime | None:
    """The moment in UTC; None when it is in a form or a zone that is not known here.

    The date is only shown, so an odd one is no reason to leave out a listing.
    """
    moment, _space, zone = value.rpartition(" ")
    hours = _ZONES.get(zone)
    if hours is None:
        return None
    for form in _TIME_FORMATS:
        try:
            local = datetime.strptime(moment, form).replace(tzinfo=UTC)
            return local - timedelta(hours=hours)
        except (ValueError, OverflowError):
            continue
    return None


def gtin(code: str) -> str | None:
    """Write an EAN, UPC or GTIN with all its 14 digits, so that two ways to write it are equal.

    :return: None when ``code`` is none of them, for example an ASIN or an ISBN of ten signs
    """
    digits = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", code))
    return digits.zfill(14) if _GTIN.fullmatch(digits) else None
