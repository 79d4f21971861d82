"""Cancellations that cross with a shipment, and those that Amazon takes back (B9)."""

from odoo.tests import tagged

from .test_cancellations import CancellationsCommon


@tagged("post_install", "-at_install")
class TestCrossings(CancellationsCommon):
    def at_amazon(self, ref):
        return self.amazon.order(ref)["fulfillment"]["fulfillmentStatus"]

    def ask(self, ref):
        """Somebody cancels the order at Amazon; the sales order waits for the answer."""
        return self.env["amazon.cancellation"]._create_for(self.document(ref), "NoInventory")

    def push(self):
        self.account.action_push_cancellations()
        self.amazon.advance(minutes=1)
        self.account.action_push_cancellations()

    def test_what_has_left_before_amazon_was_asked_is_not_cancelled_without_a_person(self):
        ref = self.place_and_import()
        cancellation = self.ask(ref)
        picking = self.ship(self.sale(ref))

        self.push()

        self.assertEqual((cancellation.state, self.at_amazon(ref)), ("failed", "UNSHIPPED"))
        self.assertIn(picking.name, cancellation.reason)
        self.assertEqual(cancellation.trouble_ids.key, "refused_crossed")
        alerts = " ".join(alert["message"] for alert in cancellation.trouble_alerts.values())
        self.assertIn(picking.name, alerts)
        self.assertNotIn("Amazon's answer", alerts)
        cancellation.action_retry()
        self.push()
        self.assertEqual(self.at_amazon(ref), "CANCELLED")
        self.assertFalse(cancellation.trouble_ids)

    def test_who_asks_for_it_after_the_goods_have_left_means_it(self):
        ref = self.place_and_import()
        self.ship(self.sale(ref), tracking=False)
        self.ask(ref)

        self.push()

        self.assertEqual(self.at_amazon(ref), "CANCELLED")

    def test_goods_that_are_back_cross_nothing(self):
        ref = self.place_and_import()
        self.ask(ref)
        picking = self.ship(self.sale(ref), tracking=False)
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        for line in wizard.product_return_moves:
            line.quantity = line.move_quantity
        back = self.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        back.move_ids.picked = True
        back._action_done()

        self.push()

        self.assertEqual(self.at_amazon(ref), "CANCELLED")


@tagged("post_install", "-at_install")
class TestRevivals(CancellationsCommon):
    def tell(self, ref, told, **parts):
        """Amazon tells an order as it was once."""
        self.amazon.advance(minutes=1)
        for part in ("orderItems", "fulfillment", "proceeds"):
            self.amazon.rewrite_order(ref, part, parts.get(part, told[part]))
        self.sync_orders()

    def test_an_order_that_lives_again_is_a_task_as_long_as_it_is_cancelled_here(self):
        ref = self.place_and_import()
        told = self.amazon.order(ref)
        self.amazon.cancel_order(ref)
        self.sync_orders()
        self.assertEqual(self.sale(ref).state, "cancel")

        self.tell(ref, told)

        self.assertIn("cancelled_in_odoo", self.document(ref).trouble_ids.mapped("key"))
        self.tell(ref, told, fulfillment={**told["fulfillment"], "fulfillmentStatus": "CANCELLED"})
        self.assertFalse(self.document(ref).activity_ids)

    def test_the_second_cancellation_of_a_days_order_is_carried_out_too(self):
        house = self.env["res.partner"].create({"name": "Amazon customers"})
        self.store.write({"consolidation": "day", "customer_id": house.id})
        ref = self.place_and_import()
        told = self.amazon.order(ref)
        self.amazon.cancel_order(ref)
        self.sync_orders()
        self.assertEqual(self.reserved(self.mug), 0)

        self.tell(ref, told)
        self.assertEqual(self.reserved(self.mug), 3)
        self.tell(ref, told, fulfillment={**told["fulfillment"], "fulfillmentStatus": "CANCELLED"})

        self.assertEqual(self.reserved(self.mug), 0)
        self.assertTrue(self.document(ref).cancelled_at)
