"""Place orders and let them live: what buyers, Amazon and the seller's own hands do to them."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from ..basics.ids import asin_for
from ..basics.marketplaces import marketplace
from ..state.orders import OPEN_STATUSES, Order, OrderLine, Package
from ..state.sellers import Seller
from ..trading.placement import buyer_keys, place
from ..trading.wishes import NewOrder
from ..world import World


def place_order(world: World, **wish: Any) -> str:
    """Place an order; arguments are those of `NewOrder`. Returns Amazon's order id."""
    return place(world, NewOrder(**wish)).id


def put_raw_order(world: World, payload: dict[str, Any], seller: str | None = None) -> str:
    """An order that is served exactly as given, whatever is asked for.

    Searches find it as if it had been placed ten minutes ago, whatever dates it carries.
    """
    place_of_sale = marketplace(payload["salesChannel"]["marketplaceId"])
    moment = world.clock.now() - timedelta(minutes=10)
    fulfillment = payload.get("fulfillment", {})
    order = Order(
        id=payload["orderId"],
        seller_id=_owner(world, place_of_sale.id, seller).id,
        marketplace=place_of_sale,
        created=moment,
        updated=moment,
        status=fulfillment.get("fulfillmentStatus", "UNSHIPPED"),
        fulfilled_by=fulfillment.get("fulfilledBy", "MERCHANT"),
        lines=[_raw_line(item) for item in payload["orderItems"]],
        raw=payload,
    )
    return world.orders.add(order).id


def _owner(world: World, marketplace_id: str, seller: str | None) -> Seller:
    """The seller named, or who sells there, or else simply the first one."""
    if seller:
        return world.sellers.get(seller)
    place_of_sale = marketplace(marketplace_id)
    everyone = list(world.sellers.by_id.values())
    return next((each for each in everyone if each.sells_on(place_of_sale)), everyone[0])


def _raw_line(item: dict[str, Any]) -> OrderLine:
    product = item["product"]
    sku = product.get("sellerSku", "")
    return OrderLine(
        item_id=item["orderItemId"],
        sku=sku,
        asin=product.get("asin", asin_for(sku)),
        title=product.get("title", sku),
        quantity=item["quantityOrdered"],
        unit_price=Decimal(0),
        charges={},
        shipped=item.get("fulfillment", {}).get("quantityFulfilled", 0),
    )


def order(world: World, order_id: str) -> Any:
    """What Amazon now believes: the whole order with every dataset."""
    return world.orders.payload(world.orders.get(order_id))


def orders(world: World, seller: str | None = None) -> list[dict[str, Any]]:
    """All orders in the order they were placed, of one seller if named."""
    return [
        world.orders.payload(each)
        for owner in world.sellers.by_id.values()
        if seller in (None, owner.id, owner.region)
        for each in world.orders.of(owner.id)
    ]


def release_order(world: World, order_id: str) -> None:
    """A pending order's payment went through."""
    world.orders.release(world.orders.get(order_id))


def cancel_order(world: World, order_id: str, by: str = "MERCHANT", reason: str = "") -> None:
    """Cancel what is not shipped yet; `by` MERCHANT, BUYER or AMAZON."""
    world.orders.cancel(world.orders.get(order_id), by, reason)


def cancel_item(
    world: World,
    order_id: str,
    item_id: str,
    quantity: int,
    by: str = "MERCHANT",
    shrinks: bool = True,
) -> None:
    """Cancel some open units of one item; `quantityOrdered` stays if nothing `shrinks`."""
    found = world.orders.get(order_id)
    world.orders.cancel_item(found, found.line(item_id), quantity, by, shrinks=shrinks)


def request_cancel(world: World, order_id: str, reason: str = "NO_LONGER_NEEDED") -> None:
    """The buyer asks the seller to cancel."""
    world.orders.request_cancel(world.orders.get(order_id), reason)


def ship_order(
    world: World,
    order_id: str,
    carrier: str = "UPS",
    tracking: str = "1Z999AA10123456784",
    items: dict[str, int] | None = None,
    reference: str | None = None,
) -> None:
    """Ship open units (all unless named by item id): Amazon its own orders, or by hand.

    Whoever ships by hand numbers the packages as he likes; from 1 unless a reference is given.
    """
    found = world.orders.get(order_id)
    if found.status not in OPEN_STATUSES:
        raise ValueError(f"order {order_id} is {found.status} and cannot be shipped")
    shipped = items or {line.item_id: line.open for line in found.lines if line.open}
    if found.fulfilled_by == "AMAZON":
        world.orders.ship(found, shipped)
        return
    now = world.clock.now()
    reference = reference or str(len(found.packages) + 1)
    world.orders.confirm_package(found, Package(reference, carrier, tracking, now, now, shipped))


def change_address(world: World, order_id: str, address: dict[str, Any]) -> None:
    """The buyer corrects the address; only the keys given change."""
    found = world.orders.get(order_id)
    with world.orders.changing(found):
        found.address = found.address | address


def change_buyer(world: World, order_id: str, buyer: dict[str, str]) -> None:
    """The buyer's name or the like changes; only the keys given."""
    found = world.orders.get(order_id)
    with world.orders.changing(found):
        found.buyer = found.buyer | buyer_keys(buyer)


def touch_order(world: World, order_id: str) -> None:
    """Amazon dates a change in which the seller sees nothing new."""
    with world.orders.changing(world.orders.get(order_id)):
        pass


ACTIONS = (
    place_order,
    put_raw_order,
    order,
    orders,
    release_order,
    cancel_order,
    cancel_item,
    request_cancel,
    ship_order,
    change_address,
    change_buyer,
    touch_order,
)
