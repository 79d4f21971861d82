"""Listings Items API 2021-08-01: reading and changing single listings."""

from collections.abc import Iterable, Mapping
from typing import Any

from sp_api.api.listings_items.listings_items_2021_08_01 import ListingsItemsV20210801

from ..caller import Caller, honored
from ..listings import (
    ListingItem,
    ListingPage,
    SubmissionResult,
    parse_listing_item,
    parse_submission_result,
)
from ..payload import Node

ALL_LISTING_DATA = ("summaries", "attributes", "issues", "offers", "fulfillmentAvailability")
# Who ships a listing, and within how many days.
SHIPPING_DATA = ("attributes", "fulfillmentAvailability")


class ListingsOperations(Caller):
    """Operations of the Listings Items API."""

    def get_listings_item(
        self,
        sku: str,
        marketplace_ids: Iterable[str],
        included_data: Iterable[str] = ALL_LISTING_DATA,
    ) -> ListingItem:
        """Fetch one listing.

        :raises NotFound: when the seller has no such SKU there
        """
        answer = self._call(
            "getListingsItem",
            ListingsItemsV20210801,
            "get_listings_item",
            self._selling_partner_id,
            sku,
            marketplaceIds=tuple(marketplace_ids),
            includedData=tuple(included_data),
        )
        return parse_listing_item(answer)

    def patch_listings_item(
        self,
        sku: str,
        marketplace_id: str,
        body: Mapping[str, Any],
        *,
        validate_only: bool = False,
    ) -> SubmissionResult:
        """Change attributes of one listing.

        :param body: ``productType`` and ``patches``
        :param validate_only: have it checked and not carried out
        :return: Amazon's first answer; issues may follow later
        """
        answer = self._call(
            "patchListingsItem",
            ListingsItemsV20210801,
            "patch_listings_item",
            self._selling_partner_id,
            sku,
            body=dict(body),
            marketplaceIds=(marketplace_id,),
            mode="VALIDATION_PREVIEW" if validate_only else None,
        )
        return parse_submission_result(answer)

    def search_listings_items(
        self,
        marketplace_id: str,
        *,
        skus: Iterable[str] = (),
        page_token: str | None = None,
        page_size: int = 20,
        included_data: Iterable[str] = ALL_LISTING_DATA,
    ) -> ListingPage:
        """Fetch a page of listings; the report is the way to all of a large catalogue.

        :param skus: at most 20, to fetch just these
        :return: without those that cannot be read: of them Amazon has said nothing
        :raises ExpiredReference: when Amazon does not honor ``page_token`` (any more)
        """
        asked = tuple(skus)
        with honored(page_token):
            answer = self._call(
                "searchListingsItems",
                ListingsItemsV20210801,
                "search_listings_items",
                self._selling_partner_id,
                marketplaceIds=(marketplace_id,),
                identifiers=asked,
                identifiersType="SKU" if asked else None,
                pageToken=page_token,
                pageSize=page_size,
                includedData=tuple(included_data),
            )
        node = Node.root(answer)
        items, _broken = node.parsed("items", lambda item: parse_listing_item(item.value))
        return ListingPage(items, node.node("pagination").text("nextToken") or None)
