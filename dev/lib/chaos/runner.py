"""A run from the first minute to the comparison."""

import os
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from sp_api_simulator.process import SimulatorProcess

from .clock import SQL_PATH, SharedClock
from .comparison import Difference, compare, count_facts
from .plants import PLANTS
from .saboteur import Saboteur, plan_minutes
from .scenario import Scenario
from .server import CLOCK
from .servers import shell
from .shops import OWN_SELLER, OWN_SKU, SELLERS, STOCK, TABLES, opening
from .snapshots import read_amazon, read_odoo
from .world import SERVERS, World

# What the workers get of a minute, at most, of a step in the evening, and in the end.
_MINUTE_SECONDS, _EVENING_SECONDS, _LAST_SECONDS = 4.0, 90.0, 600.0
# The evening: leases of the dead run out, then every job has its turn, the rarest twice. Half way
# through it is settled; what was packed late, once more when there is just time to read it: what
# is not settled stands on clearing without the fees that Amazon has taken off already.
EVENING_MINUTES = (*[5] * 12, *[30] * 6, *[60] * 12, *[180] * 5)
_STEPS_TO_READ = 5
# On a slow machine people still pack when the evening is nearly over: the last period stays open
# for them, so many steps of ten minutes at most.
_LATE_STEPS, _LATE_MINUTES = 30, 10


@dataclass(frozen=True)
class Wish:
    """How long it lasts, how much is sold in each minute, how many workers die."""

    seed: int = 1
    minutes: int = 30
    kills: int = 60
    orders: int = 4


def set_up(wish: Wish, database: str, folder: Path, stack: ExitStack) -> "Run":
    """Open the shops in a database that has the addon and nothing else.

    :param folder: for the clock and the servers' logs
    :param stack: what ends it all
    """
    os.environ[CLOCK] = str(folder / "clock")
    sellers = {"marketplaces": list(SELLERS.values()), "orders": 0, "months": 0, "traps": False}
    process = SimulatorProcess("year", seed=wish.seed, **sellers)
    world = World(stack.enter_context(process), database, folder, SharedClock(folder / "clock"))
    world.query(TABLES)
    say("Opening the shops")
    shell(database, opening(world.amazon.url))
    world.amazon.change_fba_stock(OWN_SKU, seller=OWN_SELLER, fulfillable=STOCK * wish.minutes)
    world.query(SQL_PATH.format(database))
    for server in world.servers:
        stack.callback(server.kill)
    plan = plan_minutes(wish.seed, wish.minutes, wish.kills, SERVERS)
    scenario = Scenario(world.amazon, wish.seed, wish.minutes, wish.orders)
    return Run(world, scenario, Saboteur(world, wish.seed, plan), wish.minutes)


@dataclass
class Run:
    """One run, and what it has come to."""

    world: World
    scenario: Scenario
    saboteur: Saboteur
    minutes: int
    evening: tuple[int, ...] = EVENING_MINUTES
    differences: list[Difference] = field(default_factory=list)
    compared: dict[str, int] = field(default_factory=dict)

    def live(self) -> None:
        """The minutes in which everything breaks, then the evening in which nothing does."""
        self.world.open()
        started = time.monotonic()
        for number in range(self.minutes):
            self._minute(number)
            far = f"{self.saboteur.kills} kills, {time.monotonic() - started:.0f} s"
            say(f"minute {number + 1} of {self.minutes}, {far}")
        self._evening()
        self.world.wait_until_idle(_LAST_SECONDS)

    def _minute(self, number: int) -> None:
        self.world.advance(60)
        self.scenario.play(number)
        if self.scenario.wants_own_order(number):
            self.world.query("UPDATE chaos_people SET own_orders = own_orders + 1")
        self.saboteur.lay_faults(number)
        self.saboteur.strike(number)
        self.world.wait_until_idle(_MINUTE_SECONDS)

    def _evening(self) -> None:
        self.world.amazon.clear_faults()
        self.world.query("UPDATE chaos_people SET is_evening = true")
        minute, last = self.minutes, len(self.evening) - _STEPS_TO_READ
        for step, minutes in enumerate(self.evening):
            if step == last:
                minute = self._wait_for_late_people(minute)
            minute = self._step(minute, minutes)
            if step in (len(self.evening) // 2, last):
                self.scenario.settle()
            is_idle = self.world.wait_until_idle(_EVENING_SECONDS)
            say(f"evening, step {step + 1} of {len(self.evening)}{'' if is_idle else ', busy'}")

    def _wait_for_late_people(self, minute: int) -> int:
        """:return: the minute in which every order has come to its end, or there was no hope"""
        for _step in range(_LATE_STEPS):
            if self.scenario.is_over():
                break
            minute = self._step(minute, _LATE_MINUTES)
            self.world.wait_until_idle(_EVENING_SECONDS)
            say("evening, people are late")
        return minute

    def _step(self, minute: int, minutes: int) -> int:
        """:return: the minute in which it is over"""
        self.saboteur.revive()
        self.world.advance(60 * minutes)
        self.scenario.finish(minute + minutes)
        return minute + minutes

    def compare(self) -> None:
        """Look at both sides."""
        amazon = read_amazon(self.world.amazon)
        self.differences = compare(amazon, read_odoo(self.world.query))
        self.compared = count_facts(amazon)

    def finds_planted(self, subject: str) -> list[Difference]:
        """:return: what is found anew when something of this subject is spoiled"""
        with self.world.trying() as query:
            query(PLANTS[subject])
            found = compare(read_amazon(self.world.amazon), read_odoo(query))
        return [each for each in found if each not in self.differences]


def say(text: str) -> None:
    print(f"==> {text}", flush=True)
