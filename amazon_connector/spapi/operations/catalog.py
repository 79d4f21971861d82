"""Catalog Items API 2022-04-01: what Amazon knows of products."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from sp_api.api.catalog_items.catalog_items_2022_04_01 import CatalogItemsV20220401

from ..caller import Caller
from ..catalog import (
    CatalogItem,
    CatalogPage,
    Picture,
    fetch_picture,
    parse_catalog_item,
    parse_catalog_page,
)
from ..endpoints import is_loopback

CATALOG_DATA = (
    "attributes",
    "classifications",
    "dimensions",
    "identifiers",
    "images",
    "productTypes",
    "relationships",
    "summaries",
)


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
        return parse_catalog_item(answer)

    def search_catalog_items(
        self,
        marketplace_id: str,
        *,
        identifiers: Iterable[str] = (),
        identifiers_type: str = "ASIN",
        included_data: Iterable[str] = CATALOG_DATA,
    ) -> CatalogPage:
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
        return parse_catalog_page(answer)

    def get_picture(self, url: str) -> Picture:
        """Fetch a picture of the catalog from Amazon's picture servers; costs no quota.

        :raises Rejected, Unavailable, UnreadableDocument: see :func:`..catalog.fetch_picture`
        """
        host = urlsplit(self._api_url).hostname or ""
        return fetch_picture(url, may_be_local=is_loopback(host))
