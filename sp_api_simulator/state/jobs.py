"""What reports and feeds have in common: Amazon works on them in its own time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

STATUSES = ("CANCELLED", "DONE", "FATAL", "IN_PROGRESS", "IN_QUEUE")


@dataclass
class Job:
    """Waits for the first half of `delay` (simulated time), is worked on for the second."""

    id: str
    type: str
    seller_id: str
    marketplace_ids: list[str]
    created: datetime
    delay: timedelta
    # CANCELLED or FATAL, where it does not end well.
    failure: str | None = None
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
        if now < self.started:
            return "IN_QUEUE"
        if now < self.ended:
            return "IN_PROGRESS"
        return self.failure or "DONE"
