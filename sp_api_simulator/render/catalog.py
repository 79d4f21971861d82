"""A product as Catalog Items API 2022-04-01 writes it."""

from dataclasses import dataclass
from typing import Any

from ..basics.marketplaces import Marketplace
from ..state.catalog import CatalogEntry
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
# Amazon's own attributes in which an option is not a plain value.
_NESTED = {"shirt_size": "size", "apparel_size": "size", "footwear_size": "size"}


@dataclass(frozen=True)
class Product:
    """An ASIN on one marketplace: what is offered under it, and what the catalog says."""

    asin: str
    place: Marketplace
    listing: Listing | None
    entry: CatalogEntry

    @property
    def title(self) -> str:
        return self.entry.title or (self.listing.title if self.listing else self.asin)

    @property
    def brand(self) -> str | None:
        return self.entry.brand or (self.listing.brand if self.listing else None)

    @property
    def is_parent(self) -> bool:
        return bool(self.entry.children)


def render_catalog_item(products: list[Product], included: list[str], base_url: str) -> Json:
    """Amazon's `Item`: one ASIN, with one entry per marketplace it is listed on."""
    first = products[0]
    sections: Json = {
        "attributes": _attributes(first),
        "classifications": [_classifications(product) for product in products],
        "dimensions": [_dimensions(product) for product in products],
        "identifiers": [_identifiers(product) for product in products],
        "images": [_images(product, base_url) for product in products],
        "productTypes": [_at(product, productType=_type(product)) for product in products],
        "relationships": [_relationships(product) for product in products],
        "salesRanks": [_at(product) for product in products],
        "summaries": [_summary(product) for product in products],
    }
    sections |= first.entry.sections
    left_out = first.entry.missing
    chosen = {key: sections[key] for key in sections if key in included and key not in left_out}
    return {"asin": first.asin} | chosen


def _at(product: Product, **facts: Any) -> Json:
    return {"marketplaceId": product.place.id} | facts


def _type(product: Product) -> str:
    return product.listing.product_type if product.listing else "PRODUCT"


def _attributes(product: Product) -> Json:
    said = {"marketplace_id": product.place.id, "language_tag": product.place.locale}
    attributes: Json = {"item_name": [{"value": product.title} | said]}
    if product.entry.description:
        attributes["product_description"] = [{"value": product.entry.description} | said]
    for name, value in product.entry.options.items():
        key = _NESTED.get(name, "value")
        about = said if isinstance(value, str) else {"marketplace_id": product.place.id}
        attributes[name] = [{key: value} | about]
    return attributes


def _classifications(product: Product) -> Json:
    node: Json = {}
    for number, name in enumerate(product.entry.category, start=1):
        node = {"displayName": name, "classificationId": str(number)} | (
            {"parent": node} if node else {}
        )
    return _at(product, classifications=[node]) if node else _at(product)


def _dimensions(product: Product) -> Json:
    if product.entry.dimensions is not None:
        return _at(product, **product.entry.dimensions)
    measures: Json = {}
    listing = product.listing
    if listing and listing.weight is not None:
        measures["weight"] = {"unit": "kilograms", "value": float(listing.weight)}
    sides = (listing.size if listing else None) or ()
    for name, value in zip(("length", "width", "height"), sides, strict=False):
        measures[name] = {"unit": "centimeters", "value": value}
    return _at(product, item=measures) if measures else _at(product)


def _identifiers(product: Product) -> Json:
    listing = product.listing
    known = dict(product.entry.identifiers)
    if listing:
        known |= {"EAN": listing.barcode or known.get("EAN", ""), "SKU": listing.sku}
    told = [{"identifierType": kind, "identifier": value} for kind, value in known.items() if value]
    return _at(product, identifiers=told)


def _images(product: Product, base_url: str) -> Json:
    told = [
        {
            "variant": picture["variant"],
            "link": picture["link"] or f"{base_url}/images/{picture['name']}",
            "height": picture["height"],
            "width": picture["width"],
        }
        for picture in product.entry.pictures
    ]
    return _at(product, images=told)


def _relationships(product: Product) -> Json:
    entry = product.entry
    if not entry.parent and not entry.children:
        return _at(product, relationships=[])
    theme = {"attributes": entry.theme, "theme": "/".join(entry.theme).upper()}
    kin = {"childAsins": entry.children} if entry.children else {"parentAsins": [entry.parent]}
    relation = {"type": "VARIATION", "variationTheme": theme} | kin
    return _at(product, relationships=[relation])


def _summary(product: Product) -> Json:
    kind = "VARIATION_PARENT" if product.is_parent else "BASE_PRODUCT"
    told = _at(product, itemName=product.title, itemClassification=kind, packageQuantity=1)
    return told | ({"brand": product.brand} if product.brand else {})
