"""FBA Inventory API v1: the seller's units in Amazon's warehouses."""

from datetime import timedelta
from typing import Any

from starlette.responses import Response

from ..basics.clock import to_iso
from ..basics.errors import invalid_input
from ..state.listings import Listing
from ..state.sellers import FULFILLMENT, PRODUCT_LISTING
from .operation import Call, Operation, json_answer
from .paging import next_token, position_of

_PAGE_SIZE = 50
_PAGE_TOKEN_LIFE = timedelta(seconds=30)


def get_inventory_summaries(call: Call) -> Response:
    """A page of summaries, 50 SKUs each; its token lives for 30 seconds."""
    if call.required("granularityType") != "Marketplace":
        raise invalid_input("granularityType must be Marketplace.")
    place_id = call.required("granularityId")
    position = position_of(call, "nextToken", lambda: _matching(call))
    page = position.found[position.offset : position.offset + _PAGE_SIZE]
    detailed = call.query.get("details", "").lower() == "true"
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
    places = call.marketplaces(required=True)
    skus = call.csv("sellerSkus") + call.csv("sellerSku")
    if len(skus) > 50:
        raise invalid_input("At most 50 sellerSkus are allowed.")
    since = call.moment("startDateTime") if "startDateTime" in call.query else None
    return [
        listing
        for listing in call.world.listings.of(call.seller.id, places[:1])
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
        "inboundWorkingQuantity": 0,
        "inboundShippedQuantity": stock.inbound,
        "inboundReceivingQuantity": 0,
        "reservedQuantity": {
            "totalReservedQuantity": stock.reserved,
            "pendingCustomerOrderQuantity": stock.reserved,
            "pendingTransshipmentQuantity": 0,
            "fcProcessingQuantity": 0,
        },
        "researchingQuantity": {
            "totalResearchingQuantity": 0,
            "researchingQuantityBreakdown": [],
        },
        "unfulfillableQuantity": {
            "totalUnfulfillableQuantity": stock.unfulfillable,
            "customerDamagedQuantity": stock.unfulfillable,
            "warehouseDamagedQuantity": 0,
            "distributorDamagedQuantity": 0,
            "carrierDamagedQuantity": 0,
            "defectiveQuantity": 0,
            "expiredQuantity": 0,
        },
    }


OPERATIONS = (
    Operation(
        "getInventorySummaries",
        "GET",
        "/fba/inventory/v1/summaries",
        get_inventory_summaries,
        (FULFILLMENT, PRODUCT_LISTING),
    ),
)
