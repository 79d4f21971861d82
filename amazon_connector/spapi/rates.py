"""Amazon's token buckets: the published numbers, and how a bucket fills.

Each operation has a bucket of ``burst`` calls per seller and application, which ``rate`` calls a
second refill. Amazon may give a seller more and tells it in ``x-amzn-RateLimit-Limit``.
"""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, Protocol

from .errors import Throttled


class Rate(NamedTuple):
    """``rate`` in calls per second, ``burst`` in calls."""

    rate: float
    burst: int


# Source: the usage plans in Amazon's API models.
PUBLISHED_RATES = {
    "getMarketplaceParticipations": Rate(0.016, 15),
    "searchOrders": Rate(0.0056, 20),
    "getOrder": Rate(0.5, 30),
    "confirmShipment": Rate(2, 10),
    "getReports": Rate(0.0222, 10),
    "createReport": Rate(0.0167, 15),
    "getReport": Rate(2, 15),
    "getReportDocument": Rate(0.0167, 15),
    "createFeedDocument": Rate(0.5, 15),
    "createFeed": Rate(0.0083, 15),
    "getFeed": Rate(2, 15),
    "getFeeds": Rate(0.0222, 10),
    "getFeedDocument": Rate(0.0222, 10),
    "getListingsItem": Rate(5, 10),
    "patchListingsItem": Rate(5, 5),
    "searchListingsItems": Rate(5, 5),
    "getCatalogItem": Rate(2, 2),
    "searchCatalogItems": Rate(2, 2),
    "getInventorySummaries": Rate(2, 2),
    "listTransactions": Rate(0.5, 10),
    "listBalances": Rate(0.5, 10),
    "listPayouts": Rate(0.5, 10),
    "listExpectedPayouts": Rate(0.5, 10),
    "getOrderPreview": Rate(2, 30),
    "createOrder": Rate(2, 30),
    "getFulfillmentOrder": Rate(2, 30),
    "listOrders": Rate(2, 30),
    "cancelOrder": Rate(2, 30),
    "listReturnReasonCodes": Rate(2, 30),
    "createFulfillmentReturn": Rate(2, 30),
    "getFulfillmentOrder2020": Rate(2, 30),
}
# For operations without a published rate; Amazon's header corrects it with the first answer.
CAUTIOUS_RATE = Rate(0.5, 5)


class RateLimiter(Protocol):
    """Keeps a seller's calls within Amazon's quota, without ever waiting."""

    def take(self, operation: str) -> None:
        """Spend one call.

        :raises Throttled: when the bucket is empty, with the time of the next token
        """

    def learn(self, operation: str, rate: float) -> None:
        """Take over the rate, in calls per second, that Amazon told in a header."""

    def exhausted(self, operation: str) -> datetime:
        """Empty the bucket, since Amazon answered 429.

        :return: the time of the next token (UTC)
        """
        ...


def refill(tokens: float, updated_at: datetime, now: datetime, rate: Rate) -> float:
    """:return: the tokens of a bucket at ``now`` that held ``tokens`` at ``updated_at``"""
    elapsed = max((now - updated_at).total_seconds(), 0.0)
    return min(float(rate.burst), tokens + elapsed * rate.rate)


def next_token_at(tokens: float, now: datetime, rate: Rate) -> datetime:
    """:return: when a bucket that holds ``tokens`` at ``now`` holds one whole token"""
    return now + timedelta(seconds=max(1 - tokens, 0.0) / rate.rate)


class _Bucket(NamedTuple):
    tokens: float
    updated_at: datetime
    rate: Rate


class MemoryRateLimiter:
    """A rate limiter for one process: scripts and tests."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._now = now
        self._buckets: dict[str, _Bucket] = {}
        self._lock = threading.Lock()

    def take(self, operation: str) -> None:
        """See :meth:`RateLimiter.take`."""
        with self._lock:
            bucket = self._refilled(operation)
            if bucket.tokens < 1:
                raise Throttled(
                    "The quota of this operation is used up for now.",
                    operation=operation,
                    retry_at=next_token_at(*bucket),
                )
            self._buckets[operation] = bucket._replace(tokens=bucket.tokens - 1)

    def learn(self, operation: str, rate: float) -> None:
        """See :meth:`RateLimiter.learn`."""
        with self._lock:
            bucket = self._refilled(operation)
            self._buckets[operation] = bucket._replace(rate=bucket.rate._replace(rate=rate))

    def exhausted(self, operation: str) -> datetime:
        """See :meth:`RateLimiter.exhausted`."""
        with self._lock:
            bucket = self._refilled(operation)._replace(tokens=0.0)
            self._buckets[operation] = bucket
            return next_token_at(*bucket)

    def _refilled(self, operation: str) -> _Bucket:
        now = self._now()
        published = PUBLISHED_RATES.get(operation, CAUTIOUS_RATE)
        full = _Bucket(float(published.burst), now, published)
        tokens, updated_at, rate = self._buckets.get(operation, full)
        return _Bucket(refill(tokens, updated_at, now, rate), now, rate)
