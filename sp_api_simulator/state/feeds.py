"""Feeds that a seller submitted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ..basics.clock import Clock
from ..basics.ids import Ids
from .jobs import Job


@dataclass
class Feed(Job):
    """A feed; `document_id` is its processing report, once it was worked on."""

    input_document_id: str = ""
    processed: bool = False
    # SKUs whose messages come to nothing (None: all), and whether the report hides it.
    not_applied: list[str] | None = field(default_factory=list)
    hides_it: bool = False
    # Status and result document that a test has laid down.
    told: tuple[str, str | None] | None = None

    def settle(self) -> None:
        """Let the feed end as was laid down, whatever became of its messages."""
        if self.told:
            self.ending, self.document_id = self.told


class Feeds:
    """All feeds by id."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids
        self._by_id: dict[str, Feed] = {}

    def create(
        self,
        seller_id: str,
        feed_type: str,
        marketplace_ids: list[str],
        delay: timedelta,
        input_document_id: str,
    ) -> Feed:
        """Queue a feed; it is worked on after `delay` of simulated time."""
        feed = Feed(
            self._ids.number(),
            feed_type,
            seller_id,
            marketplace_ids,
            self._clock.now(),
            delay,
            input_document_id=input_document_id,
        )
        self._by_id[feed.id] = feed
        return feed

    def find(self, seller_id: str, feed_id: str) -> Feed | None:
        feed = self._by_id.get(feed_id)
        return feed if feed and feed.seller_id == seller_id else None

    def of(self, seller_id: str) -> Iterator[Feed]:
        """The seller's feeds, the newest first."""
        for feed in self.all():
            if feed.seller_id == seller_id:
                yield feed

    def due(self, now: datetime) -> list[Feed]:
        """The feeds whose time has come and that were not worked on yet, the oldest first."""
        return [
            feed
            for feed in self._by_id.values()
            if not feed.processed and not feed.cancelled and feed.ended <= now
        ]

    def all(self) -> Iterator[Feed]:
        """Everybody's feeds, the newest first."""
        return iter(reversed(self._by_id.values()))
