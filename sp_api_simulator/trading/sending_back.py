"""Units that Amazon has shipped for another channel come back: asked for, received."""

from typing import Any

from ..basics.marketplaces import Marketplace
from ..state.fulfillments import Fulfillment, ReturnItem
from ..world import World

Json = dict[str, Any]

# Amazon's own list is longer and depends on the goods.
REASONS = {
    "apparel-too-small": "Too small",
    "defective": "Item is defective or doesn't work",
    "no-longer-needed": "No longer needed",
    "wrong-item": "Wrong item was sent",
}
CONDITIONS = {
    "Sellable": "SELLABLE",
    "Defective": "DEFECTIVE",
    "CustomerDamaged": "CUSTOMER_DAMAGED",
    "CarrierDamaged": "CARRIER_DAMAGED",
    "FulfillerDamaged": "DAMAGED",
}
# The codes of what is invalid, with Amazon's words.
INVALID_VALUES, DUPLICATE = "InvalidValues", "DuplicateRequest"
NOTHING_LEFT, TOO_MANY = "NoCompletedShipItems", "NoReturnableQuantity"


def find_invalid(fulfillment: Fulfillment, item: Json) -> tuple[str, str] | None:
    """Code and description of why a unit cannot come back, None where it can."""
    if any(known.id == item["sellerReturnItemId"] for known in fulfillment.returns):
        return DUPLICATE, "A return with this sellerReturnItemId exists already."
    line_id, shipment_id = item["sellerFulfillmentOrderItemId"], item["amazonShipmentId"]
    if line_id not in {line.line_id for line in fulfillment.lines}:
        return INVALID_VALUES, f"There is no item {line_id}."
    if item["returnReasonCode"] not in REASONS:
        return INVALID_VALUES, "The return reason code is not valid for this item."
    left = sum(
        shipment.items.get(line_id, 0)
        for shipment in fulfillment.shipments
        if shipment.id == shipment_id and shipment.status == "SHIPPED"
    )
    if not left:
        return NOTHING_LEFT, "No unit of this item has been shipped in this shipment."
    back = [
        known
        for known in fulfillment.returns
        if (known.line_id, known.shipment_id) == (line_id, shipment_id)
    ]
    if len(back) >= left:
        return TOO_MANY, "All units of this item are returned already."
    return None


def accept(world: World, fulfillment: Fulfillment, item: Json, authorization: str) -> ReturnItem:
    """Take in one unit that is to come back."""
    accepted = ReturnItem(
        id=item["sellerReturnItemId"],
        line_id=item["sellerFulfillmentOrderItemId"],
        shipment_id=item["amazonShipmentId"],
        reason=item["returnReasonCode"],
        comment=item.get("returnComment", ""),
        authorization=authorization,
        changed=world.clock.now(),
    )
    fulfillment.returns.append(accepted)
    return accepted


def receive(
    world: World, fulfillment: Fulfillment, item_id: str, condition: str, where: Marketplace
) -> None:
    """Amazon has a unit; ValueError for one that nobody asked for, or that it has already."""
    if condition not in CONDITIONS:
        raise ValueError(f"units are not found {condition!r}: {', '.join(CONDITIONS)}")
    for item in fulfillment.returns:
        if item.id == item_id and not item.condition:
            item.condition, item.changed = condition, world.clock.now()
            sku = fulfillment.line(item.line_id).sku
            listing = world.listings.find(fulfillment.seller_id, where, sku)
            if listing and listing.is_fba:
                listing.fba.take_back(1, CONDITIONS[condition])
            return
    raise ValueError(f"fulfillment {fulfillment.id} awaits no return {item_id}")
