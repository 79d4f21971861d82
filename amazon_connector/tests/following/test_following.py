"""What changes the stock of a product is told to all stores that sell it, soon (E7)."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..stock.common import StockCommon

LONG = timedelta(hours=6)


@tagged("post_install", "-at_install")
class TestFollowing(StockCommon):
    def setUp(self):
        super().setUp()
        self.canada = self._open_store("CA", push_stock=True)
        for product in self.mug | self.lamp:
            self.amazon.add_listing(product.default_code, marketplace="CA", quantity=1)
        self.canada.action_sync_listings()
        for store in self.store | self.canada:
            self.assertEqual(store.action_push_stock().state, "done")
        self.book(self.store | self.canada)
        # Going live asks for all orders from the store's first date on: that has been done.
        self.assertEqual(self.sync_orders().state, "done")
        self.quiet()

    def test_an_order_of_one_store_lowers_the_others_within_two_minutes(self):
        """Whatever their interval: the next comparison of all listings is hours away."""
        ref = self.amazon.place_order(sku="MUG", quantity=4, unit_price="9.99")
        self.sync_orders()
        self.assertEqual(self.document(ref).state, "done")
        self.amazon.reset_calls()

        runs = self.lane(after=30)

        told = [(run.store_id.name, run.state, run.sent, self.messages(run)) for run in runs]
        self.assertEqual((self.in_canada(), self.at_amazon()), (96, 96), (told, self.signals()))
        self.assertEqual(self.amazon.calls(), {"patchListingsItem": 2})
        booked = self.schedule(self.canada).next_run
        self.assertGreater(booked, fields.Datetime.now() + LONG / 2, "the interval goes on")

    def test_what_is_left_waits_a_moment_so_that_a_busy_hour_costs_few_runs(self):
        self.amazon.place_order(sku="MUG", quantity=4, unit_price="9.99")
        self.sync_orders()
        self.amazon.reset_calls()

        self.lane(after=5)

        self.assertEqual(self.amazon.calls(), {})

    def test_lanes_are_woken_in_time_for_two_minutes(self):
        """Odoo looks for what is due once a minute."""
        self.env["ir.cron.trigger"].search([]).unlink()
        self.set_stock(self.mug, 7)
        self.commit()

        lanes = self.env["ir.cron"].search([("amazon_lane", "=", "amazon.submission")])
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "in", lanes.ids)])
        self.assertEqual(triggers.cron_id, lanes)
        latest = fields.Datetime.now() + timedelta(seconds=50)
        self.assertLess(max(triggers.mapped("call_at")), latest)

    def test_a_count_a_delivery_and_an_order_by_phone_are_followed_too(self):
        self.set_stock(self.lamp, 7)
        self.commit()
        self.lane()
        self.assertEqual(self.in_canada("LAMP"), 7)

        sale = self.env["sale.order"].create(
            {
                "partner_id": self.env["res.partner"].create({"name": "Walk-in"}).id,
                "order_line": [(0, 0, {"product_id": self.lamp.id, "product_uom_qty": 2})],
            }
        )
        sale.action_confirm()
        self.commit()
        self.lane()
        self.assertEqual(self.in_canada("LAMP"), 5)

        sale._action_cancel()
        self.commit()
        self.lane()
        self.assertEqual(self.in_canada("LAMP"), 7)

    def test_only_the_listings_of_the_product_are_compared(self):
        self.set_stock(self.mug, 7)
        self.commit()

        self.lane()

        runs = self.env["amazon.operation"].search([("kind", "=", "amazon.submission")], limit=2)
        self.assertEqual([(run.sent, run.skipped) for run in runs], [(1, 0), (1, 0)])
        self.assertFalse(self.signals())

    def test_further_products_of_a_listing_are_followed(self):
        self.env["amazon.listing.product"].sudo().create(
            {"listing_id": self.listing("CABLE").id, "product_id": self.lamp.id}
        )
        self.quiet()
        self.set_stock(self.lamp, 9)
        self.commit()

        self.assertIn(self.listing("CABLE").id, self.signals().mapped("res_id"))

    def test_stores_that_push_nothing_leave_no_signals(self):
        self.canada.push_stock = False
        self.store.action_pause()
        self.quiet()
        self.set_stock(self.mug, 9)
        self.commit()

        self.assertFalse(self.signals())

    def test_a_store_switched_off_meanwhile_forgets_its_signals(self):
        self.set_stock(self.mug, 9)
        self.commit()
        self.canada.push_stock = False

        self.lane()

        self.assertFalse(self.signals())
        self.assertEqual(self.in_canada(), 100)

    def test_a_button_compares_everything_although_signals_wait(self):
        self.set_stock(self.mug, 9)
        self.commit()
        self.listing("LAMP").pushed_at = False

        operation = self.push()

        self.assertEqual(operation.sent, 2)

    def test_the_interval_of_the_store_counts(self):
        self.store.push_minutes = 60
        self.push()

        minutes = (self.schedule(self.store).next_run - fields.Datetime.now()).total_seconds() / 60
        self.assertAlmostEqual(minutes, 60, delta=2)

    def test_who_changes_stock_pays_a_handful_of_queries_however_many_stores_sell_it(self):
        self.set_stock(self.mug, 9)
        self.env.flush_all()
        before = self.cr.sql_log_count

        self.commit()

        self.assertTrue(self.signals())
        self.assertLessEqual(self.cr.sql_log_count - before, 16)

    def test_a_run_for_one_product_costs_the_same_among_many_listings(self):
        products = self.env["product.product"].create(
            [
                {"name": f"P{number}", "default_code": f"P{number}", "is_storable": True}
                for number in range(300)
            ]
        )
        self.env["amazon.listing"].create(
            [
                {
                    "store_id": self.canada.id,
                    "seller_sku": product.default_code,
                    "product_id": product.id,
                    "fulfillment_channel": "DEFAULT",
                    "pushed_at": "2020-01-01",
                }
                for product in products
            ]
        )
        self.quiet()
        self.set_stock(self.mug, 9)
        self.commit()
        self.env.invalidate_all()
        before = self.cr.sql_log_count

        self.lane()

        self.assertEqual(self.in_canada(), 9)
        self.assertLessEqual(self.cr.sql_log_count - before, 320, "two runs with all they record")

    def test_a_delivery_that_nothing_is_reserved_for_is_followed_where_it_counts(self):
        """Neither its confirmation, its date nor its cancellation touches a quant."""
        self.canada.stock_basis = "forecast"
        self.store.warehouse_id.out_type_id.reservation_method = "manual"
        self.lane()
        self.book(self.store | self.canada)

        sale = self.sell(self.mug, 3)
        self.commit()
        self.lane()
        self.assertEqual((self.in_canada(), self.at_amazon()), (97, 100))

        sale.order_line.move_ids.date = fields.Datetime.now() + timedelta(days=20)
        self.commit()
        self.lane()
        self.assertEqual(self.in_canada(), 100)

        sale.order_line.move_ids.date = fields.Datetime.now()
        self.commit()
        self.lane()
        self.assertEqual(self.in_canada(), 97)

        sale._action_cancel()
        self.commit()
        self.lane()
        self.assertEqual(self.in_canada(), 100)

    def test_moves_that_no_store_counts_leave_no_signals(self):
        self.store.warehouse_id.out_type_id.reservation_method = "manual"
        self.quiet()

        self.sell(self.mug, 3)
        self.commit()

        self.assertFalse(self.signals())

    def test_a_new_rule_counts_soon_however_long_the_interval_is(self):
        self.canada.stock_buffer = 10
        self.lane()
        self.assertEqual((self.in_canada(), self.at_amazon()), (90, 100))

        self.book(self.canada)
        self.listing_in_canada().maximum = 7
        self.lane()
        self.assertEqual(self.in_canada(), 7)

    def test_a_share_of_one_store_is_soon_not_offered_by_the_others(self):
        self.store.stock_share = 60
        self.lane()
        self.assertEqual((self.at_amazon(), self.in_canada()), (60, 40))

        self.book(self.store | self.canada)
        self.store.action_pause()
        self.lane()
        self.assertEqual(self.in_canada(), 100)

        self.book(self.store | self.canada)
        self.store.action_go_live()
        self.lane()
        self.assertEqual(self.in_canada(), 40)

    def test_another_product_of_a_listing_is_offered_soon(self):
        self.set_stock(self.lamp, 9)
        self.lane()
        self.book(self.store | self.canada)

        self.listing_in_canada().product_id = self.lamp
        self.lane()
        self.assertEqual(self.in_canada(), 9)

        self.book(self.store | self.canada)
        self.env["amazon.listing.product"].create(
            {"listing_id": self.listing_in_canada().id, "product_id": self.mug.id}
        )
        self.lane()
        self.assertEqual(self.in_canada(), 109)

    def test_a_store_that_is_not_live_leaves_nothing_to_be_compared(self):
        self.store.action_pause()
        self.quiet()

        self.store.stock_buffer = 5
        self.listing().product_id = self.lamp
        self.commit()

        stores = self.env["amazon.signal"].search([("res_model", "=", "amazon.schedule")])
        self.assertNotIn(self.schedule(self.store).id, stores.mapped("res_id"))

    def test_an_order_that_fails_or_is_not_imported_is_sold_all_the_same(self):
        ref = self.amazon.place_order(sku="MUG", quantity=4)
        self.amazon.rewrite_order(ref, "buyer", "not an object")
        self.sync_orders()
        self.lane(after=30)
        self.assertEqual((self.in_canada(), self.at_amazon()), (96, 96))

        ref = self.amazon.place_order(sku="MUG", quantity=10, status="PENDING")
        self.sync_orders()
        self.assertEqual(self.document(ref).state, "ignored")
        self.lane(after=30)
        self.assertEqual((self.in_canada(), self.at_amazon()), (86, 86))

    # Steps

    def sell(self, product, quantity):
        """An order by phone, confirmed."""
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.env["res.partner"].create({"name": "Walk-in"}).id,
                "order_line": [(0, 0, {"product_id": product.id, "product_uom_qty": quantity})],
            }
        )
        sale.action_confirm()
        return sale

    def listing_in_canada(self):
        domain = [("store_id", "=", self.canada.id), ("seller_sku", "=", "MUG")]
        return self.store.env["amazon.listing"].search(domain)

    def lane(self, after=60):
        """The lane of quantities runs so many seconds after the last change.

        :return: the ``amazon.operation`` records of its runs
        """
        operations = self.env["amazon.operation"]
        before = operations.search([])
        self.commit()
        self.env.flush_all()
        self.cr.execute(
            "UPDATE amazon_signal SET create_date = now() AT TIME ZONE 'UTC' - %s"
            " WHERE res_model = 'amazon.listing'",
            [timedelta(seconds=after) - self.transaction_age()],
        )
        self.env.invalidate_all()
        self.env["amazon.schedule"]._cron_lane("amazon.submission")
        return operations.search([]) - before

    def transaction_age(self):
        """All of a test is one transaction: its ``now()`` is when it began."""
        self.cr.execute("SELECT clock_timestamp() - now()")
        return self.cr.fetchone()[0]

    def book(self, stores):
        """All listings of the stores are compared hours from now."""
        self.schedule(stores).write({"next_run": fields.Datetime.now() + LONG})

    def schedule(self, stores):
        return self.env["amazon.schedule"]._find_for("amazon.submission", stores=stores)

    def quiet(self):
        self.commit()
        self.env["amazon.signal"].search([]).unlink()

    def signals(self):
        return self.env["amazon.signal"].search([("res_model", "=", "amazon.listing")])

    def in_canada(self, sku="MUG"):
        return self.amazon.listing(sku, marketplace="CA")["quantity"]
