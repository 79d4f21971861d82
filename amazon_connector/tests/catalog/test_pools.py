"""A seller SKU that stands for several products: an order takes the first with stock (D3)."""

from odoo.tests import tagged

from .common import ListingsCommon, report, row


@tagged("post_install", "-at_install")
class TestPools(ListingsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls._create_product("BOX-OLD", "Box, old label", quantity=3)
        cls.second = cls._create_product("BOX-NEW", "Box, new label", quantity=10)

    def setUp(self):
        super().setUp()
        self.amazon.add_listing("BOX", quantity=20)
        self.load()
        self.listing("BOX").write(
            {"product_id": self.first.id, "pool_ids": [(0, 0, {"product_id": self.second.id})]}
        )

    def order(self, quantity, **how):
        return self.amazon.place_order(sku="BOX", quantity=quantity, unit_price="5.00", **how)

    def product(self, ref):
        return self.sale(ref).order_line.product_id

    def test_an_order_takes_the_first_product_that_has_enough(self):
        few, many = self.order(2), self.order(8)

        self.sync_orders()

        self.assertEqual(self.product(few), self.first)
        self.assertEqual(self.product(many), self.second)

    def test_orders_of_one_batch_do_not_take_the_same_pieces(self):
        refs = [self.order(2), self.order(2), self.order(1)]

        self.sync_orders()

        products = sorted(self.product(ref).default_code for ref in refs)
        self.assertEqual(products.count("BOX-NEW"), 1, products)
        self.assertEqual(products.count("BOX-OLD"), 2, products)

    def test_where_none_has_enough_the_listings_own_product_waits(self):
        ref = self.order(50)

        self.sync_orders()

        self.assertEqual(self.product(ref), self.first)

    def test_what_an_order_has_taken_it_keeps(self):
        ref = self.order(2)
        self.sync_orders()

        self.env["stock.quant"]._update_available_quantity(
            self.first, self.warehouse.lot_stock_id, -3
        )
        self.document(ref).action_retry()

        self.assertEqual(self.product(ref), self.first)

    def test_what_another_warehouse_of_the_store_has_counts_as_well(self):
        other = self.env["stock.warehouse"].create({"name": "Second", "code": "SEC"})
        third = self._create_product("BOX-THIRD", "Box, third", quantity=0)
        self._put_in_stock(third, 90, other)
        self.store.stock_warehouse_ids = self.warehouse | other
        self.listing("BOX").pool_ids = [(0, 0, {"product_id": third.id, "sequence": 20})]
        ref = self.order(40)

        self.sync_orders()

        self.assertEqual(self.product(ref), third)

    def test_a_pool_without_a_first_product_is_linked_all_the_same(self):
        self.listing("BOX").product_id = False
        self.assertEqual(self.listing("BOX").link_state, "linked")
        ref = self.order(1)

        self.sync_orders()

        self.assertEqual(self.product(ref), self.second)

    def test_unlinking_ends_the_pool_too(self):
        self.listing("BOX").action_unlink_product()

        self.assertFalse(self.listing("BOX")._get_products())
        self.assertEqual(self.listing("BOX").link_state, "unlinked")

    def test_many_orders_cost_no_query_each(self):
        items = self._open_items(1)
        self._count_queries(items)
        few = self._count_queries(items)
        many = self._count_queries(self._open_items(40))

        self.assertLessEqual(many, few + 5)

    def _open_items(self, count):
        refs = [self.order(1) for _number in range(count)]
        self.sync_orders()
        return self.env["amazon.order.item"].search([("order_id.amazon_ref", "in", refs)])

    def _count_queries(self, items):
        listings = {item: item.listing_id for item in items}
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        items._choose_products(listings)
        return self.cr.sql_log_count - before

    def test_a_sku_that_the_report_renames_keeps_its_pool(self):
        self.load(report(row("BOX", item_name="Box of ten")))

        self.assertEqual(self.listing("BOX")._get_products(), self.first | self.second)

    def test_a_pool_alone_lets_the_orders_go_on_that_wait_for_it(self):
        self.listing("BOX").action_unlink_product()
        ref = self.order(1)
        self.sync_orders()
        self.assertEqual(self.document(ref).state, "held")

        self.listing("BOX").pool_ids = [(0, 0, {"product_id": self.second.id})]
        self.assertNotEqual(self.document(ref).state, "held")
        self.sync_orders()

        self.assertEqual(self.product(ref), self.second)
