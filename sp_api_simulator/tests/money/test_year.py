"""A year of three stores: every settlement ties, and the books agree with what is told."""

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from sp_api_simulator.actions import clock, money, settling
from sp_api_simulator.ledger.books import HOLDINGS
from sp_api_simulator.render.settlement_file import settlement_file
from sp_api_simulator.scenarios import play
from sp_api_simulator.world import World

from ..partner import Partner
from .settled import listed_files, read


@pytest.fixture(scope="module")
def world():
    return play(World(), "year", orders=900, clock_speed=0)


def test_every_settlement_ties(world):
    assert len(world.finances.settlements) == 78
    for settlement in world.finances.settlements:
        file = read(settlement_file(settlement, [])[2])
        assert file.total == file.sum == settlement.total
        assert len(file.rows) == sum(len(each.parts) for each in settlement.transactions)


def test_every_purse_is_in_balance_and_amazons_tax_is_nothing(world):
    for name, accounts in money.ledger(world).items():
        assert sum(map(Decimal, accounts.values())) == 0, name
        assert "facilitator_tax" not in accounts


def test_what_is_not_settled_yet_is_available(world):
    finances, now = world.finances, world.clock.now()
    for purse in finances.books.purses():
        open_rows = sum((each.total for each in finances.unsettled(purse, now)), Decimal(0))
        assert open_rows == finances.books.balance(purse, "available", now)
        own = [each for each in finances.transactions if each.purse == purse]
        deferred = sum((each.total for each in own if each.is_deferred), Decimal(0))
        assert deferred == finances.books.balance(purse, "deferred", now)


def test_there_is_some_of_everything(world):
    kinds = Counter(each.row_type for each in world.finances.transactions)
    assert {"Order", "Refund", "other-transaction", "ServiceFee", "Transfers"} <= set(kinds)
    statuses = {each.status for each in world.finances.payouts}
    assert statuses >= {"PAID", "FAILED", "NO_PAYOUT"}
    accounts = {name for each in money.ledger(world).values() for name in each}
    assert set(HOLDINGS) - accounts <= {"payable", "reserve", "transit"}
    assert world.finances.returns
    assert world.finances.reimbursements


def test_the_same_seed_sells_the_same(world):
    again = play(World(), "year", orders=900, clock_speed=0)
    totals = [[each["total"] for each in settling.settlements(one)] for one in (world, again)]
    assert totals[0] == totals[1]


def test_months_that_are_to_come_happen_as_the_clock_is_advanced():
    begins: dict[str, Any] = {
        "clock_speed": 0,
        "clock_start": "2026-01-20T00:00:00Z",
        "orders": 90,
        "months": 3,
    }
    there = play(World(), "year", ahead=3, **begins)
    assert not there.finances.transactions
    for _week in range(13):
        clock.advance(there, days=7)
    at_once = play(World(), "year", ahead=3, **begins)
    clock.advance(at_once, days=91)
    assert len(there.finances.settlements) >= 15
    totals = [[each["total"] for each in settling.settlements(one)] for one in (there, at_once)]
    assert totals[0] == totals[1]


def test_amazon_lists_the_files_of_ninety_days(amazon, referee):
    amazon.reset("year", orders=60, rates=False, visibility_lag_seconds=0)
    few = listed_files(Partner(amazon, referee))
    assert 6 <= len(few) <= 9
    amazon.reset("year", orders=60, rates=False, listed="now", traps=False, wrong_files=False)
    assert len(listed_files(Partner(amazon, referee))) == 26
