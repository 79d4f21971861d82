"""One pool counts once, whatever stores and SKUs show it; what cannot be counted says so."""

from odoo.fields import Command
from odoo.tests import tagged

from .common import FbaCommon


@tagged("post_install", "-at_install")
class TestFbaPools(FbaCommon):
    def test_marketplaces_of_one_pool_count_once_by_the_leading_store(self):
        self.offer("MUG", 12, self.mug)
        self.offer("MUG", 0, self.mug, marketplace="CA")
        self.offer("LAMP", 5, self.lamp, marketplace="CA")
        canada = self._open_store("CA", fba_stock_mode="adjust")

        operations = self.sync(self.store | canada)

        self.assertEqual(len(operations), 1)
        self.assertEqual((self.store | canada).fba_lead_store_id, operations.store_id)
        self.assertEqual(self.stock(self.mug), 12)
        self.assertEqual(self.stock(self.lamp), 5, "only the other store shows it")
        self.assertEqual(self.row("MUG").store_id, operations.store_id)
        self.assertEqual(self.row("LAMP").store_id, canada)

    def test_a_store_that_does_not_lead_leaves_the_counting_to_the_other(self):
        canada = self._open_store("CA", fba_stock_mode="adjust")
        lead = canada.fba_lead_store_id
        other = (self.store | canada) - lead
        schedule = self.env["amazon.schedule"]._find_for("amazon.fba.stock", stores=other)
        self.offer("MUG", 12, self.mug)
        operation = schedule._run()
        self.assertIn(lead.display_name, self.messages(operation))
        self.assertFalse(self.row("MUG"))

    def test_separate_stocks_have_a_warehouse_each(self):
        north = self.env["stock.warehouse"].create({"name": "FBA Canada", "code": "FBAC"})
        canada = self._open_store("CA", fba_stock_mode="adjust", fba_warehouse_id=north.id)
        self.offer("MUG", 12, self.mug)
        self.offer("MUG-CA", 4, self.mug, marketplace="CA")
        self.assertEqual(len(self.sync(self.store | canada)), 2)
        self.assertEqual(self.stock(self.mug), 12)
        self.assertEqual(self.stock(self.mug, north.lot_stock_id), 4)

    def test_a_marketplace_that_amazon_never_tells_of_keeps_the_others_of_its_pool_no_longer(self):
        for number in range(5):
            self.offer(f"CAN-{number}", 1, marketplace="CA")
        self.offer("MUG", 12, self.mug)
        self.offer("LAMP", 5, self.lamp, marketplace="CA")
        canada = self._open_store("CA")
        self.assertEqual(canada.fba_lead_store_id, self.store)
        away = {"query": {"marketplaceIds": canada.marketplace_id.code}}
        for status in (500, 400):
            self.amazon.refuse("getInventorySummaries", status, "Oops.", when=away, times=None)

        first = self.sync()
        self.assertIn(first.state, ("failed", "postponed"), "it may be over in a moment")
        second = self.sync()

        self.assertEqual(second.state, "done", self.messages(second))
        self.assertEqual(self.stock(self.mug), 12)
        told = self.store.trouble_ids.filtered(lambda trouble: trouble.key == "fba_unread")
        self.assertIn(canada.display_name, told.sentence)
        self.amazon.clear_answers()
        self.sync()
        self.assertEqual(self.stock(self.lamp), 5)
        self.assertNotIn("fba_unread", self.store.trouble_ids.mapped("key"))

    def test_skus_of_one_fnsku_count_once(self):
        told = self.offer("MUG", 7, self.mug)
        self.offer("MUG-OLD", 0, self.mug, asin=told["asin"])
        self.sync()
        row = self.row("MUG")
        self.assertEqual(row, self.row("MUG-OLD"))
        self.assertEqual(row.sku_text, "MUG, MUG-OLD")
        self.assertEqual(self.stock(self.mug), 7)

    def test_fnskus_of_one_product_are_added_up(self):
        self.offer("MUG", 7, self.mug)
        self.offer("MUG-FR", 4, self.mug)
        self._put_in_stock(self.mug, 10, self.fba)
        self.sync()
        self.assertEqual(self.stock(self.mug), 11)
        rows = self.row("MUG") | self.row("MUG-FR")
        self.assertEqual(len(rows), 2)
        self.assertEqual(sum(rows.mapped("odoo_quantity")), 11)
        self.assertEqual(sum(rows.mapped("difference")), 0)

    def test_skus_of_one_fnsku_that_are_different_products_are_for_a_person(self):
        told = self.offer("MUG", 7, self.mug)
        self.offer("LAMP", 0, self.lamp, asin=told["asin"])
        self.sync()
        row = self.row("MUG")
        self.assertEqual((row.comparison, row.problem), ("open", "conflict"))
        self.assertIn("different products", row.explanation)
        self.assertEqual(self.stock(self.mug), 0)

    def test_what_cannot_be_counted_says_why_and_keeps_nothing_else(self):
        lots = self._create_product("LOTS", "With lots", 0, tracking="lot")
        flat = self._create_product("FLAT", "Not stored", 0, is_storable=False)
        self.offer("MUG", 7, self.mug)
        self.offer("STRANGER", 3)
        self.offer("LOTS", 3, lots)
        self.offer("FLAT", 3, flat)
        self.offer("LAMP", 3, self.lamp)
        self.row("LAMP")
        listing = self.env["amazon.listing"].search([("seller_sku", "=", "LAMP")])
        listing.pool_ids = [Command.create({"product_id": self.cable.id})]
        self.sync()

        self.assertEqual(self.stock(self.mug), 7)
        for sku, problem in (
            ("STRANGER", "unlinked"),
            ("LOTS", "tracked"),
            ("FLAT", "kit"),
            ("LAMP", "pool"),
        ):
            row = self.row(sku)
            self.assertEqual((row.problem, row.comparison), (problem, "open"), sku)
            self.assertTrue(row.explanation, sku)
        self.assertEqual(self.stock(lots) + self.stock(self.lamp), 0)

        self.link("UNUSED", self.cable)
        self.env["amazon.listing"].search([("seller_sku", "=", "STRANGER")]).product_id = self.cable
        self.sync()
        self.assertEqual(self.stock(self.cable), 3)

    def test_a_warehouse_that_also_ships_your_own_orders_is_never_adjusted(self):
        self.store.fba_warehouse_id = self.warehouse
        before = self.stock(self.mug, self.warehouse.lot_stock_id)
        self.offer("MUG", 7, self.mug)
        self.sync()
        self.assertEqual(self.stock(self.mug, self.warehouse.lot_stock_id), before)
        self.assertEqual(self.row("MUG").problem, "place")
        self.assertEqual(self.store.trouble_ids.key, "fba_place")
        self.assertIn(self.warehouse.name, self.store.trouble_ids.sentence)

    def test_units_in_packages_are_left_to_a_person_and_the_rest_goes_on(self):
        package = self.env["stock.package"].create({"name": "PACK-1"})
        self.env["stock.quant"]._update_available_quantity(
            self.mug, self.fba.lot_stock_id, 10, package_id=package
        )
        self.offer("MUG", 7, self.mug)
        self.offer("LAMP", 4, self.lamp)
        operation = self.sync()
        self.assertEqual(self.stock(self.mug), 10)
        self.assertEqual(self.stock(self.lamp), 4)
        self.assertEqual(self.row("MUG").problem, "failed")
        self.assertIn("packages", self.messages(operation))
