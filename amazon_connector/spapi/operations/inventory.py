"""FBA Inventory API v1: stock in Amazon's warehouses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sp_api.api import Inventories

from ..caller import Caller, honored
from ..errors import UnreadablePayload
from ..payload import Node, clean_text

# So many seller SKUs go into one question.
MOST_SKUS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class InventorySummary:
    """Units of a SKU at Amazon, by what they are there for; None where Amazon does not say.

    :ivar reserved: all that is there and cannot be sold right now: for buyers' orders, between
        two warehouses, put aside
    :ivar unfulfillable: damaged, defective or expired
    :ivar researching: units that Amazon looks for
    :ivar total: everything, on its way too
    """

    sku: str
    asin: str
    fnsku: str
    title: str
    condition: str
    fulfillable: int | None
    inbound_working: int | None
    inbound_shipped: int | None
    inbound_receiving: int | None
    reserved: int | None
    reserved_orders: int | None
    reserved_transfers: int | None
    reserved_processing: int | None
    unfulfillable: int | None
    researching: int | None
    total: int | None
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class InventoryPage:
    """A page of stock; ``next_token`` dies within 30 seconds.

    :ivar unreadable: SKU (empty where not even that can be read) and reason of what cannot be read
    """

    summaries: tuple[InventorySummary, ...]
    next_token: str | None
    unreadable: tuple[tuple[str, str], ...] = ()


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

        :param skus: at most 50, to fetch just these, see :func:`split_skus`
        :param start: only what changed since, at most 18 months ago
        :raises ExpiredReference: when Amazon does not honor ``next_token`` (any more)
        :raises UnreadablePayload: when the answer as a whole is none
        """
        asked = tuple(skus)
        alone = asked[0] if len(asked) == 1 and "," in asked[0] else None
        with honored(next_token):
            answer = self._call(
                "getInventorySummaries",
                Inventories,
                "get_inventory_summary_marketplace",
                details="true",
                granularityType="Marketplace",
                granularityId=marketplace_id,
                marketplaceIds=(marketplace_id,),
                sellerSku=alone,
                sellerSkus=() if alone else asked,
                startDateTime=start,
                nextToken=next_token,
            )
        return parse_inventory_page(answer)


def split_skus(skus: Iterable[str]) -> list[list[str]]:
    """:return: the SKUs as they can be asked for: fifty together, one with a comma by itself"""
    plain: list[str] = []
    alone: list[str] = []
    for sku in dict.fromkeys(skus):
        (alone if "," in sku else plain).append(sku)
    parts = [plain[at : at + MOST_SKUS] for at in range(0, len(plain), MOST_SKUS)]
    return [*parts, *([sku] for sku in alone)]


def parse_inventory_page(answer: object) -> InventoryPage:
    """Read an answer of getInventorySummaries; what cannot be read of it is kept apart.

    :raises UnreadablePayload: when it holds no list of summaries at all, which is not an empty one
    """
    node = Node.root(answer)
    payload = node.node("payload")
    listed = payload.value.get("inventorySummaries")
    if not isinstance(listed, list):
        raise payload.fail("inventorySummaries", "is not a list")
    summaries, unreadable = [], []
    for position, value in enumerate(listed):
        try:
            summaries.append(_summary(value, f"payload.inventorySummaries[{position}]"))
        except UnreadablePayload as error:
            unreadable.append((_sku_of(value), str(error)))
    return InventoryPage(
        summaries=tuple(summaries),
        next_token=node.node("pagination").text("nextToken") or None,
        unreadable=tuple(unreadable),
    )


def _sku_of(value: object) -> str:
    sku = value.get("sellerSku") if isinstance(value, dict) else None
    return clean_text(sku) if isinstance(sku, str) else ""


def _summary(value: object, path: str) -> InventorySummary:
    if not isinstance(value, dict):
        raise UnreadablePayload(path, "is not an object")
    node = Node(value, path)
    details = node.node("inventoryDetails")
    reserved = details.node("reservedQuantity")
    return InventorySummary(
        sku=clean_text(node.required_text("sellerSku")),
        asin=clean_text(node.text("asin")),
        fnsku=clean_text(node.text("fnSku")),
        title=clean_text(node.text("productName")),
        condition=clean_text(node.text("condition")),
        fulfillable=details.optional_integer("fulfillableQuantity"),
        inbound_working=_beside(details, "inboundWorkingQuantity"),
        inbound_shipped=_beside(details, "inboundShippedQuantity"),
        inbound_receiving=_beside(details, "inboundReceivingQuantity"),
        reserved=reserved.optional_integer("totalReservedQuantity"),
        reserved_orders=_beside(reserved, "pendingCustomerOrderQuantity"),
        reserved_transfers=_beside(reserved, "pendingTransshipmentQuantity"),
        reserved_processing=_beside(reserved, "fcProcessingQuantity"),
        unfulfillable=_beside(details, "unfulfillableQuantity", "totalUnfulfillableQuantity"),
        researching=_beside(details, "researchingQuantity", "totalResearchingQuantity"),
        total=_beside(node, "totalQuantity"),
        updated_at=node.shown_time("lastUpdatedTime"),
    )


def _beside(node: Node, *path: str) -> int | None:
    """A number beside the two that the count needs: an odd one is not told, and costs no other."""
    *objects, key = path
    try:
        for name in objects:
            node = node.node(name)
        return node.optional_integer(key)
    except UnreadablePayload:
        return None
