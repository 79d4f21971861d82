"""Close periods, let payouts arrive or fail, plant what is odd about settlements."""

from base64 import b64encode
from datetime import timedelta
from typing import Any

from ..basics.clock import moment_of, to_iso
from ..basics.money import Amount, decimal
from ..ledger.settlements import Payout, Settlement
from ..render.settlement_style import TRAPS as FILE_TRAPS
from ..trading import settling
from ..trading.settling import Closing, amend, close, publish
from ..trading.traps import TRAPS as ROW_TRAPS
from ..world import World
from .money import purse_called

Json = dict[str, Any]
_OUTLOOKS = ("SCHEDULED", "DISABLED", "AT_RISK", "NO_PAYOUT_EXPECTED")


def plant(
    world: World,
    trap: str,
    marketplace: str = "US",
    seller: str | None = None,
    currency: str | None = None,
    date: str | None = None,
) -> None:
    """Let something odd happen: in the rows, as of now or a date, or in the next file."""
    purse = purse_called(world, marketplace, seller, currency)
    if trap in ROW_TRAPS:
        ROW_TRAPS[trap](world, purse, moment_of(date, world.clock.now()))
    elif trap in FILE_TRAPS:
        world.finances.planted.setdefault(purse, []).append(trap)
    else:
        raise ValueError(f"there is no trap {trap!r}: one of {', '.join(traps(world))}")


def traps(_world: World) -> list[str]:
    """The names of everything that can be planted."""
    return [*ROW_TRAPS, *FILE_TRAPS]


def close_settlement(
    world: World,
    marketplace: str = "US",
    seller: str | None = None,
    currency: str | None = None,
    date: str | None = None,
    deposit: str | None = None,
    reserve: Amount = 0,
    reserve_back_days: float = 0,
    traps: list[str] | None = None,
    listed: bool | str = True,
) -> Json:
    """Close the period at a date: what is released by then is settled, listed and paid out.

    `reserve` is held back, and comes back in the next period, `reserve_back_days` after its
    beginning. `listed`: when Amazon lists the file; True: at the date, False: never.
    """
    purse = purse_called(world, marketplace, seller, currency)
    end = moment_of(date, world.clock.now())
    wanted = [*(traps or []), *world.finances.planted.pop(purse, [])]
    for trap in wanted:
        if trap in ROW_TRAPS:
            ROW_TRAPS[trap](world, purse, end)
    closing = Closing(
        end=end,
        # What opens the next period is there at once where this one ends now.
        next_start=end + timedelta(seconds=1) if date else end,
        deposit=moment_of(deposit, end + timedelta(days=2)),
        reserve=reserve,
        reserve_back_after=timedelta(days=reserve_back_days),
        traps=[trap for trap in wanted if trap not in ROW_TRAPS],
        listed=moment_of(listed if isinstance(listed, str) else None, end) if listed else None,
    )
    return _told(world, close(world, purse, closing))


def relist_settlement(
    world: World, settlement_id: str, traps: list[str] | None = None, date: str | None = None
) -> Json:
    """List a settlement's file again, written anew: corrected, or with other traps."""
    settlement = world.finances.settlement(settlement_id)
    publish(world, settlement, traps or [], moment_of(date, world.clock.now()))
    return _told(world, settlement)


def amend_settlement(
    world: World, settlement_id: str, amount: Amount, traps: list[str] | None = None
) -> Json:
    """Add a row that was forgotten: list a corrected file with another total, which adds up too."""
    amend(world, world.finances.settlement(settlement_id), decimal(amount))
    return relist_settlement(world, settlement_id, traps)


def settlements(world: World, seller: str | None = None) -> list[Json]:
    """Every settlement, the oldest first: its numbers, dates, header total and payout."""
    found = world.finances.settlements
    return [_told(world, each) for each in found if seller in (None, each.purse.seller_id)]


def settlement_file(
    world: World, settlement_id: str, traps: list[str] | None = None
) -> dict[str, str]:
    """A settlement's file in Base64, as it was listed last, or with traps of its own."""
    settlement = world.finances.settlement(settlement_id)
    if traps is not None:
        publish(world, settlement, traps, None)
    return {"content_base64": b64encode(settlement.content).decode()}


def pay_out(
    world: World,
    settlement_id: str | None = None,
    date: str | None = None,
    **where: Any,
) -> Json:
    """A payout reaches the bank: of a settlement, or the oldest that is open (marketplace=…)."""
    payout = _payout(world, settlement_id, **where)
    settling.pay_out(world, payout, moment_of(date, world.clock.now()))
    return _paid(payout)


def fail_payout(
    world: World,
    settlement_id: str | None = None,
    reason: str = "The bank account information on file is invalid.",
    date: str | None = None,
    **where: Any,
) -> Json:
    """The bank refuses a payout: its money comes back into the open period."""
    payout = _payout(world, settlement_id, **where)
    settling.fail_payout(world, payout, moment_of(date, world.clock.now()), reason)
    return _paid(payout)


def charge_card(world: World, date: str | None = None, **where: Any) -> str:
    """The seller's card pays what he owes (marketplace=…); returns the amount."""
    moment = moment_of(date, world.clock.now())
    return str(settling.charge_card(world, purse_called(world, **where), moment).total)


def expect_payouts(world: World, status: str, **where: Any) -> None:
    """What Amazon says of the next payout: SCHEDULED, AT_RISK, DISABLED, NO_PAYOUT_EXPECTED."""
    if status not in _OUTLOOKS:
        raise ValueError(f"a payout cannot be {status!r}: one of {', '.join(_OUTLOOKS)}")
    world.finances.outlook[purse_called(world, **where)] = status


def payouts(world: World) -> list[Json]:
    """Every payout, the oldest first."""
    return [_paid(each) for each in world.finances.payouts]


def _payout(world: World, settlement_id: str | None, **where: Any) -> Payout:
    purse = None if settlement_id else purse_called(world, **where)
    for payout in world.finances.payouts:
        if settlement_id == payout.settlement.id:
            return payout
        if payout.purse == purse and payout.status == "STARTED":
            return payout
    raise ValueError(f"there is no payout of {settlement_id or 'an open settlement'}")


def _told(world: World, settlement: Settlement) -> Json:
    [payout] = [each for each in world.finances.payouts if each.settlement is settlement]
    return {
        "settlement_id": settlement.id,
        "seller": settlement.purse.seller_id,
        "marketplace": settlement.purse.marketplace.code,
        "currency": settlement.purse.marketplace.currency,
        "total": str(settlement.total),
        "start": to_iso(settlement.start),
        "end": to_iso(settlement.end),
        "deposit": to_iso(settlement.deposit),
        "rows": sum(len(each.parts) for each in settlement.transactions),
        "report_ids": settlement.report_ids,
        "trace_id": payout.trace_id,
        "payout": payout.status,
    }


def _paid(payout: Payout) -> Json:
    return {
        "settlement_id": payout.settlement.id,
        "amount": str(payout.amount),
        "currency": payout.purse.marketplace.currency,
        "status": payout.status,
        "trace_id": payout.trace_id,
        "account_tail": payout.account_tail,
        "created": to_iso(payout.created),
    }


ACTIONS = (
    plant,
    traps,
    close_settlement,
    relist_settlement,
    amend_settlement,
    settlements,
    settlement_file,
    pay_out,
    fail_payout,
    charge_card,
    expect_payouts,
    payouts,
)
