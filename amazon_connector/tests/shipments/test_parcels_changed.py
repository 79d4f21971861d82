"""Parcels that people change, correct or take back before Amazon knows of them."""

from odoo.tests import tagged

from .test_packages import PackagesCommon


@tagged("post_install", "-at_install")
class TestParcelsChanged(PackagesCommon):
    def test_goods_put_into_another_parcel_after_the_delivery_stop_nothing(self):
        ref = self._import(quantity=1)
        other = self._import(sku="LAMP")
        picking = self._delivery(ref)
        self._pack(picking, {self.mug: 1})
        self.ship(self.sale(ref), tracking="1Z-A")
        self.account.action_push_shipments()

        picking.is_locked = False
        picking.move_line_ids.result_package_id = self.env["stock.package"].create({"name": "New"})
        picking.carrier_tracking_ref = "1Z-B"
        self.ship(self.sale(other), tracking="1Z-C")
        operation = self.account.action_push_shipments()

        self.assertEqual(operation.state, "done", self.messages(operation))
        self.assertEqual(self._status(other), "SHIPPED")

    def test_the_delivery_can_be_opened_after_its_parcel_was_changed(self):
        ref = self._import(quantity=1)
        picking = self._delivery(ref)
        self._pack(picking, {self.mug: 1})
        self.ship(self.sale(ref), tracking=False)
        picking.is_locked = False
        picking.move_line_ids.result_package_id = self.env["stock.package"].create({"name": "New"})
        picking.carrier_tracking_ref = "1Z-B"
        self.env.invalidate_all()
        self.assertFalse(picking.amazon_waits_for_tracking)

    def test_the_number_of_a_box_counts_for_the_parcels_in_it(self):
        ref = self._import(quantity=2)
        picking = self._delivery(ref)
        parcels = self._pack(picking, {self.mug: 1}, {self.mug: 1})
        box = self.env["stock.package"].create({"name": "Box", "amazon_tracking_ref": "1Z-BOX"})
        parcels.package_dest_id = box
        self.ship(self.sale(ref), tracking=False)
        self.account.action_push_shipments()
        self.assertEqual([number for number, _ in self._packages(ref)], ["1Z-BOX", "1Z-BOX"])

    def test_what_a_vendor_sends_is_told_by_a_store_without_fba(self):
        self.store.fba_warehouse_id = False
        ref = self._import(quantity=1)
        nowhere = self.env["stock.warehouse"]
        self.assertTrue(self.document(ref)._is_shipped_by(nowhere))

    def test_what_is_corrected_on_the_done_delivery_before_amazon_knows_is_told_as_it_is(self):
        ref = self._import(quantity=3)
        picking = self.ship(self.sale(ref), tracking=False)
        picking.is_locked = False
        picking.move_ids.quantity = 1
        picking.carrier_tracking_ref = "1Z-A"
        self.account.action_push_shipments()
        self.assertEqual(self._packages(ref), [("1Z-A", {"MUG": 1})])

    def test_goods_that_came_back_before_amazon_knew_are_not_told(self):
        ref = self._import(quantity=1)
        picking = self.ship(self.sale(ref), tracking="1Z-A")
        self._return(picking)
        self.account.action_push_shipments()
        self.assertEqual(self._packages(ref), [])

    def test_goods_that_leave_again_after_a_mistake_are_told_once(self):
        ref = self._import(quantity=2)
        mistaken = self.ship(self.sale(ref), tracking="1Z-A")
        again = self._return(self._return(mistaken), tracking="1Z-B")
        self.account.action_push_shipments()

        self._return(self._return(again), tracking="1Z-C")
        self.account.action_push_shipments()

        self.assertEqual(self._packages(ref), [("1Z-B", {"MUG": 2})])
        self.assertEqual(self._status(ref), "SHIPPED")

    def test_goods_of_a_new_delivery_are_told_after_the_mistaken_one_came_back(self):
        ref = self._import(quantity=1)
        mistaken = self.ship(self.sale(ref), tracking=False)
        self._return(mistaken)
        again = mistaken.copy({"carrier_tracking_ref": "1Z-B"})
        again.action_confirm()
        again.button_validate()
        self.account.action_push_shipments()
        self.assertEqual(self._packages(ref), [("1Z-B", {"MUG": 1})])

    def test_a_replacement_is_not_told_in_place_of_what_is_still_to_go(self):
        ref = self._import(quantity=2)
        picking = self._delivery(ref)
        picking.carrier_tracking_ref = "1Z-A"
        picking.move_ids.write({"quantity": 1, "picked": True})
        picking.with_context(skip_backorder=True).button_validate()
        self.account.action_push_shipments()
        self._return(self._return(picking), tracking="1Z-B")

        self.ship(self.sale(ref), tracking="1Z-C")
        self.account.action_push_shipments()

        told = [("1Z-A", {"MUG": 1}), ("1Z-C", {"MUG": 1})]
        self.assertEqual(self._packages(ref), told)
