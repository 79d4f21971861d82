"""Orders of other channels that Amazon ships for a seller, by the seller's own numbers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .orders import Order

STATUSES = (
    "PROCESSING", "COMPLETE", "COMPLETE_PARTIAL", "CANCELLED", "UNFULFILLABLE", "INVALID"
)  # fmt: skip
FINAL_STATUSES = STATUSES[1:]


@dataclass
class FulfillmentLine:
    """An item as asked for; `item_id` is that of the order Amazon has made of it."""

    line_id: str
    sku: str
    quantity: int
    asked: dict[str, Any]
    item_id: str = ""
    cancelled: int = 0
    unfulfillable: int = 0
    shipped: int = 0

    @property
    def open(self) -> int:
        return self.quantity - self.cancelled - self.unfulfillable - self.shipped


@dataclass
class FulfillmentPackage:
    """A parcel; `tracking` is None until the carrier has a number for it."""

    id: str
    carrier: str
    tracking: str | None
    status: str
    delivery: datetime
    items: list[str]


@dataclass
class FulfillmentShipment:
    """Goods that leave together: units by line id."""

    id: str
    status: str
    ship_time: datetime
    items: dict[str, int]
    packages: list[FulfillmentPackage] = field(default_factory=list)


@dataclass
class ReturnItem:
    """A unit that comes back; `condition` is what was found when Amazon received it."""

    id: str
    line_id: str
    shipment_id: str
    reason: str
    comment: str
    authorization: str
    changed: datetime
    condition: str | None = None

    @property
    def status(self) -> str:
        return "Processed" if self.condition else "New"


@dataclass
class Fulfillment:
    """What the seller asked for (`asked`, the body) and what became of it.

    `order` is the order that searches find, as of another channel; None for one that is invalid.
    `is_begun`: somebody is picking it, so that it cannot be cancelled any more.
    """

    id: str
    seller_id: str
    asked: dict[str, Any]
    received: datetime
    updated: datetime
    status: str
    lines: list[FulfillmentLine]
    order: Order | None = None
    shipments: list[FulfillmentShipment] = field(default_factory=list)
    returns: list[ReturnItem] = field(default_factory=list)
    action: str = "SHIP"
    is_begun: bool = False

    def line(self, line_id: str) -> FulfillmentLine:
        """The line with this id; ValueError."""
        for line in self.lines:
            if line_id in (line.line_id, line.sku):
                return line
        raise ValueError(f"fulfillment {self.id} has no line {line_id}")


class Fulfillments:
    """All of them, by seller and number."""

    def __init__(self) -> None:
        self._by_key: dict[tuple[str, str], Fulfillment] = {}

    def add(self, fulfillment: Fulfillment) -> Fulfillment:
        self._by_key[fulfillment.seller_id, fulfillment.id] = fulfillment
        return fulfillment

    def find(self, seller_id: str, number: str) -> Fulfillment | None:
        return self._by_key.get((seller_id, number))

    def get(self, number: str) -> Fulfillment:
        """The one with this number, of any seller; ValueError."""
        for (_seller, known), fulfillment in self._by_key.items():
            if known == number:
                return fulfillment
        raise ValueError(f"there is no fulfillment {number}")

    def of(self, seller_id: str | None = None) -> Iterator[Fulfillment]:
        """Those of a seller, or of all, in the order they came."""
        for (owner, _number), fulfillment in self._by_key.items():
            if seller_id in (None, owner):
                yield fulfillment
