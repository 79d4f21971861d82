"""Adjustments that are killed half-way, and two workers at once: each unit is booked once (E9)."""

from unittest import skipUnless

from odoo.tests import tagged

from ..workers import TEMPLATE, WorkersCase

PREPARE = """
for store in env["amazon.store"].search([("state", "=", "live")]):
    store.action_sync_orders()
    store.action_sync_listings()
listings = env["amazon.listing"].search([("is_fba", "=", True)])
for listing in listings:
    product = env["product.product"].search([("default_code", "=", listing.seller_sku)], limit=1)
    listing.product_id = product
listings.store_id.fba_stock_mode = "adjust"
env.cr.commit()
"""
# Small batches, so that there is something to kill and to race between.
ADJUST = """
from contextlib import suppress
from odoo.addons.amazon_connector.models.fba_stock import amazon_fba_stock_adjust
from odoo.exceptions import UserError

amazon_fba_stock_adjust.BATCH = 1
for store in env["amazon.store"].search([("fba_stock_mode", "=", "adjust")]):
    with suppress(UserError):  # A job that the other worker has right now.
        store.action_sync_fba_stock()
env.cr.commit()
"""
BOOKED = (
    "SELECT count(*) FROM stock_move WHERE inventory_name LIKE 'Amazon FBA%%' AND state = 'done'"
)
STOCK = """
    SELECT s.seller_sku, s.fulfillable + s.reserved, s.expected_quantity, s.comparison,
           (SELECT COALESCE(SUM(q.quantity), 0) FROM stock_quant q
             WHERE q.product_id = s.product_id AND q.location_id = w.lot_stock_id)
      FROM amazon_fba_stock s JOIN stock_warehouse w ON w.id = s.warehouse_id
     WHERE s.product_id IS NOT NULL
"""
TWICE = """
    SELECT product_id, location_dest_id FROM stock_move
     WHERE inventory_name LIKE 'Amazon FBA%%' AND state = 'done'
     GROUP BY 1, 2 HAVING count(*) > 1
"""


@skipUnless(TEMPLATE, "needs a template database")
@tagged("post_install", "-at_install")
class TestInterruptedFbaStock(WorkersCase):
    order_count = 30

    def test_killed_and_run_by_two_each_unit_is_booked_once(self):
        self.work(PREPARE)
        for booked in (2, 6):
            worker = self.start(ADJUST)
            self.kill_when(worker, lambda n=booked: self.query(BOOKED)[0][0] >= n)
            # What a killed worker had leased is free after some minutes.
            self.query("UPDATE amazon_schedule SET leased_until = NULL RETURNING id")
        self.compete(ADJUST, ADJUST)
        self.work(ADJUST)

        rows = self.query(STOCK)
        self.assertGreater(len(rows), 8)
        for sku, at_amazon, expected, comparison, in_odoo in rows:
            self.assertEqual(comparison, "equal", sku)
            self.assertEqual((in_odoo, float(at_amazon)), (expected, expected), sku)
        self.assertEqual(self.query(TWICE), [], "adjusted once, however often it was killed")
