"""What Amazon would ship, how fast and for how much.

Fees are in the currency beside them and an estimate, as Amazon says; times are in UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ..payload import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """How one shipment can go: ``fee`` is None where Amazon estimates none."""

    speed: str
    fee: Money | None
    arrives_from: datetime | None
    arrives_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedShipment:
    """Goods that would leave together: ``pieces`` by seller SKU, and how they can go."""

    pieces: Mapping[str, int]
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """What is in the way, in Amazon's words; ``details`` may name a SKU or a speed."""

    code: str
    message: str
    details: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """A speed over all shipments that it is offered for; ``pieces`` is what these hold by SKU."""

    name: str
    fee: Money | None
    arrives_from: datetime | None
    arrives_until: datetime | None
    shipment_count: int
    pieces: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The answer to one question."""

    shipments: tuple[PlannedShipment, ...]
    constraints: tuple[Constraint, ...]

    def speeds(self) -> tuple[Speed, ...]:
        """:return: each speed that is offered for at least one shipment, in Amazon's order"""
        names = dict.fromkeys(offer.speed for each in self.shipments for offer in each.offers)
        # What has no name cannot be asked for.
        return tuple(map(self._sum_up, filter(None, names)))

    def _sum_up(self, name: str) -> Speed:
        chosen = [
            (each, offer)
            for each in self.shipments
            for offer in each.offers[::-1]
            if offer.speed == name
        ]
        by_shipment = {id(each): (each, offer) for each, offer in chosen}.values()
        offers = [offer for _each, offer in by_shipment]
        pieces: dict[str, int] = {}
        for each, _offer in by_shipment:
            for sku, quantity in each.pieces.items():
                pieces[sku] = pieces.get(sku, 0) + quantity
        return Speed(
            name=name,
            fee=_add(offers),
            arrives_from=max(filter(None, (each.arrives_from for each in offers)), default=None),
            arrives_until=max(filter(None, (each.arrives_until for each in offers)), default=None),
            shipment_count=len(offers),
            pieces=pieces,
        )


def _add(offers: list[Offer]) -> Money | None:
    """The fees together; None if one is unknown, or they are in several currencies."""
    fees = [offer.fee for offer in offers if offer.fee]
    if len(fees) < len(offers) or len({fee.currency for fee in fees}) != 1:
        return None
    return Money(sum((fee.amount for fee in fees), Decimal(0)), fees[0].currency)
