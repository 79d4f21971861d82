"""Quantities of 20,000 listings computed from four warehouses and compared with what Amazon knows.

One listing in ten is a kit of three parts, one in twenty stands for two products, one product in
ten lies in lots, one in four has an open delivery; what leaves within seven days is taken away.
Beside it the naive way: Odoo is asked for one product after the other.
"""

import time
from datetime import timedelta

from odoo import fields
from odoo.addons.amazon_connector.models.stock.amazon_submission import COLLECTED_FIELDS

from .tools.results import Figure
from .tools.rows import copy_rows
from .tools.shop import Shop

LISTINGS = 20_000
WAREHOUSES = 4
MOST_QUERIES = 40
ROUNDS = 3
# The naive way takes minutes: of so many listings, scaled.
NAIVE = 300


def measure(shop: Shop, count: int = LISTINGS) -> list[Figure]:
    store = shop.store
    store.write(
        {
            "stock_basis": "forecast",
            "stock_days": 7,
            "push_stock": True,
            "stock_warehouse_ids": [(6, 0, _create_warehouses(shop).ids)],
        }
    )
    first = _create_products(shop, count)
    _create_listings(shop, count, first)
    shop.env.cr.commit()
    shop.env.cr.execute("ANALYZE")
    shop.env.cr.commit()
    _collect(shop)  # The first time everything is new, and is told.
    _settle(shop)
    runs = [_measure_once(shop, count) for _ in range(ROUNDS)]
    spent, queries = sorted(runs)[ROUNDS // 2]
    naive = _measure_naive(shop) * count / NAIVE
    store.write({"stock_basis": "available", "stock_warehouse_ids": [(5,)]})
    shop.env.cr.commit()
    return [
        Figure("quantities_computed", spent, "s", naive),
        Figure("quantities_queries", queries, "queries", MOST_QUERIES),
    ]


def _create_warehouses(shop: Shop):
    further = [{"name": f"House {n}", "code": f"H{n}"} for n in range(2, WAREHOUSES + 1)]
    return shop.store.warehouse_id | shop.env["stock.warehouse"].create(further)


def _create_products(shop: Shop, count: int) -> int:
    """Products with stock in each warehouse, lots, deliveries and kits.

    :return: what to add to the number of a listing to get the id of its product
    """
    tenth = count // 10
    shop.stock_products(5)
    product = shop.env["product.product"].search([("default_code", "=", "SKU-00001")])
    templates = copy_rows(product.product_tmpl_id, count)
    first = copy_rows(
        product,
        count,
        product_tmpl_id=f"{templates} + number",
        default_code="'QTY-' || number",
    )
    _create_quants(shop, product, count, first)
    _create_moves(shop, product, count // 4, f"{first} + 4 * number")
    _create_kits(shop, templates, tenth)
    return first


def _create_quants(shop: Shop, product, count: int, first: int) -> None:
    """Stock of each product in each warehouse, of one in ten in a lot."""
    env, tenth, of_product = shop.env, count // 10, f"{first} + number"
    lot = env["stock.lot"].create({"name": "LOT", "product_id": product.id})
    lots = copy_rows(lot, tenth, product_id=f"{first + tenth} + number")
    for warehouse in shop.store.stock_warehouse_ids:
        place = warehouse.lot_stock_id
        env["stock.quant"]._update_available_quantity(product, place, 50)
        quant = env["stock.quant"].search(
            [("product_id", "=", product.id), ("location_id", "=", place.id)], limit=1
        )
        in_lots = f"number BETWEEN {tenth + 1} AND {2 * tenth}"
        copy_rows(
            quant,
            count,
            product_id=of_product,
            quantity="mod(number, 50)",
            reserved_quantity="0",
            lot_id=f"CASE WHEN {in_lots} THEN {lots - tenth} + number END",
        )


def _create_moves(shop: Shop, product, count: int, of_product: str) -> None:
    """Open deliveries of every fourth product."""
    move = shop.env["stock.move"].create(
        {
            "product_id": product.id,
            "product_uom_qty": 3,
            "location_id": shop.store.warehouse_id.lot_stock_id.id,
            "location_dest_id": shop.env.ref("stock.stock_location_customers").id,
            "date": fields.Datetime.now() + timedelta(days=3),
        }
    )
    move._action_confirm()
    shop.env.flush_all()
    copy_rows(move, count, product_id=of_product)


def _create_kits(shop: Shop, templates: int, count: int) -> None:
    """The first products are kits of three of the shop's own."""
    parts = shop.env["product.product"].search(
        [("default_code", "in", ("SKU-00002", "SKU-00003", "SKU-00004"))]
    )
    template = shop.env["product.product"].search([("default_code", "=", "SKU-00005")])
    bom = shop.env["mrp.bom"].create(
        {
            "product_tmpl_id": template.product_tmpl_id.id,
            "type": "phantom",
            "bom_line_ids": [(0, 0, {"product_id": part.id, "product_qty": 2}) for part in parts],
        }
    )
    shop.env.flush_all()
    boms = copy_rows(bom, count, product_tmpl_id=f"{templates} + number")
    for line in bom.bom_line_ids:
        copy_rows(line, count, bom_id=f"{boms} + number")
    shop.env.cr.execute(
        "UPDATE product_template SET is_storable = FALSE WHERE id BETWEEN %s AND %s",
        [templates + 1, templates + count],
    )


def _create_listings(shop: Shop, count: int, first: int) -> None:
    listing = shop.env["amazon.listing"].create(
        {
            "store_id": shop.store.id,
            "seller_sku": "QTY",
            "product_id": first + count,
            "fulfillment_channel": "DEFAULT",
        }
    )
    shop.env.flush_all()
    listings = copy_rows(
        listing, count, seller_sku="'QTY-' || number", product_id=f"{first} + number"
    )
    pool = shop.env["amazon.listing.product"].create(
        {"listing_id": listing.id, "product_id": first + count - 1}
    )
    shop.env.flush_all()
    copy_rows(
        pool,
        count // 20,
        listing_id=f"{listings} + 20 * number",
        product_id=f"{first} + 20 * number - 1",
    )
    shop.env.invalidate_all()


def _collect(shop: Shop):
    """Compute all quantities, compare them, write down what is to be told: as the job does."""
    operation = shop.env["amazon.operation"].search([], limit=1)
    return shop.env["amazon.submission"]._collect(shop.store, operation)


def _settle(shop: Shop) -> None:
    """Amazon knows everything, but for one listing in a hundred."""
    shop.env.flush_all()
    shop.env.cr.execute("DELETE FROM amazon_submission")
    shop.env.cr.execute(
        "UPDATE amazon_listing SET pushed_at = now(), pushed_quantity ="
        " CASE WHEN id %% 100 = 0 THEN -1 ELSE wanted_quantity END WHERE store_id = %s",
        [shop.store.id],
    )
    shop.env.invalidate_all()
    shop.env.cr.commit()


def _measure_once(shop: Shop, count: int) -> tuple[float, int]:
    """What ``_collect`` does before it writes.

    :return: (seconds, queries) until it is known what differs
    """
    env = shop.env
    env.invalidate_all()
    before = env.cr.sql_log_count
    start = time.perf_counter()
    listings = env["amazon.listing"].search_fetch(
        env["amazon.submission"]._get_listing_domain(shop.store), COLLECTED_FIELDS
    )
    quantities = env["amazon.stock.mapper"]._get_quantities(listings)
    differ = [own for own in listings if own.pushed_quantity != quantities[own].quantity]
    spent = time.perf_counter() - start
    queries = env.cr.sql_log_count - before
    print(
        f"   {count} listings, {len(differ)} differ: {spent:.2f} s, {queries} queries", flush=True
    )
    if len(listings) < count or not 0 < len(differ) <= count // 50:
        raise AssertionError(f"{len(differ)} of {len(listings)} listings differ")
    return spent, queries


def _measure_naive(shop: Shop) -> float:
    """:return: seconds for ``NAIVE`` listings, one product and warehouse at a time"""
    domain = shop.env["amazon.submission"]._get_listing_domain(shop.store)
    listings = shop.env["amazon.listing"].search(domain, limit=NAIVE)
    until = fields.Datetime.now() + timedelta(days=7)
    shop.env.invalidate_all()
    start = time.perf_counter()
    for listing in listings:
        for product_id in listing._get_products().ids:
            for warehouse in shop.store.stock_warehouse_ids:
                # As it is asked for by who has one product in hand: nothing is read ahead.
                product = shop.env["product.product"].browse(product_id)
                product = product.with_context(warehouse_id=warehouse.id, to_date=until)
                max(int(product.qty_available - product.outgoing_qty), 0)
    return time.perf_counter() - start
