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

    def test_what_is_said_to_be_used_later_does_not_share_with_what_comes_new(self):
        """Reports without conditions, then one with them: kind 9 of the faults, told late."""
        self.load(report(row("PHONE-1", asin1=PAGE), columns=COLUMNS))
        self.listing("PHONE-1")._load_products()
        self.assertFalse(self.listing("PHONE-1").is_used)

        listings = self.load_phones("1", "11")
        listings._load_products()

        self.assertTrue(self.listing("PHONE-1").is_used)
        self.assertEqual(self.listing("PHONE-1").product_id.default_code, "PHONE-1")
        self.assertEqual(self.listing("PHONE-11").product_id.default_code, "PHONE-11")

    def test_links_of_the_last_version_stay_and_nothing_new_shares_them(self):
        """Before conditions were read, used and new goods of one page were one product."""
        listings = self.load_phones("11", "1")
        listings.product_id = self.lamp
        self.env.flush_all()
        self.env.cr.execute("UPDATE amazon_listing SET is_used = NULL")
        self.env.invalidate_all()

        listings = self.load_phones("11", "1", "3", "2")
        listings._load_products()

        self.assertEqual(self.listing("PHONE-11").product_id, self.lamp)
        self.assertEqual(self.listing("PHONE-1").product_id, self.lamp)
        for sku in ("PHONE-3", "PHONE-2"):
            self.assertEqual(self.listing(sku).product_id.default_code, sku)

    def test_a_report_that_says_no_condition_any_more_makes_nothing_new(self):
        self.load_phones("1")._load_products()

        self.load(report(row("PHONE-1", asin1=PAGE), columns=COLUMNS))

        self.assertTrue(self.listing("PHONE-1").is_used)
        self.load(report(row("PHONE-9", asin1=PAGE), columns=COLUMNS))
        self.listing("PHONE-9")._load_products()
        self.assertEqual(self.listing("PHONE-9").product_id.default_code, "PHONE-9")

    def test_a_used_one_whose_product_is_archived_gets_none_of_another(self):
        listings = self.load_phones("1", "11")
        listings._load_products()
        self.listing("PHONE-1").product_id.active = False
        self.listing("PHONE-1").action_unlink_product()

        self.load_phones("1", "11", "3")
        self.env["amazon.listing"].search([("asin", "=", PAGE)])._load_products()

        self.assertFalse(self.listing("PHONE-1").product_id)
        self.assertIn("archive", self.listing("PHONE-1").product_problem)
        self.assertEqual(self.listing("PHONE-3").product_id.default_code, "PHONE-3")

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
