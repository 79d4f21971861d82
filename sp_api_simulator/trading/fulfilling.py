"""Amazon ships for another channel: what is taken, what leaves, what is given up."""

from datetime import timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from ..basics.errors import invalid_input
from ..basics.marketplaces import Marketplace
from ..state.fulfillments import (
    FINAL_STATUSES,
    Fulfillment,
    FulfillmentLine,
    FulfillmentPackage,
    FulfillmentShipment,
)
from ..state.listings import Listing
from ..state.sellers import Seller
from ..world import World
from .placement import place
from .wishes import NewOrder

Json = dict[str, Any]

POLICIES = ("FILL_OR_KILL", "FILL_ALL", "FILL_ALL_AVAILABLE")
ACTIONS = ("SHIP", "HOLD")
# Fee of a unit and days on the way, by speed.
SPEEDS = {"STANDARD": (Decimal("5.85"), 4), "EXPEDITED": (Decimal("9.40"), 2)}
_PRIORITY = {"PRIORITY": (Decimal("14.10"), 1)}
_PRIORITY_PLACES = ("CA", "IN", "MX")
_DAYS_ON_THE_WAY = timedelta(days=2)


def speeds_of(place_of_stock: Marketplace) -> dict[str, tuple[Decimal, int]]:
    """The speeds that Amazon offers from there."""
    return SPEEDS | (_PRIORITY if place_of_stock.code in _PRIORITY_PLACES else {})


def stock_place(seller: Seller, body: Json) -> Marketplace:
    """Where the goods lie: the country of `origin`, else the seller's first; ApiError 400."""
    code = body.get("origin", {}).get("countryCode")
    for own in seller.marketplaces:
        if code in (None, own.code):
            return own
    raise invalid_input(f"The seller has no inventory in {code}.")


def check_destination(address: Json) -> None:
    """ApiError 400 for an address that nobody can deliver to."""
    for name in ("name", "addressLine1", "postalCode"):
        if not address[name].strip():
            raise invalid_input(f"{name} must not be empty.")
    has_city = bool(address.get("city"))
    if has_city == (address["countryCode"] == "JP"):
        raise invalid_input("city is required, except in Japan, where it must not be used.")


def pieces_of(item: Json) -> int:
    """The whole, positive quantity of an item; ApiError 400."""
    amount = item["amount"]
    try:
        number = Decimal(amount["value"])
        if amount.get("unit", "EACHES") != "EACHES" or number != int(number) or number < 1:
            raise ValueError(amount)
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise invalid_input("amount must be a whole number of EACHES.") from error
    return int(number)


def sku_of(item: Json) -> str:
    return str(item["product"]["productIdentifier"]["amazonSku"])


def fba_listing(world: World, seller: Seller, where: Marketplace, sku: str) -> Listing | None:
    """The listing whose units Amazon keeps there."""
    listing = world.listings.find(seller.id, where, sku)
    return listing if listing and listing.is_fba else None


def take(world: World, seller: Seller, where: Marketplace, body: Json) -> Fulfillment:
    """Take in an order that is as declared; whether it can be shipped is seen afterwards."""
    now = world.clock.now()
    configuration = body.get("fulfillmentConfiguration", {})
    fulfillment = Fulfillment(
        id=body["orderId"],
        seller_id=seller.id,
        asked=body,
        received=now,
        updated=now,
        status="PROCESSING",
        action=configuration.get("action", "SHIP"),
        lines=[
            FulfillmentLine(item["lineItemId"], sku_of(item), pieces_of(item), item)
            for item in body["lineItems"]
        ],
    )
    _plan(world, seller, where, fulfillment, configuration.get("policy", POLICIES[0]))
    return world.fulfillments.add(fulfillment)


def _plan(
    world: World, seller: Seller, where: Marketplace, fulfillment: Fulfillment, policy: str
) -> None:
    """See what there is: all or nothing, or as much as there is, as the policy says."""
    left: dict[str, int] = {}
    for line in fulfillment.lines:
        listing = fba_listing(world, seller, where, line.sku)
        there = left.setdefault(line.sku, max(listing.fba.fulfillable, 0) if listing else 0)
        line.unfulfillable = max(line.quantity - there, 0)
        left[line.sku] -= line.quantity - line.unfulfillable
    if any(line.unfulfillable for line in fulfillment.lines) and policy == "FILL_OR_KILL":
        fulfillment.status = "INVALID"
    elif not any(line.open for line in fulfillment.lines):
        fulfillment.status = "UNFULFILLABLE"
    else:
        _make_order(world, seller, where, fulfillment)


def _make_order(world: World, seller: Seller, where: Marketplace, fulfillment: Fulfillment) -> None:
    """The order of another channel that searches find; it reserves the units."""
    open_lines = [line for line in fulfillment.lines if line.open]
    address = fulfillment.asked["destination"]["deliveryAddress"]
    order = place(
        world,
        NewOrder(
            marketplace=where.code,
            seller=seller.id,
            lines=[{"sku": line.sku, "quantity": line.open} for line in open_lines],
            fulfilled_by="AMAZON",
            channel_name="NON_AMAZON",
            order_id=f"S01{world.ids.order_id()[3:]}",
            seller_order_id=fulfillment.id,
            address={key: value for key, value in address.items() if key != "email"},
            created_minutes_ago=0,
            without_money=True,
        ),
    )
    fulfillment.order = order
    for line, ordered in zip(open_lines, order.lines, strict=True):
        line.item_id = ordered.item_id


def ship(
    world: World, fulfillment: Fulfillment, items: dict[str, int], parcels: list[Json]
) -> FulfillmentShipment:
    """Units by line id or SKU leave in one shipment; ValueError for more than are open."""
    if fulfillment.status in FINAL_STATUSES or fulfillment.action == "HOLD":
        raise ValueError(f"fulfillment {fulfillment.id} is {fulfillment.status}: nothing leaves")
    by_line = {fulfillment.line(key).line_id: units for key, units in items.items()}
    lines = {line_id: fulfillment.line(line_id) for line_id in by_line}
    if any(units > lines[line_id].open for line_id, units in by_line.items()):
        raise ValueError(f"fulfillment {fulfillment.id} has fewer units to ship")
    now = world.clock.now()
    number = len(fulfillment.shipments) + 1
    shipment = FulfillmentShipment(f"{fulfillment.id}-S{number}", "SHIPPED", now, by_line)
    shipment.packages = [
        _parcel(shipment, f"{number}{position}", parcel)
        for position, parcel in enumerate(parcels, start=1)
    ]
    fulfillment.shipments.append(shipment)
    for line_id, units in by_line.items():
        lines[line_id].shipped += units
    if fulfillment.order:
        world.orders.ship(
            fulfillment.order,
            {lines[line_id].item_id: units for line_id, units in by_line.items()},
        )
    fulfillment.is_begun = True
    settle(world, fulfillment)
    return shipment


def _parcel(shipment: FulfillmentShipment, number: str, wish: Json) -> FulfillmentPackage:
    return FulfillmentPackage(
        id=wish.get("package_id", f"{shipment.id}-{number}"),
        carrier=wish.get("carrier", "UPS"),
        tracking=wish.get("tracking", f"1ZMCF{number}"),
        status="IN_TRANSIT",
        delivery=shipment.ship_time + _DAYS_ON_THE_WAY,
        items=[item_id(shipment, line_id) for line_id in shipment.items],
    )


def item_id(shipment: FulfillmentShipment, line_id: str) -> str:
    """Amazon's number of the units of one line in a shipment."""
    return f"{shipment.id}-{line_id}"


def cancel(world: World, fulfillment: Fulfillment) -> None:
    """Give up all that has not left; ValueError when nothing is left to be given up."""
    _give_up(
        world, fulfillment, "cancelled", {line.line_id: line.open for line in fulfillment.lines}
    )


def lose(world: World, fulfillment: Fulfillment, items: dict[str, int]) -> None:
    """The units, by line id or SKU, are not found or not fit to be sold."""
    by_line = {fulfillment.line(key).line_id: units for key, units in items.items()}
    _give_up(world, fulfillment, "unfulfillable", by_line)


def _give_up(world: World, fulfillment: Fulfillment, column: str, items: dict[str, int]) -> None:
    if fulfillment.status in FINAL_STATUSES or not any(items.values()):
        raise ValueError(f"fulfillment {fulfillment.id} is {fulfillment.status}")
    for line_id, units in items.items():
        line = fulfillment.line(line_id)
        if units > line.open:
            raise ValueError(f"line {line_id} has fewer open units than {units}")
        setattr(line, column, getattr(line, column) + units)
        if fulfillment.order and units:
            ordered = fulfillment.order.line(line.item_id)
            world.orders.cancel_item(fulfillment.order, ordered, units, "AMAZON")
    settle(world, fulfillment)


def settle(world: World, fulfillment: Fulfillment) -> None:
    """The status that follows from what has left and what has not."""
    fulfillment.updated = world.clock.now()
    lines = fulfillment.lines
    if any(line.open for line in lines):
        return
    if all(line.shipped == line.quantity for line in lines):
        fulfillment.status = "COMPLETE"
    elif any(line.shipped for line in lines):
        fulfillment.status = "COMPLETE_PARTIAL"
    else:
        lost = any(line.unfulfillable for line in lines)
        fulfillment.status = "UNFULFILLABLE" if lost else "CANCELLED"
