"""Feeds that a seller submitted."""

from dataclasses import dataclass, field
from datetime import datetime

from .jobs import Job, Jobs


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


class Feeds(Jobs[Feed]):
    """All feeds by id."""

    def due(self, now: datetime) -> list[Feed]:
        """The feeds whose time has come and that were not worked on yet, the oldest first."""
        return [
            feed
            for feed in self._by_id.values()
            if not feed.processed and not feed.cancelled and feed.ended <= now
        ]
