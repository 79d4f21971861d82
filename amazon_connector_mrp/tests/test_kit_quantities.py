"""Kits at any depth, and what can be manufactured, as quantities (E5)."""

from odoo.addons.amazon_connector.tests.common import AmazonCommon
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestKitQuantities(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.store.push_stock = True
        self.set = self._create_product("SET", "Desk set", quantity=0, is_storable=False)
        self.box = self._create_product("BOX", "Box of sets", quantity=0, is_storable=False)
        self.put(self.lamp, 10)
        self.put(self.cable, 7)
        self.make(self.set, "phantom", {self.lamp: 1, self.cable: 2})
        self.make(self.box, "phantom", {self.set: 2})

    def put(self, product, quantity):
        self._put_in_stock(product, quantity - product.qty_available)
        product.invalidate_recordset()

    def make(self, product, kind, parts, **vals):
        return self.env["mrp.bom"].create(
            {
                "product_tmpl_id": product.product_tmpl_id.id,
                "type": kind,
                "bom_line_ids": [
                    (0, 0, {"product_id": part.id, "product_qty": quantity})
                    for part, quantity in parts.items()
                ],
                **vals,
            }
        )

    def quantity(self, product, **vals):
        listing = self.env["amazon.listing"].search(
            [("store_id", "=", self.store.id), ("seller_sku", "=", product.default_code)]
        )
        listing = listing or self.env["amazon.listing"].create(
            {
                "store_id": self.store.id,
                "seller_sku": product.default_code,
                "product_id": product.id,
                "fulfillment_channel": "DEFAULT",
            }
        )
        listing.write(vals)
        return self.env["amazon.stock.mapper"]._get_quantities(listing)[listing]

    def test_kits_in_kits_count_with_what_is_on_the_shelf(self):
        self.assertEqual(self.quantity(self.set).quantity, 3)
        self.assertEqual(self.quantity(self.box).quantity, 1)
        self.assertEqual(self.quantity(self.box, share=50).quantity, 0)

    def test_packs_of_kits_take_the_parts_of_so_many_kits(self):
        pair = self.env["uom.uom"].create(
            {
                "name": "Pack of 2",
                "relative_factor": 2,
                "relative_uom_id": self.env.ref("uom.product_uom_unit").id,
            }
        )
        self.put(self.cable, 13)
        told = self.quantity(self.set, uom_id=pair.id)
        self.assertEqual(told.quantity, 3)
        self.assertEqual({part.product_id: part.need for part in told.parts}[self.cable.id], 4)

        self.amazon.add_listing("SET")
        self.store.action_sync_listings()
        ref = self.amazon.place_order(sku="SET", quantity=2, unit_price="50.00")
        self.sync_orders()
        sale = self.sale(ref)
        taken = {move.product_id: move.product_qty for move in sale.picking_ids.move_ids}
        self.assertEqual(taken, {self.lamp: 4, self.cable: 8})
        picking = sale.picking_ids
        for move in picking.move_ids:
            move.write({"quantity": move.product_qty * 3 / 4, "picked": True})
        picking.carrier_id, picking.carrier_tracking_ref = self.carrier("UPS"), "1Z-A"
        picking.with_context(skip_backorder=True, skip_sms=True).button_validate()
        self.account.action_push_shipments()
        self.assertEqual([*self.amazon.shipments(ref)[0]["items"].values()], [1])
        self.ship(sale, tracking="1Z-B")
        self.account.action_push_shipments()
        self.assertEqual([*self.amazon.shipments(ref)[1]["items"].values()], [1])

    def test_another_recipe_is_compared_soon_whatever_the_interval_is(self):
        schedule = self.env["amazon.schedule"]._find_for("amazon.submission", stores=self.store)
        self.env["ir.cron"]._commit_progress()
        bom = self.set.product_tmpl_id.bom_ids
        for change in (lambda: bom.write({"product_qty": 2}), bom.copy, bom.unlink):
            self.env["amazon.signal"].search([]).unlink()

            change()
            self.env["ir.cron"]._commit_progress()

            self.assertTrue(self.env["amazon.signal"]._find_left(schedule))

    def test_a_recipe_in_other_units_and_batches(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        crate = self._create_product("CRATE", "Crate", quantity=0, is_storable=False)
        bom = self.make(crate, "phantom", {self.mug: 1}, product_qty=2)
        bom.bom_line_ids.product_uom_id = dozen
        self.put(self.mug, 20)

        # Twelve mugs make two crates: six for each.
        self.assertEqual(self.quantity(crate).quantity, 3)

    def test_what_is_always_there_limits_no_kit(self):
        card = self._create_product("CARD", "Card", quantity=0, is_storable=False)
        gift = self._create_product("GIFT", "Gift", quantity=0, is_storable=False)
        self.make(gift, "phantom", {self.lamp: 1, card: 1})

        self.assertEqual(self.quantity(gift).quantity, 10)

    def test_what_can_be_manufactured_counts_if_the_store_says_so(self):
        table, leg, top = (
            self._create_product(sku, sku, quantity=quantity)
            for sku, quantity in (("TABLE", 2), ("LEG", 9), ("TOP", 3))
        )
        self.make(table, "normal", {leg: 4, top: 1})
        self.assertEqual(self.quantity(table).quantity, 2)

        self.store.stock_manufacturable = True
        self.assertEqual(self.quantity(table).quantity, 4)
        terms = {term.code: term.amount for term in self.quantity(table).terms}
        self.assertEqual(terms, {"on_hand": 2, "made": 2})

        # Legs are sawn of wood: one more table gets its legs, and then the tops are used up.
        wood = self._create_product("WOOD", "Wood", quantity=50)
        self.make(leg, "normal", {wood: 1})
        self.assertEqual(self.quantity(table).quantity, 5)

    def test_a_pool_of_a_kit_and_its_part_counts_the_part_once(self):
        pair = self._create_product("PAIR", "Pair", quantity=0, is_storable=False)
        self.make(pair, "phantom", {self.lamp: 2})

        mixed = self.quantity(pair, pool_ids=[(0, 0, {"product_id": self.lamp.id})])
        self.assertEqual(mixed.quantity, 5)

    def test_shares_of_a_kit_and_of_its_part_promise_no_lamp_twice(self):
        self.put(self.cable, 100)
        self.quantity(self.set, share=60)
        self.assertEqual(self.quantity(self.lamp, share=60).quantity, 5)
        self.assertEqual(self.quantity(self.set).quantity, 5)

    def test_a_kit_that_amazon_has_sold_takes_its_parts(self):
        self.quantity(self.set)
        self.amazon.add_listing("SET", quantity=1)
        self.amazon.place_order(sku="SET", quantity=2, status="PENDING")
        self.sync_orders()

        self.assertEqual(self.quantity(self.set).quantity, 1)
        self.assertEqual(self.quantity(self.lamp).quantity, 8)

    def test_why_this_number_shows_the_parts_and_leads_to_the_bill_of_materials(self):
        self.quantity(self.set)
        listing = self.env["amazon.listing"].search([("seller_sku", "=", "SET")])
        explanation = self.env["amazon.listing.explanation"].browse(
            listing.action_explain()["res_id"]
        )
        self.assertEqual(explanation.line_ids.mapped("name"), ["Kits that the parts allow"])
        self.assertEqual(explanation.line_ids.res_model, "mrp.bom")
        self.assertEqual(
            [(line.part_id, line.need, line.total) for line in explanation.part_line_ids],
            [(self.lamp, 1, 10), (self.cable, 2, 7)],
        )

    def test_thousands_of_kits_cost_no_more_queries_than_one(self):
        def count(skus):
            products = self.env["product.product"]
            for sku in skus:
                kit = self._create_product(sku, sku, quantity=0, is_storable=False)
                self.make(kit, "phantom", {self.lamp: 1, self.cable: 1})
                products |= kit
            listings = self.env["amazon.listing"].create(
                [
                    {
                        "store_id": self.store.id,
                        "seller_sku": product.default_code,
                        "product_id": product.id,
                        "fulfillment_channel": "DEFAULT",
                    }
                    for product in products
                ]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["amazon.stock.mapper"]._get_quantities(listings)
            return self.env.cr.sql_log_count - before

        few = count(["K1", "K2"])
        self.assertLessEqual(count([f"M{number}" for number in range(60)]), few)
        self.assertLessEqual(few, 40)
