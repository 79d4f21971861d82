"""An order of packs: packs on the sales order, units in the delivery, packs at Amazon (C1)."""

from odoo.tests import tagged

from .common import PackCommon


@tagged("post_install", "-at_install")
class TestPacksSold(PackCommon):
    def setUp(self):
        super().setUp()
        self.packs = self.list_packs()

    def test_two_packs_become_a_line_of_packs_a_delivery_of_units_and_two_at_amazon(self):
        ref = self.order_packs(2)
        line = self.goods(ref)
        self.assertEqual((line.product_uom_id, line.product_uom_qty), (self.six, 2))
        self.assertEqual((line.price_unit, line.price_subtotal), (29.99, 59.98))
        document = self.document(ref)
        self.assertEqual(self.sale(ref).amount_total, document.amount_total)
        self.assertFalse(document.totals_differ)
        picking = self._delivery(ref)
        self.assertEqual((picking.move_ids.product_qty, picking.state), (12, "assigned"))

        self.ship(self.sale(ref), tracking="1Z-A")
        self.account.action_push_shipments()

        self.assertEqual(self._packages(ref), [("1Z-A", {"MUG-6": 2})])
        self.assertEqual(self._status(ref), "SHIPPED")
        self.assertEqual((line.qty_delivered, self.mug.qty_available), (2, 88))
        self.assertEqual(self.amazon.violations(), [])

    def test_a_pack_is_told_with_the_delivery_that_completes_it(self):
        ref = self.order_packs(2)
        self.take(self._delivery(ref), 8, "1Z-A")
        self.account.action_push_shipments()
        self.assertEqual(self._packages(ref), [("1Z-A", {"MUG-6": 1})])
        self.assertEqual(self._status(ref), "PARTIALLY_SHIPPED")

        self.take(self._delivery(ref), 3, "1Z-B")
        self.account.action_push_shipments()
        self.assertEqual(len(self._packages(ref)), 1)

        self.take(self._delivery(ref), 1, "1Z-C")
        self.account.action_push_shipments()
        self.assertEqual(self._packages(ref), [("1Z-A", {"MUG-6": 1}), ("1Z-C", {"MUG-6": 1})])
        self.assertEqual(self._status(ref), "SHIPPED")

    def test_parcels_of_a_delivery_hold_packs(self):
        ref = self.order_packs(3)
        first, second = self._pack(self._delivery(ref), {self.mug: 12}, {self.mug: 6})
        first.amazon_tracking_ref, second.amazon_tracking_ref = "1Z-A", "1Z-B"
        self.ship(self.sale(ref), tracking=False)
        self.account.action_push_shipments()
        self.assertEqual(self._packages(ref), [("1Z-A", {"MUG-6": 2}), ("1Z-B", {"MUG-6": 1})])

    def test_what_was_shipped_without_odoo_takes_units_from_stock(self):
        self.store.follow_shipped_outside = True
        ref = self.order_packs(2)
        self.amazon.ship_order(ref, carrier="UPS", tracking="1Z42")
        self.sync_orders()
        self.assertEqual(self.sale(ref).picking_ids.state, "done")
        self.assertEqual((self.goods(ref).qty_delivered, self.mug.qty_available), (2, 88))

    def test_a_pack_that_amazon_cancels_is_six_units_fewer(self):
        ref = self.order_packs(3)
        self.amazon.cancel_item(ref, self.document(ref).item_ids.amazon_ref, 1)
        self.sync_orders()
        self.assertEqual(self.goods(ref).product_uom_qty, 2)
        self.assertEqual(sum(self._delivery(ref).move_ids.mapped("product_qty")), 12)
        self.assertFalse(self.document(ref).item_ids.excess_quantity)

    def test_packs_that_have_left_and_are_cancelled_are_told_as_packs(self):
        ref = self.order_packs(3)
        self.ship(self.sale(ref))
        self.amazon.cancel_item(ref, self.document(ref).item_ids.amazon_ref, 1)
        self.sync_orders()
        self.assertEqual(self.document(ref).item_ids.excess_quantity, 1)

    def test_an_order_keeps_its_packs_when_the_listing_is_sold_otherwise_later(self):
        ref = self.order_packs(2)
        self.packs.uom_id = self.dozen
        self.amazon.touch_order(ref)
        self.sync_orders()
        self.assertEqual(self.goods(ref).product_uom_id, self.six)
        self.assertEqual(self._delivery(ref).move_ids.product_qty, 12)
        later = self.order_packs(1)
        self.assertEqual(self.goods(later).product_uom_id, self.dozen)

    def test_an_order_that_waits_takes_the_packaging_that_is_set_meanwhile(self):
        self.packs.uom_id = False
        ref = self._import(lines=[{"sku": "MUG-6", "quantity": 2}, {"sku": "LAMP-LIKE"}])
        self.assertEqual(self.document(ref).hold_key, "product:LAMP-LIKE")
        self.packs.uom_id = self.six
        self.document(ref).item_ids.listing_id.filtered(
            lambda listing: listing.seller_sku == "LAMP-LIKE"
        ).product_id = self.lamp
        self.document(ref).action_retry()
        mugs = self._delivery(ref).move_ids.filtered(lambda move: move.product_id == self.mug)
        self.assertEqual(mugs.product_qty, 12)

    def test_who_counts_units_on_the_quotation_still_delivers_and_tells_packs(self):
        self.store.status_map_ids.filtered(
            lambda row: (row.fulfilled_by, row.status) == ("MERCHANT", "UNSHIPPED")
        ).target = "quotation"
        ref = self.order_packs(2)
        self.goods(ref).write(
            {
                "product_uom_id": self.mug.uom_id.id,
                "product_uom_qty": 12,
                "price_unit": 29.99 / 6,
            }
        )
        self.amazon.touch_order(ref)
        self.sync_orders()
        self.assertEqual(self.goods(ref).product_uom_qty, 12)

        self.sale(ref).action_confirm()
        self.ship(self.sale(ref), tracking="1Z-A")
        self.account.action_push_shipments()
        self.assertEqual(self._packages(ref), [("1Z-A", {"MUG-6": 2})])

    def test_a_rule_that_wants_everything_in_stock_asks_for_units(self):
        east = self.env["stock.warehouse"].create({"name": "East", "code": "EST"})
        self._put_in_stock(self.mug, 11, east)
        self.store.routing_rule_ids = [
            (0, 0, {"name": "East", "warehouse_id": east.id, "needs_stock": True})
        ]
        self.assertEqual(self.document(self.order_packs(2)).warehouse_id, self.warehouse)
        self._put_in_stock(self.mug, 1, east)
        self.assertEqual(self.document(self.order_packs(2)).warehouse_id, east)

    def test_a_days_sales_order_holds_packs_of_several_orders(self):
        partner = self.env["res.partner"].create({"name": "Amazon customers"})
        self.store.write(
            {"consolidation": "day", "customer_id": partner.id, "consolidation_time": 24}
        )
        refs = [self.order_packs(1), self.order_packs(2)]
        sale = self.sale(refs[0])
        self.assertEqual(sale, self.sale(refs[1]))
        self.assertEqual(sale.order_line.mapped("product_uom_id"), self.six)
        self.assertEqual(sum(sale.picking_ids.move_ids.mapped("product_qty")), 18)
        self.ship(sale, tracking="1Z-DAY")
        self.account.action_push_shipments()
        self.assertEqual(
            [self._packages(ref) for ref in refs],
            [[("1Z-DAY", {"MUG-6": 1})], [("1Z-DAY", {"MUG-6": 2})]],
        )

    def test_a_rehearsal_names_packs(self):
        ref = self.order_packs(2)
        told = self.env["amazon.rehearsal.line"]._word_line(self.goods(ref))
        self.assertEqual(told, "2 × Pack of 6 MUG à 29.99")

    def test_the_cost_of_packs_is_that_of_their_units(self):
        self.mug.standard_price = 4
        ref = self.order_packs(2)
        self.env.flush_all()
        profit = self.env["amazon.profit"].search([("order_id.amazon_ref", "=", ref)])
        self.assertEqual(sum(profit.mapped("cost")), -48)
