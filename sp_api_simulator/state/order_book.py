"""All orders and what can happen to them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from typing import Any

from ..basics.clock import Clock
from ..basics.marketplaces import Marketplace
from ..basics.money import rounded
from .listings import Listing, Listings
from .orders import OPEN_STATUSES, PENDING_STATUSES, Order, OrderLine, Package
from .sellers import Sellers

CANCELLERS = ("BUYER", "MERCHANT", "AMAZON")
STATUSES = (*PENDING_STATUSES, *OPEN_STATUSES, "SHIPPED", "CANCELLED", "UNFULFILLABLE")


class OrderBook:
    """Orders by id; each change bumps `lastUpdatedTime` and keeps the JSON of before."""

    def __init__(
        self,
        clock: Clock,
        sellers: Sellers,
        listings: Listings,
        render: Callable[[Order], Any],
    ) -> None:
        self._clock = clock
        self._sellers = sellers
        self._listings = listings
        self._render = render
        self._by_id: dict[str, Order] = {}

    def add(self, order: Order) -> Order:
        """Take in a new order and the stock it needs.

        Its last change may be dated back, but not to before a bound that Amazon has already
        told the seller: nothing ever turns up in a window that was complete.
        """
        if order.id in self._by_id:
            raise ValueError(f"there is an order {order.id} already")
        horizon = self._sellers.get(order.seller_id).horizon
        if horizon and order.updated <= horizon:
            order.updated = horizon + timedelta(milliseconds=1)
        self._by_id[order.id] = order
        for line in order.lines:
            listing = self._listing(order, line)
            if listing and order.raw is None:
                listing.take(line.quantity)
                listing.updated = self._clock.now()
        return order

    def get(self, order_id: str) -> Order:
        """The order with this id; ValueError."""
        if order_id not in self._by_id:
            raise ValueError(f"there is no order {order_id}")
        return self._by_id[order_id]

    def find(self, seller_id: str, order_id: str) -> Order | None:
        """The seller's order with this id."""
        order = self._by_id.get(order_id)
        return order if order and order.seller_id == seller_id else None

    def of(self, seller_id: str, places: list[Marketplace] | None = None) -> Iterator[Order]:
        """The seller's orders, of these marketplaces or of all."""
        ids = {place.id for place in places or ()}
        for order in self._by_id.values():
            if order.seller_id == seller_id and (not ids or order.marketplace.id in ids):
                yield order

    def payload(self, order: Order) -> Any:
        """The order's whole JSON, made once per change."""
        if order.payload is None:
            order.payload = self._render(order)
        return order.payload

    @contextmanager
    def changing(self, order: Order) -> Iterator[Order]:
        """The frame of every change: remember the JSON of before, date the change."""
        before = self.payload(order)
        yield order
        order.previous_payload = before
        order.payload = None
        order.documents.clear()
        order.updated = self._clock.now()

    def release(self, order: Order) -> None:
        """The payment went through: a pending order may be shipped."""
        if order.status not in PENDING_STATUSES:
            raise ValueError(f"order {order.id} is {order.status}, not pending")
        with self.changing(order):
            order.status = "UNSHIPPED"

    def cancel(self, order: Order, by: str = "MERCHANT", reason: str = "") -> None:
        """Cancel whatever is not shipped yet of every line."""
        self._cancel_units(order, {line.item_id: line.open for line in order.lines}, by, reason)

    def cancel_item(
        self,
        order: Order,
        line: OrderLine,
        quantity: int,
        by: str = "MERCHANT",
        reason: str = "",
        *,
        shrinks: bool = True,
    ) -> None:
        """Cancel some open units of a line; its money shrinks with it; ValueError if too many.

        Amazon does not document whether `quantityOrdered`, too, `shrinks`.
        """
        if not 0 < quantity <= line.open:
            raise ValueError(f"cannot cancel {quantity} of {line.open} open units")
        line.ordered_still += 0 if shrinks else quantity
        self._cancel_units(order, {line.item_id: quantity}, by, reason)

    def _cancel_units(self, order: Order, units: dict[str, int], by: str, reason: str) -> None:
        if by not in CANCELLERS:
            raise ValueError(f"{by!r} cannot cancel: one of {', '.join(CANCELLERS)}")
        execution = {"cancelledBy": by} | ({"cancelReason": reason} if reason else {})
        with self.changing(order):
            for item_id, quantity in units.items():
                line = order.line(item_id)
                if quantity:
                    if listing := self._listing(order, line):
                        listing.give_back(quantity)
                    _shrink(line, line.quantity - quantity, order.marketplace)
                    line.cancellation["cancellationExecution"] = execution
            _settle_status(order)

    def request_cancel(self, order: Order, reason: str) -> None:
        """The buyer asks for the cancellation of a merchant's order; Amazon changes nothing."""
        with self.changing(order):
            for line in order.lines:
                request = {"requester": "BUYER", "cancelReason": reason}
                line.cancellation["cancellationRequest"] = request

    def ship(self, order: Order, items: dict[str, int]) -> None:
        """Hand over units by order item id; ValueError if more than are open."""
        too_many = [key for key, units in items.items() if units > order.line(key).open]
        if too_many:
            raise ValueError(f"more units than are open of items {too_many}")
        with self.changing(order):
            for item_id, quantity in items.items():
                line = order.line(item_id)
                line.shipped += quantity
                if listing := self._listing(order, line):
                    listing.hand_over(quantity)
            _settle_status(order)

    def confirm_package(self, order: Order, package: Package) -> None:
        """Take a seller's parcel; one with the same reference is replaced, not repeated."""
        with self.changing(order):
            known = next((p for p in order.packages if p.reference == package.reference), None)
            if known:
                order.packages.remove(known)
                package.created = known.created
                for item_id, quantity in known.items.items():
                    order.line(item_id).shipped -= quantity
            for item_id, quantity in package.items.items():
                order.line(item_id).shipped += quantity
            order.packages.append(package)
            _settle_status(order)

    def drop_package(self, order: Order, package: Package) -> None:
        """Forget a parcel; what was in it is open again."""
        with self.changing(order):
            order.packages.remove(package)
            for item_id, quantity in package.items.items():
                order.line(item_id).shipped -= quantity
            _settle_status(order)

    def _listing(self, order: Order, line: OrderLine) -> Listing | None:
        """The listing whose stock the line draws on: of the same channel as the order."""
        listing = self._listings.find(order.seller_id, order.marketplace, line.sku)
        by_amazon = order.fulfilled_by == "AMAZON"
        return listing if listing and listing.is_fba == by_amazon else None

    def __len__(self) -> int:
        return len(self._by_id)


def _shrink(line: OrderLine, quantity: int, place: Marketplace) -> None:
    """Fewer units: the money of the line falls in proportion, to the coin."""
    share = Decimal(quantity) / line.quantity
    for table in (line.charges, line.discounts, line.taxes):
        for kind, amount in table.items():
            table[kind] = rounded(amount * share, place)
    line.charges["ITEM"] = line.unit_price * quantity
    line.quantity = quantity


def _settle_status(order: Order) -> None:
    """The status that follows from what is ordered and shipped."""
    if order.status in PENDING_STATUSES and any(line.quantity for line in order.lines):
        return
    shipped = any(line.shipped for line in order.lines)
    if any(line.open for line in order.lines):
        order.status = "PARTIALLY_SHIPPED" if shipped else "UNSHIPPED"
    else:
        order.status = "SHIPPED" if shipped else "CANCELLED"
