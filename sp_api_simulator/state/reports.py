"""Reports that a seller asked for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ..basics.clock import Clock
from ..basics.ids import Ids
from .jobs import Job


@dataclass
class Report(Job):
    """A report; the data it covers, where its type has a period."""

    data_start: datetime | None = None
    data_end: datetime | None = None
    options: dict[str, str] = field(default_factory=dict)


class Reports:
    """All reports by id."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids
        self._by_id: dict[str, Report] = {}

    def create(
        self, seller_id: str, report_type: str, marketplace_ids: list[str], delay: timedelta
    ) -> Report:
        """Queue a report; it is done after `delay` of simulated time."""
        report = Report(
            self._ids.number(), report_type, seller_id, marketplace_ids, self._clock.now(), delay
        )
        self._by_id[report.id] = report
        return report

    def find(self, seller_id: str, report_id: str) -> Report | None:
        report = self._by_id.get(report_id)
        return report if report and report.seller_id == seller_id else None

    def of(self, seller_id: str) -> Iterator[Report]:
        """The seller's reports, the newest first."""
        for report in reversed(self._by_id.values()):
            if report.seller_id == seller_id:
                yield report
