"""`year`: twelve months of three stores in three currencies, settled every fortnight."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from random import Random

from ..basics.marketplaces import marketplace
from ..ledger.books import Purse
from ..ledger.settlements import Payout
from ..render.settlement_style import TRAPS as FILE_TRAPS
from ..state.orders import Order, Package
from ..trading.billing import Terms, bill
from ..trading.charging import Loss, move, reimburse
from ..trading.placement import place
from ..trading.refunding import KINDS, Wish, refund
from ..trading.releasing import release
from ..trading.returning import Arrival, take_back
from ..trading.settling import Closing, charge_card, close, fail_payout, pay_out, publish
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


def build(
    world: World,
    orders: int = 5000,
    months: int = 12,
    marketplaces: list[str] | None = None,
    traps: bool = True,
    wrong_files: bool = True,
    listed: str = "dated",
    ahead: int = 0,
) -> None:
    """Sell, refund, reserve, defer and settle until now; the last fortnight of each is open.

    Each marketplace is a seller's own (SELLER1 …). `traps`: every oddity comes up in turn.
    `wrong_files`: some files are wrong at first, and listed anew a day later. `listed`: when
    files are listed, `dated` or `now` (Amazon lists only those of 90 days). `ahead`: how many of
    the months are still to come: what happens in them happens as the clock is advanced.
    """
    codes = marketplaces or ["US", "DE", "JP"]
    random, now = world.ids.random, world.clock.now()
    # All is counted from a midnight: on the same day, the same seed brings the same.
    span = timedelta(days=365 * months // 12)
    start = now - span + timedelta(days=365 * ahead // 12)
    start = start.replace(hour=0, minute=0, second=0, microsecond=0)
    stores = []
    for number, code in enumerate(codes, start=1):
        shop = marketplace(code)
        world.sellers.add(f"SELLER{number}", shop.region, [code])
        offer_everything(world, code, shop.currency)
        stores.append(world.finances.purse(f"SELLER{number}", shop))
    for number in range(orders):
        _sell(world, random, stores[number % len(stores)], start + span * number / orders)
    for purse in stores:
        _keep_books(
            world, random, purse, (start, start + span), Oddities(traps, wrong_files), listed
        )
    world.calendar.live()


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


def _sell(world: World, random: Random, purse: Purse, created: datetime) -> None:
    """An order, its bill, and maybe its refund and return, each at its time."""
    shop = purse.marketplace
    wish = some_wish(random, shop) | {"seller": purse.seller_id, "status": "UNSHIPPED"}
    if is_cancelled := random.random() < 0.04:
        wish["status"] = "CANCELLED"
    if shop.code == "DE" and random.random() < 0.5:
        wish["lines"] = [line | {"vat_rate": _VAT} for line in wish["lines"]]
    shipped = created + timedelta(hours=random.uniform(2, 60))
    deferred = "B2B" if wish.get("business") else random.choice(("", "", "DD7"))
    refunded = None
    if random.random() < 0.07:
        refunded = shipped + timedelta(days=random.uniform(3, 40))

    def happen() -> None:
        age = (world.clock.now() - created).total_seconds() / 60
        order = place(world, NewOrder(**wish, created_minutes_ago=age))
        if not is_cancelled:
            world.calendar.note(shipped, lambda: _ship(world, order, shipped, deferred))
            if refunded:
                world.calendar.note(refunded, lambda: _refund(world, random, order, refunded))

    world.calendar.note(created, happen)


def _ship(world: World, order: Order, shipped: datetime, deferred: str) -> None:
    """It leaves and is billed; deferred money is released later."""
    items = {line.item_id: line.open for line in order.lines}
    if order.fulfilled_by == "AMAZON":
        world.orders.ship(order, items)
    else:
        number = "1Z999AA10123456784"
        world.orders.confirm_package(order, Package("1", "UPS", number, shipped, shipped, items))
    order.updated = shipped
    maturity = shipped + timedelta(days=30 if deferred == "B2B" else 9)
    told = bill(world, order, None, shipped, Terms(deferred, maturity))
    if deferred:
        world.calendar.note(maturity, lambda: release(world, told, maturity, "moved"))


def _refund(world: World, random: Random, order: Order, moment: datetime) -> None:
    """One unit of the first line, or everything; half of it comes back."""
    line = order.lines[0]
    kind = random.choices(list(KINDS), (85, 5, 5, 5))[0]
    items = {line.item_id: 1} if random.random() < 0.5 else None
    wish = Wish(kind=kind, items=items, restocking_fee=0 if random.random() < 0.9 else 1)
    refund(world, order, wish, moment)
    if random.random() < 0.5:
        disposition = random.choice(("SELLABLE", "SELLABLE", "CUSTOMER_DAMAGED", "DEFECTIVE"))
        take_back(world, order, items, Arrival(moment, moment, disposition))


def _keep_books(
    world: World,
    random: Random,
    purse: Purse,
    span: tuple[datetime, datetime],
    oddities: Oddities,
    listed: str,
) -> None:
    """Costs, oddities and closings of a store, fortnight by fortnight."""
    number, begin = 0, span[0]
    while begin + _FORTNIGHT < span[1]:
        end = begin + _FORTNIGHT - timedelta(seconds=1)
        _spend(world, random, purse, begin, oddities.rows(number))
        closing = _closing(world, purse, end, number, oddities.file(number))
        # Two days ago, so that the right file of a wrong one has been listed by now.
        closing.listed = world.clock.now() - 2 * _DAY if listed == "now" else end
        how = (oddities.fault(number), number % 7 == 6)
        world.calendar.note(end, partial(_close, world, purse, closing, *how))
        number, begin = number + 1, begin + _FORTNIGHT


def _spend(world: World, random: Random, purse: Purse, begin: datetime, traps: list[str]) -> None:
    note, coin = world.calendar.note, Decimal(1).scaleb(-purse.marketplace.currency_decimals)
    for kind, cents in _COSTS:
        moment = begin + timedelta(days=random.uniform(1, 13))
        amount = -coin * (cents + random.randrange(100))
        note(moment, partial(move, world, purse, kind, amount, moment))
    lost = begin + timedelta(days=random.uniform(1, 13))
    note(lost, partial(reimburse, world, purse, Loss("MUG-BLUE-350", coin * 815), lost))
    for trap in traps:
        moment = begin + timedelta(days=12, hours=random.uniform(0, 40))
        note(moment, partial(ROW_TRAPS[trap], world, purse, moment))


def _closing(world: World, purse: Purse, end: datetime, number: int, odd: str) -> Closing:
    """How a fortnight is closed: with a reserve in each third, a file as it comes."""
    units = Decimal(50).scaleb(0 if purse.marketplace.currency_decimals else 2)
    return Closing(
        end=end,
        next_start=end + timedelta(seconds=1),
        deposit=end + 2 * _DAY,
        reserve=units if number % 3 == 1 else 0,
        reserve_back_after=2 * _DAY,
        traps=[odd] if odd else [],
    )


def _close(world: World, purse: Purse, closing: Closing, fault: str, fails: bool) -> None:
    """Close, list (wrongly at first, maybe), pay out or collect."""
    traps = closing.traps
    closing.traps = [fault] if fault else traps
    settlement = close(world, purse, closing)
    payout = world.finances.payouts[-1]
    if fault:
        right = (closing.listed or closing.end) + _DAY
        world.calendar.note(closing.end + _DAY, partial(publish, world, settlement, traps, right))
    world.calendar.note(closing.deposit, partial(_pay, world, payout, closing.deposit, fails))


def _pay(world: World, payout: Payout, moment: datetime, fails: bool) -> None:
    """The payout arrives, or comes back; where there is none, the card pays."""
    if payout.settlement.total < 0:
        charge_card(world, payout.purse, moment)
    elif payout.settlement.total and fails:
        fail_payout(world, payout, moment, "The bank account information on file is invalid.")
    elif payout.settlement.total:
        pay_out(world, payout, moment)
