"""Which cell of a settlement report is what, and which files are none."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from ..errors import UnreadablePayload

COLUMNS = (
    "settlement-id",
    "settlement-start-date",
    "settlement-end-date",
    "deposit-date",
    "total-amount",
    "currency",
    "transaction-type",
    "order-id",
    "merchant-order-id",
    "adjustment-id",
    "shipment-id",
    "marketplace-name",
    "amount-type",
    "amount-description",
    "amount",
    "fulfillment-id",
    "posted-date",
    "posted-date-time",
    "order-item-code",
    "merchant-order-item-id",
    "merchant-adjustment-item-id",
    "sku",
    "quantity-purchased",
    "promotion-id",
)
# Without these a table is no settlement report.
NEEDED = (
    "settlement-id",
    "total-amount",
    "currency",
    "transaction-type",
    "amount-type",
    "amount-description",
    "amount",
)
# Columns of version 1 alone, which has one column per kind of amount.
_OLD = {"price-type", "item-related-fee-type", "shipment-fee-type", "order-fee-type"}
TAKE_THIS = (
    "take the Flat File V2 of the same settlement "
    "(GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2; in Seller Central: Payments, Reports "
    "Repository, Flat File V2)"
)
AS_IT_IS = "download the report again and upload it as it is, not saved by a spreadsheet"
# What a browser saves where nobody is signed in any more.
_PAGE = re.compile(r"\s*<(?:!doctype\s+)?html\b", re.I)
# Amazon separates by tabs; a spreadsheet that has saved the file may have chosen another sign.
_DELIMITERS = "\t;,"

Cells = Sequence[str]
# Puts the cells of a line into the order of ``COLUMNS``; what is missing is empty.
Arrange = Callable[[Cells], list[str]]


class UnreadableSettlement(UnreadablePayload):
    """A settlement report that cannot be read; the path is its line."""


class OldSettlementReport(UnreadableSettlement):
    """A settlement report in another version; the problem says which one to take."""

    def __init__(self, version: str) -> None:
        super().__init__("settlement report", f"this is {version}: {TAKE_THIS}")


def read_table(lines: Iterable[str]) -> tuple[Arrange, Iterator[Cells]]:
    """Find the columns of a settlement report.

    :param lines: of the file, without line ends
    :return: tuple (function that puts the cells of a line into the order of ``COLUMNS``, the
        lines below the headings, each as its cells; an empty line has none)
    :raises UnreadableSettlement: this is no settlement report, or in another version
    """
    lines = iter(lines)
    first = next((line for line in lines if line.strip()), "")
    if not first:
        raise UnreadableSettlement("file", "empty; download the report again")
    if _PAGE.match(first):
        raise UnreadableSettlement("file", f"a web page, not a report; {TAKE_THIS}")
    if first.lstrip().startswith("<"):
        raise OldSettlementReport("the XML report")
    delimiter = max(_DELIMITERS, key=first.count)
    headings = [_HEADINGS.get(_plain(cell), "") for cell in _split(first, delimiter)]
    if _OLD.intersection(headings):
        raise OldSettlementReport("a version 1 report")
    missing = [name for name in NEEDED if name not in headings]
    if missing:
        raise UnreadableSettlement(
            "line 1", f"no settlement report: without {', '.join(missing)}; {TAKE_THIS}"
        )
    places = [headings.index(name) if name in headings else None for name in COLUMNS]

    def arrange(cells: Cells) -> list[str]:
        most = len(cells)
        return [
            cells[place].strip() if place is not None and place < most else "" for place in places
        ]

    return arrange, (_split(line, delimiter) for line in lines)


def is_heading(row: Cells) -> bool:
    """Whether a row, in the order of ``COLUMNS``, is the headings once more."""
    return row[0][:1].isalpha() and _HEADINGS.get(_plain(row[0])) == COLUMNS[0]


def _split(line: str, delimiter: str) -> Cells:
    # Tabs part what Amazon writes, and a quotation mark in it is one; spreadsheets quote.
    if delimiter == "\t" and '"' not in line:
        return line.split("\t") if line.strip() else ()
    if not line.strip():
        return ()
    if delimiter == "\t":
        return [_unquoted(cell) for cell in line.split("\t")]
    try:
        # A carriage return within a line would end it for the reader.
        return next(csv.reader([line.replace("\r", " ")], delimiter=delimiter), ())
    except csv.Error:
        return line.split(delimiter)


def _unquoted(cell: str) -> str:
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"')
    return cell


def _plain(heading: str) -> str:
    """Letters alone: headings come with hyphens, blanks, underscores, capitals, or none of them."""
    return re.sub(r"[\W_]+", "", heading.lower())


_HEADINGS = {_plain(name): name for name in (*COLUMNS, *_OLD)}
