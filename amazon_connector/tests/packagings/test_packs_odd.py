"""Packs that leave in odd parts, that people change, and what Amazon says of a pack alone."""

from odoo.tests import tagged

from .common import PackCommon


@tagged("post_install", "-at_install")
class TestPacksOdd(PackCommon):
    def test_a_pack_that_leaves_in_parts_is_one_pack(self):
        """Odoo rounds each delivery by itself: 3 and 5 of 8 to .38 and .63 packs."""
        eight = self.env["uom.uom"].create(
            {"name": "Pack of 8", "relative_factor": 8, "relative_uom_id": self.mug.uom_id.id}
        )
        self.list_packs("MUG-8", unit=eight)
        self.list_packs()
        for sku, parts in (("MUG-8", (3, 5)), ("MUG-6", (1, 1, 4)), ("MUG-6", (2, 2, 2))):
            with self.subTest(sku=sku, parts=parts):
                ref = self.order_packs(1, sku=sku)
                for number, units in enumerate(parts):
                    self.take(self._delivery(ref), units, f"1Z-{number}")
                self.account.action_push_shipments()
                self.amazon.touch_order(ref)
                self.sync_orders()

                line, order = self.goods(ref), self.document(ref)
                self.assertEqual((line.qty_delivered, line.product_uom_qty), (1, 1))
                self.assertEqual((order.item_ids.excess_quantity, order.totals_differ), (0, False))

    def test_another_product_on_the_quotation_is_counted_as_the_person_has_it(self):
        self.store.status_map_ids.filtered(
            lambda row: (row.fulfilled_by, row.status) == ("MERCHANT", "UNSHIPPED")
        ).target = "quotation"
        self.list_packs()
        ref = self.order_packs(2)
        line = self.goods(ref)
        line.product_id = self.lamp

        self.amazon.touch_order(ref)
        self.sync_orders()

        self.assertEqual((line.product_id, line.product_uom_qty), (self.lamp, 2))

    def test_another_unit_on_the_quotation_is_the_same_goods(self):
        self.store.status_map_ids.filtered(
            lambda row: (row.fulfilled_by, row.status) == ("MERCHANT", "UNSHIPPED")
        ).target = "quotation"
        ref = self._import(sku="MUG", quantity=12, unit_price="5.99")
        line = self.goods(ref)
        line.write({"product_uom_id": self.dozen.id, "product_uom_qty": 1})

        self.amazon.touch_order(ref)
        self.sync_orders()

        self.assertEqual((line.product_uom_id, line.product_uom_qty), (self.dozen, 1))
        self.assertEqual(self.document(ref).item_ids._get_goods(12), {self.mug: 12})
        sale = self.sale(ref)
        sale.action_confirm()
        self.ship(sale, tracking="1Z-A")
        self.account.action_push_shipments()
        self.assertEqual(self._packages(ref), [("1Z-A", {"MUG": 12})])

    def test_the_price_of_a_pack_is_not_that_of_a_unit(self):
        packs = self.list_packs(price=29.99)
        currency = self.store.marketplace_id.currency_id
        self.store.pricelist_id = self.env["product.pricelist"].create(
            {"name": "Amazon", "currency_id": currency.id}
        )
        self.env["amazon.product.load"]._price(packs)
        self.assertFalse(self.store.pricelist_id._find_amazon_rules(self.mug))

        single = self.list_packs("MUG", unit=self.mug.uom_id, price=5.99)
        self.env["amazon.product.load"]._price(packs | single)
        self.assertEqual(self.store.pricelist_id._find_amazon_rules(self.mug).fixed_price, 5.99)

    def test_a_row_that_says_single_units_is_not_overruled_by_its_page(self):
        self.list_packs(asin="B000000001")
        other = self.env["amazon.listing"].create(
            {"store_id": self.store.id, "seller_sku": "X", "asin": "B000000001"}
        )
        sheet = self.env["amazon.listing.sheet"].create({"store_id": self.store.id})
        row = {"seller_sku": "X", "product": "MUG", "sold_by": "-"}
        self.env["amazon.listing.sheet.line"]._create_from_rows(sheet, [(2, row)])

        sheet.action_apply()

        self.assertEqual((other.product_id, other.uom_id.ids), (self.mug, []))

    def test_a_row_names_a_product_of_another_kind_and_its_unit(self):
        packs = self.list_packs()
        kilo = self.env.ref("uom.product_uom_kgm")
        tea = self._create_product("TEA", "Tea", uom_id=kilo.id)
        sheet = self.env["amazon.listing.sheet"].create({"store_id": self.store.id})
        row = {"seller_sku": "MUG-6", "product": "TEA", "sold_by": kilo.name}
        self.env["amazon.listing.sheet.line"]._create_from_rows(sheet, [(2, row)])

        sheet.action_apply()

        self.assertEqual(sheet.line_ids.mapped("state"), ["done"])
        self.assertEqual((packs.product_id, packs.uom_id), (tea, kilo))
