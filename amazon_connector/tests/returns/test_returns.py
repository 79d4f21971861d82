"""Returns become receipts: done where Amazon has the goods, made ready where they travel (F7)."""

from odoo.tests import tagged

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestReturns(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.store.write({"import_fba": True, "fba_returns": "done", "fbm_returns": "ready"})
        self.fba = self.store.fba_warehouse_id
        self._put_in_stock(self.mug, 10, self.fba)

    def sell(self, **wish):
        """A delivered order; returns its id."""
        ref = self.amazon.place_order(**({"sku": "MUG", "unit_price": "9.99"} | wish))
        self.sync_orders()
        if wish.get("fulfilled_by") != "AMAZON":
            self.ship(self.sale(ref))
        self.amazon.ship_and_bill(ref)
        self.sync_orders()
        return ref

    def sell_by_amazon(self, **wish):
        return self.sell(fulfilled_by="AMAZON", **wish)

    def sync_returns(self):
        return self.account.action_sync_returns()

    def returned(self, ref):
        return self.env["amazon.return"].search([("order_ref", "=", ref)], order="id")

    def stock(self, location):
        return self.env["stock.quant"]._get_available_quantity(self.mug, location)

    def test_sellable_units_go_back_to_the_fba_stock(self):
        ref = self.sell_by_amazon(quantity=2)
        before = self.stock(self.fba.lot_stock_id)
        self.amazon.return_units(ref, {self.document(ref).item_ids.amazon_ref: 1})
        self.sync_returns()

        told = self.returned(ref)
        self.assertEqual(told.state, "done", told.reason)
        self.assertEqual(told.picking_id.state, "done")
        self.assertEqual(self.stock(self.fba.lot_stock_id), before + 1)
        self.assertEqual(self.sale(ref).order_line.qty_delivered, 1)
        self.assertEqual(self.amazon.violations(), [])

    def test_all_other_units_are_scrapped_or_go_where_the_store_says(self):
        place = self.env["stock.location"].create(
            {"name": "Damaged", "usage": "internal", "location_id": self.fba.view_location_id.id}
        )
        for disposition, location in (("DEFECTIVE", False), ("CARRIER_DAMAGED", place)):
            self.store.damaged_location_id = location
            ref = self.sell_by_amazon()
            before = self.stock(self.fba.lot_stock_id)
            self.amazon.return_units(ref, disposition=disposition)
            self.sync_returns()

            moves = self.returned(ref).picking_id.move_ids
            self.assertEqual(moves.state, "done", self.returned(ref).reason)
            if location:
                self.assertEqual(moves.location_dest_id, place)
            self.assertIn(moves.location_dest_id.usage, ("inventory", "internal"))
            self.assertEqual(self.stock(self.fba.lot_stock_id), before)

    def test_a_seller_sku_on_two_items_comes_back_twice(self):
        line = {"sku": "MUG", "quantity": 1, "unit_price": "9.99"}
        ref = self.amazon.place_order(lines=[line, line], fulfilled_by="AMAZON")
        self.sync_orders()
        self.amazon.ship_and_bill(ref)
        self.sync_orders()
        for item in self.document(ref).item_ids:
            self.amazon.return_units(ref, {item.amazon_ref: 1})

        self.sync_returns()

        told = self.returned(ref)
        self.assertEqual(told.mapped("state"), ["done", "done"], told.mapped("reason"))
        self.assertEqual(self.sale(ref).order_line.mapped("qty_delivered"), [0, 0])

    def test_the_same_unit_told_again_is_returned_once(self):
        ref = self.sell_by_amazon()
        self.amazon.return_units(ref)
        self.sync_returns()
        self.sync_returns()

        self.assertEqual(len(self.returned(ref)), 1)
        self.assertEqual(self.sale(ref).order_line.qty_delivered, 0)

    def test_what_somebody_has_returned_by_hand_is_not_returned_again(self):
        ref = self.sell_by_amazon(quantity=2)
        picking = self.sale(ref).picking_ids
        dialog = self.env["stock.return.picking"].create({"picking_id": picking.id})
        dialog.product_return_moves.quantity = 1
        receipt = dialog._create_return()
        receipt.button_validate()
        item = self.document(ref).item_ids.amazon_ref
        self.amazon.return_units(ref, {item: 1})
        self.sync_returns()
        self.assertEqual(self.returned(ref).picking_id, receipt)
        self.assertTrue(self.returned(ref).is_adopted)

        self.amazon.return_units(ref, {item: 1})
        self.sync_returns()
        self.assertEqual(len(self.returned(ref).picking_id), 2)
        self.assertEqual(self.sale(ref).order_line.qty_delivered, 0)

    def test_more_than_was_delivered_is_for_a_person(self):
        ref = self.sell_by_amazon()
        self.amazon.return_units(ref)
        self.sync_returns()
        self.amazon.advance(minutes=5)
        self.amazon.return_units(ref)
        self.sync_returns()

        self.assertEqual(self.returned(ref).mapped("state"), ["done", "held"])
        self.assertIn("MUG", self.returned(ref)[1].reason)

    def test_a_return_of_all_units_takes_a_receipt_of_each_delivery(self):
        ref = self.amazon.place_order(sku="MUG", unit_price="9.99", quantity=3)
        self.sync_orders()
        sale = self.sale(ref)
        first = sale.picking_ids
        first.move_ids.quantity = 1
        first.move_ids.picked = True
        first.with_context(skip_backorder=True).button_validate()
        self.ship(sale)
        self.amazon.ship_and_bill(ref)
        self.sync_orders()
        self.amazon.return_units(ref, arrived=False)
        self.sync_returns()
        told = self.returned(ref)
        receipts = sale.order_line.move_ids.returned_move_ids.picking_id
        self.assertEqual(set(told.mapped("state")), {"done"}, told.mapped("reason"))
        self.assertEqual(sum(receipts.move_ids.mapped("product_qty")), 3)
        self.assertEqual(len(receipts), 2)
        for receipt in receipts:
            receipt.button_validate()
        self.assertEqual(sale.order_line.qty_delivered, 0)

    def test_a_request_makes_a_receipt_ready_that_a_person_does(self):
        ref = self.sell()
        before = self.stock(self.warehouse.lot_stock_id)
        self.amazon.return_units(ref, arrived=False)
        self.sync_returns()

        told = self.returned(ref)
        self.assertEqual((told.state, told.picking_id.state), ("done", "assigned"))
        self.assertEqual(self.stock(self.warehouse.lot_stock_id), before)

        told.picking_id.button_validate()
        self.assertEqual(self.stock(self.warehouse.lot_stock_id), before + 1)

    def test_a_request_that_is_not_approved_waits_and_one_that_is_over_is_left(self):
        pending, over = self.sell(), self.sell()
        self.amazon.return_units(pending, arrived=False, status="Pending approval")
        self.amazon.return_units(over, arrived=False, status="Closed")
        self.sync_returns()

        self.assertEqual(self.returned(pending).state, "held")
        self.assertFalse(self.returned(pending).hold_key)
        self.assertEqual(self.returned(over).state, "ignored")

    def test_nothing_is_asked_for_where_returns_are_not_booked(self):
        self.store.write({"fba_returns": "none", "fbm_returns": "none"})
        ref = self.sell_by_amazon()
        self.amazon.return_units(ref)
        self.sync_returns()

        self.assertFalse(self.returned(ref))
        self.assertNotIn("createReport", self.amazon.calls())

    def test_the_serial_number_that_left_comes_back(self):
        self.mug.tracking = "serial"
        lot = self.env["stock.lot"].create({"name": "S1", "product_id": self.mug.id})
        self.env["stock.quant"].search([("product_id", "=", self.mug.id)]).unlink()
        self.env["stock.quant"]._update_available_quantity(
            self.mug, self.fba.lot_stock_id, 1, lot_id=lot
        )
        ref = self.sell_by_amazon()
        self.amazon.return_units(ref)
        self.sync_returns()

        told = self.returned(ref)
        self.assertEqual(told.state, "done", told.reason)
        self.assertEqual(told.picking_id.move_line_ids.lot_id, lot)
