"""`year`: twelve months of three stores in three currencies, settled every fortnight."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from ..basics.marketplaces import marketplace
from ..ledger.books import Purse
from ..ledger.settlements import Settlement
from ..render.settlement_style import TRAPS as FILE_TRAPS
from ..state.orders import Order
from ..trading.billing import Terms, bill
from ..trading.charging import Loss, move, reimburse
from ..trading.placement import place
from ..trading.refunding import KINDS, Wish, refund
from ..trading.returning import Arrival, take_back
from ..trading.settling import (
    Closing,
    charge_card,
    close,
    fail_payout,
    pay_out,
    publish,
    release,
)  # fmt: skip
from ..trading.traps import TRAPS as ROW_TRAPS
from ..trading.wishes import NewOrder
from ..world import World
from .catalogue import offer_everything
from .shopping import some_wish

_FORTNIGHT = timedelta(days=14)
_DAY = timedelta(days=1)
# What every fortnight of a store costs besides, in hundredths of a currency unit (in yen: whole).
_COSTS = (("subscription", 3999), ("storage", 6428), ("advertising", 21_550), ("inbound", 2130))
_WRONG = ("flipped_sign", "header_off_by_a_cent", "lost_row", "broken_amount", "version_1")
_VAT = Decimal("0.19")


@dataclass
class Calendar:
    """What is to happen, and when; it happens in the order of time, whatever brought it about."""

    world: World
    now: datetime
    events: list[tuple[datetime, int, Callable[[], object]]] = field(default_factory=list)

    def note(self, moment: datetime, event: Callable[[], object]) -> None:
        """Let an event happen; what lies in the future is left to the future."""
        if moment < self.now:
            self.events.append((moment, len(self.events), event))

    def live(self) -> None:
        """Let it all happen."""
        for _moment, _number, event in sorted(self.events, key=lambda each: each[:2]):
            event()


def build(
    world: World,
    orders: int = 5000,
    months: int = 12,
    marketplaces: list[str] | None = None,
    traps: bool = True,
    wrong_files: bool = True,
    listed: str = "dated",
) -> None:
    """Sell, refund, reserve, defer and settle until now; the last fortnight of each is open.

    Each marketplace is a seller's own (SELLER1 …). `traps`: every oddity comes up in turn.
    `wrong_files`: some files are wrong at first, and listed anew a day later. `listed`: when
    files are listed, `dated` or `now` (Amazon lists only those of 90 days).
    """
    codes = marketplaces or ["US", "DE", "JP"]
    random, now = world.ids.random, world.clock.now()
    # All is counted from a midnight: on the same day, the same seed brings the same.
    span = timedelta(days=365 * months // 12)
    start = (now - span).replace(hour=0, minute=0, second=0, microsecond=0)
    calendar = Calendar(world, now)
    stores = []
    for number, code in enumerate(codes, start=1):
        shop = marketplace(code)
        world.sellers.add(f"SELLER{number}", shop.region, [code])
        offer_everything(world, code, shop.currency)
        stores.append(world.finances.purse(f"SELLER{number}", shop))
    for number in range(orders):
        created = start + span * number / orders
        _sell(calendar, random, stores[number % len(stores)], created)
    for purse in stores:
        _keep_books(calendar, random, purse, start, Oddities(traps, wrong_files), listed)
    calendar.live()


@dataclass
class Oddities:
    """Which oddity comes up in which fortnight: a store has all of them in the course of a year."""

    traps: bool
    wrong_files: bool

    def rows(self, number: int) -> list[str]:
        """Two at a time: what the rows have about them."""
        names = list(ROW_TRAPS)
        return [names[(2 * number + each) % len(names)] for each in (0, 1)] if self.traps else []

    def file(self, number: int) -> str:
        """One at a time: what the file has about it."""
        names = [name for name in FILE_TRAPS if name not in _WRONG]
        return names[number % len(names)] if self.traps else ""

    def fault(self, number: int) -> str:
        """Every fifth file is wrong at first."""
        due = self.wrong_files and number % 5 == 4
        return _WRONG[number // 5 % len(_WRONG)] if due else ""


def _sell(calendar: Calendar, random: Random, purse: Purse, created: datetime) -> None:
    """An order, its bill, and maybe its refund and return."""
    world, shop = calendar.world, purse.marketplace
    wish = some_wish(random, shop) | {"seller": purse.seller_id}
    wish["created_minutes_ago"] = (calendar.now - created).total_seconds() / 60
    wish["status"] = random.choices(("SHIPPED", "CANCELLED"), (96, 4))[0]
    if shop.code == "DE" and random.random() < 0.5:
        wish["lines"] = [line | {"vat_rate": _VAT} for line in wish["lines"]]
    order = place(world, NewOrder(**wish))
    if order.status != "SHIPPED":
        return
    shipped = created + timedelta(hours=random.uniform(2, 60))
    deferred = "B2B" if wish.get("business") else random.choice(("", "", "DD7"))
    calendar.note(shipped, lambda: _bill(calendar, order, shipped, deferred))
    if random.random() < 0.07:
        given_back = shipped + timedelta(days=random.uniform(3, 40))
        kind = random.choices(list(KINDS), (85, 5, 5, 5))[0]
        calendar.note(given_back, lambda: _refund(calendar, random, order, kind, given_back))


def _bill(calendar: Calendar, order: Order, shipped: datetime, deferred: str) -> None:
    wait = timedelta(days=30 if deferred == "B2B" else 9)
    told = bill(calendar.world, order, None, shipped, Terms(deferred, shipped + wait))
    if deferred and told.maturity and told.maturity < calendar.now:
        release(calendar.world, told, told.maturity, "moved")


def _refund(calendar: Calendar, random: Random, order: Order, kind: str, moment: datetime) -> None:
    """One unit of the first line, or everything; half of it comes back."""
    line = order.lines[0]
    items = {line.item_id: 1} if random.random() < 0.5 else None
    wish = Wish(kind=kind, items=items, restocking_fee=0 if random.random() < 0.9 else 1)
    refund(calendar.world, order, wish, moment)
    if random.random() < 0.5:
        disposition = random.choice(("SELLABLE", "SELLABLE", "CUSTOMER_DAMAGED", "DEFECTIVE"))
        take_back(calendar.world, order, items, Arrival(moment, moment, disposition))


def _keep_books(
    calendar: Calendar,
    random: Random,
    purse: Purse,
    start: datetime,
    oddities: Oddities,
    listed: str,
) -> None:
    """Costs, oddities and closings of a store, fortnight by fortnight."""
    number, begin = 0, start
    while begin + _FORTNIGHT < calendar.now:
        end = begin + _FORTNIGHT - timedelta(seconds=1)
        _spend(calendar, random, purse, begin, oddities.rows(number))
        facts = _closing(calendar, purse, end, number, oddities, listed)
        calendar.note(end, lambda facts=facts: _close(calendar, purse, **facts))  # type: ignore[misc]
        number, begin = number + 1, begin + _FORTNIGHT


def _spend(
    calendar: Calendar, random: Random, purse: Purse, begin: datetime, traps: list[str]
) -> None:
    world, coin = calendar.world, Decimal(1).scaleb(-purse.marketplace.currency_decimals)
    for kind, cents in _COSTS:
        moment = begin + timedelta(days=random.uniform(1, 13))
        amount = -coin * (cents + random.randrange(100))
        calendar.note(moment, lambda k=kind, a=amount, m=moment: move(world, purse, k, a, m))  # type: ignore[misc]
    loss = Loss("MUG-BLUE-350", coin * 815)
    lost = begin + timedelta(days=random.uniform(1, 13))
    calendar.note(lost, lambda: reimburse(world, purse, loss, lost))
    for trap in traps:
        moment = begin + timedelta(days=12, hours=random.uniform(0, 40))
        calendar.note(moment, lambda t=trap, m=moment: ROW_TRAPS[t](world, purse, m))  # type: ignore[misc]


def _closing(
    calendar: Calendar, purse: Purse, end: datetime, number: int, oddities: Oddities, listed: str
) -> dict[str, Any]:
    """How a fortnight is closed: with a reserve in each third, a file as it comes."""
    odd = oddities.file(number)
    units = Decimal(50).scaleb(0 if purse.marketplace.currency_decimals else 2)
    closing = Closing(
        end=end,
        next_start=end + timedelta(seconds=1),
        deposit=min(end + 2 * _DAY, calendar.now),
        reserve=units if number % 3 == 1 else 0,
        reserve_back_after=2 * _DAY,
        traps=[odd] if odd else [],
        listed=calendar.now if listed == "now" else end,
    )
    return {"closing": closing, "fault": oddities.fault(number), "fails": number % 7 == 6}


def _close(calendar: Calendar, purse: Purse, closing: Closing, fault: str, fails: bool) -> None:
    """Close, list (wrongly at first, maybe), pay out or collect."""
    world, traps = calendar.world, closing.traps
    closing.traps = [fault] if fault else traps
    settlement = close(world, purse, closing)
    if fault:
        listed = min((closing.listed or closing.end) + _DAY, calendar.now)
        publish(world, settlement, traps, listed)
    _pay(calendar, settlement, fails)


def _pay(calendar: Calendar, settlement: Settlement, fails: bool) -> None:
    """The payout arrives, or comes back; where there is none, the card pays."""
    world, purse, moment = calendar.world, settlement.purse, settlement.deposit
    if moment >= calendar.now:
        return
    payout = world.finances.payouts[-1]
    if settlement.total < 0:
        charge_card(world, purse, moment)
    elif settlement.total and fails:
        fail_payout(world, payout, moment, "The bank account information on file is invalid.")
    elif settlement.total:
        pay_out(world, payout, moment)
