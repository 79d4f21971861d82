"""Working on a JSON_LISTINGS_FEED: each message changes a listing or is told why not."""

import json
from typing import TYPE_CHECKING, Any

from .errors import ApiError
from .marketplaces import marketplace
from .patching import apply_patches, issues_of
from .shape import check_shape
from .state.feeds import Feed
from .state.listings import Listing

if TYPE_CHECKING:
    from .world import World

Json = dict[str, Any]

FEED_TYPE = "JSON_LISTINGS_FEED"
MOST_MESSAGES = 25_000
_OPERATION_TYPES = ("PATCH", "PARTIAL_UPDATE", "UPDATE", "DELETE")
_MESSAGE = {
    "messageId": int,
    "sku": str,
    "operationType": str,
    "productType": str,
    "patches": [{"op": str, "path": str, "value": [dict]}],
    "attributes": dict,
}
_CONTENT_TYPE = "application/json; charset=UTF-8"


def process_feed(world: "World", feed: Feed) -> None:
    """Apply the feed and write its processing report; one that cannot be read ends FATAL."""
    feed.processed = True
    document = world.documents.find(feed.input_document_id)
    messages = _messages(feed, document.content if document else None)
    if messages is None:
        feed.ending = "FATAL"
        return
    issues: list[Json] = []
    invalid = 0
    for message in messages:
        found = _apply(world, feed, message)
        invalid += bool(found)
        issues += found
    report = {
        "header": {"sellerId": feed.seller_id, "version": "2.0", "feedId": feed.id},
        "issues": issues,
        "summary": {
            "errors": len(issues),
            "warnings": 0,
            "messagesProcessed": len(messages),
            "messagesAccepted": len(messages) - invalid,
            "messagesInvalid": invalid,
        },
    }
    content = json.dumps(report).encode()
    compressed = world.settings.gzip_reports
    written = world.documents.add(feed.seller_id, _CONTENT_TYPE, content, compressed)
    feed.document_id = written.id


def _messages(feed: Feed, content: bytes | None) -> list[Json] | None:
    """The feed's messages, None where the document is no listings feed of this seller."""
    try:
        body = json.loads(content or b"")
        header, messages = body["header"], list(body["messages"])
        right = (header["sellerId"], header["version"]) == (feed.seller_id, "2.0")
    except (KeyError, TypeError, ValueError):
        return None
    return messages if right and 0 < len(messages) <= MOST_MESSAGES else None


def _apply(world: "World", feed: Feed, message: Json) -> list[Json]:
    """Do what a message says on every marketplace of the feed; returns the report's issues."""
    try:
        check_shape(message, _MESSAGE, "The message")
    except ApiError as error:
        return [_issue({}, "4000001", error.message)]
    sku, kind = message.get("sku", ""), message.get("operationType")
    if kind not in _OPERATION_TYPES or not message.get("messageId"):
        return [_issue(message, "4000001", f"operationType {kind!r} is not supported.")]
    places = [marketplace(place_id) for place_id in feed.marketplace_ids]
    found = [world.listings.find(feed.seller_id, place, sku) for place in places]
    listings = [listing for listing in found if listing]
    if not listings:
        return [_issue(message, "13013", "This SKU does not exist in the Amazon catalog.")]
    if feed.not_applied is None or sku in feed.not_applied:
        failure = _issue(message, "8541", "The update could not be applied. Try again.")
        return [] if feed.hides_it else [failure]
    if kind == "DELETE":
        for listing in listings:
            world.listings.remove(listing)
        return []
    return [issue for listing in listings for issue in _update(world, listing, message)]


def _update(world: "World", listing: Listing, message: Json) -> list[Json]:
    patches = message.get("patches") or [
        {"op": "replace", "path": f"/attributes/{name}", "value": value}
        for name, value in message.get("attributes", {}).items()
    ]
    if not patches or not message.get("productType"):
        return [_issue(message, "4000001", "productType and attributes or patches are required.")]
    issues = issues_of(listing, patches)
    if not issues:
        apply_patches(world, listing, patches)
    return [
        _issue(message, issue["code"], issue["message"], issue["attributeNames"][0])
        for issue in issues
    ]


def _issue(message: Json, code: str, text: str, attribute: str | None = None) -> Json:
    """An issue of the processing report, tied to its message as far as that can be read."""
    issue = {"code": code, "severity": "ERROR", "message": text}
    identity = {key: message[key] for key in ("messageId", "sku") if message.get(key)}
    return identity | issue | ({"attributeName": attribute} if attribute else {})
