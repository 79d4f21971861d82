"""What is going to happen, and when: each event at its time, whatever brought it about."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from heapq import heappop, heappush

from .clock import Clock


@dataclass
class Calendar:
    """Events by their moments; those of one moment happen in the order in which they were noted."""

    clock: Clock
    _events: list[tuple[datetime, int, Callable[[], object]]] = field(default_factory=list)
    _noted: int = 0

    def note(self, moment: datetime, event: Callable[[], object]) -> None:
        """Let an event happen at a moment, at once if it has gone by."""
        heappush(self._events, (moment, self._noted, event))
        self._noted += 1

    def live(self) -> None:
        """Let everything happen that is due by now, and what it brings about."""
        while self._events and self._events[0][0] < self.clock.now():
            heappop(self._events)[2]()
