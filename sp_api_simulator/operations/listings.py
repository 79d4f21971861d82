"""Listings Items API 2021-08-01: get, search and patch what the seller offers."""

from datetime import timedelta
from typing import Any

from starlette.responses import Response

from ..basics.errors import invalid_input, not_found, unauthorized
from ..basics.marketplaces import Marketplace
from ..render.listings import INCLUDED_DATA, render_item
from ..state.listings import Listing
from ..state.sellers import PRODUCT_LISTING, TRACKING
from ..trading.patching import apply_patches, issues_of
from .operation import Call, Operation, json_answer
from .paging import next_token, position_of

_PAGE_TOKEN_LIFE = timedelta(hours=1)
# Only this many SKUs can be reached by paging.
_REACHABLE = 1000
_BODY = {"productType": str, "patches": [{"op": str, "path": str, "value": [dict]}]}
_ROLES = (PRODUCT_LISTING, TRACKING)


def get_listings_item(call: Call) -> Response:
    """One SKU on the marketplaces asked for."""
    included = call.one_of("includedData", INCLUDED_DATA) or ["summaries"]
    return json_answer(render_item(_found(call), included))


def search_listings_items(call: Call) -> Response:
    """A page of the seller's SKUs, 1,000 at most."""
    places = _own_marketplaces(call)
    included = call.one_of("includedData", INCLUDED_DATA) or ["summaries"]
    size = call.integer("pageSize", 10, most=20)
    position = position_of(call, "pageToken", lambda: _matching(call, places))
    page = position.found[position.offset : position.offset + size]
    answer: dict[str, Any] = {
        "numberOfResults": len(position.found),
        "items": [render_item(same_sku, included) for same_sku in page],
    }
    pagination = next_token(call, position, size, _PAGE_TOKEN_LIFE)
    if position.offset:
        before = position.at(max(position.offset - size, 0))
        pagination["previousToken"] = call.world.pages.issue(before, _PAGE_TOKEN_LIFE)
    return json_answer(answer | ({"pagination": pagination} if pagination else {}))


def patch_listings_item(call: Call) -> Response:
    """Change attributes of a SKU; with `mode=VALIDATION_PREVIEW` only say what would happen."""
    body = call.json(_BODY)
    patches = body.get("patches")
    if not body.get("productType") or not patches:
        raise invalid_input("productType and patches are required.")
    found = _found(call)
    issues = [issue for listing in found for issue in issues_of(listing, patches)]
    preview = "mode" in call.query
    call.one_of("mode", ("VALIDATION_PREVIEW",))
    if not issues and not preview and not call.fault("patch_not_applied"):
        for listing in found:
            apply_patches(call.world, listing, patches)
    answer = {
        "sku": found[0].sku,
        "status": "INVALID" if issues else "VALID" if preview else "ACCEPTED",
        "submissionId": call.world.ids.uuid(),
        "issues": issues,
    }
    if "identifiers" in call.one_of("includedData", ("identifiers", "issues")):
        answer["identifiers"] = [
            {"marketplaceId": listing.marketplace.id, "asin": listing.asin} for listing in found
        ]
    return json_answer(answer)


def _own_marketplaces(call: Call) -> list[Marketplace]:
    """The marketplaces asked for; ApiError 403 for another seller's id."""
    if call.path["sellerId"] != call.seller.id:
        raise unauthorized("The seller id is not that of the access token.")
    return call.marketplaces(required=True)


def _found(call: Call) -> list[Listing]:
    """The SKU on each marketplace asked for; ApiError 404 if it is on none."""
    sku = call.path["sku"]
    places = _own_marketplaces(call)
    found = [call.world.listings.find(call.seller.id, place, sku) for place in places]
    listings = [listing for listing in found if listing]
    if not listings:
        codes = ", ".join(place.id for place in places)
        raise not_found(f"SKU '{sku}' not found in marketplace {codes}")
    return listings


def _matching(call: Call, places: list[Marketplace]) -> list[list[Listing]]:
    """The listings of each SKU that passes the filters, in the order asked for."""
    identifiers = call.csv("identifiers")
    if len(identifiers) > 20:
        raise invalid_input("At most 20 identifiers are allowed.")
    if identifiers and not call.query.get("identifiersType"):
        raise invalid_input("identifiersType is required with identifiers.")
    by_sku: dict[str, list[Listing]] = {}
    for listing in call.world.listings.of(call.seller.id, places):
        if _passes(call, listing, identifiers):
            by_sku.setdefault(listing.sku, []).append(listing)
    key = call.query.get("sortBy", "lastUpdatedDate")
    descending = call.query.get("sortOrder", "DESC") == "DESC"
    ordered = sorted(
        by_sku.values(), key=lambda same: _sort_value(same[0], key), reverse=descending
    )
    return ordered[:_REACHABLE]


def _sort_value(listing: Listing, key: str) -> Any:
    return {"sku": listing.sku, "createdDate": listing.created}.get(key, listing.updated)


def _passes(call: Call, listing: Listing, identifiers: list[str]) -> bool:
    if identifiers:
        kind = call.query["identifiersType"]
        identity = {"SKU": listing.sku, "ASIN": listing.asin}.get(kind, listing.barcode)
        if identity not in identifiers:
            return False
    if "lastUpdatedAfter" in call.query and listing.updated < call.moment("lastUpdatedAfter"):
        return False
    statuses = call.one_of("withStatus", ("BUYABLE", "DISCOVERABLE"))
    return not statuses or listing.status == "Active"


_ITEM = "/listings/2021-08-01/items/{sellerId}/{sku:path}"

OPERATIONS = (
    Operation("getListingsItem", "GET", _ITEM, get_listings_item, _ROLES),
    Operation("patchListingsItem", "PATCH", _ITEM, patch_listings_item, _ROLES),
    Operation(
        "searchListingsItems",
        "GET",
        "/listings/2021-08-01/items/{sellerId}",
        search_listings_items,
        _ROLES,
    ),
)
