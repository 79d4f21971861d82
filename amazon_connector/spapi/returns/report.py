"""Reads both reports of returns: tab-separated, headings in any case and order.

Sources: report types GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA (units that arrived) and
GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE (requests of buyers).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from ..errors import UnreadablePayload
from ..payload import Node
from ..settlements.cells import parse_moment
from .dates import write_plain
from .rows import Row, pieces, read_rows

_NEEDED = ("order id", "sku")
_DAY = re.compile(r"\d{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d{4}", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """Units of one SKU of an order.

    ``told_at`` is when they came back, or when the buyer asked (UTC; a day where Amazon tells no
    time). ``unit_ref`` is the license plate of the unit at Amazon, or the number of the request.
    ``disposition`` is what Amazon found (SELLABLE, DAMAGED, …), empty for requests. Open lists.
    """

    order_id: str
    sku: str
    asin: str
    quantity: int
    disposition: str
    reason: str
    status: str
    unit_ref: str
    told_at: datetime


def read_returns(lines: Iterable[str]) -> Iterator[Row]:
    """Give the rows of a report by heading, in small letters with blanks.

    :param lines: without line ends
    :raises UnreadablePayload: this is no report of returns
    """
    return read_rows(lines, _NEEDED)


def parse_amazon_return(row: Row) -> Return:
    """Read a row of what came back to Amazon's warehouses.

    :raises UnreadablePayload: with the column
    """
    return _parse(row, moment="return date", unit="license plate number", count="quantity")


def parse_merchant_return(row: Row) -> Return:
    """Read a row of what buyers ask to send back to the seller.

    :raises UnreadablePayload: with the column
    """
    return _parse(row, moment="return request date", unit="amazon rma id", count="return quantity")


def _parse(row: Row, *, moment: str, unit: str, count: str) -> Return:
    node = Node.root(row)
    quantity = pieces(node, count)
    if not quantity:
        raise node.fail(count, "is not a number of pieces")
    return Return(
        order_id=node.required_text("order id"),
        sku=node.required_text("sku"),
        asin=node.text("asin"),
        quantity=quantity,
        disposition=node.text("detailed disposition").upper(),
        reason=node.text("reason") or node.text("return reason"),
        status=node.text("status") or node.text("return request status"),
        unit_ref=node.text(unit),
        told_at=_moment(node, moment),
    )


def _moment(node: Node, key: str) -> datetime:
    """ISO 8601, a day such as 14-Jul-2026, or in any form of settlements."""
    text = write_plain(node, key)
    if _DAY.fullmatch(text):
        return datetime.strptime(text, "%d-%b-%Y").replace(tzinfo=UTC)
    try:
        return Node.root({key: text}).required_time(key)
    except UnreadablePayload:
        if moment := parse_moment(text):
            return moment
        raise node.fail(key, "is not a time") from None
