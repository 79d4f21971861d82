"""The listings report (GET_MERCHANT_LISTINGS_ALL_DATA): a seller's catalogue as a table.

Tab-separated text with one heading line, whose columns come in any order and, for some
sellers, in the language of the account.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from ..errors import UnreadablePayload
from .headings import english_heading

_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?")
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingRow:
    """A listing as the report tells it.

    ``price`` is in the marketplace's currency, with tax where the marketplace shows prices so;
    ``quantity`` is None for what Amazon fulfils; ``fulfillment_channel`` is DEFAULT (the
    seller) or AMAZON_...; ``status`` is Active, Inactive or Incomplete.
    """

    sku: str
    asin: str
    title: str
    price: Decimal | None
    quantity: int | None
    fulfillment_channel: str
    status: str
    opened_at: datetime | None
    product_id: str
    product_id_type: str
    condition: str
    raw: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RowError:
    """A row that could not be read; ``line`` counts from 1, the heading included."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class ListingsReport:
    """The readable rows, and what is wrong with the others."""

    rows: tuple[ListingRow, ...]
    unreadable: tuple[RowError, ...]


def parse_listings_report(text: str) -> ListingsReport:
    """Read the report; a bad row is told and does not stop the others.

    :raises UnreadablePayload: when the heading names no SKU, so that no row can be read
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    columns = _columns(lines[0])
    rows, unreadable = [], []
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        try:
            rows.append(_parse_row(columns, line))
        except ValueError as error:
            unreadable.append(RowError(number, str(error)))
    return ListingsReport(tuple(rows), tuple(unreadable))


def _columns(heading: str) -> list[str]:
    columns = [english_heading(title) for title in heading.split("\t")]
    if "seller-sku" not in columns:
        raise UnreadablePayload("heading", "has no column with the seller's SKU")
    return columns


def _parse_row(columns: list[str], line: str) -> ListingRow:
    values = line.split("\t")
    if len(values) > len(columns):
        raise ValueError(f"{len(values)} values for {len(columns)} columns")
    row = dict(zip(columns, (value.strip() for value in values), strict=False))
    if not row.get("seller-sku"):
        raise ValueError("no SKU")
    if "status" in columns and not row.get("status"):
        raise ValueError("no status: the row is cut short")
    return ListingRow(
        sku=row["seller-sku"],
        asin=row.get("asin1", ""),
        title=row.get("item-name", ""),
        price=_number(row, "price"),
        quantity=_quantity(row),
        fulfillment_channel=row.get("fulfillment-channel", "") or "DEFAULT",
        status=row.get("status", ""),
        opened_at=_time(row.get("open-date", "")),
        product_id=row.get("product-id", ""),
        product_id_type=row.get("product-id-type", ""),
        condition=row.get("item-condition", ""),
        raw=row,
    )


def _number(row: Mapping[str, str], column: str) -> Decimal | None:
    value = row.get(column, "")
    if not value:
        return None
    if "." not in value and value.count(",") == 1:
        value = value.replace(",", ".")
    if not _NUMBER.fullmatch(value):
        raise ValueError(f"{column} is not a number")
    return Decimal(value)


def _quantity(row: Mapping[str, str]) -> int | None:
    number = _number(row, "quantity")
    if number is None:
        return None
    if number != number.to_integral_value():
        raise ValueError("quantity is not a whole number")
    return int(number)


def _time(value: str) -> datetime | None:
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
        except ValueError:
            continue
        return local - timedelta(hours=hours)
    return None
