"""The types of feeds that are taken, and who works on them."""

from typing import TYPE_CHECKING

from . import acknowledging, feeding
from .state.feeds import Feed

if TYPE_CHECKING:
    from .world import World

_WORKERS = {
    feeding.FEED_TYPE: feeding.process_feed,
    acknowledging.FEED_TYPE: acknowledging.process_acknowledgements,
}
FEED_TYPES = tuple(_WORKERS)


def process_feed(world: "World", feed: Feed) -> None:
    """Let a feed whose time has come take effect, and write its processing report."""
    _WORKERS[feed.type](world, feed)
    feed.settle()
