"""What became of an order that Amazon was asked to ship.

Times are in UTC, quantities in pieces; what Amazon left out is the empty value of its type. The
recipient's name and address, which Amazon repeats, are not read. Amazon's words are open lists.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

PROCESSING = "PROCESSING"
COMPLETE = "COMPLETE"
COMPLETE_PARTIAL = "COMPLETE_PARTIAL"
CANCELLED = "CANCELLED"
UNFULFILLABLE = "UNFULFILLABLE"
INVALID = "INVALID"
# What Amazon ships in whole or in part; what it does not ship at all. Nothing follows after these.
SHIPPED_STATUSES = frozenset((COMPLETE, COMPLETE_PARTIAL, "COMPLETE_PARTIALLED"))
DEAD_STATUSES = frozenset((CANCELLED, UNFULFILLABLE, INVALID))
SHIPPED = "SHIPPED"


@dataclass(frozen=True, slots=True, kw_only=True)
class FulfillmentLine:
    """An item as it was asked for; ``line_id`` is our own."""

    line_id: str
    sku: str
    quantity: int
    cancelled: int
    unfulfillable: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A package; ``carrier`` is Amazon's code. ``status`` is IN_TRANSIT, DELIVERED or the like."""

    package_id: str
    status: str
    carrier: str
    tracking_number: str
    tracking_url: str
    delivery_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """What leaves one of Amazon's buildings together: ``pieces`` by line id.

    ``shipped_at`` is an estimate until the status is SHIPPED.
    """

    shipment_id: str
    status: str
    shipped_at: datetime | None
    pieces: Mapping[str, int]
    parcels: tuple[Parcel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fulfillment:
    """An order that Amazon ships for another channel; ``reference`` is our number of it.

    ``shipments`` is None where Amazon has left them out, which is not the same as none.
    """

    reference: str
    status: str
    changed_at: datetime | None
    lines: tuple[FulfillmentLine, ...]
    shipments: tuple[Shipment, ...] | None

    def count_shipped(self) -> dict[str, int]:
        """:return: pieces that have left, by line id"""
        counts: dict[str, int] = {}
        for shipment in self.shipments or ():
            if shipment.status == SHIPPED:
                for line_id, pieces in shipment.pieces.items():
                    counts[line_id] = counts.get(line_id, 0) + pieces
        return counts
