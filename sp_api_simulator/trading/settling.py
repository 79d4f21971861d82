"""Closing a period: reserve, header, file, payout; and what becomes of the payout."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from ..basics.money import Amount, decimal, rounded
from ..ledger.books import Purse
from ..ledger.settlements import FINAL_STATUSES, Payout, Period, Settlement
from ..ledger.transactions import Item, Part, Transaction
from ..render.settlement_file import settlement_file
from ..state.reports import Report
from ..world import World
from .billing import bill
from .charging import move

_NOTHING = Decimal(0)


@dataclass
class Closing:
    """How a period is closed: its end, what is held back, what is odd about its file."""

    end: datetime
    next_start: datetime
    deposit: datetime
    reserve: Amount = 0
    # When the reserve comes back: in the next period, this long after its beginning.
    reserve_back_after: timedelta = timedelta()
    traps: list[str] = field(default_factory=list)
    # When Amazon lists the file; None: not at all.
    listed: datetime | None = None


def close(world: World, purse: Purse, closing: Closing) -> Settlement:
    """End the period of a purse: all that was released up to its end is settled."""
    finances = world.finances
    reserve = rounded(decimal(closing.reserve), purse.marketplace)
    period = finances.period(purse, closing.end)
    if closing.end < period.start:
        raise ValueError(f"the period of {purse.name} only begins at {period.start}")
    if reserve:
        move(world, purse, "reserve", -reserve, closing.end)
    settlement = _settle(world, purse, period, closing)
    total = settlement.total
    finances.books.post(purse, closing.end, {"available": -total, _destination(total): total})
    _begin_payout(world, settlement)
    _open_next(world, purse, closing, total, reserve)
    publish(world, settlement, closing.traps, closing.listed)
    return settlement


def _settle(world: World, purse: Purse, period: Period, closing: Closing) -> Settlement:
    """The settlement: its header is what the books say, its rows the transactions themselves."""
    finances = world.finances
    settlement = Settlement(
        id=period.settlement_id,
        group_id=period.group_id,
        purse=purse,
        start=period.start,
        end=closing.end,
        deposit=closing.deposit,
        total=finances.books.balance(purse, "available", closing.end),
        transactions=finances.unsettled(purse, closing.end),
    )
    for each in settlement.transactions:
        each.settlement_id, each.group_id = settlement.id, settlement.group_id
    finances.settlements.append(settlement)
    return settlement


def _open_next(
    world: World, purse: Purse, closing: Closing, total: Decimal, reserve: Decimal
) -> None:
    """Begin the next period with what the last one has left: a debt, a reserve, half an order."""
    finances, start = world.finances, closing.next_start
    finances.begin_period(purse, start)
    finances.carry_over(purse)
    if total < 0:
        move(world, purse, "payable", total, start)
    if reserve:
        move(world, purse, "reserve_back", reserve, start + closing.reserve_back_after)
    for order_id in finances.left_over.pop(purse, ()):
        bill(world, world.orders.get(order_id), None, start)


def _destination(total: Decimal) -> str:
    return "payable" if total < 0 else "transit"


def publish(
    world: World, settlement: Settlement, traps: list[str], listed: datetime | None
) -> None:
    """Write a settlement's file, with what is odd about it, and list it; once more if asked."""
    report_type, content_type, settlement.content = settlement_file(settlement, traps)
    if listed is None:
        return
    for _time in range(2 if "listed_twice" in traps else 1):
        purse = settlement.purse
        told = (content_type, settlement.content, world.settings.gzip_reports)
        document = world.documents.add(purse.seller_id, *told)
        report = Report(
            id=world.ids.number(),
            type=report_type,
            seller_id=purse.seller_id,
            marketplace_ids=[purse.marketplace.id],
            created=listed,
            delay=timedelta(),
            data_start=settlement.start,
            data_end=settlement.end,
            document_id=document.id,
        )
        settlement.report_ids.append(world.reports.add(report).id)


def _begin_payout(world: World, settlement: Settlement) -> None:
    """A payout of what the header says; none where that is nothing or less."""
    status = "STARTED" if settlement.total > 0 else "NO_PAYOUT"
    payout = Payout(
        id=settlement.id,
        purse=settlement.purse,
        settlement=settlement,
        amount=max(settlement.total, _NOTHING),
        created=settlement.end,
        trace_id=world.ids.uuid().replace("-", "")[:15].upper(),
        account_tail="6789",
        history=[(status, settlement.end, "")],
    )
    world.finances.payouts.append(payout)
    if settlement.total > 0:
        world.finances.transactions.append(_transfer(world, settlement))


def _transfer(world: World, settlement: Settlement) -> Transaction:
    """The payout as Finances tells it; the settlement is silent about its own."""
    place = settlement.purse.marketplace
    part = Part("Transfer", "FundTransfer", -settlement.total, "transit")
    return Transaction(
        id=world.finances.transaction_id(),
        purse=settlement.purse,
        type="Transfer",
        description="Transfer",
        row_type="Transfer",
        posted=settlement.end,
        total=part.amount,
        items=[Item([part], part.amount)],
        marketplace_id=place.id,
        marketplace_name=place.name,
        settlement_id=settlement.id,
        group_id=settlement.group_id,
        is_settled=False,
        tags={"leaf": "FundTransfer"},
    )


def pay_out(world: World, payout: Payout, moment: datetime) -> None:
    """The payout reaches the bank; ValueError if it has ended already."""
    _check_open(payout)
    payout.history += [
        ("IN_TRANSIT", min(moment, payout.settlement.deposit), ""),
        ("PAID", moment, ""),
    ]
    amounts = {"transit": -payout.amount, "bank": payout.amount}
    world.finances.books.post(payout.purse, moment, amounts)


def fail_payout(world: World, payout: Payout, moment: datetime, reason: str) -> Transaction:
    """The bank refuses the payout: the money comes back into the open period."""
    _check_open(payout)
    payout.history += [("IN_TRANSIT", payout.created, ""), ("FAILED", moment, reason)]
    return move(world, payout.purse, "failed_transfer", payout.amount, moment)


def _check_open(payout: Payout) -> None:
    if payout.status in FINAL_STATUSES:
        raise ValueError(f"payout {payout.id} is {payout.status} already")


def charge_card(world: World, purse: Purse, moment: datetime) -> Transaction:
    """The seller's card pays what he owes from settlements below nothing; ValueError if nothing.

    What he owes is a row of the open period, so that this row makes up for it.
    """
    owed = sum(
        (
            each.total
            for each in world.finances.unsettled(purse, moment)
            for part in each.parts
            if part.account in ("payable", "card")
        ),
        _NOTHING,
    )
    if not owed:
        raise ValueError(f"nothing is owed to Amazon from {purse.name}")
    return move(world, purse, "card_charge", -owed, moment)


def amend(world: World, settlement: Settlement, amount: Decimal) -> None:
    """Amazon has forgotten a row: it is in the settlement from now on, and so is its money."""
    books, purse, end = world.finances.books, settlement.purse, settlement.end
    forgotten = move(world, purse, "adjustment", amount, end)
    forgotten.settlement_id, forgotten.group_id = settlement.id, settlement.group_id
    settlement.transactions.append(forgotten)
    before, settlement.total = settlement.total, settlement.total + forgotten.total
    books.post(purse, end, {"available": -forgotten.total, _destination(before): forgotten.total})
    for payout in world.finances.payouts:
        if payout.settlement is settlement:
            payout.amount = max(settlement.total, _NOTHING)
