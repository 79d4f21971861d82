"""Deliveries that are picked, packed and shipped by themselves, as the store is set."""

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import AmazonCommon


class DispatchCommon(AmazonCommon):
    @classmethod
    def _put_lots_in_stock(cls, product, names, warehouse=None):
        for name in names:
            lot = cls.env["stock.lot"].create({"name": name, "product_id": product.id})
            cls.env["stock.quant"]._update_available_quantity(
                product, (warehouse or cls.warehouse).lot_stock_id, 1, lot_id=lot
            )

    def imported(self, **wish):
        ref = self.amazon.place_order(**{"sku": "MUG", **wish})
        operation = self.sync_orders()
        self.assertEqual(operation.state, "done", self.messages(operation))
        return self.document(ref)


@tagged("post_install", "-at_install")
class TestDispatch(DispatchCommon):
    def test_usually_the_delivery_is_left_to_the_picker(self):
        document = self.imported()

        self.assertEqual(document.sale_order_id.picking_ids.state, "assigned")

    def test_reserving_takes_the_stock_even_where_the_warehouse_reserves_by_hand(self):
        self.warehouse.out_type_id.reservation_method = "manual"
        self.store.dispatch_mode = "reserve"

        document = self.imported()

        self.assertEqual(document.sale_order_id.picking_ids.state, "assigned")

    def test_a_complete_delivery_is_done_and_waits_for_its_tracking_number(self):
        self.store.dispatch_mode = "ship"

        document = self.imported(quantity=2)

        self.assertEqual(document.sale_order_id.picking_ids.state, "done")
        self.assertEqual(document.item_ids.sale_line_id.qty_delivered, 2)
        self.assertEqual(document.shipment_ids.state, "pending")
        document.sale_order_id.picking_ids.carrier_tracking_ref = "1ZAUTO"
        self.account.action_push_shipments()
        (package,) = self.amazon.order(document.amazon_ref)["packages"]
        self.assertEqual(package["trackingNumber"], "1ZAUTO")

    def test_pick_pack_and_ship_are_all_done(self):
        self.warehouse.delivery_steps = "pick_pack_ship"
        self.store.dispatch_mode = "ship"

        document = self.imported()

        pickings = document.sale_order_id.picking_ids
        self.assertEqual(pickings.mapped("state"), ["done"] * 3)
        self.assertEqual(document.item_ids.sale_line_id.qty_delivered, 1)

    def test_what_is_not_in_stock_is_left_waiting(self):
        self.store.dispatch_mode = "ship"

        short = self.imported(quantity=101)
        enough = self.imported(sku="LAMP")

        self.assertNotEqual(short.sale_order_id.picking_ids.state, "done")
        self.assertEqual(enough.sale_order_id.picking_ids.state, "done")
        self.assertFalse(short.activity_ids)

    def test_serial_numbers_are_left_to_a_person_unless_the_store_assigns_them(self):
        phone = self._create_product("PHONE", "Phone", quantity=0, tracking="serial")
        self._put_lots_in_stock(phone, ["IMEI-1", "IMEI-2"])
        self.store.dispatch_mode = "ship"
        self.amazon.add_listing("PHONE")

        by_hand = self.imported(sku="PHONE")
        self.assertEqual(by_hand.sale_order_id.picking_ids.state, "assigned")
        by_hand.sale_order_id.picking_ids.do_unreserve()

        self.store.assign_lots = True
        by_itself = self.imported(sku="PHONE")

        picking = by_itself.sale_order_id.picking_ids
        self.assertEqual(picking.state, "done")
        self.assertEqual(picking.move_line_ids.lot_id.name, "IMEI-1", "the oldest first")

    def test_a_delivery_that_fails_waits_alone_and_a_person_is_told(self):
        self.store.dispatch_mode = "ship"
        bad = self.amazon.place_order(sku="LAMP")
        good = self.amazon.place_order(sku="MUG")
        done = type(self.env["stock.picking"])._action_done

        def refuse_lamps(pickings):
            if self.lamp in pickings.move_ids.product_id:
                raise UserError(self.env._("The lamp is broken."))
            return done(pickings)

        with patch.object(type(self.env["stock.picking"]), "_action_done", refuse_lamps):
            self.sync_orders()

        self.assertEqual(self.sale(good).picking_ids.state, "done")
        self.assertEqual(self.sale(bad).picking_ids.state, "assigned")
        self.assertEqual(self.document(bad).state, "done")
        self.assertIn("The lamp is broken.", self.document(bad).activity_ids.note)

    def test_a_method_that_buys_labels_is_left_to_a_person(self):
        self.store.dispatch_mode = "ship"
        buying = self.carrier("Label Robot")
        self.patch(type(buying), "_buys_labels", lambda carriers: buying in carriers)
        self.env["amazon.shipping.map"].create(
            {
                "store_id": self.store.id,
                "service_level": "Standard",
                "carrier_id": buying.id,
                "may_buy_labels": True,
            }
        )

        document = self.imported()

        self.assertEqual(document.sale_order_id.picking_ids.state, "assigned")
