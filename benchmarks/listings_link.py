"""Linking all listings of a store to their products in one go: queries per 1,000 of them."""

import time

from .results import Figure
from .shop import Shop

LISTINGS = 20_000
MOST_QUERIES = 50


def measure(shop: Shop, count: int = LISTINGS) -> list[Figure]:
    listings = _create_listings(shop, count)
    before = shop.env.cr.sql_log_count
    start = time.perf_counter()
    listings.action_link_automatically()
    shop.env.cr.commit()
    spent = time.perf_counter() - start
    queries = (shop.env.cr.sql_log_count - before) * 1000 / count
    if (linked := len(listings.filtered("product_id"))) != count:
        raise AssertionError(f"{linked} of {count} listings were linked")
    return [
        Figure("listings_link_queries", queries, "queries/1000", MOST_QUERIES),
        Figure("listings_link_time", 1000 * spent / count, "s/1000", 1),
    ]


def _create_listings(shop: Shop, count: int):
    """Listings that no product is linked to, and the products that they are."""
    numbers = range(count)
    Product = shop.env["product.product"].with_context(tracking_disable=True)
    Product.create(
        [{"name": f"Link {number}", "default_code": f"LINK-{number}"} for number in numbers]
    )
    listings = shop.env["amazon.listing"].create(
        [{"store_id": shop.store.id, "seller_sku": f"LINK-{number}"} for number in numbers]
    )
    shop.env.cr.commit()
    return listings
