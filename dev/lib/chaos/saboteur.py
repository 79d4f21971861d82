"""What goes wrong, and when: faults of Amazon's, killed workers, servers and databases that die.

The seed decides what happens in which minute; a kill hits whoever is at work at that moment.
"""

import os
import signal
import time
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any

from .world import World

# Kind of fault, and its options; each hits the next calls of any operation.
FAULTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("throttled", {"count": 3}),
    ("server_error", {"count": 2}),
    ("unavailable_html", {"count": 2}),
    ("slow", {"count": 4, "seconds": 1.5}),
    ("connection_reset", {"count": 2}),
    ("connection_reset", {"count": 2, "after": True}),
    # Twice in a row, or of the refresh token, it is the end of the seller's consent: a person's.
    ("expired_token", {"count": 1}),
)
OPERATIONS = (
    "*", "searchOrders", "confirmShipment", "patchListingsItem", "createFeed", "getFeed",
    "createReport", "getReportDocument", "listTransactions", "createOrder", "listOrders", "token",
)  # fmt: skip
_LONGEST_WAIT, _ATTEMPTS = 3.0, 3
_SERVER_DIES_EVERY, _POSTGRES_RESTARTS_EVERY = 9, 7


@dataclass
class Minute:
    """What goes wrong in a minute."""

    faults: list[tuple[str, str, dict[str, Any]]]
    # Seconds after a worker was seen at work; one for each kill.
    kills: list[float]
    server: int | None = None
    postgres: str = ""


def plan_minutes(seed: int, minutes: int, kills: int, servers: int) -> list[Minute]:
    """What goes wrong in each minute; the kills are spread over all of them."""
    random = Random(f"{seed} faults")
    plan = []
    for number in range(minutes):
        share = kills * (number + 1) // minutes - kills * number // minutes
        minute = Minute(
            faults=_plan_faults(random),
            kills=[random.triangular(0, 1.2, 0.1) for _kill in range(share)],
        )
        if number % _SERVER_DIES_EVERY == _SERVER_DIES_EVERY - 1:
            minute.server = random.randrange(servers)
        if number % _POSTGRES_RESTARTS_EVERY == 3:
            minute.postgres = random.choice(("fast", "immediate"))
        plan.append(minute)
    return plan


def _plan_faults(random: Random) -> list[tuple[str, str, dict[str, Any]]]:
    """Up to three, no two of a kind at the same operation."""
    faults = {}
    for _fault in range(random.randint(0, 3)):
        kind, options = random.choice(FAULTS)
        operation = random.choice(OPERATIONS)
        if kind == "expired_token" and operation in ("*", "token"):
            operation = "searchOrders"
        faults[operation, kind] = options
    return [(operation, kind, options) for (operation, kind), options in faults.items()]


@dataclass
class Saboteur:
    """The plan, carried out minute by minute, and what came of it."""

    world: World
    seed: int
    plan: list[Minute]
    counts: dict[str, int] = field(default_factory=dict)

    def lay_faults(self, number: int) -> None:
        """Let Amazon's next calls go wrong, instead of those of the last minute."""
        self.world.amazon.clear_faults()
        for operation, kind, options in self.plan[number].faults:
            self.world.amazon.fault(operation, kind, **options)
            self._count("faults")

    def strike(self, number: int) -> None:
        """Kill and restart what the minute is to lose."""
        minute = self.plan[number]
        random = Random(f"{self.seed} victims {number}")
        for delay in minute.kills:
            self._kill_one(random, delay)
        if minute.server is not None:
            server = self.world.servers[minute.server]
            server.kill()
            self._count("servers lost")
            server.start()
        if minute.postgres:
            self.world.restart_postgres(minute.postgres)
            self._count(f"PostgreSQL restarted ({minute.postgres})")
        self.revive()
        self.world.wake()

    def revive(self) -> None:
        """Start servers that have ended by themselves."""
        for server in self.world.servers:
            if server.revive():
                self._count("servers ended by themselves")

    def _kill_one(self, random: Random, delay: float) -> None:
        """`kill -9` of a worker, in the middle of its job if any is at one."""
        for _attempt in range(_ATTEMPTS):
            victims = self._wait_for_victims()
            if not victims:
                self.revive()
                continue
            time.sleep(delay)
            busy = self.world.find_busy()
            pid = random.choice(busy or victims)
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                self._count("workers killed at work" if pid in busy else "idle workers killed")
                self.world.wake()
                return
        self._count("kills that found no worker")

    def _wait_for_victims(self) -> list[int]:
        deadline = time.monotonic() + _LONGEST_WAIT
        while time.monotonic() < deadline:
            if busy := self.world.find_busy():
                return busy
            time.sleep(0.05)
        return self.world.workers

    def _count(self, what: str) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1

    @property
    def kills(self) -> int:
        return sum(number for what, number in self.counts.items() if "killed" in what)
