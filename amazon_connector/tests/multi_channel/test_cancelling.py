"""Taken back from both sides, in time and too late."""

from odoo.tests import tagged

from .common import MultiChannelCommon


@tagged("post_install", "-at_install")
class TestCancelling(MultiChannelCommon):
    def test_canceled_before_it_is_sent_amazon_never_hears_of_it(self):
        picking = self.sell()
        document = picking.amazon_fulfillment_id
        picking.action_cancel()
        self.run_job()
        self.assertEqual(document.state, "cancelled")
        self.assertFalse(self.asked())

    def test_a_sale_that_is_canceled_in_odoo_is_canceled_at_amazon(self):
        picking, document = self.send()
        picking.sale_id._action_cancel()
        self.assertEqual(picking.state, "cancel")
        schedule = self.env["amazon.schedule"]._find_for("amazon.fulfillment", self.account)
        self.assertIn(schedule, self.env["amazon.schedule"]._find_due("general"))
        self.run_job()
        self.assertEqual(self.asked()[0]["status"], "CANCELLED")
        self.assertEqual(document.state, "cancelled")
        self.assertFalse(document.trouble_ids)
        self.assertEqual(self.amazon.listing("MUG")["quantity"], 20)

    def test_too_late_is_told_and_what_leaves_is_taken_from_stock(self):
        picking, document = self.send()
        self.amazon.begin_fulfillment(document.amazon_ref)
        picking.sale_id._action_cancel()
        self.run_job()
        self.run_job()
        self.assertEqual(self.amazon.calls()["cancelOrder"], 1)
        self.assertEqual(document.state, "sent")
        self.assertEqual(self.trouble(document), {"cancel_refused"})
        self.assertTrue(document.reason)

        document.action_deliver_again()
        again = document._get_open_picking()
        self.assertEqual(again.amazon_fulfillment_id, document)
        self.assertEqual(len(self.env["amazon.fulfillment"].search([])), 1)
        self.amazon.ship_fulfillment(document.amazon_ref)
        self.run_job()
        self.assertEqual((again.state, document.state), ("done", "confirmed"))
        self.assertEqual(self.stock(self.mug), 48)
        self.assertFalse(document.trouble_ids)

    def test_shipped_though_canceled_and_nobody_acted_is_a_task(self):
        picking, document = self.send()
        self.amazon.begin_fulfillment(document.amazon_ref)
        picking.action_cancel()
        self.run_job()
        self.amazon.ship_fulfillment(document.amazon_ref)
        self.run_job()
        self.assertEqual(document.state, "confirmed")
        self.assertIn("shipped_anyway", self.trouble(document))
        self.assertEqual(self.stock(self.mug), 50)

    def test_the_button_takes_it_back_and_the_delivery_stays(self):
        picking, document = self.send()
        operation = document.action_cancel()
        self.assertEqual(operation.state, "done")
        self.assertEqual(document.state, "cancelled")
        self.assertFalse(document.trouble_ids)
        self.assertNotIn(picking.state, ("done", "cancel"))
        self.assertFalse(picking.amazon_fulfillment_id)
        self.assertTrue(picking.amazon_may_send)
        self.run_job()
        self.assertEqual(len(self.asked()), 1)

    def test_the_button_says_what_it_has_done(self):
        _picking, document = self.send()
        toast = document.action_cancel()._get_notification()["params"]
        self.assertEqual((toast["message"], toast["type"]), ("1 fulfillment with news.", "success"))
        waiting = self.sell().amazon_fulfillment_id
        self.assertEqual(waiting.action_cancel().outcome, "1 cancelled")

    def test_the_button_too_late_leaves_the_delivery_to_what_amazon_ships(self):
        picking, document = self.send()
        self.amazon.begin_fulfillment(document.amazon_ref)
        document.action_cancel()
        self.assertEqual(document.state, "sent")
        self.assertEqual(self.trouble(document), {"cancel_late"})
        self.assertIn(document.reason, str(document.trouble_alerts))

        self.amazon.ship_fulfillment(document.amazon_ref, items={"MUG": 1})
        self.run_job()
        self.assertEqual((picking.state, self.trouble(document)), ("done", {"cancel_late"}))
        picking = self.open_picking(picking)
        picking.action_cancel()
        self.run_job()
        self.assertEqual(self.trouble(document), {"cancel_refused"})

    def test_what_it_was_too_late_for_is_over_once_it_has_left(self):
        picking, document = self.send()
        self.amazon.begin_fulfillment(document.amazon_ref)
        document.action_cancel()
        self.amazon.ship_fulfillment(document.amazon_ref)
        self.run_job()
        self.assertEqual((picking.state, document.state), ("done", "confirmed"))
        self.assertFalse(self.trouble(document) or document.trouble_ids)

    def test_canceled_at_amazon_is_a_persons_choice(self):
        picking, document = self.send()
        self.amazon.cancel_fulfillment(document.amazon_ref)
        self.run_job()
        self.assertEqual(document.state, "cancelled")
        self.assertEqual(self.trouble(document), {"cancelled_at_amazon"})
        self.assertTrue(picking.amazon_may_send)

        wizard = self.env["amazon.fulfillment.send"].browse(
            picking.action_send_to_amazon()["res_id"]
        )
        wizard.action_confirm()
        self.run_job()
        self.assertEqual(picking.amazon_fulfillment_id.state, "sent")
        self.env["amazon.trouble"]._cron_follow()
        self.assertFalse(document.trouble_ids)

    def test_a_part_that_is_canceled_at_amazon_comes_back(self):
        picking, document = self.send((self.mug, 3))
        self.amazon.ship_fulfillment(document.amazon_ref, items={"MUG": 1})
        self.amazon.cancel_fulfillment(document.amazon_ref)
        self.run_job()
        self.assertEqual((picking.state, document.state), ("done", "confirmed"))
        self.assertEqual(self.stock(self.mug), 49)
        self.assertEqual(self.trouble(document), {"rest"})

    def test_a_late_cancel_of_the_delivery_while_part_of_it_has_left(self):
        picking, document = self.send((self.mug, 3))
        self.amazon.ship_fulfillment(document.amazon_ref, items={"MUG": 1})
        self.run_job()
        self.open_picking(picking).action_cancel()
        self.run_job()
        self.assertEqual(self.trouble(document), {"cancel_refused"})
        self.assertEqual(self.stock(self.mug), 49)

    def test_many_are_taken_back_at_once_in_every_state(self):
        documents = self.env["amazon.fulfillment"]
        for _number in range(3):
            documents |= self.send((self.mug, 1))[1]
        self.amazon.cancel_fulfillment(documents[0].amazon_ref)
        self.amazon.ship_fulfillment(documents[1].amazon_ref)
        waiting = self.sell((self.lamp, 1)).amazon_fulfillment_id
        (documents | waiting).action_cancel()
        self.assertEqual(
            (documents | waiting).mapped("state"),
            ["cancelled", "confirmed", "cancelled", "cancelled"],
        )

    def test_a_canceled_delivery_that_is_deleted_is_canceled_at_amazon_all_the_same(self):
        picking, _document = self.send()
        picking.action_cancel()
        picking.unlink()
        self.run_job()
        self.assertEqual(self.asked()[0]["status"], "CANCELLED")

    def test_taken_back_by_the_button_after_a_message_that_got_lost_the_delivery_is_free(self):
        self.amazon.fault("createOrder", "connection_reset")
        picking = self.sell()
        self.run_job()
        document = picking.amazon_fulfillment_id
        self.assertEqual((document.state, document.attempts), ("pending", 1))
        document.action_cancel()
        self.assertEqual(document.state, "cancelled")
        self.assertFalse(picking.amazon_fulfillment_id)
        self.assertTrue(picking.amazon_may_send)
        self.assertFalse(self.asked())

    def test_taken_back_and_never_shown_is_over_after_a_day(self):
        self.amazon.answer("createOrder", 202, {"orderId": "X", "status": "PROCESSING"})
        picking = self.sell()
        self.run_job()
        document = picking.amazon_fulfillment_id
        document.action_cancel()
        self.assertEqual(document.state, "sent")
        document.sent_at = "2020-01-01 00:00:00"
        self.run_job()
        self.assertEqual(document.state, "cancelled")
        self.assertFalse(document.trouble_ids)
        self.assertTrue(picking.amazon_may_send)

    def test_taken_back_sent_anew_and_the_first_is_at_amazon_after_all(self):
        picking, document = self.send()
        order = self.asked()[0]
        self.amazon.answer("listOrders", 200, {"orders": []})
        document.sudo()._mark_cancelled()
        document.sudo()._release(picking)
        self.env.flush_all()
        self.env["amazon.fulfillment"].sudo()._write_down(picking)
        self.amazon.answer("listOrders", 200, {"orders": [order]})
        self.run_job()
        self.run_job()
        self.run_job()
        self.assertEqual(document.state, "cancelled")
        self.assertEqual(picking.amazon_fulfillment_id.state, "sent")
        self.assertEqual([each["status"] for each in self.asked()], ["CANCELLED", "PROCESSING"])
