"""Cancelling at Amazon from Odoo: by the dialogue, or with the sales order (B9)."""

from freezegun import freeze_time

from odoo import fields
from odoo.tests import Form, tagged

from .test_cancellations import CancellationsCommon


@tagged("post_install", "-at_install")
class TestCancelAtAmazon(CancellationsCommon):
    def at_amazon(self, ref):
        return self.amazon.order(ref)["fulfillment"]["fulfillmentStatus"]

    def cancel(self, ref, **answers):
        """Press the button on the sales order, answer the dialogue, send."""
        action = self.sale(ref).action_amazon_cancel()
        form = Form(self.env["amazon.order.cancel"].with_context(**action["context"]))
        for name, value in answers.items():
            setattr(form, name, value)
        form.save().action_confirm()
        return self.push()

    def push(self):
        """The job runs, Amazon works the feed off, the job runs again."""
        self.account.action_push_cancellations()
        self.amazon.advance(minutes=1)
        return self.account.action_push_cancellations()

    def cancellation(self, ref):
        return self.document(ref).cancellation_ids[:1]

    def test_the_dialogue_cancels_here_and_there(self):
        ref = self.place_and_import()

        operation = self.cancel(ref, reason_code="GeneralAdjustment")

        self.assertEqual(operation.state, "done", self.messages(operation))
        self.assertEqual(self.at_amazon(ref), "CANCELLED")
        item = self.amazon.order(ref)["orderItems"][0]
        self.assertEqual(
            item["cancellation"]["cancellationExecution"],
            {"cancelledBy": "MERCHANT", "cancelReason": "GeneralAdjustment"},
        )
        self.assertEqual(self.sale(ref).state, "cancel")
        self.assertEqual(self.reserved(self.mug), 0)
        self.assertEqual(self.cancellation(ref).state, "sent")

        self.sync_orders()

        self.assertEqual(self.cancellation(ref).state, "confirmed")
        self.assertFalse(self.document(ref).activity_ids)
        self.assertFalse(self.document(ref).cancel_note)

    def test_the_sales_order_may_wait_for_amazons_answer(self):
        ref = self.place_and_import()

        self.cancel(ref, cancel_sales=False)
        self.assertEqual(self.sale(ref).state, "sale")
        self.sync_orders()

        self.assertEqual(self.sale(ref).state, "cancel")

    def test_the_reason_of_a_buyers_wish_is_the_buyers(self):
        ref = self.place_and_import()
        self.amazon.request_cancel(ref)
        self.sync_orders()

        self.cancel(ref)

        self.assertEqual(self.cancellation(ref).reason_code, "BuyerCanceled")

    def test_what_is_being_cancelled_is_not_offered_again_and_the_order_says_who_did_it(self):
        ref = self.place_and_import()
        order = self.document(ref)
        self.assertTrue(order.can_cancel)

        self.env["amazon.cancellation"]._create_for(order, "NoInventory")

        self.assertFalse(order.can_cancel)
        self.assertFalse(order.sale_order_id.amazon_can_cancel)
        self.assertIn("on its way", order.cancel_note)
        self.assertFalse(order.action_cancel_at_amazon()["context"]["default_order_ids"])
        self.assertIn(f"{self.env.user.name} cancels", order.message_ids[0].body)
        self.push()
        self.sync_orders()
        self.assertIn(order.sale_order_id.name, order.message_ids[0].body)

    def test_several_orders_go_as_one_feed(self):
        refs = [self.place_and_import() for _ in range(3)]
        self.env["amazon.cancellation"]._create_for(
            self.env["amazon.order"].search([("amazon_ref", "in", refs)]), "NoInventory"
        )

        self.push()

        self.assertEqual(len(self.amazon.feeds()), 1)
        self.assertEqual({self.at_amazon(ref) for ref in refs}, {"CANCELLED"})

    def test_what_amazon_refuses_is_a_task_with_amazons_words(self):
        ref = self.place_and_import()
        self.amazon.ship_order(ref)

        operation = self.cancel(ref, cancel_sales=False)

        self.assertEqual((operation.failed, self.cancellation(ref).state), (1, "failed"))
        self.assertIn("SHIPPED", self.cancellation(ref).reason)
        self.assertEqual(len(self.cancellation(ref).activity_ids), 1)

    def test_a_refused_cancellation_can_be_sent_again(self):
        ref = self.place_and_import()
        self.amazon.fault("createFeed", "feed_not_applied")
        self.cancel(ref, cancel_sales=False)
        self.assertEqual(self.cancellation(ref).state, "failed")
        self.assertIn("could not be applied", self.sale(ref).amazon_cancel_note)

        self.cancellation(ref).action_retry()
        self.push()

        self.assertEqual(self.at_amazon(ref), "CANCELLED")

    def test_a_repeated_message_is_no_refusal(self):
        ref = self.place_and_import()
        self.cancel(ref)
        self.cancellation(ref).action_retry()

        self.push()

        self.assertEqual(self.cancellation(ref).state, "confirmed")

    def test_an_order_that_never_shows_its_cancellation_is_looked_at(self):
        ref = self.place_and_import()
        self.amazon.fault("createFeed", "feed_not_applied", silent=True)
        self.cancel(ref)
        self.assertEqual(self.cancellation(ref).state, "sent")

        with freeze_time(fields.Datetime.add(fields.Datetime.now(), hours=25)):
            self.cancellation(ref)._give_up_waiting()

        self.assertEqual(self.cancellation(ref).state, "failed")
        self.assertIn("UNSHIPPED", self.cancellation(ref).reason)

    def test_cancelled_in_odoo_asks_a_person_unless_told_otherwise(self):
        ref = self.place_and_import()

        self.sale(ref)._action_cancel()
        self.push()

        self.assertEqual(self.at_amazon(ref), "UNSHIPPED")
        self.assertEqual(self.tasks(ref), ["Cancelled in Odoo, still open at Amazon"])
        self.assertIn("still open at Amazon", self.sale(ref).amazon_cancel_note)

    def test_cancelled_in_odoo_tells_amazon_where_the_store_says_so(self):
        self.store.write({"cancel_at_amazon": "always", "cancel_reason": "CarrierCoverageFailure"})
        ref = self.place_and_import()

        self.sale(ref)._action_cancel()
        self.push()

        self.assertEqual(self.at_amazon(ref), "CANCELLED")
        self.assertEqual(self.cancellation(ref).reason_code, "CarrierCoverageFailure")

    def test_cancelled_in_odoo_leaves_amazon_alone_where_the_store_says_so(self):
        self.store.cancel_at_amazon = "never"
        ref = self.place_and_import()

        self.sale(ref)._action_cancel()

        self.assertFalse(self.cancellation(ref))
        self.assertFalse(self.tasks(ref))

    def test_amazons_own_orders_are_not_cancelled_by_us(self):
        self.env["amazon.status.map"].search(
            [("fulfilled_by", "=", "AMAZON"), ("status", "=", "UNSHIPPED")]
        ).target = "confirmed"
        ref = self.place_and_import(fulfilled_by="AMAZON")
        self.assertEqual(self.sale(ref).state, "sale", self.document(ref).reason)

        self.sale(ref)._action_cancel()

        self.assertFalse(self.document(ref).can_cancel)
        self.assertFalse(self.cancellation(ref))
        self.assertFalse(self.tasks(ref))
