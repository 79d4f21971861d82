"""Working on a JSON_LISTINGS_FEED: each message changes a listing or is told why not."""

import json
from collections import Counter
from typing import Any

from ..basics.errors import ApiError
from ..basics.fields import Field
from ..basics.marketplaces import marketplace
from ..state.feeds import Feed
from ..state.listings import Listing
from ..trading.patching import PATCHES, apply_patches, issues_of
from ..world import World

Json = dict[str, Any]

MOST_MESSAGES = 25_000
# What goes with each type of operation, beside what every message has.
_SAYS: dict[str, set[str]] = {
    "UPDATE": {"productType", "attributes"},
    "PARTIAL_UPDATE": {"productType", "attributes"},
    "PATCH": {"productType", "patches"},
    "DELETE": set(),
}
_MESSAGE = Field(
    "The message",
    "object",
    fields=(
        Field("messageId", "integer", required=True, least=1, most=2**31 - 1),
        Field("sku", required=True),
        Field("operationType", required=True, values=tuple(_SAYS)),
        Field("productType"),
        Field("requirements", simulated=False),
        Field("attributes", "object"),
        PATCHES,
    ),
)


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
    if "report" in header:
        raise UnusableFeed("The header's report is not simulated here.")
    if not 0 < len(messages) <= MOST_MESSAGES:
        raise UnusableFeed(f"A feed must hold 1 to {MOST_MESSAGES} messages.")
    named = [m for m in messages if isinstance(m, dict) and "messageId" in m]
    ids = Counter(str(message["messageId"]) for message in named)
    twice = [number for number, times in ids.items() if times > 1]
    if twice:
        raise UnusableFeed(f"The messageId {twice[0]} is not unique within the feed.")
    return messages


def _complaint(message: Any) -> str:
    """What keeps a message from being understood, "" if nothing does."""
    try:
        _MESSAGE.check(message)
    except ApiError as error:
        return error.message
    kind = message["operationType"]
    told = {"productType", "attributes", "patches"} & set(message)
    if told != _SAYS[kind]:
        return f"{kind} needs {' and '.join(sorted(_SAYS[kind])) or 'nothing else'}."
    return ""


def _apply(world: World, feed: Feed, message: Json) -> list[Json]:
    """Do what a message says on every marketplace of the feed; returns the report's issues."""
    if complaint := _complaint(message):
        return [_issue(message, "4000001", complaint)]
    sku, kind = message["sku"], message["operationType"]
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
    if message["operationType"] == "UPDATE":
        # It brings all attributes that the listing shall have.
        gone = listing.attributes.keys() - message["attributes"].keys()
        patches += [{"op": "delete", "path": f"/attributes/{name}"} for name in sorted(gone)]
    issues = issues_of(listing, patches)
    if not issues:
        apply_patches(world, listing, patches)
    return [
        _issue(message, issue["code"], issue["message"], issue["attributeNames"][0])
        for issue in issues
    ]


def _issue(message: Any, code: str, text: str, attribute: str | None = None) -> Json:
    """An issue of the processing report, tied to its message as far as that can be read."""
    issue = {"code": code, "severity": "ERROR", "message": text}
    known = message if isinstance(message, dict) else {}
    types = {"messageId": int, "sku": str}
    identity = {key: known[key] for key, kind in types.items() if type(known.get(key)) is kind}
    return identity | issue | ({"attributeName": attribute} if attribute else {})
