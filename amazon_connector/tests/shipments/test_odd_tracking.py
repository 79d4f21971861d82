"""Tracking numbers as they are scanned and pasted, and confirmations that nobody needs any more."""

from odoo.tests import new_test_user, tagged

from ..common import AmazonCommon

# As typed → as Amazon is told.
TYPED = {
    " 1Z 999 AA1 01 2345 6784 ": "1Z999AA10123456784",
    "1Z1\n1Z2": "1Z1",
    "\u200b1Z3\ufeff\u00a0": "1Z3",
    "0034 0434,0034 0435": "00340434",
    "1Z5\r\n": "1Z5",
}


@tagged("post_install", "-at_install")
class TestOddTracking(AmazonCommon):
    def ship_new_order(self, tracking):
        ref = self.amazon.place_order(sku="MUG", unit_price="5.00")
        self.sync_orders()
        self.ship(self.sale(ref), tracking=tracking)
        return ref

    def test_blanks_and_line_breaks_do_not_reach_amazon(self):
        refs = {typed: self.ship_new_order(typed) for typed in TYPED}

        self.account.action_push_shipments()

        for typed, ref in refs.items():
            with self.subTest(typed):
                (package,) = self.amazon.shipments(ref)
                self.assertEqual(package["trackingNumber"], TYPED[typed])
        self.amazon.advance(minutes=1)
        self.sync_orders()
        for ref in refs.values():
            shipment = self.document(ref).shipment_ids
            self.assertEqual((shipment.state, shipment.difference), ("confirmed", False))

    def test_nothing_but_blanks_is_no_number(self):
        ref = self.ship_new_order(" \n ")

        self.account.action_push_shipments()

        self.assertEqual(self.document(ref).shipment_ids.state, "pending")
        self.assertFalse(self.amazon.shipments(ref))

    def assert_over_once_shipped_by_hand(self, ref, shipment):
        self.amazon.advance(minutes=1)
        self.amazon.ship_order(ref, carrier="UPS", tracking="BYHAND1")
        self.sync_orders()

        self.assertEqual(shipment.state, "confirmed")
        self.assertIn("confirmed otherwise", shipment.difference)
        self.assertFalse(shipment.trouble_ids or shipment.activity_ids)

    def test_a_refused_confirmation_of_an_order_shipped_by_hand_closes_itself(self):
        ref = self.amazon.place_order(sku="MUG", quantity=2, unit_price="5.00")
        self.sync_orders()
        self.ship(self.sale(ref), tracking="1Z777")
        shipment = self.document(ref).shipment_ids
        self.amazon.fault("confirmShipment", "refuse_shipment")
        self.account.action_push_shipments()
        self.assertEqual(shipment.state, "failed")
        self.assertTrue(shipment.trouble_ids)

        self.assert_over_once_shipped_by_hand(ref, shipment)

    def test_a_parcel_that_waits_for_its_number_is_over_once_somebody_has_shipped_by_hand(self):
        ref = self.ship_new_order(False)
        shipment = self.document(ref).shipment_ids
        shipment.shipped_at = "2020-01-01 00:00:00"
        self.env["amazon.shipment"]._notice_troubles()
        self.assertEqual(shipment.trouble_ids.mapped("key"), ["not_sent"])

        self.assert_over_once_shipped_by_hand(ref, shipment)
        self.account.action_push_shipments()
        self.assertEqual(self.amazon.calls().get("confirmShipment"), None)

    def test_a_number_that_amazon_writes_in_capitals_is_the_same(self):
        ref = self.ship_new_order("rr123456789de")
        self.account.action_push_shipments()
        shipment = self.document(ref).shipment_ids
        self.amazon.change_package(ref, shipment.package_ref, tracking="RR123456789DE")

        self.sync_orders()

        self.assertEqual((shipment.state, shipment.difference), ("confirmed", False))

    def test_pieces_that_amazon_lists_one_by_one_are_added_up(self):
        ref = self.amazon.place_order(sku="MUG", quantity=2)
        self.sync_orders()
        self.ship(self.sale(ref), tracking="1Z3")
        self.account.action_push_shipments()
        item = self.amazon.order(ref)["orderItems"][0]["orderItemId"]
        piece = {"orderItemId": item, "quantity": 1}
        self.amazon.rewrite_order(ref, "packages.0.packageItems", [piece, piece])

        self.sync_orders()

        shipment = self.document(ref).shipment_ids
        self.assertEqual((shipment.state, shipment.difference), ("confirmed", False))

    def test_where_amazon_shows_no_packages_at_all_the_shipped_order_confirms_them(self):
        ref = self.ship_new_order("1Z4")
        self.account.action_push_shipments()
        shipment = self.document(ref).shipment_ids
        self.amazon.strip_order(ref, "packages")

        self.sync_orders()

        self.assertEqual((self.document(ref).status, shipment.state), ("SHIPPED", "confirmed"))

    def test_a_package_to_which_amazon_gives_a_number_of_its_own_is_known_by_its_tracking(self):
        ref = self.ship_new_order("1Z5")
        self.account.action_push_shipments()
        self.amazon.rewrite_order(ref, "packages.0.packageReferenceId", "PKG-AMAZON-7")

        self.sync_orders()

        shipment = self.document(ref).shipment_ids
        self.assertEqual((shipment.state, shipment.difference), ("confirmed", False))

    def test_a_refusal_stands_where_the_picker_and_the_seller_look(self):
        ref = self.ship_new_order("1Z888")
        order, picking = self.document(ref), self.sale(ref).picking_ids
        self.assertFalse(order.trouble_alerts or picking.amazon_refusal)

        self.amazon.fault("confirmShipment", "refuse_shipment")
        self.account.action_push_shipments()

        shipment = order.shipment_ids
        self.assertIn(shipment.reason, self._read(order))
        # Who picks has no rights at Amazon, and reads it all the same.
        picker = new_test_user(self.env, "picker", groups="base.group_user,stock.group_stock_user")
        self.assertIn(shipment.reason, picking.with_user(picker).amazon_refusal)
        self.assertIn(order, order.search([("shipment_ids.trouble_ids", "!=", False)]))

        picking.carrier_tracking_ref = "1Z889"
        self.account.action_push_shipments()
        self.env.invalidate_all()
        self.assertFalse(order.trouble_alerts or picking.amazon_refusal)

    def _read(self, record):
        """What the banner of a form says."""
        self.env.invalidate_all()
        return " ".join(alert["message"] for alert in record.trouble_alerts.values())
