"""Catalog Items API 2022-04-01: what Amazon knows of products."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from sp_api.api.catalog_items.catalog_items_2022_04_01 import CatalogItemsV20220401

from ..caller import Caller
from ..measures import kilograms, metres
from ..payload import Node

CATALOG_DATA = ("summaries", "identifiers", "images", "dimensions", "productTypes")
# Identifiers that are printed as a barcode, the most usual first.
BARCODES = ("EAN", "UPC", "GTIN", "JAN", "ISBN")


class Size(NamedTuple):
    """Outer measures in metres."""

    length: Decimal
    width: Decimal
    height: Decimal

    @property
    def volume(self) -> Decimal:
        """In cubic metres."""
        return self.length * self.width * self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogItem:
    """A product of Amazon's catalogue.

    ``identifiers`` holds pairs of type and value, e.g. ``("EAN", "4006381333931")``;
    ``weight`` is in kilograms. None is what Amazon does not tell.
    """

    asin: str
    title: str
    brand: str
    identifiers: tuple[tuple[str, str], ...]
    image_url: str
    weight: Decimal | None
    size: Size | None
    raw: Mapping[str, Any]

    @property
    def barcode(self) -> str:
        """The product's EAN, else UPC, GTIN, JAN or ISBN; empty when it has none."""
        known = dict(reversed(self.identifiers))
        return next((known[kind] for kind in BARCODES if kind in known), "")


class CatalogOperations(Caller):
    """Operations of the Catalog Items API."""

    def get_catalog_item(
        self, asin: str, marketplace_id: str, included_data: Iterable[str] = CATALOG_DATA
    ) -> CatalogItem:
        """Fetch one product.

        :raises NotFound: when the marketplace has no such ASIN
        """
        answer = self._call(
            "getCatalogItem",
            CatalogItemsV20220401,
            "get_catalog_item",
            asin,
            marketplaceIds=(marketplace_id,),
            includedData=tuple(included_data),
        )
        return _catalog_item(Node.root(answer))

    def search_catalog_items(
        self,
        marketplace_id: str,
        *,
        identifiers: Iterable[str] = (),
        identifiers_type: str = "ASIN",
        included_data: Iterable[str] = CATALOG_DATA,
    ) -> tuple[CatalogItem, ...]:
        """Find products by at most 20 identifiers.

        :param identifiers_type: ASIN, EAN, GTIN, ISBN, JAN, MINSAN, SKU or UPC
        """
        answer = self._call(
            "searchCatalogItems",
            CatalogItemsV20220401,
            "search_catalog_items",
            marketplaceIds=(marketplace_id,),
            identifiers=tuple(identifiers),
            identifiersType=identifiers_type,
            # The seller is needed where the identifiers are SKUs.
            sellerId=self._selling_partner_id if identifiers_type == "SKU" else None,
            includedData=tuple(included_data),
            pageSize=20,
        )
        return tuple(_catalog_item(item) for item in Node.root(answer).nodes("items"))


def _catalog_item(node: Node) -> CatalogItem:
    summary = next(node.nodes("summaries"), Node({}))
    images = (image for group in node.nodes("images") for image in group.nodes("images"))
    image = next(images, Node({}))
    measures = next(node.nodes("dimensions"), Node({})).node("item")
    return CatalogItem(
        asin=node.required_text("asin"),
        title=summary.text("itemName"),
        brand=summary.text("brand"),
        identifiers=tuple(
            (identifier.text("identifierType"), identifier.text("identifier"))
            for group in node.nodes("identifiers")
            for identifier in group.nodes("identifiers")
        ),
        image_url=image.text("link"),
        weight=kilograms(measures.node("weight")),
        size=_size(measures),
        raw=node.value,
    )


def _size(measures: Node) -> Size | None:
    """The size, where Amazon tells all three measures."""
    length, width, height = (metres(measures.node(name)) for name in ("length", "width", "height"))
    if length is None or width is None or height is None:
        return None
    return Size(length, width, height)
