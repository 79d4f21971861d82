"""Quantities sent per second when 1 % of 10,000 listings changed.

Both ways look at all listings and send what differs. The connector keeps to Amazon's quota: a
few patches, the rest as one feed; the naive way patches as fast as the simulator answers.
"""

from .tools import naive
from .tools.results import Figure, compare, seconds
from .tools.shop import Shop

LISTINGS = 10_000
CHANGED = LISTINGS // 100
UNIT = "quantities/s"


def measure(shop: Shop) -> list[Figure]:
    shop.stock_products(LISTINGS, quantity=10)
    shop.reset_amazon(orders=0, skus=LISTINGS)
    _create_listings(shop)
    return [
        compare(
            "stock_push",
            UNIT,
            lambda: _measure_once(shop, shop.store.action_push_stock),
            lambda: _measure_once(shop, lambda: naive.push_stock(shop.store)),
        )
    ]


def _create_listings(shop: Shop) -> None:
    """Listings of all products, whose present quantities Amazon knows."""
    shop.store.push_stock = True
    skus = [f"SKU-{number:05d}" for number in range(1, LISTINGS + 1)]
    products = shop.env["product.product"].search([("default_code", "in", skus)])
    Listing = shop.env["amazon.listing"]
    listed = set(Listing.search([("store_id", "=", shop.store.id)]).product_id)
    Listing.create(
        [
            {"store_id": shop.store.id, "seller_sku": product.default_code,
             "product_id": product.id}
            for product in products
            if product not in listed
        ]
    )  # fmt: skip
    for listing in Listing.search([("store_id", "=", shop.store.id)]):
        quantity = int(
            listing.product_id.with_context(warehouse_id=shop.store.warehouse_id.id).free_qty
        )
        listing.write(
            {
                "is_listed": True,
                "fulfillment_channel": "DEFAULT",
                "wanted_quantity": quantity,
                "pushed_quantity": quantity,
                "pushed_at": shop.since.replace(tzinfo=None),
            }
        )
    shop.env.cr.commit()


def _measure_once(shop: Shop, work) -> float:
    """Change the stock of every hundredth product and push."""
    listings = shop.env["amazon.listing"].search([("store_id", "=", shop.store.id)])
    location = shop.store.warehouse_id.lot_stock_id
    before = listings[::100].mapped("pushed_quantity")
    for listing in listings[::100]:
        shop.env["stock.quant"]._update_available_quantity(listing.product_id, location, 1)
    # What earlier rounds sent is settled, and the quota is full again.
    shop.env["amazon.submission.message"].search([]).state = "accepted"
    shop.env["amazon.submission"].search([]).state = "confirmed"
    shop.env["amazon.rate.bucket"].search([]).unlink()
    shop.env.cr.commit()
    spent = seconds(work)
    shop.env.invalidate_all()
    sent = [listing.pushed_quantity for listing in listings[::100]]
    if min(sent) <= min(before):
        raise AssertionError("some quantities were not pushed")
    return CHANGED / spent
