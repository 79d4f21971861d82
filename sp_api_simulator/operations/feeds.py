"""Feeds API 2021-06-30: upload a document, submit it, wait, read what became of it."""

from datetime import timedelta
from typing import Any

from starlette.responses import Response

from ..basics.errors import invalid_input, not_found
from ..feeding.workers import FEED_TYPES
from ..state.feeds import Feed
from ..state.sellers import PRODUCT_LISTING, TRACKING
from .jobs import checked_marketplace_ids, job_times, page_of_jobs
from .operation import Call, Operation, json_answer
from .reports import address_of, found_document


def create_feed_document(call: Call) -> Response:
    """An address to upload to, with this very content type, within five minutes."""
    content_type = call.json({"contentType": str}).get("contentType")
    if not content_type:
        raise invalid_input("contentType is required.")
    document = call.world.documents.add(call.seller.id, content_type)
    url = call.base_url + call.world.documents.sign(document)
    return json_answer({"feedDocumentId": document.id, "url": url}, 201)


def create_feed(call: Call) -> Response:
    """Queue the uploaded document; 202 with the feed's id."""
    body = call.json({"feedType": str, "inputFeedDocumentId": str, "marketplaceIds": [str]})
    feed_type = body.get("feedType", "")
    if feed_type not in FEED_TYPES:
        raise invalid_input(f"Feed type {feed_type} is not supported.")
    document = found_document(call, body.get("inputFeedDocumentId", ""))
    delay = timedelta(seconds=call.world.settings.feed_delay_seconds)
    places = checked_marketplace_ids(call, body)
    feed = call.world.feeds.create(call.seller.id, feed_type, places, delay, document.id)
    if outcome := call.world.feed_outcomes.take(feed):
        feed.told = (outcome.status, outcome.write(call.world.documents, call.seller.id))
        feed.processed = not outcome.applied
        feed.settle()
    if fault := call.fault("feed_not_applied"):
        feed.not_applied = fault.options.get("skus")
        feed.hides_it = bool(fault.options.get("silent"))
    return json_answer({"feedId": feed.id}, 202)


def get_feeds(call: Call) -> Response:
    """A page of the seller's feeds of the types asked for, the newest first."""
    page, token = page_of_jobs(call, call.world.feeds.of(call.seller.id), "feedTypes")
    return json_answer({"feeds": [_rendered(call, feed) for feed in page]} | token)


def get_feed(call: Call) -> Response:
    """How far a feed has got."""
    return json_answer(_rendered(call, _found(call)))


def cancel_feed(call: Call) -> Response:
    """Give up a feed that nobody works on yet."""
    feed = _found(call)
    if feed.status(call.world.clock.now()) != "IN_QUEUE":
        raise invalid_input("Only a feed IN_QUEUE can be cancelled.")
    feed.cancelled = True
    return Response(status_code=200, media_type="application/json")


def get_feed_document(call: Call) -> Response:
    """The presigned address of a processing report, good for five minutes."""
    document = found_document(call, call.path["feedDocumentId"])
    return json_answer({"feedDocumentId": document.id} | address_of(call, document))


def _found(call: Call) -> Feed:
    feed = call.world.feeds.find(call.seller.id, call.path["feedId"])
    if feed is None:
        raise not_found(f"Feed {call.path['feedId']} was not found.")
    return feed


def _rendered(call: Call, feed: Feed) -> dict[str, Any]:
    """Amazon's `Feed`, with its processing report once it is done."""
    rendered: dict[str, Any] = {
        "feedId": feed.id,
        "feedType": feed.type,
        "marketplaceIds": feed.marketplace_ids,
        **job_times(call, feed),
    }
    if feed.document_id and rendered["processingStatus"] in ("DONE", "FATAL"):
        rendered["resultFeedDocumentId"] = feed.document_id
    return rendered


_BASE = "/feeds/2021-06-30"
_ROLES = (PRODUCT_LISTING, TRACKING)

OPERATIONS = (
    Operation("createFeedDocument", "POST", f"{_BASE}/documents", create_feed_document, _ROLES),
    Operation("createFeed", "POST", f"{_BASE}/feeds", create_feed, _ROLES),
    Operation("getFeeds", "GET", f"{_BASE}/feeds", get_feeds, _ROLES),
    Operation("getFeed", "GET", f"{_BASE}/feeds/{{feedId}}", get_feed, _ROLES),
    Operation("cancelFeed", "DELETE", f"{_BASE}/feeds/{{feedId}}", cancel_feed, _ROLES),
    Operation(
        "getFeedDocument",
        "GET",
        f"{_BASE}/documents/{{feedDocumentId}}",
        get_feed_document,
        _ROLES,
    ),
)
