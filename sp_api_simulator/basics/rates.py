"""Token buckets: how often a seller may call each operation, with Amazon's published numbers."""

from dataclasses import dataclass
from datetime import datetime

from .clock import Clock


@dataclass(frozen=True)
class Rate:
    """`per_second` tokens flow in, at most `burst` are kept."""

    per_second: float
    burst: int


# Usage plans of Amazon's API models, August 2026.
PUBLISHED = {
    "searchOrders": Rate(0.0056, 20),
    "getOrder": Rate(0.5, 30),
    "confirmShipment": Rate(2, 10),
    "getReports": Rate(0.0222, 10),
    "createReport": Rate(0.0167, 15),
    "getReport": Rate(2, 15),
    "cancelReport": Rate(0.0222, 10),
    "getReportDocument": Rate(0.0167, 15),
    "createFeedDocument": Rate(0.5, 15),
    "createFeed": Rate(0.0083, 15),
    "getFeed": Rate(2, 15),
    "cancelFeed": Rate(2, 15),
    "getFeeds": Rate(0.0222, 10),
    "getFeedDocument": Rate(0.0222, 10),
    "getListingsItem": Rate(5, 10),
    "patchListingsItem": Rate(5, 5),
    "searchListingsItems": Rate(5, 5),
    "searchCatalogItems": Rate(2, 2),
    "getCatalogItem": Rate(2, 2),
    "getInventorySummaries": Rate(2, 2),
    "getMarketplaceParticipations": Rate(0.016, 15),
    "getAccount": Rate(0.016, 15),
    "listTransactions": Rate(0.5, 10),
    "listBalances": Rate(0.5, 10),
    "listSummary": Rate(0.5, 10),
    "listPayouts": Rate(0.5, 10),
    "listExpectedPayouts": Rate(0.5, 10),
    "getOrderPreview": Rate(2, 30),
    "createOrder": Rate(2, 30),
    "listOrders": Rate(2, 30),
    "getFulfillmentOrder": Rate(2, 30),
    "cancelOrder": Rate(2, 30),
    "updateOrder": Rate(2, 30),
    "listReturnReasonCodes": Rate(2, 30),
    "createFulfillmentReturn": Rate(2, 30),
    "getFulfillmentOrder2020": Rate(2, 30),
}


@dataclass
class _Bucket:
    tokens: float
    filled: datetime


class Rates:
    """One bucket per seller and operation, filled by the simulator's clock."""

    def __init__(self, clock: Clock, enforced: bool) -> None:
        self.enforced = enforced
        self._clock = clock
        self._buckets: dict[tuple[str, str], _Bucket] = {}

    def take(self, seller_id: str, operation: str) -> bool:
        """Take a token; False when the call must be refused."""
        rate = PUBLISHED.get(operation)
        if rate is None or not self.enforced:
            return True
        now = self._clock.now()
        bucket = self._buckets.setdefault((seller_id, operation), _Bucket(rate.burst, now))
        gained = (now - bucket.filled).total_seconds() * rate.per_second
        bucket.tokens = min(rate.burst, bucket.tokens + gained)
        bucket.filled = now
        if bucket.tokens < 1:
            return False
        bucket.tokens -= 1
        return True
