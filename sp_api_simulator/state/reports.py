"""Reports: asked for by a seller, or made by Amazon of its own accord."""

from dataclasses import dataclass, field
from datetime import datetime

from .jobs import Job, Jobs


@dataclass
class Report(Job):
    """A report; the data it covers, where its type has a period, and the options it came with."""

    data_start: datetime | None = None
    data_end: datetime | None = None
    options: dict[str, str] = field(default_factory=dict)


class Reports(Jobs[Report]):
    """All reports by id."""
