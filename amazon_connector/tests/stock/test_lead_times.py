"""Days to ship go along, are read back, and are left to Amazon where it keeps its own (E6, D8)."""

from unittest.mock import patch

from odoo.tests import tagged

from ...models.stock import amazon_listing_lead_time
from .common import StockCommon


@tagged("post_install", "-at_install")
class TestLeadTimes(StockCommon):
    def setUp(self):
        super().setUp()
        self.store.lead_time = 4

    def test_what_amazon_shows_is_read_back_once_with_one_call_for_twenty_listings(self):
        self.push()
        self.assertFalse(self.listing().amazon_lead_time)
        self.amazon.reset_calls()

        self.push()
        self.push()

        self.assertEqual(self.amazon.calls(), {"searchListingsItems": 1})
        self.assertEqual(self.listing().amazon_lead_time, 4)
        self.assertFalse(self.listing().is_lead_time_refused)

    def test_a_seller_sku_with_a_comma_is_read_back_by_itself(self):
        self._create_product("RED,BLUE", "Two colors", quantity=5)
        self.amazon.add_listing("RED,BLUE", quantity=1)
        self.load()
        self.push()
        self.push()

        self.assertEqual(self.listing("RED,BLUE").amazon_lead_time, 4)

    def test_listings_over_which_amazon_stumbles_keep_no_others_from_being_read_back(self):
        self.push()
        which = {"query": {"identifiers": "CABLE"}}
        self.amazon.refuse("searchListingsItems", 500, "Oops.", when=which, times=None)

        with patch.object(amazon_listing_lead_time, "MOST_SKUS", 1):
            self.push()

        shown = [self.listing(sku).amazon_lead_time for sku in ("MUG", "LAMP", "CABLE")]
        self.assertEqual(shown, [4, 4, 0])

    def test_amazons_automated_handling_time_is_told_again_once_then_left_alone(self):
        self.amazon.update_listing("MUG", handling_days=1)
        self.push()
        self.push()
        self.assertFalse(self.trouble(), "it is told again first")
        for _round in range(3):
            self.push()

        mug = self.listing()
        self.assertTrue(mug.is_lead_time_refused)
        self.assertEqual(mug.amazon_lead_time, 1)
        self.assertEqual(len(self.trouble()), 1)
        self.assertIn("MUG", self.trouble().sentence)
        self.assertNotIn("LAMP", self.trouble().sentence)
        self.assertEqual(self.told_lead_times("MUG"), [4, 4])

        self.set_stock(self.mug, 50)
        self.push()
        self.assertEqual(self.at_amazon(), 50)
        self.assertEqual(self.told_lead_times("MUG"), [4, 4, None])
        self.assertEqual(len(self.store.activity_ids), 1)

    def test_a_lead_time_that_amazon_refuses_keeps_no_quantity_back(self):
        self.amazon.update_listing("MUG", handling_days=1, refuses_lead_times=True)

        self.push()

        self.assertEqual(self.quantities(), {"MUG": 100, "LAMP": 100, "CABLE": 100})
        self.assertFalse(self.listing().push_error)
        self.assertTrue(self.listing().is_lead_time_refused)
        self.assertFalse(self.listing("LAMP").is_lead_time_refused)
        self.assertEqual(len(self.trouble()), 1)

        self.amazon.reset_calls()
        self.push()
        self.assertNotIn("patchListingsItem", self.amazon.calls())

    def test_the_same_in_a_feed(self):
        self.amazon.update_listing("MUG", handling_days=1, refuses_lead_times=True)
        self.push_by_feed()
        self.amazon.advance(minutes=5)

        self.push()

        self.assertEqual(self.quantities(), {"MUG": 100, "LAMP": 100, "CABLE": 100})
        self.assertTrue(self.listing().is_lead_time_refused)
        self.assertFalse(self.listing().push_error)

    def test_a_message_of_a_feed_that_was_not_refused_for_its_lead_time_blames_none(self):
        self.amazon.update_listing("MUG", refuses="The offer has no price.")
        self.push_by_feed()
        self.amazon.advance(minutes=5)
        self.push()

        self.assertIn("no price", self.listing().push_error)
        self.assertFalse(self.listing().is_lead_time_refused)
        self.assertFalse(self.trouble())

    def test_what_is_refused_with_and_without_a_lead_time_waits_for_its_next_try(self):
        self.amazon.update_listing("MUG", refuses="The offer has no price.")
        for _feed in range(2):
            self.push_by_feed()
            self.amazon.advance(minutes=5)
        self.push()
        self.assertFalse(self.listing().refused_lead_time)
        self.amazon.reset_calls()

        self.push()

        self.assertNotIn("patchListingsItem", self.amazon.calls())

    def test_another_lead_time_is_tried_and_push_again_tries_the_same(self):
        self.amazon.update_listing("MUG", handling_days=1, refuses_lead_times=True)
        self.push()
        self.amazon.update_listing("MUG", handling_days=None, refuses_lead_times=False)

        self.listing().lead_time = 6
        self.push()
        self.assertEqual(self.amazon.listing("MUG")["lead_time"], 6)

        self.listing().refused_lead_time = 6
        self.listing().action_push_again()
        self.push()
        self.assertEqual(self.told_lead_times("MUG")[-1], 6)
        self.assertFalse(self.trouble())

    def test_a_look_that_amazon_does_not_answer_says_nothing(self):
        self.push()
        self.amazon.answer("searchListingsItems", body={"numberOfResults": 0, "items": []})

        self.push()

        self.assertFalse(self.listing().amazon_lead_time)
        self.assertFalse(self.listing().is_lead_time_refused)

    def test_a_look_that_shows_amazons_channel_stops_the_pushing(self):
        """A newer source than the report: the listing has moved to Amazon's warehouses."""
        self.push()
        self.amazon.remove_listing("MUG")
        self.amazon.add_listing("MUG", channel="AMAZON", quantity=3)
        self.push()
        self.set_stock(self.mug, 60)

        self.push()

        self.assertTrue(self.listing().is_fba)
        self.assertEqual(self.amazon.violations(), [])

    def test_a_look_that_shows_a_channel_of_the_sellers_own_stops_nothing(self):
        """Whoever sells from several places has a channel for each of them."""
        self.push()
        place = {"fulfillmentChannelCode": "0a1b2c3d-place", "quantity": 3}
        item = {"sku": "MUG", "fulfillmentAvailability": [place]}
        self.amazon.answer("searchListingsItems", body={"numberOfResults": 1, "items": [item]})

        self.push()

        self.assertFalse(self.listing().is_fba)

    # Steps

    def told_lead_times(self, sku):
        """What Amazon was told with each patch of a listing; None where it was told nothing."""
        bodies = [
            call["body"]
            for call in self.amazon.requests("patchListingsItem")
            if call["path"].endswith(f"/{sku}")
        ]
        return [body["patches"][0]["value"][0].get("lead_time_to_ship_max_days") for body in bodies]

    def trouble(self):
        return self.store.trouble_ids.filtered(lambda t: t.key == "lead_times_not_kept")
