"""Add listings, change them by hand, and look at them."""

from dataclasses import asdict, replace
from typing import Any

from ..basics.marketplaces import marketplace as marketplace_called
from ..state.listings import Listing
from ..trading.offering import NewListing, described, offer
from ..world import World


def add_listing(world: World, **wish: Any) -> dict[str, Any]:
    """Offer a SKU; arguments are those of `NewListing`."""
    return described(offer(world, NewListing(**wish)))


def listing(
    world: World, sku: str, marketplace: str = "US", seller: str | None = None
) -> dict[str, Any]:
    """What Amazon believes: quantity, lead_time, price, channel, status, asin, title, …"""
    return described(_get(world, sku, marketplace, seller))


def listings(
    world: World, marketplace: str | None = None, seller: str | None = None
) -> list[dict[str, Any]]:
    """All listings, of one marketplace or seller if named."""
    return [
        described(each)
        for owner in world.sellers.by_id.values()
        if seller in (None, owner.id)
        for each in world.listings.of(owner.id, owner.marketplaces)
        if marketplace is None or each.marketplace is marketplace_called(marketplace)
    ]


def update_listing(
    world: World,
    sku: str,
    marketplace: str = "US",
    seller: str | None = None,
    quantity: int | None = None,
    status: str | None = None,
    title: str | None = None,
    **whims: Any,
) -> dict[str, Any]:
    """Change a listing as a person would in Seller Central.

    `whims` are those of `Whims`: how Amazon takes what it is told from now on.
    """
    found = _get(world, sku, marketplace, seller)
    if quantity is not None and found.is_fba:
        found.fba.fulfillable = quantity
    elif quantity is not None:
        found.availability["quantity"] = quantity
    if title is not None:
        found.attributes["item_name"][0]["value"] = title
    found.status = status or found.status
    found.whims = replace(found.whims, **whims)
    found.updated = world.clock.now()
    return described(found)


def remove_listing(
    world: World, sku: str, marketplace: str = "US", seller: str | None = None
) -> None:
    """The seller takes the SKU off the marketplace."""
    world.listings.remove(_get(world, sku, marketplace, seller))


def fba_stock(
    world: World, sku: str, marketplace: str = "US", seller: str | None = None
) -> dict[str, int]:
    """Units of a SKU in Amazon's warehouses; arguments of `FbaStock`."""
    return asdict(_get(world, sku, marketplace, seller).fba)


def change_fba_stock(
    world: World, sku: str, marketplace: str = "US", seller: str | None = None, **units: int
) -> dict[str, int]:
    """Amazon counts anew: so many units are fulfillable, researching, defective, shipped, …"""
    found = _get(world, sku, marketplace, seller)
    unknown = set(units) - set(asdict(found.fba))
    if unknown:
        raise ValueError(f"units are not {', '.join(sorted(unknown))}")
    for name, number in units.items():
        setattr(found.fba, name, number)
    found.updated = world.clock.now()
    return asdict(found.fba)


def move_fba_stock(
    world: World,
    sku: str,
    units: int,
    source: str,
    target: str,
    marketplace: str = "US",
    seller: str | None = None,
) -> dict[str, int]:
    """Units change their place: `working` is `shipped`, `receiving` becomes `fulfillable`, …"""
    found = _get(world, sku, marketplace, seller)
    found.fba.move(units, source, target)
    found.updated = world.clock.now()
    return asdict(found.fba)


def _get(world: World, sku: str, place: str, seller: str | None) -> Listing:
    found_place = marketplace_called(place)
    owner = world.sellers.on(found_place, seller)
    found = world.listings.find(owner.id, found_place, sku)
    if found is None:
        raise ValueError(f"{owner.id} offers no {sku!r} on {found_place.code}")
    return found


ACTIONS = (
    add_listing,
    listing,
    listings,
    update_listing,
    remove_listing,
    fba_stock,
    change_fba_stock,
    move_fba_stock,
)
