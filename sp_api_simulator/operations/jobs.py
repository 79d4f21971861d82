"""Listing reports and feeds: both APIs page and filter them in the same way."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from ..basics.clock import to_iso
from ..basics.errors import invalid_input
from ..basics.pagination import Position
from ..state.jobs import STATUSES, Job
from .operation import Call
from .paging import next_token

_RETENTION = timedelta(days=90)
_PAGE_TOKEN_LIFE = timedelta(hours=24)


def page_of_jobs(call: Call, jobs: Iterator[Job], types: str) -> tuple[list[Any], dict[str, str]]:
    """A page of the jobs that pass the filters, the newest first, and the token of the next.

    `types` is the parameter that names their types. `nextToken` must be the only parameter.
    """
    token = call.query.get("nextToken")
    if token and len(call.query) > 1:
        raise invalid_input("nextToken must be the only parameter.")
    if token:
        position = call.world.pages.resume(token, call.seller.id, call.operation.name, None)
    else:
        if not call.csv(types):
            raise invalid_input(f"{types} or nextToken is required.")
        size = call.integer("pageSize", 10, most=100)
        found = _filtered(call, jobs, types)
        position = Position(call.seller.id, call.operation.name, None, found, 0, {"size": size})
    size = position.facts["size"]
    page = position.found[position.offset : position.offset + size]
    return page, next_token(call, position, size, _PAGE_TOKEN_LIFE)


def _filtered(call: Call, jobs: Iterator[Job], types: str) -> list[Job]:
    now = call.world.clock.now()
    statuses = call.one_of("processingStatuses", STATUSES)
    places = {place.id for place in call.marketplaces()}
    wanted = call.csv(types)
    oldest = now - _RETENTION
    since = call.moment("createdSince") if "createdSince" in call.query else oldest
    until = call.moment("createdUntil") if "createdUntil" in call.query else now
    return [
        job
        for job in jobs
        if job.type in wanted
        and (not statuses or job.status(now) in statuses)
        and (not places or not places.isdisjoint(job.marketplace_ids))
        and since <= job.created <= until
    ]


def checked_marketplace_ids(call: Call, body: dict[str, Any]) -> list[str]:
    """The body's `marketplaceIds`, which must be the seller's own; ApiError 400."""
    ids: list[str] = body.get("marketplaceIds", [])
    own = {place.id for place in call.seller.marketplaces}
    if not 1 <= len(ids) <= 25 or not own.issuperset(ids):
        raise invalid_input("marketplaceIds must name marketplaces of the seller.")
    return ids


def job_times(call: Call, job: Job) -> dict[str, str]:
    """Status and times of a job, as far as it has got."""
    now = call.world.clock.now()
    status = job.status(now)
    times = {"createdTime": to_iso(job.created), "processingStatus": status}
    if status != "IN_QUEUE" and not job.cancelled:
        times["processingStartTime"] = to_iso(job.started)
    if status in ("DONE", "FATAL", "CANCELLED") and not job.cancelled:
        times["processingEndTime"] = to_iso(job.ended)
    return times
