"""Working on a JSON_LISTINGS_FEED: each message changes a listing or is told why not."""

import json
from collections import Counter
from typing import Any

from ..basics.errors import ApiError
from ..basics.marketplaces import marketplace
from ..basics.shape import check_shape
from ..state.feeds import Feed
from ..state.listings import Listing
from ..trading.patching import apply_patches, issues_of
from ..world import World

Json = dict[str, Any]

MOST_MESSAGES = 25_000
_HIGHEST_ID = 2**31 - 1
_OPERATION_TYPES = ("PATCH", "PARTIAL_UPDATE", "UPDATE", "DELETE")
_MESSAGE = {
    "messageId": int,
    "sku": str,
    "operationType": str,
    "productType": str,
    "patches": [{"op": str, "path": str, "value": [dict]}],
    "attributes": dict,
}


class UnusableFeed(Exception):
    """The feed as a whole cannot be worked on; the text says why."""


def work(world: World, feed: Feed, content: bytes) -> bytes:
    """Apply the feed; returns its processing report.

    One that cannot be worked on ends FATAL, with an issue that belongs to no message.
    """
    try:
        messages = _messages(feed, content)
    except UnusableFeed as error:
        feed.ending = "FATAL"
        return _report(feed, 0, 0, [_issue({}, "4002001", str(error))])
    issues: list[Json] = []
    invalid = 0
    for message in messages:
        found = _apply(world, feed, message)
        invalid += bool(found)
        issues += found
    return _report(feed, len(messages), invalid, issues)


def _report(feed: Feed, processed: int, invalid: int, issues: list[Json]) -> bytes:
    """Amazon's processing report, version 2; an issue is an ERROR here."""
    report = {
        "header": {"sellerId": feed.seller_id, "version": "2.0", "feedId": feed.id},
        "issues": issues,
        "summary": {
            "errors": len(issues),
            "warnings": 0,
            "messagesProcessed": processed,
            "messagesAccepted": processed - invalid,
            "messagesInvalid": invalid,
        },
    }
    return json.dumps(report).encode()


def _messages(feed: Feed, content: bytes) -> list[Json]:
    """The messages of a listings feed of this seller; UnusableFeed."""
    try:
        body = json.loads(content)
        header, messages = body["header"], list(body["messages"])
        known = (header["sellerId"], header["version"]) == (feed.seller_id, "2.0")
    except (KeyError, TypeError, ValueError) as error:
        raise UnusableFeed("Item 'Feed' cannot be parsed.") from error
    if not known:
        raise UnusableFeed("The header names another seller or an unknown version.")
    if not 0 < len(messages) <= MOST_MESSAGES:
        raise UnusableFeed(f"A feed must hold 1 to {MOST_MESSAGES} messages.")
    named = [m for m in messages if isinstance(m, dict) and "messageId" in m]
    ids = Counter(str(message["messageId"]) for message in named)
    twice = [number for number, times in ids.items() if times > 1]
    if twice:
        raise UnusableFeed(f"The messageId {twice[0]} is not unique within the feed.")
    return messages


def _apply(world: World, feed: Feed, message: Json) -> list[Json]:
    """Do what a message says on every marketplace of the feed; returns the report's issues."""
    try:
        check_shape(message, _MESSAGE, "The message")
    except ApiError as error:
        return [_issue({}, "4000001", error.message)]
    sku, kind = message.get("sku", ""), message.get("operationType")
    if not 1 <= message.get("messageId", 0) <= _HIGHEST_ID:
        return [_issue({}, "4000001", f"messageId must be between 1 and {_HIGHEST_ID}.")]
    if kind not in _OPERATION_TYPES:
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


def _update(world: World, listing: Listing, message: Json) -> list[Json]:
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
