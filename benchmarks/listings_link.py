"""Linking all listings of a store to their products in one go: queries per 1,000 of them."""

import time

from .tools.results import Figure
from .tools.rows import copy_rows
from .tools.shop import Shop

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
    print(f"   {count} listings linked in {spent:.1f} s", flush=True)
    return [Figure("listings_link_queries", queries, "queries/1000", MOST_QUERIES)]


def _create_listings(shop: Shop, count: int):
    """Listings that no product is linked to, and the products that they are."""
    shop.stock_products(1)
    product = shop.env["product.product"].search([("default_code", "=", "SKU-00001")])
    template = product.product_tmpl_id
    templates = copy_rows(template, count)
    copy_rows(
        product,
        count,
        product_tmpl_id=f"{templates} + number",
        default_code="'LINK-' || number",
    )
    shop.env.invalidate_all()
    listings = shop.env["amazon.listing"].create(
        [{"store_id": shop.store.id, "seller_sku": f"LINK-{n}"} for n in range(1, count + 1)]
    )
    shop.env.cr.commit()
    return listings
