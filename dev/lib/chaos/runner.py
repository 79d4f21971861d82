"""A run from the first minute to the comparison."""

import time
from dataclasses import dataclass, field

from .comparison import Difference, compare, count_facts
from .plants import PLANTS
from .saboteur import Saboteur
from .scenario import Scenario
from .snapshots import read_amazon, read_odoo
from .world import World

# What the workers get of a minute, at most; and of a step in the evening.
_MINUTE_SECONDS, _EVENING_SECONDS = 4.0, 90.0
# The evening: leases of the dead run out, then every job has its turn, the rarest twice.
EVENING_MINUTES = (*[5] * 12, *[30] * 6, *[60] * 12, *[180] * 5)
_LAST_SETTLEMENT = 18


@dataclass
class Run:
    """One run, and what it has come to."""

    world: World
    scenario: Scenario
    saboteur: Saboteur
    minutes: int
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
        self.world.wait_until_idle(_EVENING_SECONDS)

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
        minute = self.minutes
        for step, minutes in enumerate(EVENING_MINUTES):
            self.world.advance(60 * minutes)
            minute += minutes
            self.scenario.finish(minute)
            if step == _LAST_SETTLEMENT:
                self.scenario.settle()
            is_idle = self.world.wait_until_idle(_EVENING_SECONDS)
            say(f"evening, step {step + 1} of {len(EVENING_MINUTES)}{'' if is_idle else ', busy'}")

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
