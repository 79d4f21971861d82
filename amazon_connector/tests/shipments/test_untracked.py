"""Deliveries done without a tracking number, and pickers without any right at Amazon."""

from unittest.mock import patch

from odoo import modules
from odoo.tests import new_test_user, tagged

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestUntracked(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.amazon.add_listing("MUG")
        self.ref = self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.sync_orders()
        self.picker = new_test_user(self.env, "picker", groups="stock.group_stock_user")
        picking = self.sale(self.ref).picking_ids
        self.picking = picking.with_user(self.picker)

    def test_the_picker_the_list_and_the_button_say_what_amazon_waits_for(self):
        self.assertFalse(self.picking.amazon_waits_for_tracking)
        self.picking.button_validate()
        self.assertTrue(self.picking.amazon_waits_for_tracking)
        shipment = self.document(self.ref).shipment_ids
        self.assertIn("tracking number", shipment.waits_for)

        toast = shipment.action_update_dispatched()["params"]["message"]

        self.assertIn("Shipments that wait for a tracking number on their delivery: 1", toast)
        self.picking.carrier_tracking_ref = "1Z999"
        self.assertFalse(self.picking.amazon_waits_for_tracking)
        self.account.action_push_shipments()
        self.assertEqual(shipment.state, "sent")
        self.assertFalse(shipment.waits_for)

    def test_a_clerk_without_rights_in_stock_opens_what_waits(self):
        self.picking.button_validate()
        clerk = new_test_user(self.env, "clerk", groups="amazon_connector.group_user")
        shipment = self.document(self.ref).shipment_ids.with_user(clerk)
        self.assertFalse(shipment.package_ref)
        self.env.invalidate_all()

        [told] = shipment.web_read({"display_name": {}})

        self.assertIn(self.ref, told["display_name"])

    def test_nobody_is_asked_about_a_text_message_that_is_never_sent(self):
        if "stock_sms_confirmation_template_id" not in self.company._fields:
            self.skipTest("stock_sms is not installed")
        self.company.write(
            {
                "stock_text_confirmation": True,
                "stock_confirmation_type": "sms",
                "has_received_warning_stock_sms": False,
            }
        )
        picking = self.picking.sudo()
        picking.partner_id.phone = "+1 555 0100"
        with patch.object(modules.module, "current_test", None):
            self.assertFalse(picking._check_warn_sms())
            self.store.notify_buyers = True
            self.assertEqual(picking._check_warn_sms(), picking)

    def test_a_picker_finds_the_delivery_by_amazons_number(self):
        Picking = self.env["stock.picking"].with_user(self.picker)

        self.assertEqual(Picking.search([("amazon_refs", "ilike", self.ref)]), self.picking)
        self.assertFalse(Picking.search([("amazon_refs", "ilike", "999-0000000-0000000")]))
        self.assertIn(self.picking, Picking.search([("amazon_store_id", "!=", False)]))
        self.assertEqual(self.picking.amazon_refs, self.ref)
        order = self.document(self.ref)
        self.assertEqual(self.picking.amazon_ship_by, order.ship_by)
        self.assertEqual(self.picking.amazon_service_level, order.service_level_label)
        self.env["delivery.zip.prefix"].with_user(self.picker).search([])

    def test_warehouses_of_amazon_show_their_deliveries_alone(self):
        types = self.env["stock.picking.type"].search(
            [("warehouse_id", "=", self.store.fba_warehouse_id.id)]
        )

        self.assertEqual(types, self.store.fba_warehouse_id.out_type_id)

    def test_an_operation_type_that_somebody_uses_stays(self):
        warehouse = self.store.fba_warehouse_id
        receipts = warehouse.in_type_id
        receipts.active = True
        self.env["stock.picking"].create({"picking_type_id": receipts.id})
        warehouse._archive_unused_types()

        self.assertTrue(receipts.active)

    def test_one_finds_the_order_by_the_name_of_its_customer(self):
        order = self.document(self.ref)
        clerk = new_test_user(self.env, "clerk", groups="amazon_connector.group_user")
        name = order.sale_order_id.partner_id.name

        found = self.env["amazon.order"].with_user(clerk).search([("partner_id.name", "=", name)])

        self.assertIn(order, found)
        self.assertNotIn("buyer_email", found.fields_get())
