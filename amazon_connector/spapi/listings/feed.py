"""The JSON_LISTINGS_FEED: many changes to listings in one file.

Source: Amazon's schema ``listings-feed-schema-v2``. What became of them says
:func:`..feed_results.parse_feed_result`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

MESSAGES_PER_FEED = 25_000
# Amazon asks for less than 10 MiB; the header takes a few bytes.
LARGEST_FEED = 10 * 2**20 - 2**16


def split_messages(
    messages: Iterable[Mapping[str, Any]],
    most: int = MESSAGES_PER_FEED,
    largest: int = LARGEST_FEED,
) -> Iterator[list[Mapping[str, Any]]]:
    """Divide messages, in their order, into as many feeds as Amazon's limits ask for.

    :param most: messages per feed
    :param largest: bytes per feed; a message that is larger by itself goes alone
    """
    part: list[Mapping[str, Any]] = []
    size = 0
    for message in messages:
        length = len(_json(message)) + 1
        if part and (len(part) == most or size + length > largest):
            yield part
            part, size = [], 0
        part.append(message)
        size += length
    if part:
        yield part


def listings_feed(selling_partner_id: str, messages: Iterable[Mapping[str, Any]]) -> bytes:
    """Build the content of one feed; Amazon's limits are kept by :func:`split_messages`.

    :param messages: each with ``messageId``, ``sku``, ``operationType`` (e.g. PATCH),
        ``productType`` and ``patches``
    :raises ValueError: when two share a ``messageId``
    """
    listed = list(messages)
    if len({message["messageId"] for message in listed}) < len(listed):
        raise ValueError("Each message of a feed needs a messageId of its own.")
    header = {"sellerId": selling_partner_id, "version": "2.0", "issueLocale": "en_US"}
    return _json({"header": header, "messages": listed})


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
