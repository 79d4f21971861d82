"""Listings: the listings report, the items of the Listings API, and the listings feed."""

from .feed import FeedResult, listings_feed, parse_listings_feed_result
from .items import (
    Issue,
    ListingItem,
    ListingPage,
    SubmissionResult,
    parse_issue,
    parse_listing_item,
    parse_submission_result,
)
from .cells import gtin, parse_number
from .report import (
    ListingRow,
    ListingsReader,
    ListingsReport,
    RowError,
    parse_listings_report,
)

__all__ = [
    "FeedResult",
    "Issue",
    "ListingItem",
    "ListingPage",
    "ListingRow",
    "ListingsReader",
    "ListingsReport",
    "RowError",
    "SubmissionResult",
    "gtin",
    "listings_feed",
    "parse_issue",
    "parse_listing_item",
    "parse_listings_feed_result",
    "parse_listings_report",
    "parse_number",
    "parse_submission_result",
]
