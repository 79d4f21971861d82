"""Quantities of Odoo's stock are pushed to Amazon (E1, E2, E6)."""

from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ...models.stock import amazon_submission
from ...models.sync import pacing
from ...spapi.client import Client
from ...spapi.operations.feeds import Feed
from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestStock(AmazonCommon):
    def setUp(self):
        super().setUp()
        for product in self.mug | self.lamp | self.cable:
            self.amazon.add_listing(product.default_code, quantity=1)
        self.store.push_stock = True
        self.store.action_sync_listings()

    def test_what_is_on_hand_and_not_reserved_is_offered(self):
        self.amazon.place_order(sku="MUG", quantity=30, unit_price="9.99")
        self.sync_orders()

        operation = self._push()

        self.assertEqual(operation.sent, 3)
        self.assertEqual(self._quantities(), {"MUG": 70, "LAMP": 100, "CABLE": 100})
        self.assertEqual(self._listing("MUG").pushed_quantity, 70)

    def test_only_what_changed_is_sent(self):
        self._push()
        self._put_in_stock(self.lamp, 5)
        self.amazon.reset_calls()

        operation = self._push()

        self.assertEqual((operation.sent, operation.skipped), (1, 2))
        self.assertEqual(self.amazon.calls(), {"patchListingsItem": 1})
        self.assertEqual(self._quantities()["LAMP"], 105)

    def test_nothing_changed_costs_no_call(self):
        self._push()
        self.amazon.reset_calls()

        self._push()

        self.assertEqual(self.amazon.calls(), {})

    def test_what_is_sold_out_goes_first(self):
        self._take_from_stock(self.cable, 100)

        self._push()

        skus = [call["path"].rpartition("/")[2] for call in self._patches()]
        self.assertEqual(skus[0], "CABLE")
        self.assertEqual(self._quantities()["CABLE"], 0)

    def test_more_reserved_than_on_hand_is_offered_as_nothing(self):
        self._take_from_stock(self.mug, 130)

        self._push()

        self.assertEqual(self._quantities()["MUG"], 0)

    def test_only_the_chosen_warehouses_count(self):
        other = self.env["stock.warehouse"].create({"name": "Outlet", "code": "OUT"})
        self._put_in_stock(self.mug, 8, other)
        self._put_in_stock(self.mug, 500, self.store.fba_warehouse_id)
        self._push()
        self.assertEqual(self._quantities()["MUG"], 100)

        self.store.stock_warehouse_ids = other | self.warehouse
        self._push()

        self.assertEqual(self._quantities()["MUG"], 108)

    def test_listings_in_amazons_warehouses_are_never_touched(self):
        self.amazon.add_listing("MUG-FBA", channel="AMAZON", quantity=40)
        self.store.action_sync_listings()
        self._listing("MUG-FBA").product_id = self.mug

        self._push()

        self.assertEqual(self.amazon.violations(), [])
        self.assertEqual(self.amazon.listing("MUG-FBA")["channel"], "AMAZON")
        self.assertFalse(self._listing("MUG-FBA").pushed_at)

    def test_few_changes_go_one_by_one_and_many_as_one_feed(self):
        with patch.object(amazon_submission, "MOST_PATCHES", 2):
            self._push()

        calls = self.amazon.calls()
        self.assertNotIn("patchListingsItem", calls)
        self.assertEqual(calls["createFeed"], 1)
        submission = self._submissions()
        self.assertEqual((submission.channel, submission.state), ("feed", "sent"))
        self.assertEqual(self._quantities(), {"MUG": 1, "LAMP": 1, "CABLE": 1})

        self.amazon.advance(minutes=5)
        operation = self._push()

        self.assertEqual(submission.state, "confirmed")
        self.assertEqual(operation.processed, 3)
        self.assertEqual(set(submission.message_line_ids.mapped("state")), {"accepted"})
        self.assertEqual(self._quantities(), {"MUG": 100, "LAMP": 100, "CABLE": 100})

    def test_what_the_quota_of_patches_does_not_carry_goes_on_as_a_feed(self):
        self._patch_once_then_throttle()

        with patch.object(pacing, "LONGEST_PACE", 0):
            self._push()

        by_channel = self._submissions().grouped("channel")
        self.assertEqual(by_channel["patch"].message_line_count, 1)
        self.assertEqual(by_channel["feed"].message_line_count, 2)
        self.assertEqual(self.amazon.calls()["createFeed"], 1)
        self.amazon.advance(minutes=5)
        self._push()
        self.assertEqual(self._quantities(), {"MUG": 100, "LAMP": 100, "CABLE": 100})

    def test_a_newer_quantity_waits_for_the_one_under_way(self):
        with patch.object(amazon_submission, "MOST_PATCHES", 0):
            self._push()
            self._put_in_stock(self.mug, 1)
            self._push()
            self.assertEqual(len(self._submissions()), 1, "none overtakes the feed")

            self.amazon.advance(minutes=5)
            self._push()
            self.amazon.advance(minutes=5)
            self._push()
        self.assertEqual(len(self._submissions()), 2)
        self.assertEqual(self._quantities()["MUG"], 101)

    def test_a_refused_quantity_is_shown_and_not_repeated_for_ever(self):
        self.amazon.fault("createFeed", "feed_not_applied", skus=["LAMP"])
        with patch.object(amazon_submission, "MOST_PATCHES", 0):
            self._push()
            self.amazon.advance(minutes=5)
            operation = self._push()
        self.assertEqual((operation.processed, operation.failed), (2, 1))
        self.assertIn("could not be applied", self._listing("LAMP").push_error)
        self.assertFalse(self._listing("MUG").push_error)

        self.amazon.reset_calls()
        self._push()
        self.assertEqual(self.amazon.calls(), {}, "the same number would be refused again")

        self._put_in_stock(self.lamp, 1)
        self._push()
        self.assertEqual(self._quantities()["LAMP"], 101)
        self.assertFalse(self._listing("LAMP").push_error)

    def test_a_feed_that_amazon_gives_up_is_told_again(self):
        with patch.object(amazon_submission, "MOST_PATCHES", 0):
            self._push()
        feed = self._submissions()
        lost = Feed(feed.feed_ref, "FATAL", None)
        with patch.object(Client, "get_feed", lambda *_args: lost):
            self._push()
        self.assertEqual(feed.state, "failed")
        self.assertIn("FATAL", feed.reason)
        self.assertEqual(self._submissions().mapped("state"), ["confirmed", "failed"])

        self.assertEqual(self._quantities(), {"MUG": 100, "LAMP": 100, "CABLE": 100})

    def test_the_lead_time_goes_along(self):
        self.store.lead_time = 2
        self._listing("LAMP").lead_time = 5

        self._push()

        self.assertEqual(self.amazon.listing("MUG")["lead_time"], 2)
        self.assertEqual(self.amazon.listing("LAMP")["lead_time"], 5)

    def test_amazons_own_lead_time_is_kept_where_odoo_has_none(self):
        self.amazon.add_listing("KETTLE", quantity=1, lead_time=9)
        self._create_product("KETTLE", "Kettle")
        self.store.action_sync_listings()

        self._push()

        kettle = self.amazon.listing("KETTLE")
        self.assertEqual((kettle["quantity"], kettle["lead_time"]), (100, 9))

    def test_a_changed_lead_time_is_told_though_the_quantity_is_the_same(self):
        self._push()

        self._listing("MUG").lead_time = 4
        self._push()

        self.assertEqual(self.amazon.listing("MUG")["lead_time"], 4)

    def test_amazon_takes_lead_times_of_thirty_days_at_most(self):
        with self.assertRaisesRegex(ValidationError, "1 to 30 days"):
            self.store.lead_time = 31
        with self.assertRaisesRegex(ValidationError, "1 to 30 days"):
            self._listing("MUG").lead_time = -1

    def test_a_store_that_is_switched_off_pushes_nothing(self):
        self.store.push_stock = False
        operation = self._push()
        self.assertIn("switched off", self.messages(operation))

        self.store.push_stock = True
        self.store.action_pause()
        operation = self._push()
        self.assertIn("not live", self.messages(operation))

        self.assertEqual(self._quantities(), {"MUG": 1, "LAMP": 1, "CABLE": 1})

    # Steps

    def _push(self):
        operation = self.store.action_push_stock()
        self.assertEqual(operation.state, "done", self.messages(operation))
        return operation

    def _quantities(self):
        """What Amazon offers, by SKU."""
        return {sku: self.amazon.listing(sku)["quantity"] for sku in ("MUG", "LAMP", "CABLE")}

    def _listing(self, sku):
        return self.store.env["amazon.listing"].search([("seller_sku", "=", sku)])

    def _submissions(self):
        return self.env["amazon.submission"].search([("store_id", "=", self.store.id)])

    def _patches(self):
        return self.amazon.requests("patchListingsItem")

    def _take_from_stock(self, product, quantity):
        self._put_in_stock(product, -quantity)

    def _patch_once_then_throttle(self):
        """Amazon's quota lets one patch through."""
        bucket = self.env["amazon.rate.bucket"]
        bucket.create(
            {
                "account_id": self.account.id,
                "operation": "patchListingsItem",
                "tokens": 1,
                "rate": 0.0001,
                "burst": 5,
                "refilled_at": "2030-01-01",
            }
        )
