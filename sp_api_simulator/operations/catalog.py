"""Catalog Items API 2022-04-01: what Amazon knows of the products behind the listings."""

from datetime import timedelta
from typing import Any

from starlette.responses import Response

from ..basics.errors import invalid_input, not_found
from ..basics.marketplaces import Marketplace
from ..render.catalog import INCLUDED_DATA, render_catalog_item
from ..state.listings import Listing
from ..state.sellers import PRODUCT_LISTING
from .operation import Call, Operation, json_answer
from .paging import next_token, position_of

_PAGE_TOKEN_LIFE = timedelta(hours=1)
_IDENTIFIER_TYPES = ("ASIN", "EAN", "GTIN", "ISBN", "JAN", "MINSAN", "SKU", "UPC")


def get_catalog_item(call: Call) -> Response:
    """One ASIN on the marketplaces asked for."""
    places = call.marketplaces(required=True)
    asin = call.path["asin"]
    known = [item for item in _products(call, places) if item.asin == asin]
    if not known:
        raise not_found(f"Requested item '{asin}' not found in marketplace(s).")
    return json_answer(render_catalog_item(known, _included(call)))


def search_catalog_items(call: Call) -> Response:
    """A page of products by identifiers or by keywords."""
    places = call.marketplaces(required=True)
    included = _included(call)
    size = call.integer("pageSize", 10, most=20)
    position = position_of(call, "pageToken", lambda: _search(call, places))
    page = position.found[position.offset : position.offset + size]
    answer: dict[str, Any] = {
        "numberOfResults": len(position.found),
        "items": [render_catalog_item(same_asin, included) for same_asin in page],
    }
    if pagination := next_token(call, position, size, _PAGE_TOKEN_LIFE):
        answer["pagination"] = pagination
    return json_answer(answer)


def _included(call: Call) -> list[str]:
    return call.one_of("includedData", INCLUDED_DATA) or ["summaries"]


def _products(call: Call, places: list[Marketplace]) -> list[Listing]:
    """Everybody's listings on these marketplaces: the catalogue is common to all sellers."""
    sellers = call.world.sellers.by_id
    return [item for seller in sellers for item in call.world.listings.of(seller, places)]


def _search(call: Call, places: list[Marketplace]) -> list[list[Listing]]:
    """The listings of each ASIN that is asked for."""
    identifiers, keywords = call.csv("identifiers"), call.csv("keywords")
    if bool(identifiers) == bool(keywords):
        raise invalid_input("Exactly one of identifiers and keywords is required.")
    if len(identifiers) > 20 or len(keywords) > 20:
        raise invalid_input("At most 20 identifiers or keywords are allowed.")
    kind = call.query.get("identifiersType", "")
    if identifiers and kind not in _IDENTIFIER_TYPES:
        raise invalid_input("identifiersType is required with identifiers.")
    if kind == "SKU":
        call.required("sellerId")
    by_asin: dict[str, list[Listing]] = {}
    for item in _products(call, places):
        if _identity(call, item, kind) in identifiers or _mentions(item, keywords):
            by_asin.setdefault(item.asin, []).append(item)
    return list(by_asin.values())


def _identity(call: Call, item: Listing, kind: str) -> str | None:
    if kind == "SKU":
        return item.sku if item.seller_id == call.query["sellerId"] else None
    return item.asin if kind == "ASIN" else item.barcode


def _mentions(item: Listing, keywords: list[str]) -> bool:
    title = item.title.lower()
    return any(keyword.lower() in title for keyword in keywords)


_ITEMS = "/catalog/2022-04-01/items"

OPERATIONS = (
    Operation("searchCatalogItems", "GET", _ITEMS, search_catalog_items, (PRODUCT_LISTING,)),
    Operation("getCatalogItem", "GET", f"{_ITEMS}/{{asin}}", get_catalog_item, (PRODUCT_LISTING,)),
)
