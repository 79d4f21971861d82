"""Whatever happens in whatever order: header, rows, trees and balances agree to the coin."""

from decimal import Decimal
from random import Random
from typing import Any

import pytest

from sp_api_simulator.actions import money, orders, sellers, settling
from sp_api_simulator.actions.money import purse_called
from sp_api_simulator.basics.marketplaces import marketplace
from sp_api_simulator.ledger.transactions import Part
from sp_api_simulator.render.settlement_file import settlement_file
from sp_api_simulator.render.transactions import render_transaction
from sp_api_simulator.scenarios import play
from sp_api_simulator.scenarios.catalogue import offer_everything
from sp_api_simulator.scenarios.shopping import some_wish
from sp_api_simulator.trading.refunding import KINDS
from sp_api_simulator.world import World

from .settled import read

STORES = {"US": "SELLER1", "DE": "SELLER2", "JP": "SELLER3"}


@pytest.fixture
def world():
    world = play(World(), "empty", clock_speed=0, rates=False)
    sellers.add_seller(world, "SELLER2", "EU", ["DE"])
    sellers.add_seller(world, "SELLER3", "FE", ["JP"])
    for code in STORES:
        offer_everything(world, code, marketplace(code).currency)
    return world


class Fate:
    """Chance, and the orders that it has sold so far."""

    def __init__(self, world, seed):
        self.world = world
        self.random = Random(seed)
        self.code = self.random.choice(list(STORES))
        self.sold = []
        self.billed = []

    def sell(self):
        wish = some_wish(self.random, marketplace(self.code)) | {"status": "UNSHIPPED"}
        if self.code == "DE" and self.random.random() < 0.5:
            wish["lines"] = [line | {"vat_rate": "0.19"} for line in wish["lines"]]
        self.sold.append(orders.place_order(self.world, **wish))

    def ship(self):
        if not self.sold:
            return
        order_id = self.random.choice(self.sold)
        lines = self.world.orders.get(order_id).lines
        items = {line.item_id: self.random.randint(0, line.open) for line in lines}
        items = {key: units for key, units in items.items() if units}
        if items:
            deferred = self.random.choice(("", "DD7"))
            money.ship_and_bill(self.world, order_id, items, deferred=deferred)
            self.billed.append((order_id, items))

    def refund(self):
        if not self.billed:
            return
        order_id, items = self.billed.pop()
        kind = self.random.choice(list(KINDS))
        wish: dict[str, Any] = {
            "shipping": self.random.random() < 0.7,
            "fees_only": self.random.random() < 0.1,
        }
        money.refund(self.world, order_id, items, kind=kind, restocking_fee="1.00", **wish)

    def cancel(self):
        if self.sold:
            order = self.world.orders.get(self.random.choice(self.sold))
            self.world.orders.cancel(order)

    def release(self):
        how = self.random.choice(("moved", "kept", "pair", "parts", "unlinked"))
        for order_id in self.sold:
            money.release_deferred(self.world, order_id=order_id, how=how)

    def charge(self):
        kind = self.random.choice(list(money.charge_kinds(self.world))[:20])
        amount = Decimal(self.random.randrange(-5000, 5000)).scaleb(-2)
        money.charge(self.world, kind, amount, marketplace=self.code)

    def close(self):
        return settling.close_settlement(
            self.world, self.code, reserve=self.random.choice((0, "5.00"))
        )


@pytest.mark.parametrize("seed", range(30))
def test_all_agrees(world, seed):
    fate = Fate(world, seed)
    steps = (fate.sell, fate.sell, fate.ship, fate.ship, fate.refund, fate.cancel, fate.release)
    for _step in range(40):
        fate.random.choice((*steps, fate.charge, fate.close))()
    told = fate.close()
    for settlement in world.finances.settlements:
        file = read(settlement_file(settlement, [])[2])
        assert file.total == file.sum == settlement.total
    for transaction in world.finances.transactions:
        assert_adds_up(render_transaction(transaction))
    [accounts] = money.ledger(world).values()
    assert sum(map(Decimal, accounts.values())) == 0
    assert "facilitator_tax" not in accounts
    assert told["currency"] == marketplace(fate.code).currency


def assert_adds_up(transaction):
    """The total is the sum of the roots of the tree, each of them of what is below it."""
    whole = transaction["totalAmount"]["currencyAmount"]
    assert amount(whole) == below(transaction)


def below(node):
    total = Decimal(0)
    for each in node.get("breakdowns", ()):
        here = amount(each["breakdownAmount"]["currencyAmount"])
        assert not each.get("breakdowns") or below(each) == here
        total += here
    return total


def amount(number):
    return Decimal(str(number))


def test_a_row_that_is_not_in_the_books_does_not_reach_the_header(world):
    money.charge(world, "storage", "10.00")
    world.finances.transactions[0].items[0].parts.append(
        Part("other-transaction", "Stray", Decimal("1.00"), "other")
    )
    settling.close_settlement(world)
    file = read(settlement_file(world.finances.settlements[0], [])[2])
    assert (file.total, file.sum) == (Decimal("-10.00"), Decimal("-9.00"))
    books = world.finances.books
    held = books.balances(purse_called(world), world.clock.now())
    assert held["available"] == file.total
