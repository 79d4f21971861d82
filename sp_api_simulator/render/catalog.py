"""A product as Catalog Items API 2022-04-01 writes it."""

from typing import Any

from ..state.listings import Listing

Json = dict[str, Any]

INCLUDED_DATA = (
    "attributes",
    "classifications",
    "dimensions",
    "identifiers",
    "images",
    "productTypes",
    "relationships",
    "salesRanks",
    "summaries",
    "vendorDetails",
)


def render_catalog_item(same_asin: list[Listing], included: list[str]) -> Json:
    """Amazon's `Item`: one ASIN, with one entry per marketplace it is listed on."""
    by_place = {listing.marketplace.id: listing for listing in same_asin}
    places = list(by_place.items())
    sections: Json = {
        "attributes": {"item_name": same_asin[0].attributes.get("item_name", [])},
        "classifications": [{"marketplaceId": place} for place, _ in places],
        "dimensions": [_dimensions(place, item) for place, item in places],
        "identifiers": [_identifiers(place, item) for place, item in places],
        "images": [{"marketplaceId": place, "images": []} for place, _ in places],
        "productTypes": [
            {"marketplaceId": place, "productType": item.product_type} for place, item in places
        ],
        "relationships": [{"marketplaceId": place, "relationships": []} for place, _ in places],
        "salesRanks": [{"marketplaceId": place} for place, _ in places],
        "summaries": [
            {
                "marketplaceId": place,
                "itemName": item.title,
                "itemClassification": "BASE_PRODUCT",
                "packageQuantity": 1,
            }
            | ({"brand": item.brand} if item.brand else {})
            for place, item in places
        ],
    }
    chosen = {key: value for key, value in sections.items() if key in included}
    return {"asin": same_asin[0].asin} | chosen


def _dimensions(place: str, item: Listing) -> Json:
    measures: Json = {}
    if item.weight is not None:
        measures["weight"] = {"unit": "kilograms", "value": float(item.weight)}
    for name, value in zip(("length", "width", "height"), item.size or (), strict=False):
        measures[name] = {"unit": "centimeters", "value": value}
    return {"marketplaceId": place} | ({"item": measures} if measures else {})


def _identifiers(place: str, item: Listing) -> Json:
    known = [("EAN", item.barcode), ("SKU", item.sku)]
    return {
        "marketplaceId": place,
        "identifiers": [
            {"identifierType": kind, "identifier": value} for kind, value in known if value
        ],
    }
