"""Reads numbers, times and product codes as they stand in reports of all countries."""

import re
import unicodedata
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal

_TIME_FORMATS = tuple(
    f"{day}{time}"
    for day in ("%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y", "%d.%m.%Y")
    for time in (" %H:%M:%S", " %H:%M", "T%H:%M:%S")
)
# Hours east of Greenwich of the abbreviations that Amazon prints.
_ZONES = {
    **dict.fromkeys(("UTC", "GMT", "WET"), 0),
    **dict.fromkeys(("BST", "WEST", "CET", "MET", "MEZ"), 1),
    **dict.fromkeys(("CEST", "MEST", "MESZ", "EET", "SAST"), 2),
    **dict.fromkeys(("EEST", "TRT", "AST"), 3),
    **{"GST": 4, "IST": 5.5, "SGT": 8, "JST": 9, "AEST": 10, "AEDT": 11, "BRT": -3},
    **{"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7},
}
# A zone at the end that says itself how far from Greenwich it is: "GMT+1", "UTC+05:30", "+0200".
_OFFSET = re.compile(r"(?<=[\d\s])(?:GMT|UTC)?([+-])(\d{1,2})(?::?([0-5]\d))?$", re.ASCII)
_FARTHEST = 14
# A number with a currency before or after it, but no sign and no second number.
_AMOUNT = re.compile(r"[^\d+\-]*?(\d[\d.,' ]*)(?<! )\s*[^\d+\-]*", re.ASCII)
_PLAIN = re.compile(r"\d{1,12}(?:\.\d{1,6})?")
# Thousands, and in India lakhs and crores above them.
_GROUPED = re.compile(r"\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3})*|\d{1,2}(?:,\d{2})+,\d{3}")
# Nothing stands before the mark of decimals, nor the end of "Rs.": ".50".
_BARE_MARK = re.compile(r"(?<!\w)([.,]\d)", re.ASCII)
_LONGEST = 40
# GTIN-8, -12 (UPC), -13 (EAN) and -14, and a UPC of which a spreadsheet ate the first zero.
_GTIN = re.compile(r"[0-9]{8}|[0-9]{11,14}")


def parse_number(text: str) -> Decimal | None:
    """Read an amount of money or pieces, whatever marks its decimals and thousands.

    :return: None where it cannot be told: a single mark before three digits stands for thousands,
        since no currency of a marketplace has three decimals
    """
    plain = unicodedata.normalize("NFKC", text).replace("\u2019", "'").strip()
    plain = _BARE_MARK.sub(r"0\1", plain)
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
    with suppress(ValueError, OverflowError):
        # ISO 8601; Amazon means UTC where it names no zone.
        iso = datetime.fromisoformat(value)
        return iso.replace(tzinfo=iso.tzinfo or UTC).astimezone(UTC)
    moment, hours = _split_zone(value)
    if hours is None:
        return None
    for form in _TIME_FORMATS:
        try:
            local = datetime.strptime(moment, form).replace(tzinfo=UTC)
            return local - timedelta(hours=hours)
        except (ValueError, OverflowError):
            continue
    return None


def _split_zone(value: str) -> tuple[str, float | None]:
    """The time as it is written, and how many hours east of Greenwich it is, None if unknown."""
    if offset := _OFFSET.search(value):
        hours = int(offset[2]) + int(offset[3] or 0) / 60
        signed = -hours if offset[1] == "-" else hours
        return value[: offset.start()].rstrip(), signed if hours <= _FARTHEST else None
    moment, _space, name = value.rpartition(" ")
    return moment, _ZONES.get(name.upper())


def gtin(code: str) -> str | None:
    """Write an EAN, UPC or GTIN with all its 14 digits, so that two ways to write it are equal.

    :return: None when ``code`` is none of them, for example an ASIN or an ISBN of ten signs
    """
    digits = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", code))
    return digits.zfill(14) if _GTIN.fullmatch(digits) else None
