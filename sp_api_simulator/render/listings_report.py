"""The report GET_MERCHANT_LISTINGS_ALL_DATA: tab-separated, Amazon's columns."""

from ..basics.marketplaces import marketplace
from ..state.listings import Listing, Listings
from ..state.reports import Report

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


def report_charset(marketplace_id: str) -> str:
    """Amazon writes reports of Japan in its national charset, the others in UTF-8."""
    return "windows-31j" if marketplace(marketplace_id).code == "JP" else "UTF-8"


def merchant_listings(listings: Listings, report: Report) -> str:
    """One row per listing of the report's first marketplace: the file names no marketplace."""
    place = marketplace(report.marketplace_ids[0])
    rows = [_row(listing) for listing in listings.of(report.seller_id, [place])]
    lines = ["\t".join(COLUMNS), *("\t".join(row[name] for name in COLUMNS) for row in rows)]
    return "".join(f"{line}\r\n" for line in lines)


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
