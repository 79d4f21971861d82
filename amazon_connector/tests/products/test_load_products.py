"""*Load Products*: what is there already is found, what is missing is made, and nothing twice."""

from odoo.tests import new_test_user, tagged

from .common import ProductsCommon


@tagged("post_install", "-at_install")
class TestLoadProducts(ProductsCommon):
    def test_a_missing_product_is_made_once_and_linked(self):
        self.offer("VASE", title="Tall vase", price="12.00")

        products = self.load()

        vase = self.product("VASE")
        self.assertEqual(products, vase)
        self.assertEqual((vase.name, vase.is_storable, vase.type), ("Tall vase", True, "consu"))
        self.assertEqual(self.listing("VASE").product_id, vase)
        self.assertFalse(self.load(), "nothing is left to be made")
        self.assertEqual(len(self.product("VASE")), 1)

    def test_many_are_asked_for_twenty_at_a_time(self):
        self.offer(*(f"NEW-{number:02d}" for number in range(45)))
        self.amazon.reset_calls()

        self.assertEqual(len(self.load()), 45)

        self.assertEqual(self.amazon.calls()["searchCatalogItems"], 3)

    def test_a_product_with_the_seller_sku_is_linked_and_stays_as_it_is(self):
        self.offer("MUG", title="Amazon's words", weight="7")
        self.store.link_by_sku = False
        listings = self.load_listings()
        self.store.link_by_sku = True

        self.assertEqual(listings._load_products(), self.mug)

        self.assertEqual((self.mug.name, self.mug.weight), ("Coffee mug", 0))

    def test_a_product_of_the_same_name_is_never_taken(self):
        self._create_product("OTHER", "Tall vase")
        self.offer("VASE", title="Tall vase")

        self.assertEqual(self.load(), self.product("VASE"))

    def test_an_archived_product_with_the_reference_gets_no_twin(self):
        self.mug.active = False
        self.offer("MUG")

        self.assertFalse(self.load())

        self.assertIn("archive", self.listing("MUG").product_problem)
        self.mug.active = True
        self.load()
        self.assertEqual(self.listing("MUG").product_id, self.mug)

    def test_a_reference_of_two_products_is_left_to_a_person(self):
        self._create_product("MUG", "Another mug")
        self.offer("MUG")

        self.assertFalse(self.load())

        self.assertIn("none is created", self.listing("MUG").product_problem)

    def test_two_seller_skus_of_one_asin_are_one_product(self):
        self.offer("VASE-FBM", "VASE-FBA", asin="B000000VAS")

        products = self.load()

        self.assertEqual(len(products), 1)
        self.assertEqual(self.listing("VASE-FBA").product_id, products)
        self.offer("VASE-LATE", asin="B000000VAS")
        self.assertEqual(self.load(), products, "found by the listings that are linked")

    def test_one_seller_sku_in_two_marketplaces_is_one_product(self):
        canada = self._open_store("CA")
        for place in ("US", "CA"):
            self.offer("VASE", marketplace=place, asin=f"B00000VA{place}")
        products = self.load()

        self.load(canada)

        self.assertEqual(self.listing("VASE", canada).product_id, products)
        self.assertEqual(len(self.product("VASE")), 1)

    def test_what_was_left_blank_or_is_no_longer_listed_gets_no_product(self):
        self.offer("BLANK", "GONE")
        listings = self.load_listings()
        self.listing("BLANK").is_left_blank = True
        self.listing("GONE").sudo().is_listed = False

        self.assertFalse(listings._load_products())

    def test_what_the_catalog_does_not_know_is_made_of_the_listing(self):
        self.offer("VASE", title="Tall vase")
        listings = self.load_listings()
        self.amazon.remove_listing("VASE")

        listings._load_products()

        self.assertEqual(self.product("VASE").name, "Tall vase")

    def test_a_listing_that_fails_does_not_stop_the_others(self):
        self.offer("GOOD", "BAD")
        listings = self.load_listings()
        broken = self.listing("BAD").sudo()
        broken.write(
            {
                "catalog": {"name": "Bad", "parent": "", "weight": "heavy"},
                "catalog_asked_at": "2026-01-01 00:00:00",
            }
        )

        with self.assertLogs("odoo.addons.amazon_connector.models.sync.isolation", "ERROR"):
            listings._load_products()

        self.assertTrue(self.product("GOOD"))
        self.assertFalse(self.product("BAD"))
        self.assertTrue(broken.product_problem)

    def test_an_item_that_cannot_be_read_is_asked_for_again_later(self):
        self.offer("GOOD", "BAD")
        listings = self.load_listings()
        whole = {"asin": self.listing("GOOD").asin, "summaries": [{"itemName": "Good"}]}
        self.amazon.answer("searchCatalogItems", body={"items": [whole, {"asin": [7]}]})

        listings._load_products()

        self.assertEqual(self.product("GOOD").name, "Good")
        bad = self.listing("BAD")
        self.assertFalse(bad.product_id or bad.catalog_asked_at)
        bad.sudo().catalog_next_try = "2020-01-01 00:00:00"
        self.run_job()
        self.assertTrue(self.product("BAD"))

    def test_one_that_amazon_stumbles_over_is_asked_for_again_later(self):
        self.offer(*(f"NEW-{number:02d}" for number in range(21)))
        listings = self.load_listings()
        self.stumble({"query": {"identifiers": self.listing("NEW-07").asin}})

        self.assertEqual(len(listings._load_products()), 20)

        self.assertTrue(self.listing("NEW-07").is_product_wanted)
        self.amazon.clear_answers()
        self.listing("NEW-07").sudo().catalog_next_try = "2020-01-01 00:00:00"
        self.run_job()
        self.assertTrue(self.product("NEW-07"))

    def test_one_over_which_amazon_is_silent_goes_to_the_end_of_the_line(self):
        self.offer(*(f"NEW-{number:02d}" for number in range(3)))
        listings = self.load_listings()
        self.amazon.fault("searchCatalogItems", "connection_reset")
        self.assertFalse(listings._load_products())
        self.assertTrue(all(listings.mapped("catalog_next_try")), "nobody knows which it was")

        listings.sudo().catalog_next_try = "2020-01-01 00:00:00"
        self.amazon.fault("searchCatalogItems", "connection_reset")
        self.assertFalse(listings._load_products())
        due = listings._filter_due()
        self.assertEqual(len(due), 2, "each is asked for alone")

        self.assertEqual(len(due._load_products()), 2)

    def test_an_amazon_that_is_away_is_not_asked_for_each(self):
        self.offer(*(f"NEW-{number:02d}" for number in range(41)))
        listings = self.load_listings()
        self.stumble({})
        self.amazon.reset_calls()

        self.assertFalse(listings._load_products())

        self.assertLess(self.amazon.calls()["searchCatalogItems"], 20)
        self.assertFalse(any(listings.mapped("catalog_next_try")), "it is not their fault")

    def test_what_is_not_on_a_short_page_is_asked_for_again(self):
        self.offer("BOWL", "VASE", title="Listed so")
        listings = self.load_listings()
        self.amazon.describe_product(self.listing("VASE").asin, title="Tall vase")
        self.shorten_page(self.listing("BOWL").asin)

        listings._load_products()

        self.assertEqual(self.product("BOWL").name, "Bowl")
        self.assertEqual(self.product("VASE").name, "Tall vase")

    def test_what_amazon_leaves_out_and_stumbles_over_keeps_no_other_back(self):
        self.offer("BOWL", "VASE", title="Listed so")
        listings = self.load_listings()
        self.shorten_page(self.listing("BOWL").asin)
        self.stumble({"query": {"identifiers": self.listing("VASE").asin}})

        self.assertEqual(listings._load_products(), self.product("BOWL"))

        self.assertTrue(self.listing("VASE").is_product_wanted)
        self.assertTrue(self.listing("VASE").catalog_next_try)

    def shorten_page(self, asin):
        """The next page has this product alone, of two that Amazon has found."""
        first = {"asin": asin, "summaries": [{"itemName": "Bowl"}]}
        short = {"numberOfResults": 2, "items": [first], "pagination": {"nextToken": "more"}}
        self.amazon.answer("searchCatalogItems", body=short)

    def test_an_answer_that_counts_more_than_it_lists_is_no_word_on_any(self):
        self.offer("VASE")
        listings = self.load_listings()
        self.amazon.answer("searchCatalogItems", body={"numberOfResults": 1, "items": None})

        self.assertFalse(listings._load_products())

        self.assertTrue(listings.is_product_wanted)

    def stumble(self, when):
        self.amazon.refuse(
            "searchCatalogItems", 500, "Oops.", code="InternalFailure", when=when, times=None
        )

    def test_a_quota_that_is_used_up_leaves_the_rest_to_the_job(self):
        self.offer("VASE")
        listings = self.load_listings()
        self.amazon.fault("searchCatalogItems", "throttled", count=10)

        self.assertFalse(listings._load_products())

        self.assertTrue(self.listing("VASE").is_product_wanted)
        schedule = self.env["amazon.schedule"]._find_for("amazon.product.load", stores=self.store)
        self.assertIn(schedule, self.env["amazon.schedule"]._find_due("general"))
        self.amazon.clear_faults()
        self.env["amazon.rate.bucket"].search([]).unlink()
        schedule._run()
        self.assertTrue(self.product("VASE"))

    def test_the_job_loads_all_that_the_store_lists_and_counts(self):
        self.offer("VASE", "MUG", "BOWL")
        self.load_listings()

        operation = self.run_job()

        self.assertEqual(operation.processed, 2, "the mug was linked by its report")
        self.assertIn("searchCatalogItems 1", operation.api_call_detail)

    def test_a_user_without_rights_on_products_presses_the_button(self):
        self.offer("VASE")
        listings = self.load_listings()
        user = new_test_user(self.env, "clerk", groups="amazon_connector.group_user")

        action = listings.with_user(user).action_load_products()

        self.assertIn("linked: 1", action["params"]["message"])
        self.assertTrue(self.product("VASE"))

    def test_what_a_person_has_unlinked_is_not_found_again(self):
        self.offer("MUG")
        asin = self.load_listings().asin
        self.amazon.add_listing("MUG-2", asin=asin)
        self.load_listings()._load_products()
        second = self.listing("MUG-2")
        self.assertEqual(second.product_id, self.mug)
        self.listing("MUG").action_unlink_product()
        second.action_unlink_product()

        self.load()

        self.assertFalse(self.listing("MUG").product_id)
        self.assertIn("already", self.listing("MUG").product_problem)
        self.assertEqual(second.product_id, self.product("MUG-2"))

    def test_a_broken_link_lends_its_product_to_nobody(self):
        self.offer("MUG", "VASE")
        self.load_listings()
        self.listing("MUG").sudo().asin = self.listing("VASE").asin
        self.assertEqual(self.listing("MUG").link_state, "broken")

        self.listing("VASE")._load_products()

        self.assertEqual(self.listing("VASE").product_id, self.product("VASE"))
        self.assertNotEqual(self.product("VASE"), self.mug)

    def test_an_asin_that_comes_later_is_asked_about(self):
        self.offer("VASE", title="Tall vase")
        self.load_listings()
        vase = self.listing("VASE").sudo()
        vase.write({"asin": False, "catalog_asked_at": "2026-01-01 00:00:00"})
        self.amazon.describe_product(self.amazon.listing("VASE")["asin"], title="Amazon's vase")

        self.load()

        self.assertEqual(self.product("VASE").name, "Amazon's vase")

    def test_an_answer_that_cannot_be_read_is_asked_for_again_later(self):
        self.offer("VASE")
        listings = self.load_listings()
        self.amazon.answer("searchCatalogItems", body={"items": "none"})

        self.assertFalse(listings._load_products())

        self.assertTrue(listings.catalog_next_try)
        listings.sudo().catalog_next_try = "2020-01-01 00:00:00"
        self.run_job()
        self.assertTrue(self.product("VASE"))

    def test_a_brand_in_turkish_capitals_is_made_once(self):
        for sku in ("VASE", "BOWL"):
            asin = self.amazon.add_listing(sku)["asin"]
            self.amazon.describe_product(asin, brand="İNCİ", category=["İç giyim"])
            self.load()

        self.assertEqual(len(self.env["amazon.brand"].search([("name", "=", "İNCİ")])), 1)
        self.assertEqual(len(self.env["product.category"].search([("name", "=", "İç giyim")])), 1)
