"""A batch is confirmed first and reserved afterwards; nothing is lost in between."""

from unittest import skipUnless
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import AmazonCommon
from ..sync.test_interruptions import FETCH_ONLY, PROCESS, InterruptionsCase
from ..workers import TEMPLATE

QUEUES = "SELECT 'amazon_reserve:' || company_id FROM amazon_account GROUP BY company_id"


@tagged("post_install", "-at_install")
class TestReservedAfterwards(AmazonCommon):
    def test_what_an_interrupted_run_has_confirmed_is_reserved_by_the_next(self):
        ref = self.amazon.place_order(sku="MUG")
        with patch.object(type(self.env["amazon.order"]), "_settle"):
            self.sync_orders()
        document = self.document(ref)
        self.assertEqual(document.state, "done")
        self.assertEqual(self.sale(ref).picking_ids.state, "confirmed")

        self.env["amazon.order"]._cron_process()

        self.assertEqual(self.sale(ref).picking_ids.state, "assigned")
        self.assertFalse(document.awaits_reservation)

    def test_goods_that_leave_at_once_are_reserved_at_once(self):
        self.store.dispatch_mode = "ship"
        ref = self.amazon.place_order(sku="MUG")
        with patch.object(type(self.env["amazon.order"]), "_settle"):
            self.sync_orders()

        self.assertEqual(self.sale(ref).picking_ids.state, "done")

    def test_deliveries_reserved_by_date_are_left_to_odoo(self):
        self.warehouse.out_type_id.reservation_method = "manual"
        ref = self.amazon.place_order(sku="MUG")

        self.sync_orders()

        self.assertEqual(self.sale(ref).picking_ids.state, "confirmed")
        self.assertFalse(self.document(ref).awaits_reservation)

    def test_an_order_that_cannot_be_reserved_stops_no_other(self):
        good, bad = (self.amazon.place_order(sku=sku) for sku in ("MUG", "LAMP"))
        Move = type(self.env["stock.move"])
        assign = Move._assign_as_confirmed

        def refuse_lamps(moves):
            if "LAMP" in moves.product_id.mapped("default_code"):
                raise UserError(moves.env._("no lamps today"))
            return assign(moves)

        with patch.object(Move, "_assign_as_confirmed", refuse_lamps):
            self.sync_orders()

        self.assertEqual(self.sale(good).picking_ids.state, "assigned")
        self.assertEqual(self.sale(bad).picking_ids.state, "confirmed")
        self.assertFalse(self.document(bad).awaits_reservation)
        trouble = self.env["amazon.trouble"].search([("res_id", "=", self.document(bad).id)])
        self.assertEqual(trouble.kind, "delivery_undone")


@tagged("post_install", "-at_install")
@skipUnless(TEMPLATE, "needs a prepared database to copy (AMAZON_CONNECTOR_TEMPLATE)")
class TestKilledBeforeReserving(InterruptionsCase):
    order_count = 120

    def test_orders_confirmed_by_a_worker_that_was_killed_are_reserved(self):
        self.work(FETCH_ONLY)
        ((queue,),) = self.query(QUEUES)
        self.query("SELECT pg_advisory_lock(hashtextextended(%s, 0))", queue)
        killed = self.start(PROCESS)
        self.kill_when(killed, lambda: self.count_waiting() > 0)
        self.query("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", queue)
        self.assertGreater(self.count_waiting(), 0)

        self.compete(PROCESS, PROCESS)

        self.assertEqual(self.count_waiting(), 0)
        self.assert_each_order_exactly_once()
        self.assert_everything_is_reserved_once()

    def count_waiting(self):
        """:return: number of orders that are confirmed and not reserved"""
        return self.query("SELECT count(*) FROM amazon_order WHERE awaits_reservation")[0][0]

    def assert_everything_is_reserved_once(self):
        wanted = "SELECT sum(product_uom_qty) FROM stock_move WHERE state = 'assigned'"
        reserved = """
            SELECT sum(reserved_quantity) FROM stock_quant q JOIN stock_location l
                ON l.id = q.location_id WHERE l.usage = 'internal'
        """
        self.assertEqual(self.query(wanted), self.query(reserved))
        unreserved = """
            SELECT p.name, p.state FROM stock_picking p JOIN sale_order s ON s.id = p.sale_id
             WHERE p.state NOT IN ('assigned', 'done', 'cancel')
        """
        self.assertEqual(self.query(unreserved), [])
