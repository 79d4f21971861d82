"""Imports that are killed, and workers that compete: each order is in Odoo exactly once."""

from collections import Counter
from unittest import skipUnless

from odoo.tests import tagged

from ..workers import TEMPLATE, WorkersCase

LANE = """
env["amazon.schedule"]._cron_lane("amazon.order")
env.cr.commit()
"""
FETCH_ONLY = """
from unittest.mock import patch

with patch.object(type(env["amazon.order"]), "_process_pending", lambda *args: True):
    env["amazon.schedule"]._cron_lane("amazon.order")
env.cr.commit()
"""
PROCESS = """
env["amazon.order"]._cron_process()
env.cr.commit()
"""
# What a request of the web client does: run, and run again if another transaction was faster.
BUTTON = """
from odoo.service.model import retrying

for order in env["amazon.order"].search([], limit=20):
    retrying(order.action_process, env)
    env.cr.commit()
"""
FAILED_RUNS = """
    SELECT o.kind, l.message
      FROM amazon_operation o LEFT JOIN amazon_operation_line l ON l.operation_id = o.id
     WHERE o.state = 'failed'
"""
EXPECTED_ITEMS = """
    SELECT o.amazon_ref, sum(i.quantity_ordered)
      FROM amazon_order o JOIN amazon_order_item i ON i.order_id = o.id
     WHERE o.sale_order_id IS NOT NULL GROUP BY o.amazon_ref ORDER BY 1
"""
SOLD_ITEMS = """
    SELECT s.client_order_ref, sum(l.product_uom_qty)
      FROM sale_order s JOIN sale_order_line l ON l.order_id = s.id
     WHERE l.amazon_item_id IS NOT NULL GROUP BY s.client_order_ref ORDER BY 1
"""
MOVED_ITEMS = """
    SELECT s.client_order_ref, sum(m.product_uom_qty)
      FROM sale_order s JOIN stock_picking p ON p.sale_id = s.id
      JOIN stock_move m ON m.picking_id = p.id
     WHERE m.state != 'cancel' GROUP BY s.client_order_ref ORDER BY 1
"""


class InterruptionsCase(WorkersCase):
    order_count = 260

    def assert_each_order_exactly_once(self):
        """Amazon's orders, the inbox, sales orders and deliveries tell the same story."""
        refs = sorted(order["orderId"] for order in self.amazon.orders())
        inbox = self.query("SELECT amazon_ref FROM amazon_order ORDER BY 1")
        self.assertEqual([ref for (ref,) in inbox], refs)
        unfinished = "SELECT amazon_ref, reason FROM amazon_order WHERE state NOT IN %s"
        self.assertEqual(self.query(unfinished, ("done", "ignored")), [])
        sales = self.query("SELECT client_order_ref FROM sale_order ORDER BY 1")
        done = self.query("SELECT amazon_ref FROM amazon_order WHERE state = 'done' ORDER BY 1")
        self.assertEqual(sales, done)
        pickings = self.query(
            "SELECT s.client_order_ref FROM sale_order s JOIN stock_picking p ON p.sale_id = s.id"
            " ORDER BY 1"
        )
        self.assertEqual(pickings, sales)
        self.assertEqual(self.query(SOLD_ITEMS), self.query(EXPECTED_ITEMS))
        self.assertEqual(self.query(MOVED_ITEMS), self.query(EXPECTED_ITEMS))
        self.assertEqual(self.amazon.violations(), [])

    def make_due(self):
        """Let the pauses, and the leases of the dead, run out."""
        self.query(
            "UPDATE amazon_schedule SET leased_until = NULL,"
            " next_run = now() AT TIME ZONE 'UTC' - interval '1 second' RETURNING id"
        )

    def pages_asked_for(self):
        """What tells the calls of searchOrders apart: seller and page."""
        return [
            (call["seller"], call["query"].get("paginationToken"))
            for call in self.amazon.requests("searchOrders")
        ]


@tagged("post_install", "-at_install")
@skipUnless(TEMPLATE, "needs a prepared database to copy (AMAZON_CONNECTOR_TEMPLATE)")
class TestKilledImport(InterruptionsCase):
    def test_an_import_killed_while_fetching_and_while_processing_is_completed(self):
        self.amazon.fault("searchOrders", "slow", count=2, seconds=2)
        fetching = self.start(LANE)
        self.kill_when(fetching, lambda: self.amazon.calls().get("searchOrders") == 2)
        self.assertEqual(self.count("received"), 100, "The first page is kept.")
        self.amazon.clear_faults()
        self.make_due()

        processing = self.start(LANE)
        self.kill_when(processing, lambda: self.count("done") > 0)
        self.assertGreater(self.count("received"), 0, "The rest is kept for the next run.")
        self.make_due()

        self.work(LANE)

        self.assert_each_order_exactly_once()
        first, interrupted, resumed = self.pages_asked_for()[:3]
        self.assertIsNone(first[1])
        self.assertEqual(resumed, interrupted, "The next run goes on with the page that was lost.")


@tagged("post_install", "-at_install")
@skipUnless(TEMPLATE, "needs a prepared database to copy (AMAZON_CONNECTOR_TEMPLATE)")
class TestFetchBesideProcessing(InterruptionsCase):
    order_count = 150

    def test_orders_that_change_while_they_are_processed_are_stored_with_one_call(self):
        self.work(FETCH_ONLY)
        for order in self.amazon.orders():
            self.amazon.touch_order(order["orderId"])
        self.make_due()
        self.amazon.reset_calls()

        self.compete(FETCH_ONLY, PROCESS, PROCESS)
        self.work(PROCESS)

        self.assert_each_order_exactly_once()
        self.assertEqual(self.query(FAILED_RUNS), [])
        unfinished = (
            "SELECT kind, state FROM amazon_operation WHERE state IN ('running', 'postponed')"
        )
        self.assertEqual(self.query(unfinished), [])
        asked = Counter(self.pages_asked_for())
        self.assertEqual(set(asked.values()), {1}, "A lost race costs no second call.")


@tagged("post_install", "-at_install")
@skipUnless(TEMPLATE, "needs a prepared database to copy (AMAZON_CONNECTOR_TEMPLATE)")
class TestCompetingWorkers(InterruptionsCase):
    order_count = 180

    def test_lanes_and_buttons_at_once_do_nothing_twice(self):
        self.work(FETCH_ONLY)
        self.make_due()
        self.assertEqual(self.count("received"), len(self.amazon.orders()))
        self.amazon.reset_calls()

        self.compete(LANE, LANE, PROCESS, BUTTON)

        self.assert_each_order_exactly_once()
        self.assertEqual(self.query(FAILED_RUNS), [])
        asked = Counter(seller for seller, _page in self.pages_asked_for())
        self.assertEqual(asked, {"SELLER1": 1, "SELLER2": 1, "SELLER3": 1})
