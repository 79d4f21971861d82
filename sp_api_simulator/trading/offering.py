"""Adding a listing: from a few plain words to the attributes that Amazon keeps."""

from dataclasses import dataclass
from typing import Any

from ..basics.ids import asin_for
from ..basics.marketplaces import Marketplace, marketplace
from ..basics.money import Amount, decimal
from ..state.fba import FbaStock
from ..state.listings import MERCHANT_CHANNEL, Listing, fn_sku_of
from ..world import World


@dataclass
class NewListing:
    """A listing as wished for; `price` in the marketplace's currency, `weight` in kilograms.

    `size` is length, width and height in centimetres.
    """

    sku: str
    marketplace: str = "US"
    seller: str | None = None
    asin: str | None = None
    title: str | None = None
    price: Amount = "9.99"
    quantity: int = 0
    # DEFAULT is the seller's own stock, AMAZON that in Amazon's warehouses.
    channel: str = MERCHANT_CHANNEL
    status: str = "Active"
    lead_time: int | None = None
    weight: Amount | None = None
    barcode: str | None = None
    brand: str | None = None
    size: list[float] | None = None
    product_type: str = "PRODUCT"


def offer(world: World, wish: NewListing) -> Listing:
    """Make the listing known to Amazon; ValueError for an unknown place, seller or channel."""
    if wish.channel not in (MERCHANT_CHANNEL, "AMAZON"):
        raise ValueError(f"channel {wish.channel!r} is neither DEFAULT nor AMAZON")
    place = marketplace(wish.marketplace)
    now = world.clock.now()
    seller_id = world.sellers.on(place, wish.seller).id
    asin = wish.asin or asin_for(wish.sku)
    return world.listings.add(
        Listing(
            sku=wish.sku,
            seller_id=seller_id,
            marketplace=place,
            asin=asin,
            listing_id=world.ids.number(),
            product_type=wish.product_type,
            status=wish.status,
            created=now,
            updated=now,
            attributes=_attributes(wish, place),
            barcode=wish.barcode,
            weight=None if wish.weight is None else decimal(wish.weight),
            brand=wish.brand,
            size=wish.size,
            fba=_fba_stock(world, wish, seller_id, asin),
        )
    )


def _fba_stock(world: World, wish: NewListing, seller_id: str, asin: str) -> FbaStock:
    """What is wished for comes on top of what other listings have brought to the same units."""
    if wish.channel == MERCHANT_CHANNEL:
        return FbaStock()
    stock = world.listings.fba.of(seller_id, fn_sku_of(asin))
    stock.fulfillable += wish.quantity
    return stock


def _attributes(wish: NewListing, place: Marketplace) -> dict[str, list[dict[str, Any]]]:
    """The wish as Amazon's listing attributes."""
    availability: dict[str, Any]
    if wish.channel == MERCHANT_CHANNEL:
        availability = {
            "fulfillment_channel_code": MERCHANT_CHANNEL,
            "quantity": wish.quantity,
        }
        if wish.lead_time is not None:
            availability["lead_time_to_ship_max_days"] = wish.lead_time
    else:
        availability = {"fulfillment_channel_code": place.network}
    name = {
        "value": wish.title or wish.sku,
        "language_tag": place.locale,
        "marketplace_id": place.id,
    }
    price = {"schedule": [{"value_with_tax": str(decimal(wish.price))}]}
    offer_of_all = {
        "marketplace_id": place.id,
        "currency": place.currency,
        "audience": "ALL",
        "our_price": [price],
    }
    return {
        "item_name": [name],
        "condition_type": [{"value": "new_new", "marketplace_id": place.id}],
        "fulfillment_availability": [availability],
        "purchasable_offer": [offer_of_all],
    }


def described(listing: Listing) -> dict[str, Any]:
    """What Amazon believes of a listing, in plain words; the price as a decimal text."""
    return {
        "sku": listing.sku,
        "marketplace": listing.marketplace.code,
        "seller": listing.seller_id,
        "asin": listing.asin,
        "title": listing.title,
        "price": str(listing.price),
        "quantity": listing.quantity,
        "lead_time": listing.lead_time,
        "channel": "AMAZON" if listing.is_fba else MERCHANT_CHANNEL,
        "status": listing.status,
        "barcode": listing.barcode,
        "weight": None if listing.weight is None else str(listing.weight),
    }
