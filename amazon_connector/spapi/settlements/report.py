"""The settlement report, Flat File V2 (GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2).

One summary row with period, deposit date and total, then a row for each amount. Amazon publishes
no list of what stands in transaction type, amount type and amount description: they are open.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from .cells import parse_amount, parse_day, parse_moment
from .dates import Calendar
from .layout import AS_IT_IS, COLUMNS, UnreadableSettlement, read_table
from .repeats import Line, read_once

# 28471003921 as a spreadsheet or a program shows it: 2.84710E+10, 28471003921.0, 28,471,003,921.
_RETYPED = re.compile(r"\d+(?:[.,'\s]\d+)+(?:[eE]\+?\d+)?|\d+[eE]\+\d+")
_TOO_MANY = 2**31


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementHeader:
    """What the summary row tells.

    ``total`` is what Amazon pays out (below zero: charges), in ``currency`` (ISO 4217), None
    where the row does not tell it. Times are in UTC; the deposit date is as written.
    """

    settlement_id: str
    start: datetime | None
    end: datetime | None
    deposit_date: date | None
    total: Decimal | None
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementRow:
    """One amount, in the currency of the settlement, with what Amazon says of it, as written.

    ``number`` counts the lines of the file; identical rows are as many amounts. ``order_id`` may
    hold the id of an FBA shipment. ``posted`` is in UTC; of a day without a time it is its noon.
    """

    number: int
    transaction_type: str
    amount_type: str
    amount_description: str
    amount: Decimal
    order_id: str
    merchant_order_id: str
    adjustment_id: str
    shipment_id: str
    marketplace_name: str
    posted: datetime | None
    order_item_code: str
    merchant_adjustment_item_id: str
    sku: str
    quantity: int | None
    promotion_id: str
    fulfillment: str
    raw: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SettlementReport:
    """A settlement; its rows can be read once, as the file streams."""

    header: SettlementHeader
    rows: Iterator[SettlementRow]


def read_settlement(lines: Iterable[str]) -> SettlementReport:
    """Read a settlement report as it streams.

    :param lines: of the file, without line ends
    :return: header at once; rows as they are asked for
    :raises UnreadableSettlement: at once, or when a row is asked for that cannot be read: an
        amount that is not understood must not be left out
    :raises OldSettlementReport: another version
    """
    arrange, table = read_table(lines)
    numbered = ((number, cells) for number, cells in enumerate(table, start=2) if cells)
    first = next(numbered, None)
    if first is None:
        raise UnreadableSettlement("line 2", "the report has no rows; download it again")
    number, cells = first
    summary = arrange(cells)
    calendar = Calendar(*summary[1:4])
    header = _read_header(number, dict(zip(COLUMNS, summary, strict=True)), calendar)
    below = ((number, arrange(cells)) for number, cells in numbered)
    return SettlementReport(header, _rows(header, read_once(summary, below), calendar))


def _read_header(number: int, cells: dict[str, str], calendar: Calendar) -> SettlementHeader:
    place = f"line {number}"
    if not cells["settlement-id"]:
        raise UnreadableSettlement(place, f"has no settlement id; {AS_IT_IS}")
    if _RETYPED.fullmatch(cells["settlement-id"]):
        # Taken for another settlement, it would be booked a second time.
        raise UnreadableSettlement(
            place, f"a spreadsheet has changed the settlement id; {AS_IT_IS}"
        )
    if cells["amount"] or cells["transaction-type"]:
        raise UnreadableSettlement(place, "the summary row is missing; download the report again")
    if not cells["currency"]:
        raise UnreadableSettlement(place, "the summary row has no currency")
    total = cells["total-amount"]
    return SettlementHeader(
        settlement_id=cells["settlement-id"],
        start=_moment(place, calendar.plain(place, cells["settlement-start-date"])),
        end=_moment(place, calendar.plain(place, cells["settlement-end-date"])),
        deposit_date=_day(place, calendar.plain(place, cells["deposit-date"])),
        total=_amount(place, total) if total else None,
        currency=cells["currency"].upper(),
    )


def _rows(
    header: SettlementHeader, lines: Iterator[Line], calendar: Calendar
) -> Iterator[SettlementRow]:
    for number, row in lines:
        _check(header, number, row)
        yield _read_row(number, row, calendar)


def _check(header: SettlementHeader, number: int, row: list[str]) -> None:
    """A row of something else must not be counted as one of this settlement."""
    if row[0] and row[0] != header.settlement_id:
        raise UnreadableSettlement(
            f"line {number}", "belongs to another settlement; upload each settlement as one file"
        )
    if row[5] and row[5].upper() != header.currency:
        raise UnreadableSettlement(f"line {number}", f"is not in {header.currency}")
    if row[4] and not (row[6] or row[14]):
        raise UnreadableSettlement(
            f"line {number}", f"a second summary row, which tells something else; {AS_IT_IS}"
        )


def _read_row(number: int, row: list[str], calendar: Calendar) -> SettlementRow:
    place = f"line {number}"
    # Told by place, not by name: a report has a hundred thousand of them.
    posted_on, posted_at = calendar.plain(place, row[16]), calendar.plain(place, row[17])
    return SettlementRow(
        number=number,
        transaction_type=row[6],
        amount_type=row[12],
        amount_description=row[13],
        amount=_amount(place, row[14]) if row[14] else Decimal(0),
        order_id=row[7],
        merchant_order_id=row[8],
        adjustment_id=row[9],
        shipment_id=row[10],
        marketplace_name=row[11],
        posted=_moment(place, posted_at) if posted_at else _posted_day(place, posted_on),
        order_item_code=row[18],
        merchant_adjustment_item_id=row[20],
        sku=row[21],
        quantity=_quantity(row[22]),
        promotion_id=row[23],
        fulfillment=row[15],
        raw=tuple(row),
    )


def _amount(place: str, text: str) -> Decimal:
    amount = parse_amount(text)
    if amount is None:
        raise UnreadableSettlement(place, f"no amount: {text[:40]!r}; {AS_IT_IS}")
    return amount


def _moment(place: str, text: str) -> datetime | None:
    if not text:
        return None
    moment = parse_moment(text)
    if moment is None:
        raise UnreadableSettlement(place, f"no date: {text[:40]!r}; {AS_IT_IS}")
    return moment


def _posted_day(place: str, text: str) -> datetime | None:
    """Where the time is left out, midnight beside the day means nothing."""
    moment = _moment(place, text)
    day = parse_day(text) if moment and not (moment.hour or moment.minute) else None
    return parse_moment(day.isoformat()) if day else moment


def _day(place: str, text: str) -> date | None:
    if not text:
        return None
    day = parse_day(text)
    if day is None:
        moment = _moment(place, text)
        return moment.date() if moment else None
    return day


def _quantity(text: str) -> int | None:
    """Only told, never counted with: what is no number of pieces is none."""
    amount = parse_amount(text) if text else None
    is_told = amount is not None and abs(amount) < _TOO_MANY and amount == int(amount)
    return int(amount) if amount is not None and is_told else None
