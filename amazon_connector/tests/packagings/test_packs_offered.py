"""A listing sold by a packaging offers whole packs of what is there (E2)."""

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..stock.common import StockCommon
from .common import PackCommon


@tagged("post_install", "-at_install")
class TestPacksOffered(StockCommon, PackCommon):
    def setUp(self):
        super().setUp()
        self.amazon.add_listing("MUG-6", quantity=1)
        self.load()
        self.packs = self.listing("MUG-6")
        self.packs.write({"product_id": self.mug.id, "uom_id": self.six.id})

    def explain(self, listing):
        action = listing.action_explain()
        return self.env["amazon.listing.explanation"].browse(action["res_id"])

    def test_whole_packs_are_offered_beside_single_units(self):
        self.push()
        self.assertEqual((self.at_amazon("MUG"), self.at_amazon("MUG-6")), (100, 16))

        told = self.explain(self.packs)
        self.assertEqual(
            [(line.code, line.amount, line.total) for line in told.line_ids],
            [("on_hand", 100, 100), ("packed", -84, 16)],
        )
        self.assertEqual((told.quantity, told.uom_id), (16, self.six))

    def test_buffer_and_maximum_count_packs_and_the_share_counts_units(self):
        self.packs.write({"share": 50, "buffer": 2})
        self.push()
        self.assertEqual(self.at_amazon("MUG-6"), 50 // 6 - 2)
        self.assertEqual(self.at_amazon("MUG"), 50)
        self.packs.maximum = 3
        self.push()
        self.assertEqual(self.at_amazon("MUG-6"), 3)

    def test_another_packaging_is_another_quantity_at_once(self):
        self.push()
        self.packs.uom_id = self.dozen
        self.assertFalse(self.packs.pushed_at)
        self.push()
        self.assertEqual(self.at_amazon("MUG-6"), 8)

    def test_what_is_sold_in_packs_is_missing_in_units_everywhere(self):
        self.order_packs(2, status="PENDING")
        self.push()
        self.assertEqual((self.at_amazon("MUG"), self.at_amazon("MUG-6")), (88, 14))

        # Also while nobody has read the order.
        ref = self.amazon.place_order(sku="MUG-6", quantity=1, status="PENDING")
        self.sync_orders()
        order = self.document(ref)
        order.item_ids.unlink()
        order.state = "received"
        self.push()
        self.assertEqual((self.at_amazon("MUG"), self.at_amazon("MUG-6")), (82, 13))
        term = self.explain(self.listing("MUG")).line_ids.filtered(lambda t: t.code == "orders")
        self.assertEqual(term.amount, -18)

    def test_a_pending_order_holds_the_units_of_its_packs(self):
        self.store.status_map_ids.filtered(
            lambda row: (row.fulfilled_by, row.status) == ("MERCHANT", "PENDING")
        ).target = "reserve"
        ref = self.order_packs(2, status="PENDING")
        held = self.document(ref).hold_picking_ids.move_ids
        self.assertEqual((held.product_id, held.product_qty), (self.mug, 12))
        self.push()
        self.assertEqual(self.at_amazon("MUG"), 88)

    def test_a_pool_makes_packs_of_one_product_each(self):
        self.set_stock(self.mug, 10)
        self.set_stock(self.lamp, 8)
        self.packs.pool_ids = [(0, 0, {"product_id": self.lamp.id})]
        self.push()
        self.assertEqual(self.at_amazon("MUG-6"), 2)

        self.set_stock(self.mug, 5)
        ref = self.order_packs(1)
        self.assertEqual(self.goods(ref).product_id, self.lamp)
        self.assertEqual(self.sale(ref).picking_ids.move_ids.product_qty, 6)

    def test_a_product_that_is_kept_by_weight_cannot_be_sold_by_packs_of_units(self):
        tea = self._create_product("TEA", "Tea", uom_id=self.env.ref("uom.product_uom_kgm").id)
        with self.assertRaisesRegex(ValidationError, "Pack of 6, which .*Tea cannot be counted in"):
            self.packs.product_id = tea
        with self.assertRaisesRegex(ValidationError, "Tea cannot be counted in"):
            self.packs.pool_ids = [(0, 0, {"product_id": tea.id})]

    def test_half_a_kilo_is_sold_of_what_is_kept_by_the_kilo(self):
        kilo, gram = (self.env.ref(f"uom.product_uom_{name}") for name in ("kgm", "gram"))
        half = self.env["uom.uom"].create(
            {"name": "500 g", "relative_factor": 500, "relative_uom_id": gram.id}
        )
        tea = self._create_product("TEA", "Tea", 2.8, uom_id=kilo.id)
        self.packs.write({"product_id": tea.id, "uom_id": half.id})
        self.push()
        self.assertEqual(self.at_amazon("MUG-6"), 5)
        ref = self.order_packs(3)
        self.assertEqual(self.sale(ref).picking_ids.move_ids.product_qty, 1.5)

    def test_listings_of_one_asin_are_sold_by_the_same_packaging(self):
        store = (self.account.store_ids - self.store)[0]
        store.link_by_asin = True
        other = self.env["amazon.listing"].create(
            {
                "store_id": store.id,
                "seller_sku": "MUG-6-CA",
                "asin": self.packs.asin,
            }
        )
        other.action_link_automatically()
        self.assertEqual((other.product_id, other.uom_id), (self.mug, self.six))

    def test_the_packaging_stands_in_the_spreadsheet_and_is_changed_by_it(self):
        lines = self.env["amazon.listing.sheet.line"]
        row = lines._prepare_rows(self.packs)[0]
        self.assertEqual(row["sold_by"], "Pack of 6")
        sheet = self.env["amazon.listing.sheet"].create({"store_id": self.store.id})
        wanted = {"MUG-6": "box of 12", "LAMP": "Box of 12", "CABLE": "-", "MUG": "Units"}
        rows = [
            (number, {"Seller SKU": sku, "Sold By": unit})
            for number, (sku, unit) in enumerate(wanted.items(), 2)
        ]
        lines._create_from_rows(sheet, rows)
        told = {line.seller_sku: (line.state, line.note) for line in sheet.line_ids}
        self.assertEqual(told["MUG-6"], ("change", "Sold By: Pack of 6 → Box of 12"))
        self.assertEqual(told["CABLE"], ("same", ""))
        self.assertEqual(told["MUG"][0], "change")
        self.assertEqual(told["LAMP"][0], "wrong")
        self.assertIn("is no unit or packaging of the product", told["LAMP"][1])
        sheet.action_apply()
        self.assertEqual(self.packs.uom_id, self.dozen)
        self.assertEqual(self.listing("MUG").uom_id.name, "Units")
