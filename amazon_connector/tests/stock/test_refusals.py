"""Listings whose quantity Amazon refuses: tried again, then told once (E8)."""

from odoo.tests import tagged

from .common import StockCommon

WORDS = "The brand is not approved for this offer."


@tagged("post_install", "-at_install")
class TestRefusals(StockCommon):
    def setUp(self):
        super().setUp()
        self.amazon.update_listing("LAMP", refuses=WORDS)

    def test_a_refused_quantity_is_sent_again_with_longer_and_longer_pauses(self):
        self.push()
        pauses = []
        for _round in range(4):
            lamp = self.listing("LAMP")
            pauses.append(round((lamp.push_retry_at - lamp.pushed_at).total_seconds() / 60))
            self.let_retry()
            self.push()

        self.assertEqual(pauses, [5, 10, 20, 40])
        self.assertEqual(self.quantities(), {"MUG": 100, "LAMP": 1, "CABLE": 100})

    def test_whoever_pushes_is_told_how_many_amazon_did_not_take(self):
        operation = self.push()
        self.assertEqual((operation.sent, operation.failed), (2, 1))
        toast = operation._get_notification()["params"]
        self.assertIn("2 quantities sent, 1 quantity not accepted by Amazon.", toast["message"])
        self.assertEqual(toast["type"], "warning")

    def test_what_is_sold_out_and_still_on_offer_waits_an_hour_at_most(self):
        self.set_stock(self.lamp, 0)
        for _round in range(8):
            self.push()
            self.let_retry()
        self.push()

        lamp = self.listing("LAMP")
        self.assertEqual((lamp.push_retry_at - lamp.pushed_at).total_seconds() / 60, 60)

    def test_before_its_time_it_costs_no_call(self):
        self.push()
        self.amazon.reset_calls()

        self.push()

        self.assertEqual(self.amazon.calls(), {})

    def test_after_five_refusals_a_person_is_told_once_with_the_way_to_the_listings(self):
        for _round in range(4):
            self.push()
            self.let_retry()
        self.assertFalse(self.trouble())
        for _round in range(3):
            self.push()
            self.let_retry()

        trouble = self.trouble()
        self.assertEqual(len(trouble), 1)
        self.assertIn("LAMP", trouble.sentence)
        self.assertEqual(len(self.store.activity_ids), 1)
        action = self.store.action_view_refused_listings()
        self.assertEqual(self.env["amazon.listing"].search(action["domain"]), self.listing("LAMP"))
        self.assertIn(WORDS, self.listing("LAMP").push_error)

    def test_once_amazon_takes_it_nothing_is_left_of_the_refusals(self):
        for _round in range(6):
            self.push()
            self.let_retry()
        self.amazon.update_listing("LAMP", refuses="")

        self.push()

        lamp = self.listing("LAMP")
        self.assertEqual(self.at_amazon("LAMP"), 100)
        self.assertFalse(lamp.push_error or lamp.push_failures or lamp.push_retry_at)
        self.assertFalse(self.trouble())
        self.assertFalse(self.store.activity_ids)

    def test_a_quantity_that_changes_is_sent_at_once_however_often_it_was_refused(self):
        self.push()
        self.amazon.update_listing("LAMP", refuses="")
        self.set_stock(self.lamp, 0)

        self.push()

        self.assertEqual(self.at_amazon("LAMP"), 0)

    def test_a_feed_refuses_one_message_and_the_listing_alone_is_tried_again(self):
        self.push_by_feed()
        self.amazon.advance(minutes=5)
        self.push()
        self.assertEqual(self.quantities(), {"MUG": 100, "LAMP": 1, "CABLE": 100})
        self.assertIn(WORDS, self.listing("LAMP").push_error)
        self.let_retry()
        self.amazon.update_listing("LAMP", refuses="")

        self.push()

        self.assertEqual(self.at_amazon("LAMP"), 100)

    def test_a_listing_for_which_amazon_has_no_answer_keeps_no_other_back(self):
        self.amazon.answer(
            "patchListingsItem", 500, "oops", times=None, when={"path": {"sku": "CABLE"}}
        )
        self.push()
        self.assertEqual(self.quantities(), {"MUG": 100, "LAMP": 1, "CABLE": 1})
        cable = self.listing("CABLE")
        self.assertFalse(cable.pushed_at, "nobody knows whether Amazon took it")
        self.assertEqual(cable.push_failures, 1)
        self.amazon.clear_faults()

        self.push()

        self.assertEqual(self.at_amazon("CABLE"), 100)
        self.assertFalse(self.listing("CABLE").push_error)

    def test_an_answer_that_cannot_be_read_is_the_listings_own_affair(self):
        self.amazon.answer(
            "patchListingsItem", body={"sku": "MUG"}, times=None, when={"path": {"sku": "MUG"}}
        )

        self.push()

        self.assertEqual(self.at_amazon("CABLE"), 100)
        self.assertTrue(self.listing("MUG").push_retry_at)

    def test_when_amazon_is_away_the_run_ends_and_nothing_is_lost(self):
        self.amazon.update_listing("LAMP", refuses="")
        self.amazon.answer("patchListingsItem", 503, "busy", times=None)

        self.push(state="postponed")

        self.assertEqual(self.amazon.calls()["patchListingsItem"], 3)
        self.amazon.clear_faults()
        self.push()
        self.assertEqual(self.quantities(), {"MUG": 100, "LAMP": 100, "CABLE": 100})

    def test_what_is_refused_is_out_of_step(self):
        self.push()

        out = self.env["amazon.listing"].search(
            [("store_id", "=", self.store.id), ("is_out_of_step", "=", True)]
        )
        self.assertEqual(out, self.listing("LAMP"))
        self.assertTrue(out.is_out_of_step)
        self.assertFalse(self.listing("MUG").is_out_of_step)
        self.assertEqual(self.store.out_of_step_count, 1)

    # Steps

    def let_retry(self):
        """The pause is over."""
        waiting = self.env["amazon.listing"].search([("push_retry_at", "!=", False)])
        waiting.push_retry_at = "2020-01-01"

    def trouble(self):
        return self.store.trouble_ids.filtered(lambda trouble: trouble.key == "quantities_refused")
