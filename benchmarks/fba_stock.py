"""FBA SKUs that are read, compared with Odoo's stock and adjusted, per second.

Amazon's answers are at hand, since its quota (two pages a second) is the same for both ways. Every
tenth SKU differs. The naive way looks at one SKU at a time: its listing, its product's stock in the
FBA warehouse, an inventory adjustment where they differ; it is measured on a part of them.
"""

from odoo.addons.amazon_connector.models.fba_stock.amazon_fba_stock_read import Reading
from odoo.addons.amazon_connector.spapi.operations.inventory import parse_inventory_page

from .tools.results import Figure, seconds
from .tools.rows import copy_rows
from .tools.shop import Shop

SKUS = 20_000
NAIVE_SKUS = 500
PAGE = 50
# Every so manieth SKU differs from Odoo.
DIFFERING = 10


def measure(shop: Shop, count: int = SKUS) -> list[Figure]:
    store = shop.store
    store.fba_stock_mode = "adjust"
    _create_products(shop, count)
    pages = [_page(range(at, at + PAGE)) for at in range(1, count + 1, PAGE)]
    stock = store.account_id._work_env().env["amazon.fba.stock"]
    before = shop.env.cr.sql_log_count
    read = seconds(lambda: _read(shop, stock, pages))
    first = seconds(lambda: _reconcile(shop, stock))
    again = seconds(lambda: _reconcile(shop, stock))
    queries = shop.env.cr.sql_log_count - before
    if differing := stock.search_count([("comparison", "=", "differs")]):
        raise AssertionError(f"{differing} SKUs still differ")
    naive = seconds(lambda: _reconcile_naively(shop, min(count, NAIVE_SKUS)))
    print(
        f"   {count} SKUs: read {read:.1f} s, reconciled {first:.1f} s, again {again:.1f} s,"
        f" {queries} queries",
        flush=True,
    )
    return [
        Figure("fba_reconciled", count / (read + first), "SKUs/s", NAIVE_SKUS / naive),
        Figure("fba_reconciled_again", count / again, "SKUs/s", NAIVE_SKUS / naive),
    ]


def _create_products(shop: Shop, count: int) -> None:
    """Products with FBA listings, of which nine in ten lie in the FBA warehouse as Amazon says."""
    shop.stock_products(1)
    env = shop.env
    product = env["product.product"].search([("default_code", "=", "SKU-00001")])
    templates = copy_rows(product.product_tmpl_id, count)
    first = copy_rows(
        product,
        count,
        product_tmpl_id=f"{templates} + number",
        default_code="'FBA-' || number",
    )
    env.invalidate_all()
    _create_listings(shop, first, count)
    location = shop.store.fba_warehouse_id.lot_stock_id
    env["stock.quant"]._update_available_quantity(product, location, 5)
    quant = env["stock.quant"]._gather(product, location)
    env.flush_all()
    copy_rows(
        quant,
        count,
        product_id=f"{first} + number",
        quantity=f"CASE WHEN mod(number, {DIFFERING}) = 0 THEN 3 ELSE 5 END",
    )
    env.invalidate_all()
    env.cr.commit()


def _create_listings(shop: Shop, first: int, count: int) -> None:
    shop.env["amazon.listing"].create(
        [
            {
                "store_id": shop.store.id,
                "seller_sku": f"FBA-{number}",
                "fulfillment_channel": "AMAZON_NA",
                "product_id": first + number,
            }
            for number in range(1, count + 1)
        ]
    )


def _page(numbers):
    return parse_inventory_page(
        {
            "payload": {
                "inventorySummaries": [
                    {
                        "sellerSku": f"FBA-{number}",
                        "fnSku": f"X00{number:07d}",
                        "asin": f"B0{number:08d}",
                        "productName": f"Product {number}",
                        "inventoryDetails": {
                            "fulfillableQuantity": 4,
                            "reservedQuantity": {
                                "totalReservedQuantity": 1,
                                "pendingCustomerOrderQuantity": 1,
                            },
                        },
                    }
                    for number in numbers
                ]
            }
        }
    )


def _read(shop: Shop, stock, pages) -> None:
    store = shop.store.with_env(stock.env)
    reading = Reading(store, store, 1, shop.since.replace(tzinfo=None), 0.0)
    for page in pages:
        stock._receive(page.summaries, store, reading)
        shop.env.cr.commit()


def _reconcile(shop: Shop, stock) -> None:
    warehouse = shop.store.fba_warehouse_id.with_env(stock.env)
    stock._compare(warehouse)
    schedule = stock.env["amazon.schedule"]._find_for("amazon.fba.stock", stores=shop.store)
    with shop.env["amazon.operation"]._record(shop.store.account_id, stock._name) as operation:
        stock._adjust_unexplained(schedule, warehouse, operation)


def _reconcile_naively(shop: Shop, count: int) -> None:
    env = shop.env
    location = shop.store.fba_warehouse_id.lot_stock_id
    for number in range(1, count + 1):
        listing = env["amazon.listing"].search(
            [("store_id", "=", shop.store.id), ("seller_sku", "=", f"FBA-{number}")]
        )
        product = listing.product_id
        on_hand = product.with_context(location=location.id).qty_available
        wanted = 5 if number % DIFFERING else 6
        if on_hand != wanted:
            env["stock.quant"].with_context(inventory_mode=True).create(
                {
                    "product_id": product.id,
                    "location_id": location.id,
                    "inventory_quantity": wanted,
                }
            ).action_apply_inventory()
        env.cr.commit()
