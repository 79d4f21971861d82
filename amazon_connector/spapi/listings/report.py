"""The listings report (GET_MERCHANT_LISTINGS_ALL_DATA): a seller's catalog as a table.

Tab-separated text with one heading line, whose columns come in any order, differ by account, and
are, for some sellers, in the language of the account.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from ..errors import UnreadablePayload
from ..payload import REPLACEMENT, clean_text
from ..words import DEFAULT_CHANNEL
from .cells import parse_number, parse_time
from .conditions import is_used
from .headings import english_headings
from .table import Line, is_quoted, unquoted, whole_lines

_SKU = "seller-sku"
_CHANNEL = "fulfillment-channel"
# Rows that are named one by one; a report in a foreign layout would name all.
MOST_NAMED = 1000
# Of a product, or of a book, whose ASIN is its ISBN. EAN and UPC have other lengths.
_ASIN = re.compile(r"B[0-9A-Z]{9}|[0-9]{9}[0-9X]")
# Amazon takes SKUs of 40 characters: what is much longer, in a row that is none, is another text.
_LONGEST_SKU = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingRow:
    """A listing as the report tells it; what the report does not tell is None.

    ``price`` is in the marketplace's currency, with tax where the marketplace shows prices so;
    ``quantity`` is None for what Amazon fulfills; ``fulfillment_channel`` is DEFAULT (the
    seller) or AMAZON_...; ``status`` is Active, Inactive, Incomplete or any other word.
    ``unread`` names columns whose value is there and cannot be read.
    """

    sku: str
    asin: str
    title: str
    price: Decimal | None
    quantity: int | None
    fulfillment_channel: str | None
    status: str | None
    opened_at: datetime | None
    product_id: str
    product_id_type: str
    condition: str
    unread: tuple[str, ...]
    raw: Mapping[str, str]

    @property
    def is_used(self) -> bool:
        """Whether the offer is known to be none of what is new."""
        return is_used(self.condition)


@dataclass(frozen=True, slots=True)
class RowError:
    """A row that could not be read; ``line`` counts from 1, the heading included.

    ``sku`` is what stands in the column of the SKU, empty where nothing does.
    """

    line: int
    reason: str
    sku: str = ""


@dataclass(frozen=True, slots=True)
class ListingsReport:
    """The readable rows, and what is wrong with the others (the first of them by name).

    ``rows_seen`` counts both. Only a ``complete`` report says by silence that a SKU is gone.
    """

    rows: tuple[ListingRow, ...]
    unreadable: tuple[RowError, ...]
    rows_seen: int = 0
    complete: bool = True


@dataclass(slots=True)
class ListingsReader:
    """Reads the report while it comes; iterate over it once for the readable rows.

    :param lines: of the file, without line ends
    :ivar columns: English names of the columns, known from the first row on
    :ivar rows_seen: rows so far, readable or not
    :ivar unreadable: the first rows that could not be read
    :ivar unread_skus: the SKUs of all of these; where a row does not tell, all that may be its SKU
    :ivar complete: whether every row could be read; known when the iteration is over
    """

    lines: Iterable[str]
    columns: list[str] = field(default_factory=list)
    rows_seen: int = 0
    unreadable: list[RowError] = field(default_factory=list)
    unread_skus: set[str] = field(default_factory=set)
    complete: bool = False

    def __iter__(self) -> Iterator[ListingRow]:
        """:raises UnreadablePayload: when the headings name no SKU, so that no row can be read"""
        lines = iter(self.lines)
        number, heading = _first_line(lines)
        self.columns, quoted = _columns(heading), is_quoted(heading)
        unreadable = 0
        position = self.columns.index(_SKU)
        for line in whole_lines(lines, len(self.columns), position, number + 1):
            self.rows_seen += 1
            try:
                yield _parse_row(self.columns, line, quoted)
            except ValueError as error:
                unreadable += 1
                skus = _possible_skus(line, self.columns, quoted)
                self.unread_skus.update(skus)
                if unreadable <= MOST_NAMED:
                    sku = skus[0] if len(skus) == 1 else ""
                    self.unreadable.append(RowError(line.number, str(error), sku))
        self.complete = not unreadable


def parse_listings_report(source: str | Iterable[str]) -> ListingsReport:
    """Read the report; a bad row is told and does not stop the others.

    :param source: the text, or its lines (``Document.lines()``)
    :raises UnreadablePayload: when the heading names no SKU, so that no row can be read
    """
    lines = source.replace("\r\n", "\n").split("\n") if isinstance(source, str) else source
    reader = ListingsReader(lines)
    rows = tuple(reader)
    return ListingsReport(rows, tuple(reader.unreadable), reader.rows_seen, reader.complete)


def _possible_skus(line: Line, columns: list[str], quoted: bool) -> list[str]:
    """The SKU of a row that cannot be read; all that it may be where the values have moved."""
    position, more = columns.index(_SKU), max(len(line.values) - len(columns), 0)
    values = line.values if line.is_part else line.values[position : position + more + 1]
    texts = [clean_text(value).strip() for value in values]
    if quoted:
        texts = [unquoted(text) for text in texts]
    return [text for text in texts if 0 < len(text) <= _LONGEST_SKU]


def _too_wide(values: list[str], columns: list[str]) -> str:
    """A tab within a field moves the values behind it: the SKU is one of two."""
    position, more = columns.index(_SKU), len(values) - len(columns)
    skus = " or ".join(dict.fromkeys((values[position], values[position + more])))
    return f"{len(values)} values for {len(columns)} columns (SKU {skus})"


def _first_line(lines: Iterator[str]) -> tuple[int, str]:
    """The heading and its number; empty lines before it say nothing."""
    for number, line in enumerate(lines, 1):
        if heading := line.removeprefix("\ufeff").strip(" \r\0"):
            return number, heading
    return 1, ""


def _columns(heading: str) -> list[str]:
    columns = english_headings(clean_text(heading).split("\t"))
    if _SKU not in columns:
        raise UnreadablePayload(
            "heading",
            "has no column with the seller's SKU in any language that is known here. In Seller "
            "Central, set the language of reports (Account Info, Feed Processing Report Language) "
            "to English, and load the listings again",
        )
    return columns


def _parse_row(columns: list[str], line: Line, quoted: bool) -> ListingRow:
    if line.is_part:
        raise ValueError("a line break stands in the row")
    values = [clean_text(value).strip() for value in line.values]
    if quoted:
        values = [unquoted(value) for value in values]
    if len(values) > len(columns):
        raise ValueError(_too_wide(values, columns))
    # A column that stands there twice counts where it stands last.
    row = dict(zip(columns, values, strict=False))
    _check_whole(columns, row, len(values))
    unread: list[str] = []
    price = _number(row, "price", unread)
    quantity = _quantity(row, unread)
    return ListingRow(
        sku=row[_SKU],
        asin=_asin(row),
        title=row.get("item-name", ""),
        price=price,
        quantity=quantity,
        fulfillment_channel=_channel(row, quantity),
        status=row.get("status") or None,
        opened_at=parse_time(row.get("open-date", "")),
        product_id=row.get("product-id", ""),
        product_id_type=row.get("product-id-type", ""),
        condition=row.get("item-condition", ""),
        unread=tuple(unread),
        raw=row,
    )


def _check_whole(columns: list[str], row: Mapping[str, str], width: int) -> None:
    if not row.get(_SKU):
        raise ValueError("no SKU")
    if REPLACEMENT in row[_SKU]:
        # One letter less is another listing.
        raise ValueError("the SKU is damaged")
    if "status" in columns and "status" not in row:
        raise ValueError("no status: the row is cut short")
    # Without a status behind it, the last value of a short row may be half of what it was.
    if "status" not in columns and width < len(columns) and columns.index(_SKU) == width - 1:
        raise ValueError("nothing after the SKU: the row is cut short")


def _asin(row: Mapping[str, str]) -> str:
    """The ASIN; reports without a column of it, as of Japan, name it as the product's id."""
    told = row.get("asin1")
    if told is None and _ASIN.fullmatch(row.get("product-id", "")):
        return row["product-id"]
    return told or ""


def _channel(row: Mapping[str, str], quantity: int | None) -> str | None:
    """Who ships. Without a channel, a quantity tells that the seller does: Amazon's have none."""
    channel = row.get(_CHANNEL)
    if channel == "" and quantity is not None:
        return DEFAULT_CHANNEL
    return channel.upper() if channel else None


def _number(row: Mapping[str, str], column: str, unread: list[str]) -> Decimal | None:
    value = row.get(column, "")
    number = parse_number(value)
    if value and number is None:
        unread.append(column)
    return number


def _quantity(row: Mapping[str, str], unread: list[str]) -> int | None:
    number = _number(row, "quantity", unread)
    if number is None or number == number.to_integral_value():
        return None if number is None else int(number)
    unread.append("quantity")
    return None
