"""Catalog Items API 2022-04-01: what Amazon knows of the products behind the listings."""

from datetime import timedelta
from typing import Any

from starlette.responses import Response

from ..basics.errors import invalid_input, not_found
from ..basics.fields import Field
from ..basics.marketplaces import Marketplace
from ..render.catalog import INCLUDED_DATA, Product, render_catalog_item
from ..state.catalog import CatalogEntry
from ..state.listings import Listing
from ..state.sellers import PRODUCT_LISTING
from .operation import Call, Operation, json_answer
from .paging import next_token, position_of

_PAGE_TOKEN_LIFE = timedelta(hours=1)
_IDENTIFIER_TYPES = ("ASIN", "EAN", "GTIN", "ISBN", "JAN", "MINSAN", "SKU", "UPC")


def get_catalog_item(call: Call) -> Response:
    """One ASIN on the marketplaces asked for."""
    places = call.marketplaces()
    asin = call.path["asin"]
    known = _products_of(call, places, [asin]).get(asin)
    if not known:
        raise not_found(f"Requested item '{asin}' not found in marketplace(s).")
    return json_answer(render_catalog_item(known, _included(call), call.base_url))


def search_catalog_items(call: Call) -> Response:
    """A page of products by identifiers or by keywords."""
    places = call.marketplaces()
    included = _included(call)
    size = call.integer("pageSize", 10)
    position = position_of(call, "pageToken", lambda: _search(call, places))
    page = position.found[position.offset : position.offset + size]
    answer: dict[str, Any] = {
        "numberOfResults": len(position.found),
        "items": [render_catalog_item(products, included, call.base_url) for products in page],
    }
    if pagination := next_token(call, position, size, _PAGE_TOKEN_LIFE):
        answer["pagination"] = pagination
    return json_answer(answer)


def _included(call: Call) -> list[str]:
    return call.csv("includedData") or ["summaries"]


def _listings(call: Call, places: list[Marketplace]) -> list[Listing]:
    """Everybody's listings on these marketplaces: the catalogue is common to all sellers."""
    sellers = call.world.sellers.by_id
    return [item for seller in sellers for item in call.world.listings.of(seller, places)]


def _products_of(
    call: Call, places: list[Marketplace], asins: list[str]
) -> dict[str, list[Product]]:
    """The products of ASINs on each marketplace that knows them, offered or not."""
    offered: dict[tuple[str, str], Listing] = {}
    for item in _listings(call, places):
        offered.setdefault((item.asin, item.marketplace.id), item)
    found: dict[str, list[Product]] = {}
    for asin in dict.fromkeys(asins):
        for place in places:
            listing = offered.get((asin, place.id))
            entry = call.world.catalog.find(asin, place.id)
            if listing or entry:
                product = Product(asin, place, listing, entry or CatalogEntry(asin))
                found.setdefault(asin, []).append(product)
    return found


def _search(call: Call, places: list[Marketplace]) -> list[list[Product]]:
    """The products that are asked for."""
    identifiers, keywords = call.csv("identifiers"), call.csv("keywords")
    if bool(identifiers) == bool(keywords):
        raise invalid_input("Exactly one of identifiers and keywords is required.")
    kind = call.query.get("identifiersType", "")
    if bool(identifiers) != bool(kind):
        raise invalid_input("identifiers and identifiersType are required with each other.")
    if kind == "SKU" and "sellerId" not in call.query:
        raise invalid_input("sellerId is required with identifiers of the type SKU.")
    if kind != "SKU" and "sellerId" in call.query:
        raise invalid_input("sellerId goes with identifiers of the type SKU only.")
    brands = call.csv("brandNames")
    if identifiers and brands:
        raise invalid_input("brandNames cannot be used with identifiers.")
    if kind == "ASIN":
        return list(_products_of(call, places, identifiers).values())
    asins = [
        item.asin
        for item in _listings(call, places)
        if (not brands or item.brand in brands)
        and (_identity(call, item, kind) in identifiers or _mentions(item, keywords))
    ]
    return list(_products_of(call, places, asins).values())


def _identity(call: Call, item: Listing, kind: str) -> str | None:
    if kind == "SKU":
        return item.sku if item.seller_id == call.query["sellerId"] else None
    return item.barcode


def _mentions(item: Listing, keywords: list[str]) -> bool:
    title = item.title.lower()
    return any(keyword.lower() in title for keyword in keywords)


_ITEMS = "/catalog/2022-04-01/items"
_INCLUDED = Field("includedData", is_list=True, values=INCLUDED_DATA)
_LOCALE = Field("locale", simulated=False)
_SEARCH = (
    Field("identifiers", is_list=True, most=20),
    Field("identifiersType", values=_IDENTIFIER_TYPES),
    Field("marketplaceIds", required=True, is_list=True, most=1),
    _INCLUDED,
    _LOCALE,
    Field("sellerId"),
    Field("keywords", is_list=True, most=20),
    Field("brandNames", is_list=True),
    Field("classificationIds", is_list=True, simulated=False),
    Field("pageSize", "integer", least=1, most=20),
    Field("pageToken"),
    Field("keywordsLocale", simulated=False),
)
_ITEM = (Field("marketplaceIds", required=True, is_list=True), _INCLUDED, _LOCALE)
_ROLES = (PRODUCT_LISTING,)

OPERATIONS = (
    Operation("searchCatalogItems", "GET", _ITEMS, search_catalog_items, _ROLES, _SEARCH),
    Operation("getCatalogItem", "GET", f"{_ITEMS}/{{asin}}", get_catalog_item, _ROLES, _ITEM),
)
