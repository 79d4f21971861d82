"""Listings: what a seller offers under one SKU on one marketplace.

The attributes are kept in Amazon's own form, as the Listings Items API reads and patches them;
quantity, price and the like are views on them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from ..basics.marketplaces import Marketplace
from .fba import FbaStock, FbaStocks

MERCHANT_CHANNEL = "DEFAULT"


@dataclass
class Whims:
    """How Amazon takes what it is told of a listing.

    `refuses`: the words with which every change is refused. `ignores`: changes are accepted and
    never seen. `handling_days`: Automated Handling Time is on, and Amazon shows so many days,
    whatever it is told; with `refuses_lead_times` it refuses a change that names a lead time.
    """

    refuses: str = ""
    ignores: bool = False
    handling_days: int | None = None
    refuses_lead_times: bool = False


@dataclass
class Listing:
    """A seller SKU on one marketplace; `attributes` are Amazon's listing attributes.

    `size` is length, width and height in centimetres. `whims` is how Amazon takes what it is told.
    """

    sku: str
    seller_id: str
    marketplace: Marketplace
    asin: str
    listing_id: str
    product_type: str
    status: str
    created: datetime
    updated: datetime
    attributes: dict[str, list[dict[str, Any]]]
    barcode: str | None = None
    weight: Decimal | None = None
    brand: str | None = None
    size: list[float] | None = None
    fba: FbaStock = field(default_factory=FbaStock)
    issues: list[dict[str, Any]] = field(default_factory=list)
    whims: Whims = field(default_factory=Whims)

    def _first(self, name: str) -> dict[str, Any]:
        return next(iter(self.attributes.get(name) or ()), {})

    @property
    def availability(self) -> dict[str, Any]:
        """The only `fulfillment_availability` there is: channel, quantity, lead time."""
        return self._first("fulfillment_availability")

    @property
    def channel_code(self) -> str:
        """`DEFAULT` for the seller's own stock, else Amazon's network, `AMAZON_NA`."""
        return str(self.availability.get("fulfillment_channel_code", MERCHANT_CHANNEL))

    @property
    def is_fba(self) -> bool:
        return self.channel_code != MERCHANT_CHANNEL

    @property
    def fn_sku(self) -> str:
        """Amazon's own label of the units in its warehouses."""
        return fn_sku_of(self.asin)

    @property
    def quantity(self) -> int:
        """Units on offer."""
        return self.fba.fulfillable if self.is_fba else int(self.availability.get("quantity", 0))

    @property
    def lead_time(self) -> int | None:
        """Days that the seller needs to ship, None for the account's default."""
        if self.whims.handling_days is not None and not self.is_fba:
            return self.whims.handling_days
        return self.availability.get("lead_time_to_ship_max_days")

    @property
    def title(self) -> str:
        return str(self._first("item_name").get("value", self.sku))

    @property
    def price(self) -> Decimal:
        """The price for everyone, in the marketplace's currency."""
        return price_of(self._first("purchasable_offer"))

    def take(self, quantity: int) -> None:
        """A buyer ordered: the units are no longer on offer."""
        if self.is_fba:
            self.fba.fulfillable -= quantity
            self.fba.reserved += quantity
        elif self.availability:
            self.availability["quantity"] = max(self.quantity - quantity, 0)

    def give_back(self, quantity: int) -> None:
        """A cancelled order releases Amazon's stock; the seller tells about his own himself."""
        if self.is_fba:
            self.fba.fulfillable += quantity
            self.fba.reserved -= quantity

    def hand_over(self, quantity: int) -> None:
        """Amazon shipped units that an order had reserved."""
        if self.is_fba:
            self.fba.reserved -= quantity


def fn_sku_of(asin: str) -> str:
    """The label of the units of an ASIN; SKUs that offer the same ASIN are commingled."""
    return f"X00{asin[-7:]}"


def price_of(offer: dict[str, Any]) -> Decimal:
    """The price for everyone of a `purchasable_offer`, which is 0 where none is named."""
    schedule = offer.get("our_price", [{}])[0].get("schedule", [{}])
    return Decimal(str(schedule[0].get("value_with_tax", 0)))


Key = tuple[str, str, str]


class Listings:
    """All listings by seller, marketplace and SKU."""

    def __init__(self) -> None:
        self._by_key: dict[Key, Listing] = {}
        self.fba = FbaStocks()

    def add(self, listing: Listing) -> Listing:
        self._by_key[listing.seller_id, listing.marketplace.id, listing.sku] = listing
        return listing

    def remove(self, listing: Listing) -> None:
        del self._by_key[listing.seller_id, listing.marketplace.id, listing.sku]

    def find(self, seller_id: str, place: Marketplace, sku: str) -> Listing | None:
        return self._by_key.get((seller_id, place.id, sku))

    def of(self, seller_id: str, places: list[Marketplace]) -> Iterator[Listing]:
        """The seller's listings on these marketplaces, in the order they were made."""
        wanted = {place.id for place in places}
        for (owner, place_id, _sku), listing in self._by_key.items():
            if owner == seller_id and place_id in wanted:
                yield listing

    def __len__(self) -> int:
        return len(self._by_key)
