"""What Amazon and its buyers do: everything is decided by the seed, before the first minute.

An event that has become impossible, since Odoo was faster or slower this time, is left out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

from sp_api_simulator.basics.marketplaces import marketplace
from sp_api_simulator.client import Amazon, ControlError
from sp_api_simulator.scenarios.shopping import some_wish

from .shops import GIVEN_UP, SELLERS, UNDECIDED

# What becomes of orders that the seller ships, and of those that Amazon ships.
FATES = {
    "MERCHANT": {
        "packed": 48,
        "packed_and_refunded": 14,
        "cancelled_by_buyer": 12,
        "taken_in_part": 6,
        "given_up_by_seller": 6,
        "paid_late": 8,
        "never_paid": 6,
    },
    "AMAZON": {"shipped": 55, "refunded": 30, "cancelled_by_amazon": 8, "paid_late": 7},
}
_SETTLED_EVERY = 10
_OWN_ORDERS_EVERY = 3


@dataclass
class PlannedOrder:
    """An order to come: minute and wish, and in how many minutes its fate takes its course."""

    minute: int
    wish: dict[str, Any]
    fate: str
    delay: int
    refund_delay: int


def plan_orders(seed: int, minutes: int, orders: int) -> list[PlannedOrder]:
    """Every order of a day, in the order in which they come.

    :param orders: how many come in each minute
    """
    random = Random(seed)
    return [_plan_order(random, minute) for minute in range(minutes) for _order in range(orders)]


def _plan_order(random: Random, minute: int) -> PlannedOrder:
    seller = random.choice(list(SELLERS))
    wish = some_wish(random, marketplace(SELLERS[seller]))
    fates = FATES[wish["fulfilled_by"]]
    fate = random.choices(list(fates), list(fates.values()))[0]
    wish |= {
        "seller": seller,
        "created_minutes_ago": 0,
        "status": "PENDING" if fate in ("paid_late", "never_paid") else "UNSHIPPED",
        "service_level": _service_level(fate, wish["service_level"]),
    }
    if fate == "taken_in_part":
        wish["lines"][0]["quantity"] += 1
    return PlannedOrder(minute, wish, fate, random.randint(1, 6), random.randint(1, 6))


def _service_level(fate: str, wished: str) -> str:
    """People tell by it what to pack: nobody packs what may still be cancelled."""
    if fate in ("cancelled_by_buyer", "taken_in_part"):
        return UNDECIDED
    if fate == "given_up_by_seller":
        return GIVEN_UP
    return "STANDARD" if wished == GIVEN_UP else wished


class Scenario:
    """The plan, carried out minute by minute."""

    def __init__(self, amazon: Amazon, seed: int, minutes: int, orders: int) -> None:
        self.plan = plan_orders(seed, minutes, orders)
        self.impossible = 0
        self._amazon = amazon
        self._random = Random(f"{seed} fulfillments")
        self._events: dict[int, list[Callable[[], object]]] = {}
        self._to_refund: dict[str, int] = {}
        self._billed: set[str] = set()
        self._seen_fulfillments: set[str] = set()

    def play(self, minute: int) -> None:
        """What happens in a minute."""
        for planned in self.plan:
            if planned.minute == minute:
                self._place(planned)
        self.finish(minute)
        if minute % _SETTLED_EVERY == _SETTLED_EVERY - 1:
            self.settle()

    def finish(self, minute: int) -> None:
        """What happens to the orders that are there, until a minute."""
        for due in sorted(key for key in self._events if key <= minute):
            for event in self._events.pop(due):
                self._try(event)
        self._ship_and_bill(minute)
        self._ship_fulfillments()

    def is_over(self) -> bool:
        """Whether each order has left or is cancelled, and what was to be given back is."""
        statuses = {self._status(order) for order in self._amazon.orders()}
        return not self._events and statuses <= {"SHIPPED", "CANCELLED"}

    def wants_own_order(self, minute: int) -> bool:
        """Whether a customer of the own shop buys what Amazon is to ship."""
        return minute % _OWN_ORDERS_EVERY == 0

    def settle(self) -> None:
        """Close the period of each seller, and pay."""
        for seller, country in SELLERS.items():
            told = self._try(partial(self._amazon.close_settlement, country, seller=seller))
            if told and float(told["total"]) > 0:
                self._try(partial(self._amazon.pay_out, told["settlement_id"]))

    # Single events

    def _try(self, event: Callable[[], Any]) -> Any:
        try:
            return event()
        except ControlError:
            self.impossible += 1
            return None

    def _place(self, planned: PlannedOrder) -> None:
        amazon, ref = self._amazon, self._amazon.place_order(**planned.wish)
        if planned.fate in ("refunded", "packed_and_refunded"):
            self._to_refund[ref] = planned.refund_delay
        event = {
            "cancelled_by_buyer": partial(amazon.cancel_order, ref, by="BUYER"),
            "never_paid": partial(amazon.cancel_order, ref, by="AMAZON"),
            "cancelled_by_amazon": partial(amazon.cancel_order, ref, by="AMAZON"),
            "paid_late": partial(amazon.release_order, ref),
            "taken_in_part": partial(self._take_in_part, ref),
        }.get(planned.fate)
        minute = planned.minute + planned.delay
        if event:
            self._events.setdefault(minute, []).append(event)
        if planned.wish["fulfilled_by"] == "AMAZON":
            ship = partial(self._ship_by_amazon, ref)
            self._events.setdefault(minute + 1, []).append(ship)

    def _take_in_part(self, ref: str) -> None:
        item = self._amazon.order(ref)["orderItems"][0]
        self._amazon.change_quantity(ref, item["orderItemId"], item["quantityOrdered"] - 1)

    def _ship_by_amazon(self, ref: str) -> None:
        if self._status(self._amazon.order(ref)) != "CANCELLED":
            self._amazon.ship_order(ref)

    def _ship_and_bill(self, minute: int) -> None:
        """Amazon bills what has left, whoever shipped it, and some of it is given back later."""
        for order in self._amazon.orders():
            ref = order["orderId"]
            is_own = order["salesChannel"]["channelName"] != "AMAZON"
            if is_own or ref in self._billed or self._status(order) != "SHIPPED":
                continue
            self._billed.add(ref)
            self._try(partial(self._amazon.ship_and_bill, ref))
            if delay := self._to_refund.pop(ref, 0):
                refund = partial(self._amazon.refund, ref)
                self._events.setdefault(minute + delay, []).append(refund)

    def _ship_fulfillments(self) -> None:
        """Orders of the own shop leave, some in part, some not at all; a minute after they came."""
        for told in self._amazon.fulfillments():
            ref = told["orderId"]
            if told["status"] != "PROCESSING":
                continue
            if ref not in self._seen_fulfillments:
                self._seen_fulfillments.add(ref)
            elif self._random.random() < 0.15:
                self._try(partial(self._amazon.cancel_fulfillment, ref))
            else:
                self._try(partial(self._amazon.ship_fulfillment, ref))

    @staticmethod
    def _status(order: dict[str, Any]) -> str:
        return str(order["fulfillment"]["fulfillmentStatus"])
