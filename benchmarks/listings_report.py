"""A listings report of 100,000 rows, imported first and again, in bounded memory.

The naive way looks for each row by itself, writes all its values, and commits; it is measured on a
part of the rows and scaled. Memory is the growth of the process from before the first report to
the peak of the second.
"""

import resource

from .tools.results import Figure, seconds
from .tools.shop import Shop

ROWS = 100_000
PART = 50
# One row in so many is another one with the second report.
CHANGED = 20
LIMIT_MEMORY_MB = 300
COLUMNS = (
    "item-name", "seller-sku", "price", "quantity", "open-date", "product-id-type", "asin1",
    "product-id", "fulfillment-channel", "status",
)  # fmt: skip


def measure(shop: Shop, count: int = ROWS) -> list[Figure]:
    store = shop.store
    before = _peak_mb()
    first = seconds(lambda: _load(shop, store, count, turn=1))
    again = seconds(lambda: _load(shop, store, count, turn=2))
    grown = _peak_mb() - before
    part = count // PART
    naive_first, naive_again = (
        seconds(lambda turn=turn: _load_row_by_row(shop, store, part, turn)) * PART
        for turn in (1, 2)
    )
    print(f"   {count} rows: {first:.1f} s, again {again:.1f} s, {grown:.0f} MB", flush=True)
    return [
        Figure("listings_report_first", first, "s", naive_first),
        Figure("listings_report_again", again, "s", naive_again),
        Figure("listings_report_memory", grown, "MB", LIMIT_MEMORY_MB),
    ]


def _rows(prefix: str, count: int, turn: int):
    for number in range(count):
        price = 10 + number % 90 + (turn if number % CHANGED == 0 else 0)
        yield {
            "item-name": f"Product {number} with a title of the usual length, in blue, size XL",
            "seller-sku": f"{prefix}-{number:06d}",
            "price": f"{price}.99",
            "quantity": str(number % 50),
            "open-date": "2024-05-17 10:00:00 UTC",
            "product-id-type": "1",
            "asin1": f"B0{number:08d}",
            "product-id": f"B0{number:08d}",
            "fulfillment-channel": "DEFAULT",
            "status": "Active",
        }


def _load(shop: Shop, store, count: int, turn: int) -> None:
    lines = ["\t".join(row.values()) for row in _rows("ROW", count, turn)]
    shop.amazon.next_report("\r\n".join(["\t".join(COLUMNS), *lines]))
    del lines
    store.action_sync_listings()
    # Amazon takes its time to prepare it.
    shop.amazon.advance(minutes=1)
    operation = store.action_sync_listings()
    changed = count if turn == 1 else -(-count // CHANGED)
    if operation.state != "done" or operation.received != changed:
        raise AssertionError(f"{operation.state}: {operation.received} of {changed} rows")


def _load_row_by_row(shop: Shop, store, count: int, turn: int) -> None:
    env = shop.env
    for row in _rows("NAIVE", count, turn):
        listing = env["amazon.listing"].search(
            [("store_id", "=", store.id), ("seller_sku", "=", row["seller-sku"])], limit=1
        )
        product = env["product.product"].search([("default_code", "=", row["seller-sku"])], limit=1)
        vals = {
            "store_id": store.id,
            "seller_sku": row["seller-sku"],
            "title": row["item-name"],
            "asin": row["asin1"],
            "price": float(row["price"]),
            "amazon_quantity": int(row["quantity"]),
            "fulfillment_channel": row["fulfillment-channel"],
            "status": row["status"].lower(),
            "product_id": product.id,
        }
        if listing:
            listing.write(vals)
        else:
            env["amazon.listing"].create(vals)
        env.cr.commit()


def _peak_mb() -> float:
    """The most memory that the process has had so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
