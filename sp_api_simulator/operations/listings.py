"""Listings Items API 2021-08-01: get, search and patch what the seller offers."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from starlette.responses import Response

from ..basics.errors import invalid_input, not_found, unauthorized
from ..basics.fields import Field
from ..basics.marketplaces import Marketplace
from ..render.listings import INCLUDED_DATA, render_item
from ..state.listings import Listing
from ..state.sellers import PRODUCT_LISTING, TRACKING
from ..trading.patching import PATCHES, apply_patches, issues_of
from .operation import Call, Operation, json_answer
from .paging import next_token, position_of

_PAGE_TOKEN_LIFE = timedelta(hours=1)
# Only this many SKUs can be reached by paging.
_REACHABLE = 1000
_IDENTIFIER_TYPES = ("ASIN", "EAN", "FNSKU", "GTIN", "ISBN", "JAN", "MINSAN", "SKU", "UPC")
_ROLES = (PRODUCT_LISTING, TRACKING)


def get_listings_item(call: Call) -> Response:
    """One SKU on the marketplaces asked for; ApiError 404 if it is on none."""
    included = call.csv("includedData") or ["summaries"]
    found = _found(call)
    if not found:
        codes = call.query["marketplaceIds"]
        raise not_found(f"SKU '{call.path['sku']}' not found in marketplace {codes}")
    return json_answer(render_item(found, included))


def search_listings_items(call: Call) -> Response:
    """A page of the seller's SKUs, 1,000 at most."""
    places = _own_marketplaces(call)
    included = call.csv("includedData") or ["summaries"]
    size = call.integer("pageSize", 10)
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
    patches, preview = call.body["patches"], "mode" in call.query
    if not call.body["productType"]:
        raise invalid_input("productType must not be empty.")
    if "identifiers" in call.csv("includedData") and not preview:
        raise invalid_input("identifiers can only be requested with mode VALIDATION_PREVIEW.")
    found = _found(call)
    issues = [issue for listing in found for issue in issues_of(listing, patches)]
    if not issues and not preview and not call.fault("patch_not_applied"):
        # Amazon takes patches of a SKU that nobody offers, too: nothing is to be seen of them.
        for listing in found:
            apply_patches(call.world, listing, patches)
    answer = {
        "sku": call.path["sku"],
        "status": "INVALID" if issues else "VALID" if preview else "ACCEPTED",
        "submissionId": call.world.ids.uuid(),
        "issues": issues,
    }
    if "identifiers" in call.csv("includedData"):
        answer["identifiers"] = [
            {"marketplaceId": listing.marketplace.id, "asin": listing.asin} for listing in found
        ]
    return json_answer(answer)


def _own_marketplaces(call: Call) -> list[Marketplace]:
    """The marketplaces asked for; ApiError 403 for another seller's id."""
    if call.path["sellerId"] != call.seller.id:
        raise unauthorized("The seller id is not that of the access token.")
    return call.marketplaces()


def _found(call: Call) -> list[Listing]:
    """The SKU on each marketplace asked for where it is."""
    places = _own_marketplaces(call)
    found = [call.world.listings.find(call.seller.id, place, call.path["sku"]) for place in places]
    return [listing for listing in found if listing]


def _matching(call: Call, places: list[Marketplace]) -> list[list[Listing]]:
    """The listings of each SKU that passes the filters, in the order asked for."""
    identifiers = call.csv("identifiers")
    if bool(identifiers) != ("identifiersType" in call.query):
        raise invalid_input("identifiers and identifiersType are required with each other.")
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
        known = {"SKU": listing.sku, "ASIN": listing.asin, "FNSKU": listing.fn_sku}
        if known.get(kind, listing.barcode) not in identifiers:
            return False
    if not _within(call, "created", listing.created):
        return False
    if not _within(call, "lastUpdated", listing.updated):
        return False
    severities = call.csv("withIssueSeverity")
    if severities and not any(issue["severity"] in severities for issue in listing.issues):
        return False
    # What is active can be bought and found, the rest neither.
    if "withStatus" in call.query and listing.status != "Active":
        return False
    return "withoutStatus" not in call.query or listing.status != "Active"


def _within(call: Call, by: str, moment: datetime) -> bool:
    after, before = call.moment(f"{by}After"), call.moment(f"{by}Before")
    return (after is None or after <= moment) and (before is None or moment <= before)


_ITEM = "/listings/2021-08-01/items/{sellerId}/{sku:path}"
_COMMON = (
    Field("marketplaceIds", required=True, is_list=True),
    # English is what Amazon falls back to, whatever is asked for.
    Field("issueLocale"),
)
_GET = (*_COMMON, Field("includedData", is_list=True, values=INCLUDED_DATA))
_PATCH = (
    *_COMMON,
    Field("includedData", is_list=True, values=("identifiers", "issues")),
    Field("mode", values=("VALIDATION_PREVIEW",)),
)
_BODY = (Field("productType", required=True), replace(PATCHES, required=True))
_STATUSES = ("BUYABLE", "DISCOVERABLE")
_SEARCH = (
    *_GET,
    Field("identifiers", is_list=True, most=20),
    Field("identifiersType", values=_IDENTIFIER_TYPES),
    Field("variationParentSku", simulated=False),
    Field("packageHierarchySku", simulated=False),
    Field("createdAfter", "date-time"),
    Field("createdBefore", "date-time"),
    Field("lastUpdatedAfter", "date-time"),
    Field("lastUpdatedBefore", "date-time"),
    Field("withIssueSeverity", is_list=True, values=("WARNING", "ERROR")),
    Field("withStatus", is_list=True, values=_STATUSES),
    Field("withoutStatus", is_list=True, values=_STATUSES),
    Field("sortBy", values=("sku", "createdDate", "lastUpdatedDate")),
    Field("sortOrder", values=("ASC", "DESC")),
    Field("pageSize", "integer", least=1, most=20),
    Field("pageToken"),
)

OPERATIONS = (
    Operation("getListingsItem", "GET", _ITEM, get_listings_item, _ROLES, _GET),
    Operation("patchListingsItem", "PATCH", _ITEM, patch_listings_item, _ROLES, _PATCH, _BODY),
    Operation(
        "searchListingsItems",
        "GET",
        "/listings/2021-08-01/items/{sellerId}",
        search_listings_items,
        _ROLES,
        _SEARCH,
    ),
)
