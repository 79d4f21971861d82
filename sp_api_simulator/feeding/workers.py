"""The types of feeds that are taken, who works on them, and when."""

from collections.abc import Callable
from dataclasses import dataclass

from ..state.feeds import Feed
from ..world import World
from . import acknowledgements, listings


@dataclass(frozen=True)
class Worker:
    """Works on one type of feed; its processing reports have `content_type`.

    `work` lets the uploaded bytes take effect and returns the report, None where there is none;
    it gives a feed that cannot be read the `ending` FATAL.
    """

    content_type: str
    work: Callable[[World, Feed, bytes], bytes | None]


_WORKERS = {
    "JSON_LISTINGS_FEED": Worker("application/json; charset=UTF-8", listings.work),
    "POST_ORDER_ACKNOWLEDGEMENT_DATA": Worker("text/xml; charset=UTF-8", acknowledgements.work),
}
FEED_TYPES = tuple(_WORKERS)


def catch_up(world: World) -> None:
    """Let happen what is due by now: feeds take effect at their time, watched or not."""
    for feed in world.feeds.due(world.clock.now()):
        _process(world, feed)


def _process(world: World, feed: Feed) -> None:
    """Let a feed whose time has come take effect, and keep its processing report."""
    feed.processed = True
    worker = _WORKERS[feed.type]
    uploaded = world.documents.find(feed.input_document_id)
    report = worker.work(world, feed, uploaded and uploaded.content or b"")
    if report is not None:
        compressed = world.settings.gzip_reports
        written = world.documents.add(feed.seller_id, worker.content_type, report, compressed)
        feed.document_id = written.id
    feed.settle()
