"""Pausing, archiving and going live again: nothing is lost, and nothing is asked for twice."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestPausing(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.schedule = self.env["amazon.schedule"]._find_for("amazon.order", self.account)

    def asked_again(self):
        """From when on the job of orders is to ask Amazon again, as told since the last run."""
        signals = self.env["amazon.signal"]._find_left(self.schedule)
        return [str(signal.since) for signal in signals if signal.since]

    def order(self, **wish):
        ref = self.amazon.place_order(sku="MUG", unit_price="9.99", **wish)
        self.amazon.advance(minutes=1)
        return ref

    def test_orders_of_a_pause_come_when_it_is_over(self):
        before = self.order()
        self.sync_orders()
        cursor = self.schedule.cursor
        self.store.action_pause()
        during = self.order()
        self.sync_orders()
        self.assertFalse(self.document(during))

        self.store.action_go_live()

        self.assertFalse(self.asked_again())
        self.assertEqual(self.schedule.cursor, cursor)
        self.sync_orders()
        self.assertTrue(self.sale(during))
        self.assertEqual(len(self.sale(before).amazon_order_ids), 1)

    def test_orders_that_came_for_another_store_are_looked_at_again(self):
        self._open_store("CA")
        self.sync_orders()
        self.store.action_pause()
        during = self.order()
        self.sync_orders()
        self.assertEqual(self.document(during).state, "ignored")
        cursor = self.schedule.cursor

        self.store.action_go_live()

        self.assertFalse(self.asked_again())
        self.assertEqual(self.schedule.cursor, cursor)
        self.sync_orders()
        self.assertTrue(self.sale(during))

    def test_going_live_twice_changes_nothing(self):
        self.sync_orders()
        self.schedule.write({"page_token": "next", "page_token_at": "2026-01-01 00:00:00"})
        before = self.schedule.read(["cursor", "page_token", "next_run"])
        signals = self.env["amazon.signal"].search_count([])
        imported = self.store.import_from

        self.store.action_go_live()

        self.assertEqual(self.schedule.read(["cursor", "page_token", "next_run"]), before)
        self.assertEqual(self.store.import_from, imported)
        self.assertEqual(self.env["amazon.signal"].search_count([]), signals)

    def test_an_earlier_first_day_is_fetched_once(self):
        self.sync_orders()
        self.store.import_from = "2019-01-01 00:00:00"

        self.store.action_go_live()

        self.assertEqual(self.asked_again(), ["2019-01-01 00:00:00"])
        self.sync_orders()
        self.store.action_pause()
        self.store.action_go_live()
        self.assertFalse(self.asked_again())

    def test_an_archived_store_pushes_nothing_and_keeps_its_orders(self):
        known = self.order()
        self._open_store("CA")
        self.store.push_stock = True
        self.sync_orders()
        sale = self.sale(known)

        self.store.action_archive()

        self.assertEqual(self.store.state, "paused")
        due = self.schedule.search(self.schedule._get_ready_domain("amazon.submission"))
        self.assertNotIn(self.store, due.store_id)
        fresh = self.order()
        self.amazon.touch_order(known)
        self.sync_orders()
        self.assertEqual(self.document(known).store_id, self.store)
        self.assertEqual(self.document(fresh).store_id, self.store)
        self.assertEqual(self.document(fresh).state, "ignored")
        self.assertIn("is archived", self.document(fresh).reason)
        self.ship(sale)
        self.account.action_push_shipments()
        self.assertTrue(self.amazon.shipments(known))

        with self.assertRaisesRegex(UserError, "out of the archive"):
            self.store.action_go_live()
        self.store.action_unarchive()
        self.assertEqual(self.store.state, "paused")
        self.store.action_go_live()
        self.sync_orders()
        self.assertTrue(self.sale(fresh))

    def test_an_archived_account_goes_on_where_it_stopped(self):
        self.sync_orders()
        cursor = self.schedule.cursor
        self.account.action_archive()
        due = self.schedule.search(self.schedule._get_ready_domain("amazon.order"))
        self.assertNotIn(self.account, due.account_id)
        during = self.order()

        self.account.action_unarchive()

        self.assertFalse(self.asked_again())
        self.assertEqual(self.schedule.cursor, cursor)
        self.sync_orders()
        self.assertTrue(self.sale(during))

    def test_archived_products_and_pricelists_keep_no_order_out(self):
        self.sync_orders()
        known = self.order()
        self.sync_orders()
        self.store.pricelist_id.active = False
        self.store.product_shipping_id.active = False
        self.mug.active = False

        fresh = self.amazon.place_order(
            lines=[{"sku": "MUG", "quantity": 1, "unit_price": "9.99", "shipping": "3.00"}]
        )
        self.amazon.advance(minutes=1)
        self.amazon.touch_order(known)
        self.sync_orders()

        self.assertEqual(self.document(fresh).state, "done", self.document(fresh).reason)
        self.assertEqual(self.sale(fresh).currency_id.name, "USD")
        self.assertEqual(self.document(known).state, "done")
        self.ship(self.sale(known))

    def test_an_archived_warehouse_holds_its_orders_with_a_reason(self):
        other = self.env["stock.warehouse"].create({"name": "New house", "code": "NEW"})
        self.store.warehouse_id = other
        other.active = False

        ref = self.order()
        self.sync_orders()

        document = self.document(ref)
        self.assertEqual(document.state, "held")
        self.assertIn("New house", document.reason)
        self.store.warehouse_id = self.warehouse
        self.sync_orders()
        self.assertEqual(self.sale(ref).warehouse_id, self.warehouse)
