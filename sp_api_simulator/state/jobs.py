"""What reports and feeds have in common: Amazon works on them in its own time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

STATUSES = ("CANCELLED", "DONE", "FATAL", "IN_PROGRESS", "IN_QUEUE")


@dataclass
class Job:
    """Waits for the first half of `delay` (simulated time), is worked on for the second.

    `ending` is its status at last; with IN_QUEUE or IN_PROGRESS it never ends.
    """

    id: str
    type: str
    seller_id: str
    marketplace_ids: list[str]
    created: datetime
    delay: timedelta
    ending: str = "DONE"
    cancelled: bool = False
    document_id: str | None = None

    @property
    def started(self) -> datetime:
        return self.created + self.delay / 2

    @property
    def ended(self) -> datetime:
        return self.created + self.delay

    def status(self, now: datetime) -> str:
        """Amazon's processing status at this moment."""
        if self.cancelled:
            return "CANCELLED"
        if now < self.started or self.ending == "IN_QUEUE":
            return "IN_QUEUE"
        if now < self.ended or self.ending == "IN_PROGRESS":
            return "IN_PROGRESS"
        return self.ending
