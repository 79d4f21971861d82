"""Feeds API 2021-06-30: files that Amazon works through."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sp_api.api.feeds.feeds_2021_06_30 import FeedsV20210630

from ..caller import honored
from ..documents import Document, upload
from ..payload import Node
from ..words import JSON_CONTENT_TYPE, as_word
from .documents import DocumentsCaller

# The call that makes a feed: an error of any other one means that there is none.
CREATE_FEED = "createFeed"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed on its way.

    ``status`` is IN_QUEUE, IN_PROGRESS, DONE, CANCELLED or FATAL; ``result_document_id`` is
    there when Amazon has reported on it. ``marketplaces`` are empty where Amazon does not say.
    """

    feed_id: str
    status: str
    result_document_id: str | None
    marketplaces: tuple[str, ...] = ()


class FeedsOperations(DocumentsCaller):
    """Operations of the Feeds API."""

    def create_feed(
        self,
        feed_type: str,
        content: bytes,
        *,
        content_type: str = JSON_CONTENT_TYPE,
        marketplace_ids: Iterable[str],
    ) -> str:
        """Store the content and have Amazon work through it.

        :return: the feed's id, for :meth:`get_feed`
        """
        operation = "createFeedDocument"
        # Without a file, the library leaves the upload to us.
        document = Node.root(
            self._call(operation, FeedsV20210630, "create_feed_document", None, content_type)
        )
        upload(
            document.required_text("url"),
            content,
            content_type,
            operation,
            api_url=self._api_url,
            timeout=self._timeout,
        )
        answer = self._call(
            CREATE_FEED,
            FeedsV20210630,
            "create_feed",
            feed_type,
            document.required_text("feedDocumentId"),
            marketplaceIds=list(marketplace_ids),
        )
        return Node.root(answer).required_text("feedId")

    def get_feed(self, feed_id: str) -> Feed:
        """Ask how far a feed is.

        :raises ExpiredReference: (a ``NotFound``) when Amazon has no such feed (any more)
        """
        with honored(feed_id):
            node = Node.root(self._call("getFeed", FeedsV20210630, "get_feed", feed_id))
        return _parse_feed(node)

    def get_feeds(
        self, feed_type: str, marketplace_ids: Iterable[str], *, created_since: datetime
    ) -> tuple[Feed, ...]:
        """List the newest feeds of a type, at most a hundred, the newest first.

        :param created_since: UTC, aware
        :return: without those of which not even the id can be read
        """
        answer = self._call(
            "getFeeds",
            FeedsV20210630,
            "get_feeds",
            feedTypes=(feed_type,),
            marketplaceIds=tuple(marketplace_ids),
            createdSince=created_since,
            pageSize=100,
        )
        node = Node.root(answer).require("feeds")
        feeds, _broken = node.parsed(
            "feeds", lambda node: (node.text("createdTime"), _parse_feed(node))
        )
        newest_first = sorted(feeds, key=lambda created: created[0], reverse=True)
        return tuple(feed for _created, feed in newest_first)

    def download_feed_result(self, document_id: str) -> Document:
        """Fetch Amazon's report on a feed.

        :param document_id: ``Feed.result_document_id``, also of a feed that ended FATAL
        :raises ExpiredReference: (a ``NotFound``) when Amazon does not serve it (any more)
        """
        path = "/feeds/2021-06-30/documents/{}"
        return self._download("getFeedDocument", path, document_id)


def _parse_feed(node: Node) -> Feed:
    return Feed(
        feed_id=node.required_text("feedId"),
        status=as_word(node.required_text("processingStatus")),
        result_document_id=node.text("resultFeedDocumentId") or None,
        marketplaces=_parse_marketplaces(node),
    )


def _parse_marketplaces(node: Node) -> tuple[str, ...]:
    """They only tell whose a feed is: what cannot be read of them costs no feed."""
    told = node.value.get("marketplaceIds")
    return tuple(code for code in told if isinstance(code, str)) if isinstance(told, list) else ()
