"""Orders that arrive late belong to the day on which they were placed, or to the day that runs."""

from datetime import timedelta

from odoo.tests import tagged

from .test_consolidation import ConsolidationCommon


@tagged("post_install", "-at_install")
class TestLateOrders(ConsolidationCommon):
    def place(self, days_ago):
        """An order of some days ago, not imported yet."""
        placed = self.amazon.now() - timedelta(days=days_ago)
        return self.amazon.place_order(
            sku="MUG", raw_overrides={"createdTime": placed.isoformat().replace("+00:00", "Z")}
        )

    def day(self, ref):
        """The local day on which an order was placed."""
        return self.store._get_open_day(self.document(ref).purchase_date)

    def test_orders_of_many_days_go_each_to_its_own_day(self):
        refs = [self.place(days) for days in (0, 1, 1, 5)]

        self.sync_orders()

        sales = [self.sale(ref) for ref in refs]
        self.assertEqual(len(self.env["sale.order"].union(*sales)), 3)
        self.assertEqual([sale.amazon_day for sale in sales], [self.day(ref) for ref in refs])
        self.assertEqual(sales[1], sales[2])
        self.assertLessEqual(
            sales[3].date_order, self.store._get_day_end(sales[3].amazon_day), "that day's sale"
        )
        for sale in sales:
            self.assertEqual(sale.amazon_closes_at, sales[0].amazon_closes_at, "with today's")

    def test_one_that_comes_still_later_joins_the_day_while_it_is_open(self):
        first = self.place(5)
        self.sync_orders()
        self.amazon.advance(minutes=1)
        second = self.place(5)
        self.sync_orders()
        self.assertEqual(self.sale(second), self.sale(first))

        self.end_day(self.sale(first))
        self.amazon.advance(minutes=1)
        third = self.place(5)
        self.sync_orders()
        self.assertNotEqual(self.sale(third), self.sale(first))
        self.assertEqual(self.sale(third).amazon_day, self.sale(first).amazon_day)

    def test_a_store_may_want_the_day_of_import(self):
        self.store.consolidation_day = "import"
        refs = [self.place(days) for days in (0, 1, 5)]

        self.sync_orders()

        self.assertEqual(len(self.env["sale.order"].union(*map(self.sale, refs))), 1)

    def test_a_late_day_stays_open_when_the_store_moves_its_clock(self):
        ref = self.place(5)
        self.sync_orders()
        sale = self.sale(ref)

        self.store.tz = "Asia/Tokyo"

        self.assertGreater(sale.amazon_closes_at, self.env.cr.now())
