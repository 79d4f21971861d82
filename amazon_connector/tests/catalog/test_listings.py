"""Listings come from Amazon's report and are linked to products (D1, D2)."""

from odoo.tests import tagged

from ...spapi.tokens import TOKENS
from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestListings(AmazonCommon):
    def test_listings_are_loaded_and_linked_by_sku(self):
        self.amazon.add_listing("MUG", title="Coffee mug", price="12.50", quantity=7)
        self.amazon.add_listing("LAMP", channel="AMAZON", status="Inactive")
        self.amazon.add_listing("STRANGER")

        operation = self.store.action_sync_listings()

        self.assertEqual(operation.state, "done", self.messages(operation))
        self.assertEqual((operation.received, operation.processed), (3, 2))
        self.assertIn("3 new, 0 changed, 2 linked", self.messages(operation))
        mug, lamp, stranger = (self._listing(sku) for sku in ("MUG", "LAMP", "STRANGER"))
        self.assertEqual(mug.product_id, self.mug)
        self.assertEqual((mug.title, mug.price, mug.amazon_quantity), ("Coffee mug", 12.5, 7))
        self.assertEqual((mug.status, mug.is_fba, mug.is_listed), ("active", False, True))
        self.assertEqual((lamp.status, lamp.is_fba), ("inactive", True))
        self.assertEqual(mug.asin, self.amazon.listing("MUG")["asin"])
        self.assertFalse(stranger.product_id)

    def test_listings_are_linked_by_barcode_where_the_store_wants_it(self):
        self.cable.barcode = "9520000000017"
        self.amazon.add_listing("OWN-NUMBER-1", barcode="9520000000017")
        self._load()
        self.assertFalse(self._listing("OWN-NUMBER-1").product_id)

        self.store.link_by_barcode = True
        self._load()

        self.assertEqual(self._listing("OWN-NUMBER-1").product_id, self.cable)

    def test_a_barcode_is_the_same_in_all_its_lengths(self):
        self.store.link_by_barcode = True
        self.mug.barcode = "0952000000018"
        self.lamp.barcode = "952000000025"
        self.cable.barcode = "0012345678905"
        self.amazon.add_listing("A", barcode="952000000018")
        self.amazon.add_listing("B", barcode="0952000000025")
        self.amazon.add_listing("C", barcode="12345678905")
        self.amazon.add_listing("D", barcode="9520000000")

        self._load()

        products = [self._listing(sku).product_id for sku in "ABCD"]
        self.assertEqual(products[:3], [self.mug, self.lamp, self.cable])
        self.assertFalse(products[3])

    def test_a_barcode_that_two_products_have_in_two_lengths_links_neither(self):
        self.store.link_by_barcode = True
        self.mug.barcode, self.lamp.barcode = "0952000000018", "952000000018"
        self.amazon.add_listing("A", barcode="952000000018")

        self._load()

        self.assertFalse(self._listing("A").product_id)

    def test_a_sku_that_several_products_share_is_left_to_a_person(self):
        self._create_product("MUG", "Another coffee mug")
        self.amazon.add_listing("MUG")

        self._load()

        self.assertFalse(self._listing("MUG").product_id)

    def test_a_product_of_another_company_is_not_taken(self):
        other = self.env["res.company"].create({"name": "Another company"})
        self._create_product("THEIRS", "Their product", quantity=0, company_id=other.id)
        self.amazon.add_listing("THEIRS")

        self._load()

        self.assertFalse(self._listing("THEIRS").product_id)

    def test_a_sku_that_vanished_at_amazon_is_no_longer_listed(self):
        self.amazon.add_listing("MUG")
        self.amazon.add_listing("LAMP")
        self._load()

        self.amazon.remove_listing("LAMP")
        self._load()
        self.assertTrue(self._listing("LAMP").is_listed, "one of two: too much to believe at once")
        self._load()
        self.assertFalse(self._listing("LAMP").is_listed)
        self.assertEqual(self._listing("LAMP").product_id, self.lamp, "the link is kept")

        self.amazon.add_listing("LAMP")
        self._load()
        self.assertTrue(self._listing("LAMP").is_listed)

    def test_a_change_at_amazon_is_taken_over_and_nothing_else_is_touched(self):
        self.amazon.add_listing("MUG", title="Mug")
        self.amazon.add_listing("LAMP", title="Lamp")
        self._load()

        self.amazon.update_listing("MUG", title="Mug with handle", quantity=3)
        operation = self._load()

        self.assertEqual((operation.received, operation.skipped), (1, 1))
        self.assertEqual(self._listing("MUG").title, "Mug with handle")
        self.assertEqual(self._listing("MUG").amazon_quantity, 3)

    def test_a_link_made_by_hand_is_kept(self):
        self.amazon.add_listing("MUG")
        self._load()
        self._listing("MUG").product_id = self.lamp

        self._load()

        self.assertEqual(self._listing("MUG").product_id, self.lamp)

    def test_a_report_that_is_not_ready_is_fetched_by_the_next_run(self):
        self.amazon.reset(rates=False, report_delay_seconds=600)
        self.amazon.add_listing("MUG")
        TOKENS.clear()
        operation = self.store.action_sync_listings()
        self.assertEqual(operation.state, "postponed")
        self.assertIn("preparing the report", self.messages(operation))
        self.assertFalse(self.store.listing_count)

        self.amazon.advance(minutes=11)
        operation = self.store.action_sync_listings()

        self.assertEqual(operation.state, "done", self.messages(operation))
        self.assertEqual(self._listing("MUG").product_id, self.mug)
        self.assertEqual(self.amazon.calls()["createReport"], 1, "the same report was fetched")

    def test_a_report_that_amazon_gives_up_is_asked_for_again(self):
        self.amazon.add_listing("MUG")
        self.amazon.fault("createReport", "report_fatal")
        operation = self.store.action_sync_listings()
        self.assertEqual(operation.state, "failed")
        self.assertIn("gave up on the report (FATAL)", self.messages(operation))

        self._load()

        self.assertTrue(self._listing("MUG"))

    def test_german_and_japanese_titles_arrive_as_they_are(self):
        titles = {"DE": "Kaffeebecher für Fußgänger, 5 €", "JP": "コーヒーカップ 350ml"}
        for seller, region, country in (("SELLER2", "EU", "DE"), ("SELLER3", "FE", "JP")):
            self.amazon.add_seller(seller, region, [country])
            self.amazon.add_listing("MUG", marketplace=country, title=titles[country])
            store = self._open_store(country, self._connect_account(seller))

            store.action_sync_listings()

            self.assertEqual(self._listing("MUG", store).title, titles[country])

    def test_a_link_by_hand_lets_the_orders_go_on_that_waited_for_it(self):
        ref = self.amazon.place_order(sku="STRANGER", unit_price="9.99")
        self.sync_orders()
        self.assertEqual(self.document(ref).state, "held")
        self.assertIn("STRANGER", self.document(ref).reason)
        self.assertTrue(self.store.activity_ids, "a person is told")

        self._listing("STRANGER").product_id = self.cable

        self.assertFalse(self.store.activity_ids, "the person has done it")
        self.sync_orders()
        self.assertEqual(self.sale(ref).order_line.product_id, self.cable)

    def test_a_product_that_comes_later_is_found_by_the_button(self):
        self.amazon.add_listing("NOVELTY")
        self._load()
        product = self._create_product("NOVELTY", "Novelty", quantity=0)

        notification = self._listing("NOVELTY").action_link_automatically()

        self.assertEqual(self._listing("NOVELTY").product_id, product)
        self.assertEqual(notification["params"]["message"], "Listings linked: 1.")

    def test_a_store_that_does_not_want_listings_asks_for_none(self):
        self.store.sync_listings = False
        self.amazon.reset_calls()

        operation = self.store.action_sync_listings()

        self.assertEqual(operation.state, "done")
        self.assertNotIn("createReport", self.amazon.calls())

    def test_a_thousand_listings_come_in_one_go(self):
        self.amazon.reset("big", rates=False, report_delay_seconds=0, orders=0, skus=1000)
        TOKENS.clear()

        operation = self._load()

        self.assertEqual(operation.received, 1000)
        self.assertEqual(self.store.listing_count, 1000)
        calls = {name: n for name, n in self.amazon.calls().items() if "Report" in name}
        self.assertEqual(calls, {"createReport": 1, "getReport": 1, "getReportDocument": 1})

    # Steps

    def _load(self):
        operation = self.store.action_sync_listings()
        self.assertEqual(operation.state, "done", self.messages(operation))
        self.store.invalidate_recordset()
        return operation

    def _listing(self, sku, store=None):
        return self.env["amazon.listing"].search(
            [("store_id", "=", (store or self.store).id), ("seller_sku", "=", sku)]
        )
