"""How a settlement's file is written, and every oddity that such files have been seen with."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from ..basics.marketplaces import Marketplace

# Each trap of the file by its name: what it changes of the style.
TRAPS: dict[str, dict[str, Any]] = {
    # Dates and amounts.
    "dates_iso": {"dates": "iso"},
    "dates_utc": {"dates": "utc"},
    "dates_dotted": {"dates": "dotted"},
    "decimal_comma": {"decimal_comma": True},
    "decimal_point": {"decimal_comma": False},
    "european": {"dates": "dotted", "decimal_comma": True},
    "thousands_separators": {"thousands": True},
    "parentheses": {"parentheses": True},
    # The summary and what its columns say on the other rows.
    "truncated_summary": {"truncated_summary": True},
    "header_on_details": {"header_on_details": True},
    "currency_only_on_summary": {"currency_on_details": False},
    # Words and blanks.
    "upper_case": {"case": "upper"},
    "lower_case": {"case": "lower"},
    "blank_marketplace": {"blank_marketplace": True},
    "no_quantity_on_fees": {"quantity_on_fees": False},
    # The file itself.
    "cp1252": {"charset": "cp1252"},
    "unnamed_charset": {"charset": "cp1252", "names_charset": False},
    "byte_order_mark": {"bom": True},
    "unix_lines": {"line_end": "\n"},
    "blank_lines": {"blank_lines": True},
    "short_rows": {"short_rows": True},
    "other_column_order": {"reversed_columns": True},
    "extra_column": {"extra_column": True},
    "without_promotion_id": {"promotion_column": False},
    "version_1": {"version_1": True},
    # What does not add up: no one may book these.
    "flipped_sign": {"fault": "flipped_sign"},
    "header_off_by_a_cent": {"fault": "header_off_by_a_cent"},
    "lost_row": {"fault": "lost_row"},
    "broken_amount": {"fault": "broken_amount"},
    # Nothing odd about the file, but it is listed twice.
    "listed_twice": {},
}
_DATES = {
    # Format of a day, and of a moment.
    "utc": ("%Y-%m-%d 00:00:00 UTC", "%Y-%m-%d %H:%M:%S UTC"),
    "iso": ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S+00:00"),
    "dotted": ("%d.%m.%Y", "%d.%m.%Y %H:%M:%S UTC"),
}


@dataclass(frozen=True)
class Style:
    """One way to write a file; see `TRAPS` for the names of the oddities."""

    decimals: int
    dates: str = "utc"
    decimal_comma: bool = False
    thousands: bool = False
    parentheses: bool = False
    truncated_summary: bool = False
    header_on_details: bool = False
    currency_on_details: bool = True
    case: str = ""
    blank_marketplace: bool = False
    quantity_on_fees: bool = True
    charset: str = "utf-8"
    names_charset: bool = True
    bom: bool = False
    line_end: str = "\r\n"
    blank_lines: bool = False
    short_rows: bool = False
    reversed_columns: bool = False
    extra_column: bool = False
    promotion_column: bool = True
    version_1: bool = False
    fault: str = ""

    def day(self, moment: datetime) -> str:
        return moment.strftime(_DATES[self.dates][0])

    def moment(self, moment: datetime) -> str:
        return moment.strftime(_DATES[self.dates][1])

    def amount(self, value: Decimal) -> str:
        """The amount with the currency's decimals: `-1234.50`, `-1.234,50`, `(1,234.50)`."""
        if self.fault == "broken_amount":
            return "#N/A"
        bare = f"{abs(value):{',' if self.thousands else ''}.{self.decimals}f}"
        if self.decimal_comma:
            bare = bare.translate(str.maketrans(".,", ",."))
        if value >= 0:
            return bare
        return f"({bare})" if self.parentheses else f"-{bare}"

    def words(self, text: str) -> str:
        if self.case == "upper":
            return text.upper()
        return text.lower() if self.case == "lower" else text


def style_of(place: Marketplace, traps: list[str]) -> Style:
    """As the marketplace writes its files, with the traps; ValueError for an unknown one."""
    unknown = [name for name in traps if name not in TRAPS]
    if unknown:
        raise ValueError(f"there is no trap {unknown[0]!r}: one of {', '.join(TRAPS)}")
    style = Style(place.currency_decimals)
    if place.currency == "EUR":
        style = replace(style, **TRAPS["european"])
    for name in traps:
        style = replace(style, **TRAPS[name])
    return style
