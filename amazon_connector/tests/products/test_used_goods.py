"""What is used shares its page with what is new, and nothing else: neither product nor stock."""

from odoo.tests import tagged

from ..catalog.common import COLUMNS, ListingsCommon, report, row

PAGE = "B0PHONE001"
WITH_CONDITION = (*COLUMNS, "item-condition")


@tagged("post_install", "-at_install")
class TestUsedGoods(ListingsCommon):
    def setUp(self):
        super().setUp()
        self.store.link_by_sku = False

    def load_phones(self, *conditions, **values):
        """A listing per condition, all of them on one page."""
        skus = [f"PHONE-{condition}" for condition in conditions]
        rows = [
            row(sku, WITH_CONDITION, asin1=PAGE, item_condition=condition, **values)
            for sku, condition in zip(skus, conditions, strict=True)
        ]
        self.load(report(*rows, columns=WITH_CONDITION))
        return self.env["amazon.listing"].search([("seller_sku", "in", skus)])

    def test_new_and_used_become_products_of_their_own(self):
        listings = self.load_phones("11", "1", "3")

        products = listings._load_products()

        self.assertEqual(set(products.mapped("default_code")), {"PHONE-11", "PHONE-1", "PHONE-3"})
        self.assertEqual(self.listing("PHONE-11").product_id.default_code, "PHONE-11")

    def test_a_used_one_that_comes_first_lends_its_product_to_no_new_one(self):
        self.load_phones("1")._load_products()

        self.load_phones("1", "11")._load_products()

        self.assertEqual(self.listing("PHONE-11").product_id.default_code, "PHONE-11")

    def test_asins_link_what_is_new_alone(self):
        self.store.link_by_asin = True
        self.load_phones("11").product_id = self.lamp

        self.load_phones("11", "1")

        self.assertFalse(self.listing("PHONE-1").product_id)
        self.load(report(row("PHONE-TWO", asin1=PAGE), columns=COLUMNS))
        self.assertEqual(self.listing("PHONE-TWO").product_id, self.lamp)

    def test_with_asins_as_codes_a_used_one_has_its_seller_sku(self):
        self.store.product_code_source = "asin"

        self.load_phones("11", "1")._load_products()

        self.assertEqual(self.listing("PHONE-11").product_id.default_code, PAGE)
        self.assertEqual(self.listing("PHONE-1").product_id.default_code, "PHONE-1")

    def test_a_used_one_has_in_every_store_the_product_of_its_seller_sku(self):
        self.load_phones("1", "11").filtered("is_used").product_id = self.lamp
        first, second = self.sell_in_canada("PHONE-1"), self.sell_in_canada("PHONE-3")
        self.account.store_ids.link_by_asin = True

        (first | second)._link_automatically()
        self.assertEqual((first.product_id, second.product_id.ids), (self.lamp, []))

        first.product_id = first.unlinked_product_id = False
        (first | second)._load_products()
        self.assertEqual(first.product_id, self.lamp)
        self.assertEqual(second.product_id.default_code, "PHONE-3")

    def test_a_barcode_of_new_ones_links_no_used_one(self):
        self.store.link_by_barcode = True
        self.lamp.barcode = "4006381333931"

        self.load_phones("11", "1", product_id="4006381333931")

        self.assertEqual(self.listing("PHONE-11").product_id, self.lamp)
        self.assertFalse(self.listing("PHONE-1").product_id)

    def test_an_asin_as_code_of_new_ones_links_no_used_one(self):
        self.store.write({"link_by_asin": True, "product_code_source": "asin"})
        self.load_phones("11")._load_products()

        self.load_phones("11", "1")

        self.assertFalse(self.listing("PHONE-1").product_id)

    def test_who_sells_used_ones_alone_links_them_by_barcode(self):
        self.store.link_by_barcode = True
        self.lamp.barcode = "4006381333931"

        listings = self.load_phones("1", "3", product_id="4006381333931")

        self.assertEqual([one.product_id for one in listings], [self.lamp] * 2)

    def test_an_order_for_a_used_one_is_not_linked_to_a_new_one(self):
        self.store.link_by_asin = True
        self.load_phones("11").product_id = self.lamp
        self.amazon.add_listing("PHONE-OLD", asin=PAGE)
        ref = self.amazon.place_order(sku="PHONE-OLD")
        self.amazon.rewrite_order(ref, "orderItems.0.product.condition.conditionType", "Used")

        self.sync_orders()

        self.assertEqual(self.document(ref).state, "held")
        self.assertFalse(self.listing("PHONE-OLD").product_id)

    def test_an_order_says_that_it_is_for_a_used_one(self):
        self.load_phones("11").product_id = self.lamp
        self.amazon.add_listing("PHONE-OLD", asin=PAGE)
        self.store.unknown_product_policy = "create"
        ref = self.amazon.place_order(sku="PHONE-OLD")
        self.amazon.rewrite_order(ref, "orderItems.0.product.condition.conditionType", "USED")

        self.sync_orders()

        product = self.document(ref).item_ids.product_id
        self.assertEqual(product.default_code, "PHONE-OLD")
        self.assertTrue(self.listing("PHONE-OLD").is_used)

    def sell_in_canada(self, sku):
        """A used one of the same page in another store of the account."""
        stores = self.account.store_ids
        store = stores.filtered(lambda one: one.marketplace_id.country_id.code == "CA")
        return self.env["amazon.listing"].create(
            {
                "store_id": store.id,
                "seller_sku": sku,
                "asin": PAGE,
                "is_used": True,
                "is_listed": True,
            }
        )
