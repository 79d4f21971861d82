"""The JSON_LISTINGS_FEED: many changes to listings in one file, and Amazon's report on them.

Source: Amazon's schemas ``listings-feed-schema-v2`` and
``listings-feed-processing-report-schema-v2``.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import UnreadablePayload
from ..payload import Node
from .items import Issue, parse_issue

FEED_TYPE = "JSON_LISTINGS_FEED"
MESSAGES_PER_FEED = 25_000


@dataclass(frozen=True, slots=True)
class FeedResult:
    """What became of a feed's messages.

    ``issues_by_message_id`` holds the findings by ``messageId``; under 0 those about the feed
    as a whole. A message with an ERROR was not applied, one with a WARNING was.
    """

    accepted: int
    invalid: int
    issues_by_message_id: Mapping[int, tuple[Issue, ...]]


def listings_feed(selling_partner_id: str, messages: Iterable[Mapping[str, Any]]) -> bytes:
    """Build the content of a feed.

    :param messages: at most 25,000, each with ``messageId``, ``sku``, ``operationType`` (e.g.
        PATCH), ``productType`` and ``patches``
    :raises ValueError: when there are more, or two share a ``messageId``
    """
    listed = list(messages)
    if len(listed) > MESSAGES_PER_FEED:
        raise ValueError(f"A feed holds at most {MESSAGES_PER_FEED} messages.")
    if len({message["messageId"] for message in listed}) < len(listed):
        raise ValueError("Each message of a feed needs a messageId of its own.")
    header = {"sellerId": selling_partner_id, "version": "2.0", "issueLocale": "en_US"}
    feed = {"header": header, "messages": listed}
    return json.dumps(feed, ensure_ascii=False, separators=(",", ":")).encode()


def parse_listings_feed_result(text: str) -> FeedResult:
    """Read the processing report of a feed.

    :param text: the result document
    :raises UnreadablePayload: and nothing else
    """
    try:
        payload = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadablePayload("", "is not JSON") from error
    node = Node.root(payload)
    summary = node.node("summary")
    issues: defaultdict[int, list[Issue]] = defaultdict(list)
    for issue in node.nodes("issues"):
        issues[issue.integer("messageId")].append(parse_issue(issue))
    return FeedResult(
        accepted=summary.integer("messagesAccepted"),
        invalid=summary.integer("messagesInvalid"),
        issues_by_message_id={message: tuple(found) for message, found in issues.items()},
    )
