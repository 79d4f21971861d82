"""How reports and feeds end where a test has said so: well, badly, or never."""

from dataclasses import dataclass, field

from .documents import Documents
from .jobs import STATUSES, Job


@dataclass
class Outcome:
    """The fate of the next `times` reports or feeds of a type (None: any) that are asked for.

    `status` is what Amazon tells in the end; IN_QUEUE and IN_PROGRESS never end. Without
    `content` there is no document but the usual one. `exact` content is sent as it is, even where
    `compressed` announces GZIP. `applied`: a feed takes effect all the same.
    """

    type: str | None = None
    seller_id: str | None = None
    marketplace_id: str | None = None
    status: str = "DONE"
    content: bytes | None = None
    content_type: str = "text/plain; charset=UTF-8"
    compressed: bool = True
    exact: bool = False
    headers: dict[str, str] = field(default_factory=dict)
    applied: bool = False
    times: int | None = 1

    def __post_init__(self) -> None:
        if self.status not in STATUSES:
            raise ValueError(f"a job cannot be {self.status!r}: one of {', '.join(STATUSES)}")

    def concerns(self, job: Job) -> bool:
        return (
            self.type in (None, job.type)
            and self.seller_id in (None, job.seller_id)
            and (self.marketplace_id is None or self.marketplace_id in job.marketplace_ids)
        )

    def write(self, documents: Documents, seller_id: str) -> str | None:
        """The id of the document that the outcome brings along, if any."""
        if self.content is None:
            return None
        document = documents.add(seller_id, self.content_type, self.content, self.compressed)
        document.exact = self.exact
        document.headers = self.headers
        return document.id


class Outcomes:
    """The outcomes still to come, in the order they were laid down."""

    def __init__(self) -> None:
        self._pending: list[Outcome] = []

    def add(self, outcome: Outcome) -> None:
        self._pending.append(outcome)

    def clear(self) -> None:
        self._pending.clear()

    def know(self, job_type: str) -> bool:
        """Whether an outcome is meant for this very type."""
        return any(outcome.type == job_type for outcome in self._pending)

    def take(self, job: Job) -> Outcome | None:
        """The outcome of a job just created, counted down."""
        for outcome in self._pending:
            if outcome.concerns(job):
                if outcome.times is not None:
                    outcome.times -= 1
                    if outcome.times < 1:
                        self._pending.remove(outcome)
                return outcome
        return None
