"""What reports and feeds have in common: Amazon works on them in its own time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

STATUSES = ("CANCELLED", "DONE", "FATAL", "IN_PROGRESS", "IN_QUEUE")


@dataclass
class Job:
    """Waits for the first half of `delay` (simulated time), is worked on for the second.

    `ending` is its status at last; with IN_QUEUE or IN_PROGRESS it never ends. `document_id` is
    what came of it: the report, or the processing report of a feed.
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


AnyJob = TypeVar("AnyJob", bound=Job)


class Jobs(Generic[AnyJob]):
    """All jobs of a kind by id."""

    def __init__(self) -> None:
        self._by_id: dict[str, AnyJob] = {}

    def add(self, job: AnyJob) -> AnyJob:
        self._by_id[job.id] = job
        return job

    def find(self, seller_id: str, job_id: str) -> AnyJob | None:
        """The seller's job with this id."""
        job = self._by_id.get(job_id)
        return job if job and job.seller_id == seller_id else None

    def all(self) -> Iterator[AnyJob]:
        """Everybody's jobs, the newest first; of one moment the last that was added."""
        added_last_first = reversed(self._by_id.values())
        return iter(sorted(added_last_first, key=lambda job: job.created, reverse=True))

    def of(self, seller_id: str) -> Iterator[AnyJob]:
        """The seller's jobs, the newest first."""
        return (job for job in self.all() if job.seller_id == seller_id)
