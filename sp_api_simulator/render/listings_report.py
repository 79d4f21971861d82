"""The report GET_MERCHANT_LISTINGS_ALL_DATA: tab-separated, Amazon's columns, in any language."""

import json
from functools import cache
from pathlib import Path

from ..basics.marketplaces import Marketplace, marketplace
from ..state.documents import codec_of
from ..state.listings import Listing, Listings
from ..state.reports import Report
from ..state.sellers import Seller

COLUMNS = (
    "item-name", "item-description", "listing-id", "seller-sku", "price", "quantity", "open-date",
    "image-url", "item-is-marketplace", "product-id-type", "zshop-shipping-fee", "item-note",
    "item-condition", "zshop-category1", "zshop-browse-path", "zshop-storefront-feature", "asin1",
    "asin2", "asin3", "will-ship-internationally", "expedited-shipping", "zshop-boldface",
    "product-id", "bid-for-featured-placement", "add-delete", "pending-quantity",
    "fulfillment-channel", "merchant-shipping-group", "status", "Minimum order quantity",
    "Sell remainder",
)  # fmt: skip
_ASIN, _EAN = "1", "4"
_NEW = "11"


def listings_report(listings: Listings, report: Report, seller: Seller) -> tuple[str, bytes]:
    """Content type and bytes: one row per listing of the report's first marketplace.

    The headings are in the language of the seller (`de_DE`), or in that which the report's options
    prefer; English where Amazon has none in that language.
    """
    place = marketplace(report.marketplace_ids[0])
    headings = _headings(_locale(report, seller))
    rows = [_row(listing) for listing in listings.of(report.seller_id, [place])]
    lines = ["\t".join(headings), *("\t".join(row[name] for name in COLUMNS) for row in rows)]
    charset = seller.report_charset or _charset(place)
    text = "".join(f"{line}\r\n" for line in lines)
    content = text.encode(codec_of(f"charset={charset}"), "replace")
    return f"text/plain; charset={seller.report_charset_claimed or charset}", content


def _locale(report: Report, seller: Seller) -> str:
    preferred = report.options.get("preferredReportDocumentLocale")
    return str(preferred) if preferred and seller.report_locale_yields else seller.report_locale


def _charset(place: Marketplace) -> str:
    """Amazon writes reports of Japan in its national charset, the others in UTF-8."""
    return "windows-31j" if place.code == "JP" else "UTF-8"


def _headings(locale: str) -> list[str]:
    known = _translations().get(locale.partition("_")[0], {})
    return [known.get(name, name) for name in COLUMNS]


@cache
def _translations() -> dict[str, dict[str, str]]:
    """Headings by language, as far as they are known; the others stay English."""
    path = Path(__file__).parents[1] / "data" / "listings_report_headings.json"
    translations: dict[str, dict[str, str]] = json.loads(path.read_text("utf-8"))
    return translations


def _row(listing: Listing) -> dict[str, str]:
    """The columns that Amazon fills; the quantity only where the seller keeps the stock."""
    in_europe = listing.marketplace.region == "EU"
    filled = {
        "item-name": listing.title,
        "listing-id": listing.listing_id,
        "seller-sku": listing.sku,
        "price": str(listing.price),
        "quantity": "" if listing.is_fba else str(listing.quantity),
        "open-date": listing.created.strftime(
            "%d/%m/%Y %H:%M:%S UTC" if in_europe else "%Y-%m-%d %H:%M:%S UTC"
        ),
        "item-is-marketplace": "y",
        "product-id-type": _EAN if listing.barcode else _ASIN,
        "item-condition": _NEW,
        "asin1": listing.asin,
        "product-id": listing.barcode or listing.asin,
        "pending-quantity": "" if listing.is_fba else "0",
        "fulfillment-channel": listing.channel_code,
        "merchant-shipping-group": "" if listing.is_fba else "Migrated Template",
        "status": listing.status,
    }
    return dict.fromkeys(COLUMNS, "") | filled
