"""Pending orders put goods aside at once, without being sales."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestPendingOrders(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.status("PENDING").target = "reserve"

    def status(self, status, fulfilled_by="MERCHANT"):
        return self.store.status_map_ids.filtered(
            lambda line: (line.status, line.fulfilled_by) == (status, fulfilled_by)
        )

    def pending(self, **wish):
        ref = self.amazon.place_order(**{"sku": "MUG", "quantity": 3, "status": "PENDING", **wish})
        self.sync_orders()
        return self.document(ref)

    def reserved(self, product):
        quants = self.env["stock.quant"]._gather(product, self.warehouse.lot_stock_id)
        return sum(quants.mapped("reserved_quantity"))

    def test_a_pending_order_holds_its_goods_and_is_no_sale(self):
        document = self.pending()

        self.assertEqual((document.state, document.status), ("done", "PENDING"), document.reason)
        self.assertFalse(document.sale_order_id)
        self.assertTrue(document.is_holding_stock)
        self.assertEqual(self.reserved(self.mug), 3)
        self.assertEqual(document.hold_picking_ids.picking_type_id.name, "Amazon Pending")
        self.assertIn(document, self.env["amazon.order"].search([("is_holding_stock", "=", True)]))

    def test_what_is_held_is_no_longer_offered(self):
        self.amazon.add_listing("MUG", quantity=100)
        self.store.push_stock = True
        self.store.action_sync_listings()
        self.store.action_push_stock()
        self.assertEqual(self.amazon.listing("MUG")["quantity"], 100)

        self.pending()
        self.store.action_push_stock()

        self.assertEqual(self.amazon.listing("MUG")["quantity"], 97)

    def test_once_paid_the_real_delivery_takes_the_goods(self):
        self._put_in_stock(self.mug, -97)
        document = self.pending()
        self.amazon.release_order(document.amazon_ref)

        self.sync_orders()

        self.assertEqual(document.hold_picking_ids.state, "cancel")
        self.assertEqual(document.sale_order_id.picking_ids.state, "assigned")
        self.assertEqual(self.reserved(self.mug), 3)
        self.assertEqual(document.difference, 0)

    def test_a_cancelled_order_gives_the_goods_back(self):
        document = self.pending()
        self.amazon.cancel_order(document.amazon_ref, by="BUYER")

        self.sync_orders()

        self.assertEqual(document.state, "ignored")
        self.assertEqual(self.reserved(self.mug), 0)
        self.assertFalse(document.is_holding_stock)

    def test_an_order_that_changes_while_pending_holds_what_it_wants_now(self):
        document = self.pending()
        item = self.amazon.order(document.amazon_ref)["orderItems"][0]["orderItemId"]
        self.amazon.change_quantity(document.amazon_ref, item, 1)

        self.sync_orders()
        self.amazon.touch_order(document.amazon_ref)
        self.sync_orders()

        self.assertEqual(self.reserved(self.mug), 1)
        self.assertEqual(len(document.hold_picking_ids), 2)

    def test_an_order_that_never_comes_gives_the_goods_back(self):
        document = self.pending()
        document.purchase_date = fields.Datetime.now() - timedelta(days=8)

        self.env["amazon.order"]._cron_release_overdue()
        self.assertEqual(self.reserved(self.mug), 0)

        document._retry()
        document.action_process()
        self.assertEqual(self.reserved(self.mug), 0)

    def test_nothing_leaves_by_a_transfer_that_only_holds(self):
        hold = self.pending().hold_picking_ids

        with self.assertRaises(UserError) as caught:
            hold.button_validate()
        self.assertIn("not paid yet", str(caught.exception))

    def test_a_status_that_is_no_longer_to_hold_releases(self):
        document = self.pending()

        self.status("PENDING").target = "none"
        self.sync_orders()

        self.assertEqual(self.reserved(self.mug), 0)
        self.assertEqual(document.state, "ignored")

    def test_amazons_own_stock_is_not_held(self):
        with self.assertRaises(ValidationError):
            self.status("PENDING", "AMAZON").target = "reserve"
