"""Feeds API 2021-06-30: upload a document, submit it, wait, read what became of it."""

from datetime import timedelta

from starlette.responses import Response

from ..basics.errors import invalid_input
from ..basics.fields import Field
from ..feeding.workers import FEED_TYPES
from ..state.feeds import Feed
from ..state.sellers import PRODUCT_LISTING, TRACKING
from .jobs import (
    DOCUMENT_FIELDS,
    MARKETPLACES,
    JobDesk,
    checked_marketplace_ids,
    found_document,
    listing_fields,
)
from .operation import Call, Operation, json_answer


def create_feed_document(call: Call) -> Response:
    """An address to upload to, with this very content type, within five minutes."""
    content_type = call.body["contentType"]
    if not content_type:
        raise invalid_input("contentType must not be empty.")
    document = call.world.documents.add(call.seller.id, content_type)
    url = call.base_url + call.world.documents.sign(document)
    return json_answer({"feedDocumentId": document.id, "url": url}, 201)


def create_feed(call: Call) -> Response:
    """Queue the uploaded document; 202 with the feed's id."""
    feed_type, places = call.body["feedType"], checked_marketplace_ids(call)
    if feed_type not in FEED_TYPES and not call.world.feed_outcomes.know(feed_type):
        raise invalid_input(f"Feed type {feed_type} is not supported.")
    document = found_document(call, call.body["inputFeedDocumentId"])
    feed = Feed(
        id=call.world.ids.number(),
        type=feed_type,
        seller_id=call.seller.id,
        marketplace_ids=places,
        created=call.world.clock.now(),
        delay=timedelta(seconds=call.world.settings.feed_delay_seconds),
        input_document_id=document.id,
    )
    if outcome := call.world.feed_outcomes.take(feed):
        feed.told = (outcome.status, outcome.write(call.world.documents, call.seller.id))
        feed.processed = not (outcome.applied and feed_type in FEED_TYPES)
        feed.settle()
    if fault := call.fault("feed_not_applied"):
        feed.not_applied = fault.options.get("skus")
        feed.hides_it = bool(fault.options.get("silent"))
    return json_answer({"feedId": call.world.feeds.add(feed).id}, 202)


_DESK: JobDesk[Feed] = JobDesk("feed", "resultFeedDocumentId", lambda world: world.feeds)
_BASE = "/feeds/2021-06-30"
_ROLES = (PRODUCT_LISTING, TRACKING)
_DOCUMENT = (Field("contentType", required=True),)
_FEED = (
    Field("feedType", required=True),
    MARKETPLACES,
    Field("inputFeedDocumentId", required=True),
    Field("feedOptions", "strings", simulated=False),
)

OPERATIONS = (
    Operation(
        "createFeedDocument",
        "POST",
        f"{_BASE}/documents",
        create_feed_document,
        _ROLES,
        body=_DOCUMENT,
    ),
    Operation("createFeed", "POST", f"{_BASE}/feeds", create_feed, _ROLES, body=_FEED),
    Operation("getFeeds", "GET", f"{_BASE}/feeds", _DESK.list, _ROLES, listing_fields("feedTypes")),
    Operation("getFeed", "GET", f"{_BASE}/feeds/{{feedId}}", _DESK.get, _ROLES),
    Operation("cancelFeed", "DELETE", f"{_BASE}/feeds/{{feedId}}", _DESK.cancel, _ROLES),
    Operation(
        "getFeedDocument",
        "GET",
        f"{_BASE}/documents/{{feedDocumentId}}",
        _DESK.get_document,
        _ROLES,
        DOCUMENT_FIELDS,
    ),
)
