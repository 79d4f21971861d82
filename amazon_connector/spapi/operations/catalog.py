"""Catalog Items API 2022-04-01: what Amazon knows of products."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sp_api.api.catalog_items.catalog_items_2022_04_01 import CatalogItemsV20220401

from ..caller import Caller
from ..payload import Node

CATALOG_DATA = ("summaries", "identifiers", "images", "dimensions", "productTypes")


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogItem:
    """A product of Amazon's catalogue.

    ``identifiers`` holds pairs of type and value, e.g. ``("EAN", "4006381333931")``.
    """

    asin: str
    title: str
    brand: str
    identifiers: tuple[tuple[str, str], ...]
    image_url: str
    raw: Mapping[str, Any]


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
        raw=node.value,
    )
