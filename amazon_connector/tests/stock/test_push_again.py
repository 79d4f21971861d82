"""Everything on demand, feeds at Amazon's pace, and listings that have moved (E1, E6)."""

from unittest.mock import patch

from odoo.tests import tagged

from ...models.stock import amazon_submission
from .common import StockCommon


@tagged("post_install", "-at_install")
class TestPushAgain(StockCommon):
    def test_everything_is_told_anew_though_nothing_changed(self):
        self.push()
        self.amazon.update_listing("MUG", quantity=3)
        self.amazon.reset_calls()

        operation = self.store.action_push_everything()

        self.assertEqual((operation.state, operation.sent), ("done", 3), self.messages(operation))
        self.assertEqual(self.quantities(), {"MUG": 100, "LAMP": 100, "CABLE": 100})
        self.push()
        self.assertEqual(self.amazon.calls()["patchListingsItem"], 3, "once")

    def test_chosen_rows_are_told_anew_by_the_lane_and_the_others_are_not(self):
        self.push()
        for sku in ("MUG", "LAMP"):
            self.amazon.update_listing(sku, quantity=3)
        self.amazon.reset_calls()

        told = self.listing().action_push_again()
        self.env["amazon.schedule"]._cron_lane("amazon.submission")

        self.assertIn("1", told["params"]["message"])
        self.assertEqual(self.quantities(), {"MUG": 100, "LAMP": 3, "CABLE": 100})
        self.assertEqual(self.amazon.calls(), {"patchListingsItem": 1})

    def test_rows_that_must_not_be_pushed_are_left_out_and_the_button_says_so(self):
        self.listing("LAMP").fulfillment_channel = "AMAZON_NA"
        self.listing("CABLE").fulfillment_channel = False
        rows = self.env["amazon.listing"].search([("store_id", "=", self.store.id)])

        told = rows.action_push_again()
        self.push()

        self.assertIn("Left out: 2", told["params"]["message"])
        self.assertEqual(self.quantities(), {"MUG": 100, "LAMP": 1, "CABLE": 1})

    # Feeds

    def test_a_second_feed_waits_twenty_minutes_and_patches_carry_what_is_urgent(self):
        self.push_by_feed()
        self.amazon.advance(minutes=5)
        self.push()
        for product in self.mug | self.lamp | self.cable:
            self.set_stock(product, 50)
        self.set_stock(self.cable, 0)
        with self.by_feed(), patch.object(amazon_submission, "MOST_URGENT", 2):
            self.push(state="partial")
            self.assertEqual(self.quantities(), {"MUG": 50, "LAMP": 100, "CABLE": 0})
            self.assertEqual(self.amazon.calls()["createFeed"], 1)
            self.push()
        self.assertEqual(self.quantities(), {"MUG": 50, "LAMP": 50, "CABLE": 0})

        self.age(self.submissions(), minutes=21)
        self.set_stock(self.mug, 60)
        self.push_by_feed()
        self.assertEqual(self.amazon.calls()["createFeed"], 2)

    def test_the_pace_is_the_accounts_not_the_stores(self):
        canada = self._open_store("CA", push_stock=True)
        self.amazon.add_listing("MUG", marketplace="CA", quantity=1)
        canada.action_sync_listings()
        self.push_by_feed()

        with self.by_feed():
            canada.action_push_stock()

        self.assertEqual(self.amazon.calls()["createFeed"], 1)
        self.assertEqual(self.amazon.listing("MUG", marketplace="CA")["quantity"], 100)

    def test_more_than_patches_carry_goes_as_a_feed_however_soon(self):
        self.push_by_feed()
        for product in self.mug | self.lamp | self.cable:
            self.set_stock(product, 50)
        self.age(self.submissions(), minutes=31)  # none waits for the first feed

        with patch.object(amazon_submission, "MOST_CARRIED", 2):
            self.age(self.submissions(), minutes=-25)
            self.amazon.advance(minutes=5)
            self.push_by_feed()

        self.assertEqual(self.amazon.calls()["createFeed"], 2)

    def test_what_is_sold_out_goes_at_once_beside_the_feed_of_all_others(self):
        self.set_stock(self.cable, 0)

        self.push_by_feed()

        self.assertEqual(self.quantities(), {"MUG": 1, "LAMP": 1, "CABLE": 0})
        self.amazon.advance(minutes=5)
        self.push()
        self.assertEqual(self.quantities(), {"MUG": 100, "LAMP": 100, "CABLE": 0})

    # Quota

    def test_a_lane_waits_a_moment_for_the_next_token(self):
        self.env["amazon.rate.bucket"].create(
            {
                "account_id": self.account.id,
                "operation": "patchListingsItem",
                "tokens": 0,
                "rate": 5,
                "burst": 1,
                "refilled_at": self.now(),
            }
        )
        self.push()

        self.assertEqual(self.quantities(), {"MUG": 100, "LAMP": 100, "CABLE": 100})
        self.assertNotIn("createFeed", self.amazon.calls())

    # Moved

    def test_an_order_that_amazon_ships_stops_the_pushing_though_it_is_not_imported(self):
        fba = self.store.status_map_ids.filtered(lambda row: row.fulfilled_by == "AMAZON")
        fba.unlink()
        self.push()
        self.amazon.remove_listing("MUG")
        self.amazon.add_listing("MUG", channel="AMAZON", quantity=9)
        ref = self.amazon.place_order(sku="MUG", fulfilled_by="AMAZON", unit_price="9.99")
        self.sync_orders()
        self.assertEqual(self.document(ref).state, "ignored")
        self.set_stock(self.mug, 60)

        self.push()

        self.assertTrue(self.listing().is_fba)
        self.assertEqual(self.amazon.violations(), [])

    def test_switched_off_in_the_middle_of_a_push_tells_again_what_may_have_arrived(self):
        self.push()
        self.set_stock(self.mug, 60)
        self.amazon.answer("patchListingsItem", 503, "busy", times=None)
        for product in self.lamp | self.cable:
            self.set_stock(product, 60)
        self.push(state="postponed")
        self.amazon.clear_faults()
        # It had arrived, although nobody learned of it; then the stock went back.
        self.amazon.update_listing("MUG", quantity=60)
        self.set_stock(self.mug, 100)
        self.store.push_stock = False
        self.push()

        self.store.push_stock = True
        self.push()

        self.assertEqual(self.at_amazon(), 100)

    def test_a_feed_whose_id_was_never_learned_is_found_and_not_sent_twice(self):
        self.amazon.fault("createFeed", "connection_reset", after=True)
        with self.by_feed():
            self.push(state="postponed")
        self.assertEqual(len(self.amazon.feeds()), 1)
        self.set_stock(self.mug, 0)

        self.push()

        feed = self.submissions().filtered(lambda submission: submission.channel == "feed")
        self.assertEqual(feed.state, "sent")
        self.assertEqual(len(self.amazon.feeds()), 1)
        self.amazon.advance(minutes=5)
        self.push()
        self.assertEqual(feed.state, "confirmed")
        self.push()
        self.assertEqual(self.quantities(), {"MUG": 0, "LAMP": 100, "CABLE": 100})

    def test_a_feed_of_other_marketplaces_is_not_taken_for_ours(self):
        self.amazon.fault("createFeed", "connection_reset")
        with self.by_feed():
            self.push(state="postponed")
            foreign = [{"marketplaceIds": [self.market, "A1"]}, {"marketplaceIds": ["A1", None]}]
            self.list_feeds(*foreign)
            self.push()

        [sent] = self.amazon.feeds()
        self.assertEqual(self.submissions().filtered("feed_ref").feed_ref, sent["feedId"])

    def test_a_feed_that_another_program_sends_later_is_not_taken_for_ours(self):
        self.amazon.fault("createFeed", "connection_reset", after=True)
        with self.by_feed():
            self.push(state="postponed")
        [ours] = self.amazon.feeds()
        self.list_feeds(
            {"createdTime": "2099-01-02T00:00:00Z"},
            {"createdTime": "2099-01-01T00:00:00Z", "feedId": ours["feedId"]},
        )

        self.push()

        self.assertEqual(self.submissions().filtered("feed_ref").feed_ref, ours["feedId"])

    @property
    def market(self):
        return self.store.marketplace_id.code

    def list_feeds(self, *feeds):
        """Amazon's next list of feeds."""
        usual = {"feedType": "JSON_LISTINGS_FEED", "processingStatus": "DONE"}
        usual |= {"marketplaceIds": [self.market], "createdTime": "2099-01-01T00:00:00Z"}
        told = [{"feedId": str(number), **usual, **feed} for number, feed in enumerate(feeds)]
        self.amazon.answer("getFeeds", body={"feeds": told})

    def test_a_feed_that_never_reached_amazon_is_sent_anew(self):
        self.amazon.fault("createFeed", "connection_reset")
        with self.by_feed():
            self.push(state="postponed")
            self.push()

        self.amazon.advance(minutes=5)
        self.push()
        self.assertEqual(self.quantities(), {"MUG": 100, "LAMP": 100, "CABLE": 100})
