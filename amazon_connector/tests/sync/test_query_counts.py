"""What a batch may cost in queries: upper bounds, so that a slow way does not creep in unseen."""

from odoo.tests import tagged

from ..common import AmazonCommon

ORDERS = 100
LISTINGS = 1000


@tagged("post_install", "-at_install")
class TestQueryCounts(AmazonCommon):
    def test_importing_a_hundred_orders(self):
        for _number in range(ORDERS):
            self.amazon.place_order(lines=[{"sku": "MUG"}, {"sku": "LAMP"}])

        with self.assert_at_most(ORDERS * 6):
            operation = self.sync_orders()

        self.assertEqual(operation.processed, ORDERS)

    def test_an_order_costs_less_in_a_batch_than_alone(self):
        self.sync_orders()  # what is looked up once per process

        costs = {}
        for count in (1, 10, 50):
            for _number in range(count):
                self.amazon.place_order(sku="MUG")
            before = self.cr.sql_log_count
            self.assertEqual(self.sync_orders().processed, count)
            costs[count] = (self.cr.sql_log_count - before) / count

        self.assertLess(costs[10], costs[1] / 2)
        self.assertLess(costs[50], costs[10])

    def test_finding_what_differs_among_a_thousand_listings(self):
        products = self.env["product.product"].create(
            [
                {"name": f"Product {number}", "default_code": f"P{number}", "is_storable": True}
                for number in range(LISTINGS)
            ]
        )
        self.env["amazon.listing"].create(
            [
                {"store_id": self.store.id, "seller_sku": product.default_code,
                 "product_id": product.id, "pushed_at": "2020-01-01",
                 "fulfillment_channel": "DEFAULT"}
                for product in products
            ]
        )  # fmt: skip
        changed = products[: LISTINGS // 100]
        for product in changed:
            self.amazon.add_listing(product.default_code)
            self._put_in_stock(product, 7)
        self.store.push_stock = True
        self.env.flush_all()
        self.env.invalidate_all()

        with self.assert_at_most(250):
            operation = self.store.action_push_stock()

        self.assertEqual(operation.skipped, LISTINGS - len(changed), self.messages(operation))

    def assert_at_most(self, count):
        """Fail when the block needs more queries on the test's cursor.

        Fewer are fine, unlike with ``assertQueryCount``: other addons differ between databases.
        """
        return AtMost(self, count)


class AtMost:
    def __init__(self, test, count):
        self.test = test
        self.count = count

    def __enter__(self):
        self.test.env.flush_all()
        self.before = self.test.cr.sql_log_count

    def __exit__(self, kind, error, trace):
        if not error:
            self.test.env.flush_all()
            spent = self.test.cr.sql_log_count - self.before
            self.test.assertLessEqual(spent, self.count, f"{spent} queries")
