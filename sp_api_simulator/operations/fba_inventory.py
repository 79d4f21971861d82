"""FBA Inventory API v1: the seller's units in Amazon's warehouses."""

from datetime import timedelta
from typing import Any

from starlette.responses import Response

from ..basics.clock import to_iso
from ..basics.errors import invalid_input
from ..basics.fields import Field
from ..state.fba import FbaStock
from ..state.listings import Listing
from ..state.sellers import FULFILLMENT, PRODUCT_LISTING
from .operation import Call, Operation, json_answer
from .paging import next_token, position_of

_PAGE_SIZE = 50
_PAGE_TOKEN_LIFE = timedelta(seconds=30)
_OLDEST_CHANGE = timedelta(days=548)
_QUERY = (
    Field("details", "boolean"),
    Field("granularityType", required=True, values=("Marketplace",)),
    Field("granularityId", required=True),
    Field("startDateTime", "date-time"),
    Field("sellerSkus", is_list=True, most=50),
    Field("sellerSku"),
    Field("nextToken"),
    Field("marketplaceIds", required=True, is_list=True, most=1),
)


def get_inventory_summaries(call: Call) -> Response:
    """A page of summaries, 50 SKUs each; its token lives for 30 seconds."""
    place_id = call.query["granularityId"]
    if place_id != call.query["marketplaceIds"]:
        raise invalid_input("granularityId must be the marketplace of marketplaceIds.")
    position = position_of(call, "nextToken", lambda: _matching(call))
    page = position.found[position.offset : position.offset + _PAGE_SIZE]
    detailed = call.query.get("details") == "true"
    answer: dict[str, Any] = {
        "payload": {
            "granularity": {"granularityType": "Marketplace", "granularityId": place_id},
            "inventorySummaries": [_summary(listing, detailed) for listing in page],
        }
    }
    if pagination := next_token(call, position, _PAGE_SIZE, _PAGE_TOKEN_LIFE):
        answer["pagination"] = pagination
    return json_answer(answer)


def _matching(call: Call) -> list[Listing]:
    places = call.marketplaces()
    skus = call.csv("sellerSkus")
    if "sellerSku" in call.query:
        skus.append(call.query["sellerSku"])
    since = call.moment("startDateTime")
    if since and since < call.world.clock.now() - _OLDEST_CHANGE:
        raise invalid_input("startDateTime must not be earlier than 18 months ago.")
    return [
        listing
        for listing in call.world.listings.of(call.seller.id, places)
        if listing.is_fba
        and (not skus or listing.sku in skus)
        and (since is None or listing.updated >= since)
    ]


def _summary(listing: Listing, detailed: bool) -> dict[str, Any]:
    summary: dict[str, Any] = {
        "asin": listing.asin,
        "fnSku": listing.fn_sku,
        "sellerSku": listing.sku,
        "condition": "NewItem",
        "lastUpdatedTime": to_iso(listing.updated),
        "productName": listing.title,
        "totalQuantity": listing.fba.total,
        "stores": [],
    }
    return summary | ({"inventoryDetails": _details(listing)} if detailed else {})


def _details(listing: Listing) -> dict[str, Any]:
    stock = listing.fba
    return {
        "fulfillableQuantity": stock.fulfillable,
        "inboundWorkingQuantity": stock.working,
        "inboundShippedQuantity": stock.shipped,
        "inboundReceivingQuantity": stock.receiving,
        "reservedQuantity": {
            "totalReservedQuantity": stock.held,
            "pendingCustomerOrderQuantity": stock.reserved,
            "pendingTransshipmentQuantity": stock.transfer,
            "fcProcessingQuantity": stock.processing,
        },
        "researchingQuantity": {
            "totalResearchingQuantity": stock.researching,
            "researchingQuantityBreakdown": _researching(stock),
        },
        "unfulfillableQuantity": {
            "totalUnfulfillableQuantity": stock.unfulfillable,
            "customerDamagedQuantity": stock.customer_damaged,
            "warehouseDamagedQuantity": stock.warehouse_damaged,
            "distributorDamagedQuantity": stock.distributor_damaged,
            "carrierDamagedQuantity": stock.carrier_damaged,
            "defectiveQuantity": stock.defective,
            "expiredQuantity": stock.expired,
        },
    }


def _researching(stock: FbaStock) -> list[dict[str, Any]]:
    """All of it since a few days; nothing where nothing is looked for."""
    if not stock.researching:
        return []
    return [{"name": "researchingQuantityInShortTerm", "quantity": stock.researching}]


OPERATIONS = (
    Operation(
        "getInventorySummaries",
        "GET",
        "/fba/inventory/v1/summaries",
        get_inventory_summaries,
        (FULFILLMENT, PRODUCT_LISTING),
        _QUERY,
    ),
)
