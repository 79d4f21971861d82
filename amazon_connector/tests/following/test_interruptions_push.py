"""Pushes that are killed: Odoo never believes that Amazon has what it does not have."""

from unittest import skipUnless

from odoo.tests import tagged

from ..workers import TEMPLATE
from .six_stores import SixStoresCase

SKUS = ("MUG", "LAMP", "CABLE", "PLATE")
PUSH = """
env["amazon.schedule"]._cron_lane("amazon.submission")
env.cr.commit()
"""
FEED = """
from unittest.mock import patch
from odoo.addons.amazon_connector.models.stock import amazon_submission

with patch.object(amazon_submission, "MOST_PATCHES", 0):
    env["amazon.schedule"]._cron_lane("amazon.submission")
env.cr.commit()
"""
NO_WAIT = """
env.cr.execute("SET LOCAL lock_timeout = '50ms'")
"""
COUNT = """
warehouse = env["stock.warehouse"].search([], limit=1)
for product in env["product.product"].search([("default_code", "in", {skus!r})]):
    change = {quantity} - product.qty_available
    env["stock.quant"]._update_available_quantity(product, warehouse.lot_stock_id, change)
env.cr.commit()
"""


class KilledPushCase(SixStoresCase):
    skus = SKUS

    def setUp(self):
        super().setUp()
        # One store is enough here.
        only = "UPDATE amazon_store SET push_stock = (id = %s) RETURNING id"
        self.query(only, self.store_id)

    @property
    def store_id(self):
        return self.query(
            "SELECT s.id FROM amazon_store s JOIN amazon_marketplace m ON m.id = s.marketplace_id"
            " JOIN res_country c ON c.id = m.country_id WHERE c.code = 'US'"
        )[0][0]

    def count(self, quantity):
        """So many of each product are counted in the warehouse."""
        self.do(COUNT.format(quantity=quantity, skus=SKUS))

    def kill_during(self, operation, code, nth=1):
        """Kill the push while its nth call is on its way to Amazon, which does what it says."""
        before = self.amazon.calls().get(operation, 0)
        self.amazon.fault(operation, "slow", count=100, seconds=0.7)
        worker = self.start(code)
        self.kill_when(worker, lambda: self.amazon.calls().get(operation, 0) >= before + nth)
        self.let_amazon_answer(operation)
        self.amazon.clear_faults()

    def assert_believed_is_true(self):
        """What Odoo believes that Amazon was told, and has taken, Amazon offers."""
        rows = self.query(
            "SELECT seller_sku, pushed_quantity FROM amazon_listing WHERE store_id = %s"
            " AND pushed_at IS NOT NULL AND push_error IS NULL AND id NOT IN (SELECT listing_id"
            " FROM amazon_submission_message WHERE state IN ('pending', 'sent'))",
            self.store_id,
        )
        for sku, pushed in rows:
            self.assertEqual(self.amazon.listing(sku)["quantity"], pushed, sku)

    def assert_all_offered(self, quantity):
        self.assertEqual({self.amazon.listing(sku)["quantity"] for sku in SKUS}, {quantity})
        self.assert_believed_is_true()


@tagged("post_install", "-at_install")
@skipUnless(TEMPLATE, "needs a prepared database to copy (AMAZON_CONNECTOR_TEMPLATE)")
class TestKilledPush(KilledPushCase):
    def test_patches_killed_in_the_middle_are_sent_again_as_they_are_true_by_then(self):
        self.count(70)
        self.make_due("amazon.submission")
        self.kill_during("patchListingsItem", PUSH, nth=3)
        self.assert_believed_is_true()

        # The old number is wanted again, which Odoo has told before the kill.
        self.count(100)
        self.make_due("amazon.submission")
        self.do(PUSH)

        self.assert_all_offered(100)

    def test_a_feed_killed_while_it_is_created_is_taken_over_and_not_sent_twice(self):
        self.count(60)
        self.make_due("amazon.submission")
        self.kill_during("createFeed", FEED)
        self.assert_believed_is_true()
        self.count(55)
        self.make_due("amazon.submission")
        self.do(PUSH)
        self.assertEqual(len(self.amazon.feeds()), 1)

        self.amazon.advance(minutes=5)
        for _run in range(2):
            self.make_due("amazon.submission")
            self.do(PUSH)

        self.assert_all_offered(55)

    def test_who_counts_stock_never_waits_for_a_push_and_never_conflicts_with_one(self):
        self.count(80)
        self.make_due("amazon.submission")
        before = self.amazon.calls().get("patchListingsItem", 0)
        self.amazon.fault("patchListingsItem", "slow", count=1, seconds=20)
        worker = self.start(PUSH)
        calls = self.amazon.calls
        self.wait_until(worker, lambda: calls().get("patchListingsItem", 0) > before)

        self.do(NO_WAIT + COUNT.format(quantity=75, skus=SKUS))
        self.assertIsNone(worker.poll(), "The count was done before Amazon answered.")
        self.finish(worker)
        self.age_signals()
        self.do(PUSH)

        self.assert_all_offered(75)
