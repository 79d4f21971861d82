"""FBA Inventory API v1: stock in Amazon's warehouses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sp_api.api import Inventories

from ..caller import Caller, honored
from ..payload import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class InventorySummary:
    """Units of a SKU at Amazon, by what they are there for; None where Amazon does not say."""

    sku: str
    asin: str
    fnsku: str
    fulfillable: int | None
    inbound_working: int | None
    inbound_shipped: int | None
    inbound_receiving: int | None
    reserved: int | None
    unfulfillable: int | None
    total: int | None
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class InventoryPage:
    """A page of stock; ``next_token`` dies within 30 seconds."""

    summaries: tuple[InventorySummary, ...]
    next_token: str | None


class InventoryOperations(Caller):
    """Operations of the FBA Inventory API."""

    def get_inventory_summaries(
        self,
        marketplace_id: str,
        *,
        skus: Iterable[str] = (),
        start: datetime | None = None,
        next_token: str | None = None,
    ) -> InventoryPage:
        """Fetch a page of stock.

        :param skus: at most 50, to fetch just these
        :param start: only what changed since, at most 18 months ago
        :raises ExpiredReference: when Amazon does not honor ``next_token`` (any more)
        """
        with honored(next_token):
            answer = self._call(
                "getInventorySummaries",
                Inventories,
                "get_inventory_summary_marketplace",
                details="true",
                granularityType="Marketplace",
                granularityId=marketplace_id,
                marketplaceIds=(marketplace_id,),
                sellerSkus=tuple(skus),
                startDateTime=start,
                nextToken=next_token,
            )
        node = Node.root(answer)
        summaries = node.node("payload").nodes("inventorySummaries")
        return InventoryPage(
            summaries=tuple(_summary(summary) for summary in summaries),
            next_token=node.node("pagination").text("nextToken") or None,
        )


def _summary(node: Node) -> InventorySummary:
    details = node.node("inventoryDetails")
    return InventorySummary(
        sku=node.required_text("sellerSku"),
        asin=node.text("asin"),
        fnsku=node.text("fnSku"),
        fulfillable=details.optional_integer("fulfillableQuantity"),
        inbound_working=details.optional_integer("inboundWorkingQuantity"),
        inbound_shipped=details.optional_integer("inboundShippedQuantity"),
        inbound_receiving=details.optional_integer("inboundReceivingQuantity"),
        reserved=details.node("reservedQuantity").optional_integer("totalReservedQuantity"),
        unfulfillable=details.node("unfulfillableQuantity").optional_integer(
            "totalUnfulfillableQuantity"
        ),
        total=node.optional_integer("totalQuantity"),
        updated_at=node.time("lastUpdatedTime"),
    )
