"""What reports and feeds have in common at their addresses: listed, looked up, given up."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Generic

from starlette.responses import Response

from ..basics.clock import to_iso
from ..basics.errors import invalid_input, not_found
from ..basics.fields import Field
from ..basics.pagination import Position
from ..state.documents import Document
from ..state.jobs import STATUSES, AnyJob, Job, Jobs
from ..world import World
from .operation import Call, json_answer
from .paging import next_token

# A parameter of getReportDocument and getFeedDocument.
DOCUMENT_FIELDS = (Field("enableContentEncodingUrlHeader", "boolean"),)
MARKETPLACES = Field("marketplaceIds", required=True, is_list=True, least=1, most=25)
_RETENTION = timedelta(days=90)
_PAGE_TOKEN_LIFE = timedelta(hours=24)


@dataclass(frozen=True)
class JobDesk(Generic[AnyJob]):
    """The handlers of one kind of jobs; `noun` is `report` or `feed`.

    `finish` may still write the document of a job that is DONE; `details` are the job's own keys.
    """

    noun: str
    document_key: str
    shelf: Callable[[World], Jobs[AnyJob]]
    finish: Callable[[Call, AnyJob], None] = lambda call, job: None
    details: Callable[[AnyJob], dict[str, str]] = lambda job: {}

    def list(self, call: Call) -> Response:
        """A page of the seller's jobs of the types asked for, the newest first."""
        jobs = self.shelf(call.world).of(call.seller.id)
        page, token = _page(call, jobs, f"{self.noun}Types")
        return json_answer({f"{self.noun}s": [self._told(call, job) for job in page]} | token)

    def get(self, call: Call) -> Response:
        """How far a job has got."""
        return json_answer(self._told(call, self._found(call)))

    def cancel(self, call: Call) -> Response:
        """Give up a job that nobody works on yet."""
        job = self._found(call)
        if job.status(call.world.clock.now()) != "IN_QUEUE":
            raise invalid_input(f"Only a {self.noun} IN_QUEUE can be cancelled.")
        job.cancelled = True
        return Response(status_code=200, media_type="application/json")

    def get_document(self, call: Call) -> Response:
        """The presigned address of a document, good for five minutes, and how it is compressed."""
        key = f"{self.noun}DocumentId"
        document = found_document(call, call.path[key])
        url = call.base_url + call.world.documents.sign(document)
        packed = {"compressionAlgorithm": "GZIP"} if document.compressed else {}
        if packed and call.query.get("enableContentEncodingUrlHeader") == "true":
            url += "&response-content-encoding=gzip"
        return json_answer({key: document.id, "url": url} | packed)

    def _found(self, call: Call) -> AnyJob:
        job_id = call.path[f"{self.noun}Id"]
        job = self.shelf(call.world).find(call.seller.id, job_id)
        if job is None:
            raise not_found(f"{self.noun.capitalize()} {job_id} was not found.")
        return job

    def _told(self, call: Call, job: AnyJob) -> dict[str, Any]:
        """Amazon's `Report` or `Feed`, with its document once there is one."""
        times = _times(call, job)
        told: dict[str, Any] = {
            f"{self.noun}Id": job.id,
            f"{self.noun}Type": job.type,
            "marketplaceIds": job.marketplace_ids,
            **times,
            **self.details(job),
        }
        if times["processingStatus"] == "DONE":
            self.finish(call, job)
        if job.document_id and times["processingStatus"] in ("DONE", "FATAL"):
            told[self.document_key] = job.document_id
        return told


def listing_fields(types: str) -> tuple[Field, ...]:
    """The parameters of `getReports` and `getFeeds`; `types` is the one that names the types."""
    return (
        Field(types, is_list=True, least=1, most=10),
        Field("processingStatuses", is_list=True, values=STATUSES, least=1),
        Field("marketplaceIds", is_list=True, least=1, most=10),
        Field("pageSize", "integer", least=1, most=100),
        Field("createdSince", "date-time"),
        Field("createdUntil", "date-time"),
        Field("nextToken"),
    )


def _page(call: Call, jobs: Iterator[AnyJob], types: str) -> tuple[list[Any], dict[str, str]]:
    """A page of the jobs that pass the filters, and the token of the next one.

    `types` is the parameter that names their types. `nextToken` must be the only parameter.
    """
    token = call.query.get("nextToken")
    if token and len(call.query) > 1:
        raise invalid_input("nextToken must be the only parameter.")
    if token:
        position = call.world.pages.resume(token, call.seller.id, call.operation.name, None)
    else:
        if types not in call.query:
            raise invalid_input(f"Either {types} or nextToken is required.")
        size = call.integer("pageSize", 10)
        found = _filtered(call, jobs, types)
        position = Position(call.seller.id, call.operation.name, None, found, 0, {"size": size})
    size = position.facts["size"]
    page = position.found[position.offset : position.offset + size]
    return page, next_token(call, position, size, _PAGE_TOKEN_LIFE)


def _filtered(call: Call, jobs: Iterator[AnyJob], types: str) -> list[AnyJob]:
    now = call.world.clock.now()
    statuses = call.csv("processingStatuses")
    places = {place.id for place in call.marketplaces()}
    wanted = call.csv(types)
    # Nothing is kept any longer, whatever is asked for.
    oldest = now - _RETENTION
    since = call.moment("createdSince") or oldest
    until = call.moment("createdUntil") or now
    return [
        job
        for job in jobs
        if job.type in wanted
        and (not statuses or job.status(now) in statuses)
        and (not places or not places.isdisjoint(job.marketplace_ids))
        and max(since, oldest) <= job.created <= until
    ]


def checked_marketplace_ids(call: Call) -> list[str]:
    """The body's `marketplaceIds`, which must be the seller's own; ApiError 400."""
    ids: list[str] = call.body["marketplaceIds"]
    own = {place.id for place in call.seller.marketplaces}
    if not own.issuperset(ids):
        raise invalid_input("marketplaceIds must name marketplaces of the seller.")
    return ids


def found_document(call: Call, document_id: str) -> Document:
    """The seller's document; ApiError 404."""
    document = call.world.documents.find(document_id, call.seller.id)
    if document is None:
        raise not_found(f"Document {document_id} was not found.")
    return document


def _times(call: Call, job: Job) -> dict[str, str]:
    """Status and times of a job, as far as it has got."""
    now = call.world.clock.now()
    status = job.status(now)
    times = {"createdTime": to_iso(job.created), "processingStatus": status}
    if status != "IN_QUEUE" and not job.cancelled:
        times["processingStartTime"] = to_iso(job.started)
    if status in ("DONE", "FATAL", "CANCELLED") and not job.cancelled:
        times["processingEndTime"] = to_iso(job.ended)
    return times
