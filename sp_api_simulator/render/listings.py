"""A listing as Listings Items API 2021-08-01 writes it."""

from typing import Any

from ..basics.clock import to_iso
from ..basics.money import money
from ..state.listings import Listing

Json = dict[str, Any]

INCLUDED_DATA = (
    "summaries",
    "attributes",
    "issues",
    "offers",
    "fulfillmentAvailability",
    "procurement",
    "relationships",
    "productTypes",
)


def render_item(same_sku: list[Listing], included: list[str]) -> Json:
    """Amazon's `Item`: one SKU on one or several marketplaces, with the data asked for."""
    first = same_sku[0]
    sections: Json = {
        "summaries": [_summary(listing) for listing in same_sku],
        "attributes": _attributes(first),
        "issues": [issue for listing in same_sku for issue in listing.issues],
        "offers": [_offer(listing) for listing in same_sku],
        "fulfillmentAvailability": [_availability(first)],
        "relationships": [
            {"marketplaceId": listing.marketplace.id, "relationships": []} for listing in same_sku
        ],
        "productTypes": [
            {"marketplaceId": listing.marketplace.id, "productType": listing.product_type}
            for listing in same_sku
        ],
    }
    chosen = {key: value for key, value in sections.items() if key in included}
    return {"sku": first.sku} | chosen


def _attributes(listing: Listing) -> Json:
    """The attributes, with the handling time that Amazon manages by itself where it does."""
    if listing.whims.handling_days is None or listing.is_fba:
        return listing.attributes
    managed = {**listing.availability, "lead_time_to_ship_max_days": listing.lead_time}
    return {**listing.attributes, "fulfillment_availability": [managed]}


def _summary(listing: Listing) -> Json:
    summary = {
        "marketplaceId": listing.marketplace.id,
        "asin": listing.asin,
        "productType": listing.product_type,
        "conditionType": "new_new",
        "status": ["BUYABLE", "DISCOVERABLE"] if listing.status == "Active" else [],
        "itemName": listing.title,
        "createdDate": to_iso(listing.created),
        "lastUpdatedDate": to_iso(listing.updated),
    }
    return summary | ({"fnSku": listing.fn_sku} if listing.is_fba else {})


def _offer(listing: Listing) -> Json:
    return {
        "marketplaceId": listing.marketplace.id,
        "offerType": "B2C",
        "price": money(listing.price, listing.marketplace),
        "audience": {"value": "ALL", "displayName": "Sell on Amazon"},
    }


def _availability(listing: Listing) -> Json:
    """The channel; the quantity only where the seller keeps the stock."""
    availability: Json = {"fulfillmentChannelCode": listing.channel_code}
    if not listing.is_fba:
        availability["quantity"] = listing.quantity
    return availability
