"""Listings: the listings report, the items of the Listings API, and the listings feed."""

from ..issues import Issue, parse_issue
from .cells import gtin, parse_number
from .codes import is_valid_barcode, spell_code
from .conditions import is_used
from .feed import listings_feed, split_messages
from .items import (
    ListingItem,
    ListingPage,
    SubmissionResult,
    parse_listing_item,
    parse_submission_result,
)
from .report import (
    ListingRow,
    ListingsReader,
    ListingsReport,
    RowError,
    parse_listings_report,
)

__all__ = [
    "Issue",
    "ListingItem",
    "ListingPage",
    "ListingRow",
    "ListingsReader",
    "ListingsReport",
    "RowError",
    "SubmissionResult",
    "gtin",
    "is_used",
    "is_valid_barcode",
    "listings_feed",
    "parse_issue",
    "parse_listing_item",
    "parse_listings_report",
    "parse_number",
    "parse_submission_result",
    "spell_code",
    "split_messages",
]
