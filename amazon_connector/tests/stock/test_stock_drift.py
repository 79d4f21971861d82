"""Accepted is not applied: what a newer report shows otherwise is told again (E1)."""

from odoo.tests import tagged

from .common import StockCommon


@tagged("post_install", "-at_install")
class TestStockDrift(StockCommon):
    def test_what_amazon_accepted_and_does_not_show_is_told_again_once(self):
        self.amazon.fault("patchListingsItem", "patch_not_applied", count=3)
        self.push()
        self.assertEqual(self.at_amazon(), 1)

        self.load()
        self.push()

        self.assertEqual(self.quantities(), {"MUG": 100, "LAMP": 100, "CABLE": 100})
        self.assertFalse(self.store.activity_ids)

    def test_what_amazon_still_does_not_show_is_told_to_a_person_once(self):
        self.amazon.fault("patchListingsItem", "patch_not_applied", count=100)
        for _round in range(4):
            self.push()
            self.load()
        patches = self.amazon.calls()["patchListingsItem"]
        self.push()

        self.assertEqual(patches, 6, "three listings, twice")
        self.assertEqual(self.amazon.calls()["patchListingsItem"], 6)
        self.assertIn("still shows 1", self.listing().push_error)
        self.assertEqual(len(self.store.activity_ids), 1)

        self.amazon.clear_faults()
        self.set_stock(self.mug, 60)
        self.push()
        self.assertEqual(self.at_amazon(), 60)
        self.assertFalse(self.listing().push_error)

    def test_units_just_sold_are_not_offered_again(self):
        self.push()
        self.sync_orders()
        self.amazon.place_order(sku="MUG", quantity=3, unit_price="9.99")
        self.load()
        self.assertEqual(self.listing().amazon_quantity, 97)
        self.amazon.reset_calls()

        self.push()

        self.assertEqual(self.at_amazon(), 97)
        self.assertEqual(self.amazon.calls()["searchOrders"], 1, "the orders explain it")
        self.assertEqual(self.listing().wanted_quantity, 97)

    def test_units_held_for_a_pending_order_are_not_offered_again(self):
        self.push()
        self.amazon.place_order(sku="MUG", quantity=3, unit_price="9.99", status="PENDING")
        self.load()

        self.push()

        self.assertEqual((self.at_amazon(), self.listing().wanted_quantity), (97, 97))

    def test_units_of_a_pending_order_that_was_cancelled_come_back(self):
        self.push()
        ref = self.amazon.place_order(sku="MUG", quantity=3, unit_price="9.99", status="PENDING")
        self.sync_orders()
        self.amazon.cancel_order(ref, by="BUYER")
        self.amazon.update_listing("MUG", quantity=97)
        self.amazon.advance(minutes=5)
        self.load()

        self.push()

        self.assertEqual(self.at_amazon(), 100)

    def test_orders_are_not_looked_at_while_nothing_differs(self):
        self.push()
        self.load()
        self.amazon.reset_calls()

        self.push()

        self.assertEqual(self.amazon.calls(), {})

    def test_while_orders_cannot_be_looked_at_nothing_is_told_again(self):
        self.push()
        self.amazon.place_order(sku="MUG", quantity=3, unit_price="9.99")
        self.load()
        self.amazon.answer("searchOrders", 503, "busy", times=20)

        self.push()

        self.assertEqual(self.at_amazon(), 97)

    def test_a_report_older_than_the_push_says_nothing(self):
        self.load()
        self.push()
        listing = self.listing()
        listing.pushed_at = self.env.cr.now().replace(microsecond=0, year=2030)
        self.amazon.update_listing("MUG", quantity=4)
        self.load()

        self.push()

        self.assertEqual(self.at_amazon(), 4)

    def test_a_changed_lead_time_of_the_store_is_told(self):
        self.push()

        self.store.lead_time = 3
        self.push()

        self.assertEqual(self.amazon.listing("MUG")["lead_time"], 3)
        self.amazon.reset_calls()
        self.push()
        self.assertEqual(self.amazon.calls(), {"searchListingsItems": 1}, "it is read back")
        self.push()
        self.assertEqual(self.amazon.calls(), {"searchListingsItems": 1})
