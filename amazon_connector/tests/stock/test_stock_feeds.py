"""What Amazon says of a feed as a whole, and feeds that come to nothing or never end (E1)."""

from unittest.mock import patch

from odoo.tests import tagged

from ...models.stock import amazon_submission_push
from ...spapi.listings import split_messages
from .common import StockCommon

STOCK = {"MUG": 100, "LAMP": 100, "CABLE": 100}
OLD = {"MUG": 1, "LAMP": 1, "CABLE": 1}


def answer(*issues, accepted=0, invalid=0, processed=3):
    """Amazon's report on a feed."""
    return {
        "header": {"sellerId": "S", "version": "2.0", "feedId": "1"},
        "issues": list(issues),
        "summary": {
            "messagesProcessed": processed,
            "messagesAccepted": accepted,
            "messagesInvalid": invalid,
        },
    }


def issue(message, number=None):
    about = {"messageId": number} if number else {}
    return {**about, "code": "4002001", "severity": "ERROR", "message": message}


@tagged("post_install", "-at_install")
class TestFeedAnswers(StockCommon):
    # Answers as a whole

    def test_the_reason_of_a_fatal_feed_is_told_once_and_its_quantities_go_another_way(self):
        told = answer(issue("Item 'Feed' cannot be parsed."), processed=0)
        self.amazon.next_feed("FATAL", told)
        self.push_by_feed()

        self.read_answer()

        feed = self.submissions()[-1]
        self.assertEqual(feed.state, "failed")
        self.assertIn("cannot be parsed", feed.reason)
        self.assertEqual(self.quantities(), STOCK, "one by one in the same run")

    def test_feeds_that_fail_again_and_again_rest_and_make_one_task(self):
        self.amazon.next_feed("FATAL", answer(issue("No.")), times=None)
        with self.by_feed():
            for _run in range(4):
                self.push()
                self.amazon.advance(minutes=5)
                self._put_in_stock(self.mug, 1)
        self.assertEqual(self.amazon.calls()["createFeed"], 1)

        self.rest(hours=2)
        self.push_by_feed()
        self.amazon.advance(minutes=5)
        self.push_by_feed()
        self.rest(hours=1)
        self.push_by_feed()

        self.assertEqual(self.amazon.calls()["createFeed"], 2, "the second pause is longer")
        self.assertEqual(len(self.store.activity_ids), 1)
        self.assertFalse(self.submissions().activity_ids)
        self.assertEqual(self.at_amazon(), self.mug.qty_available)

    def test_a_whole_feed_issue_of_a_feed_that_is_done_leaves_nothing_accepted(self):
        self.amazon.next_feed("DONE", answer(issue("The header is not valid."), processed=0))
        self.push_by_feed()

        self.read_answer()

        feed = self.submissions()[-1]
        self.assertEqual((feed.state, feed.reason), ("failed", "The header is not valid."))
        self.assertEqual(set(feed.message_line_ids.mapped("state")), {"lost"})
        self.assertEqual(self.quantities(), STOCK)

    def test_counts_that_do_not_add_up_leave_nothing_accepted_but_what_is_refused_is_refused(self):
        self.push_by_feed()
        lines = self.submissions().message_line_ids
        mug = lines.filtered(lambda line: line.listing_id == self.listing())
        told = answer(issue("Not allowed.", mug.id), accepted=1, invalid=1)
        self.say(told)

        self.read_answer()

        self.assertEqual(mug.state, "refused")
        self.assertEqual(self.listing().push_error, "Not allowed.")
        self.assertEqual(set((lines - mug).mapped("state")), {"lost"})

    def test_done_without_a_report_is_a_sentence_and_no_acceptance(self):
        self.amazon.next_feed("DONE")
        self.push_by_feed()

        self.read_answer()

        feed = self.submissions()[-1]
        self.assertEqual(feed.state, "failed")
        self.assertIn("does not say that it accepted", feed.reason)
        self.assertEqual(self.quantities(), STOCK)

    def test_a_report_in_another_form_ends_the_feed_and_nothing_else(self):
        self.amazon.next_feed("DONE", "Feed Processing Summary:\t3", content_type="text/plain")
        self.push_by_feed()
        self.set_stock(self.mug, 5)

        self.read_answer()

        self.assertEqual(self.submissions()[-1].state, "failed")
        self.assertEqual(self.quantities(), {**STOCK, "MUG": 5})

    def test_a_feed_that_amazon_no_longer_knows_is_given_up_at_once(self):
        self.push_by_feed()
        self.amazon.refuse("getFeed", 404, "Feed not found.", code="NotFound")
        self.amazon.advance(minutes=5)

        self.push()

        self.assertEqual(self.submissions()[-1].state, "failed")
        self.amazon.reset_calls()
        self.push()
        self.assertNotIn("getFeed", self.amazon.calls())

    def test_a_report_that_amazon_no_longer_serves_ends_the_feed(self):
        self.push_by_feed()
        self.amazon.refuse("getFeedDocument", 404, "No such document.", code="NotFound")

        self.read_answer()

        self.assertEqual(self.submissions()[-1].state, "failed")

    def test_a_feed_that_cannot_be_looked_at_keeps_no_quantity_back(self):
        self.push_by_feed()
        self.set_stock(self.mug, 0)
        self.amazon.answer("getFeed", 503, "busy", times=10)

        self.push(state="postponed")

        self.assertEqual(self.at_amazon(), 0)

    def test_a_feed_that_cannot_be_sent_keeps_nothing_back_that_is_sold_out(self):
        self.amazon.answer("createFeed", 503, "busy", times=None)
        with self.by_feed():
            self.push(state="postponed")
        self.set_stock(self.mug, 0)

        self.push(state="postponed")
        self.assertEqual(self.quantities(), {**OLD, "MUG": 0})

        self.amazon.clear_faults()
        self.push()
        self.amazon.advance(minutes=5)
        self.push()
        self.assertEqual(self.quantities(), {**STOCK, "MUG": 0})

    # Refused at the door

    def test_a_feed_that_amazon_does_not_take_freezes_nothing(self):
        self.amazon.refuse("createFeed", message="Feeds are closed.", times=None)
        with self.by_feed():
            self.store.action_push_stock()
        self.assertEqual(self.submissions().state, "failed")
        self.set_stock(self.mug, 7)

        self.push()

        self.assertEqual(self.quantities(), {**STOCK, "MUG": 7})
        self.assertEqual(len(self.store.activity_ids), 1)

    def test_send_again_sends_what_is_true_by_then(self):
        self.amazon.refuse("createFeed", message="Feeds are closed.")
        with self.by_feed():
            self.store.action_push_stock()
        self.set_stock(self.mug, 7)

        self.submissions().action_retry()
        self.push_by_feed()
        self.read_answer()

        self.assertEqual(self.quantities(), {**STOCK, "MUG": 7})

    def test_a_listing_that_moved_to_amazon_before_it_was_sent_is_left_out(self):
        self.amazon.refuse("createFeed", message="Feeds are closed.")
        with self.by_feed():
            self.store.action_push_stock()
        self.listing().fulfillment_channel = "AMAZON_NA"

        self.submissions().action_retry()
        self.push_by_feed()
        self.read_answer()

        self.assertEqual(self.quantities(), {**STOCK, "MUG": 1})

    def test_a_patch_that_is_invalid_without_a_reason_is_not_taken_for_accepted(self):
        body = {"sku": "MUG", "status": "INVALID", "submissionId": "1", "issues": []}
        self.amazon.answer("patchListingsItem", body=body, when={"path": {"sku": "MUG"}})

        self.push()

        self.assertIn("INVALID", self.listing().push_error)

    def test_what_amazon_finds_wrong_with_an_accepted_patch_stands_on_it(self):
        body = {"sku": "MUG", "status": "ACCEPTED", "submissionId": "1"}
        body["issues"] = [{"code": "90220", "message": "No brand.", "severity": "ERROR"}]
        self.amazon.answer("patchListingsItem", body=body, when={"path": {"sku": "MUG"}})

        self.push()

        self.assertFalse(self.listing().push_error)
        lines = self.submissions().message_line_ids
        mug = lines.filtered(lambda line: line.listing_id == self.listing())[-1:]
        self.assertEqual((mug.state, mug.reason), ("accepted", "No brand."))

    def test_a_feed_that_amazon_shows_us_no_more_is_lost_and_the_job_goes_on(self):
        self.push_by_feed()
        self.amazon.refuse("getFeed", 403, "Access denied.", code="Unauthorized", times=None)

        self.read_answer()

        self.assertEqual(self.submissions()[-1].state, "failed")
        self.assertEqual(self.quantities(), STOCK)

    def test_a_feed_that_amazon_did_not_take_is_looked_for_among_nobodys(self):
        self.amazon.fault("createFeed", "throttled")
        with self.by_feed():
            self.store.action_push_stock()

        feed = self.submissions().filtered(lambda submission: submission.channel == "feed")
        self.assertEqual((feed.state, feed.feed_asked_at), ("pending", False))

    def test_a_feed_whose_file_amazon_could_not_take_is_looked_for_among_nobodys(self):
        self.amazon.refuse("createFeedDocument", 500, "Oops.", times=None)
        with self.by_feed():
            self.store.action_push_stock()

        feed = self.submissions().filtered(lambda submission: submission.channel == "feed")
        self.assertEqual((feed.state, feed.feed_asked_at), ("pending", False))

    # Size

    def test_more_than_a_feed_holds_goes_as_several(self):
        def in_twos(messages):
            return split_messages(messages, most=2)

        with patch.object(amazon_submission_push, "split_messages", in_twos):
            operation = self.push_by_feed()
        self.assertEqual(operation.sent, 3)
        self.assertEqual(self.amazon.calls()["createFeed"], 2)

        self.read_answer()

        self.assertEqual(self.quantities(), STOCK)
        self.assertEqual(self.submissions().mapped("state"), ["confirmed"] * 2)

    # Feeds that do not end

    def test_what_is_sold_out_never_waits_for_a_feed(self):
        self.amazon.next_feed("IN_PROGRESS")
        self.push_by_feed()
        self.listing().write({"pushed_quantity": 100})
        self.set_stock(self.mug, 0)
        self.set_stock(self.lamp, 50)

        self.push()

        self.assertEqual(self.quantities(), {**OLD, "MUG": 0}, "the rest waits for a while")

    def test_a_listing_is_not_frozen_by_a_feed_that_does_not_end(self):
        self.amazon.next_feed("IN_PROGRESS")
        self.push_by_feed()
        self.set_stock(self.lamp, 50)
        self.age(self.submissions(), minutes=40)

        self.push()

        self.assertEqual(self.quantities(), {**OLD, "LAMP": 50})

    def test_a_feed_unfinished_for_hours_is_told_anew_and_a_person_after_a_day_once(self):
        self.amazon.next_feed("IN_PROGRESS")
        self.push_by_feed()
        self.age(self.submissions(), hours=5)

        self.push()
        self.assertEqual(self.quantities(), STOCK)
        self.assertFalse(self.store.activity_ids)

        self.age(self.submissions(), hours=20)
        self.push()
        self.push()
        self.assertEqual(len(self.store.activity_ids), 1)

    def test_what_an_old_feed_overwrites_when_it_ends_is_told_again(self):
        self.amazon.reset(
            rates=False, visibility_lag_seconds=0, report_delay_seconds=0, feed_delay_seconds=3600
        )
        for product in self.mug | self.lamp | self.cable:
            self.amazon.add_listing(product.default_code, quantity=1)
        self.push_by_feed()
        self.set_stock(self.mug, 0)
        self.push()
        self.assertEqual(self.at_amazon(), 0)

        self.amazon.advance(minutes=61)
        self.assertEqual(self.at_amazon(), 100, "Amazon has worked off the old feed")
        self.push()

        self.assertEqual(self.quantities(), {**STOCK, "MUG": 0})
        self.assertEqual(self.listing().pushed_quantity, 0)

    # Steps

    def say(self, told):
        """What Amazon's report on the feed says."""
        self.amazon.answer("downloadDocument", body=told)

    def read_answer(self):
        """Amazon works the feed off, and the job runs."""
        self.amazon.advance(minutes=5)
        return self.push()
