"""Cancellations whose feed fails, ends without an answer, or never ends (B9)."""

from datetime import timedelta
from unittest.mock import patch

from odoo.tests import tagged

from ...models.cancellation import amazon_cancellation_feed
from .test_cancellations import CancellationsCommon

FATAL = {"header": {}, "issues": [{"severity": "ERROR", "message": "The file is broken."}]}


@tagged("post_install", "-at_install")
class TestCancellationFeeds(CancellationsCommon):
    def test_a_report_that_nobody_can_read_is_not_polled_for_ever(self):
        self.amazon.next_feed("DONE", "Feed Processing Summary", content_type="text/plain")
        ref = self.ask_to_cancel()

        self.push()

        self.assertEqual(self.cancellation(ref).state, "failed")
        self.assertIn("form not known", self.cancellation(ref).reason)
        self.amazon.reset_calls()
        self.account.action_push_cancellations()
        self.assertNotIn("getFeed", self.amazon.calls())

    def test_an_order_that_is_cancelled_all_the_same_is_not_refused(self):
        self.amazon.next_feed(
            "DONE", "Feed Processing Summary", content_type="text/plain", applied=True
        )
        ref = self.ask_to_cancel()

        self.push()

        self.assertEqual(self.cancellation(ref).state, "confirmed")

    def test_a_refusal_of_the_whole_feed_refuses_no_order_wrongly(self):
        self.amazon.next_feed("FATAL", FATAL)
        refs = [self.ask_to_cancel() for _order in range(3)]

        self.push()
        self.push()

        self.assertEqual({self.at_amazon(ref) for ref in refs}, {"CANCELLED"})
        self.assertFalse(self.cancellations(refs).activity_ids)

    def test_a_feed_that_is_not_taken_goes_again_in_halves(self):
        self.amazon.refuse("createFeed", message="Feeds are closed.")
        refs = [self.ask_to_cancel() for _order in range(3)]

        self.push()
        self.push()

        self.assertEqual({self.at_amazon(ref) for ref in refs}, {"CANCELLED"})

    def test_what_amazon_never_takes_is_told_after_a_few_feeds(self):
        self.amazon.next_feed("FATAL", FATAL, times=None)
        refs = [self.ask_to_cancel() for _order in range(3)]

        for _run in range(5):
            self.push()

        cancellations = self.cancellations(refs)
        self.assertEqual(set(cancellations.mapped("state")), {"failed"})
        self.assertEqual(set(cancellations.mapped("reason")), {"The file is broken."})
        self.assertLess(len(self.amazon.feeds()), 8)

    def test_a_feed_that_amazon_no_longer_knows_is_not_asked_for_again(self):
        ref = self.ask_to_cancel()
        self.account.action_push_cancellations()
        self.amazon.refuse("getFeed", 404, "Feed not found.", code="NotFound")

        self.account.action_push_cancellations()

        self.assertEqual(self.cancellation(ref).state, "failed")
        self.assertIn("Feed not found", self.cancellation(ref).reason)

    def test_a_feed_unfinished_for_hours_is_sent_anew_and_told_after_a_day(self):
        self.amazon.next_feed("IN_PROGRESS", times=2)
        ref = self.ask_to_cancel()
        self.push()
        first = self.cancellation(ref).feed_ref

        self.age(ref, hours=5)
        self.push()
        self.assertNotEqual(self.cancellation(ref).feed_ref, first)
        self.assertEqual(self.cancellation(ref).state, "sent")

        self.age(ref, hours=25)
        self.push()
        self.assertEqual(self.cancellation(ref).state, "failed")
        self.assertEqual(len(self.cancellation(ref).activity_ids), 1)

    def test_more_than_a_feed_holds_goes_as_several(self):
        refs = [self.ask_to_cancel() for _order in range(3)]

        with patch.object(amazon_cancellation_feed, "MOST_PER_FEED", 2):
            self.push()

        self.assertEqual(len(self.amazon.feeds()), 2)
        self.assertEqual({self.at_amazon(ref) for ref in refs}, {"CANCELLED"})

    def test_what_has_shipped_since_is_not_sent(self):
        ref = self.ask_to_cancel()
        self.amazon.ship_order(ref)
        self.sync_orders()

        self.push()

        self.assertEqual(self.amazon.feeds(), [])
        self.assertIn("SHIPPED", self.cancellation(ref).reason)

    # Steps

    def ask_to_cancel(self):
        ref = self.place_and_import()
        self.env["amazon.cancellation"]._create_for(self.document(ref), "NoInventory")
        return ref

    def push(self):
        """The job runs, Amazon works the feed off, the job runs again."""
        self.account.action_push_cancellations()
        self.amazon.advance(minutes=1)
        return self.account.action_push_cancellations()

    def at_amazon(self, ref):
        return self.amazon.order(ref)["fulfillment"]["fulfillmentStatus"]

    def cancellation(self, ref):
        return self.document(ref).cancellation_ids[:1]

    def cancellations(self, refs):
        orders = self.env["amazon.order"].search([("amazon_ref", "in", refs)])
        return orders.cancellation_ids

    def age(self, ref, **since):
        """The cancellation was written and sent that long ago."""
        cancellation = self.cancellation(ref)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE amazon_cancellation SET sent_at = sent_at - %(age)s,"
            " create_date = create_date - %(age)s WHERE id = %(id)s",
            {"age": timedelta(**since), "id": cancellation.id},
        )
        cancellation.invalidate_recordset()
