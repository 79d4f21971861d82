"""What Amazon is told is true when it is told, not when the goods left (C1)."""

from odoo.tests import tagged

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestToldWhenSent(AmazonCommon):
    def test_a_unit_cancelled_between_picking_and_confirming_is_not_told(self):
        ref = self._import(quantity=3)
        self.ship(self.sale(ref))
        self._cancel(ref, "MUG", 1)

        self.account.action_push_shipments()

        self.assertEqual(self._told(ref), [{"MUG": 2}])
        self.assertEqual(self.document(ref).shipment_ids.line_ids.quantity, 2)
        self.assertEqual(self.amazon.order(ref)["fulfillment"]["fulfillmentStatus"], "SHIPPED")

    def test_an_item_cancelled_since_leaves_its_parcel(self):
        ref = self._import(lines=[{"sku": "MUG"}, {"sku": "LAMP"}])
        self.ship(self.sale(ref))
        self._cancel(ref, "MUG", 1)

        self.account.action_push_shipments()

        self.assertEqual(self._told(ref), [{"LAMP": 1}])

    def test_a_parcel_of_which_nothing_is_expected_any_more_is_not_told_and_says_so(self):
        ref = self._import(quantity=2)
        self.ship(self.sale(ref))
        item = self.amazon.order(ref)["orderItems"][0]["orderItemId"]
        self.amazon.ship_order(ref, items={item: 2}, tracking="1Z-OTHER")
        self.sync_orders()

        operation = self.account.action_push_shipments()

        shipment = self.document(ref).shipment_ids
        self.assertFalse(self.amazon.requests("confirmShipment"))
        self.assertEqual(shipment.state, "failed")
        self.assertIn("Amazon expects nothing any more", shipment.reason)
        self.assertIn("nothing to confirm", self.messages(operation))

    def test_number_and_carrier_are_those_that_the_delivery_has_now(self):
        ref = self._import()
        picking = self.ship(self.sale(ref), tracking="1Z-TYPO", carrier="Post")
        picking.carrier_id.name = "Royal Post"
        picking.carrier_tracking_ref = "1Z-RIGHT"
        self.account.action_push_shipments()

        (package,) = self.amazon.shipments(ref)
        self.assertEqual(
            (package["carrier"], package["trackingNumber"]), ("Royal Post", "1Z-RIGHT")
        )

    def test_an_archived_carrier_is_told_as_before(self):
        ref = self._import()
        picking = self.ship(self.sale(ref), tracking="1Z-LAST", carrier="Post")
        picking.carrier_id.active = False
        self.account.action_push_shipments()

        (package,) = self.amazon.shipments(ref)
        self.assertEqual((package["carrier"], package["trackingNumber"]), ("Post", "1Z-LAST"))

    def test_a_number_taken_away_before_the_confirmation_is_not_told(self):
        ref = self._import()
        picking = self.ship(self.sale(ref), tracking="1Z-TYPO")
        picking.carrier_tracking_ref = False

        self.account.action_push_shipments()

        self.assertFalse(self.amazon.requests("confirmShipment"))
        self.assertEqual(self.document(ref).shipment_ids.state, "pending")

    def test_a_carrier_mapped_since_goes_by_its_code(self):
        ref = self._import()
        picking = self.ship(self.sale(ref), carrier="Parcel Service")
        usps = self.env["amazon.carrier"].search([("code", "=", "USPS")])
        self.env["amazon.carrier.map"].create(
            {
                "store_id": self.store.id,
                "carrier_id": picking.carrier_id.id,
                "amazon_carrier_id": usps.id,
            }
        )

        self.account.action_push_shipments()

        self.assertEqual(self.amazon.shipments(ref)[0]["carrierCode"], "USPS")

    def test_of_two_parcels_the_later_one_gives_way_to_a_cancellation(self):
        ref = self._import(quantity=3)
        first = self.sale(ref).picking_ids
        first.carrier_tracking_ref = "1Z-A"
        first.move_ids.write({"quantity": 1, "picked": True})
        first.with_context(skip_backorder=True).button_validate()
        self.ship(self.sale(ref), tracking="1Z-B")
        self._cancel(ref, "MUG", 1)

        self.account.action_push_shipments()

        self.assertEqual(self._told(ref), [{"MUG": 1}, {"MUG": 1}])

    def _import(self, **wish):
        wish = {"sku": "MUG", **wish} if "lines" not in wish else wish
        ref = self.amazon.place_order(**wish)
        self.sync_orders()
        return ref

    def _cancel(self, ref, sku, quantity):
        for item in self.amazon.order(ref)["orderItems"]:
            if item["product"]["sellerSku"] == sku:
                self.amazon.cancel_item(ref, item["orderItemId"], quantity)
        operation = self.sync_orders()
        self.assertEqual(operation.failed, 0, self.messages(operation))

    def _told(self, ref):
        """What Amazon was told: dicts SKU → pieces, parcel by parcel."""
        skus = {
            item["orderItemId"]: item["product"]["sellerSku"]
            for item in self.amazon.order(ref)["orderItems"]
        }
        return [
            {skus[item]: pieces for item, pieces in package["items"].items()}
            for package in self.amazon.shipments(ref)
        ]


@tagged("post_install", "-at_install")
class TestPackageNumbers(AmazonCommon):
    def test_a_number_that_another_tool_has_used_on_the_order_is_left_to_it(self):
        ref, shipment = self._ship_one_of_two()
        self._ship_elsewhere(ref, str(shipment.id))
        self.sync_orders()

        self.account.action_push_shipments()

        packages = {
            package["packageReferenceId"]: package["trackingNumber"]
            for package in self.amazon.order(ref)["packages"]
        }
        self.assertEqual(packages, {str(shipment.id): "1Z-OTHER", str(shipment.id + 1): "1Z-OURS"})
        self.sync_orders()
        self.assertEqual(shipment.state, "confirmed")

    def test_the_number_stays_until_amazon_has_answered_and_after(self):
        ref, shipment = self._ship_one_of_two()
        self.amazon.fault("confirmShipment", "connection_reset", after=True)
        self.account.action_push_shipments()
        number = shipment.package_ref
        self.assertTrue(number)
        self.sync_orders()  # It shows the package whose confirmation got no answer.

        self.account.action_push_shipments()
        shipment.picking_id.carrier_tracking_ref = "1Z-RIGHT"
        self.account.action_push_shipments()

        (package,) = self.amazon.order(ref)["packages"]
        self.assertEqual(
            (package["packageReferenceId"], package["trackingNumber"]), (number, "1Z-RIGHT")
        )
        self.assertEqual(shipment.line_ids.quantity, 1)

    def test_a_shipment_has_no_number_before_it_goes_out(self):
        _ref, shipment = self._ship_one_of_two()

        self.assertFalse(shipment.package_ref)
        self.assertIn(shipment.picking_id.name, shipment.display_name)

    def _ship_one_of_two(self):
        """An order of two mugs, one of which has left; and the shipment of that one."""
        ref = self.amazon.place_order(sku="MUG", quantity=2)
        self.sync_orders()
        picking = self.sale(ref).picking_ids
        picking.carrier_tracking_ref = "1Z-OURS"
        picking.move_ids.write({"quantity": 1, "picked": True})
        picking.with_context(skip_backorder=True).button_validate()
        return ref, self.document(ref).shipment_ids

    def _ship_elsewhere(self, ref, reference):
        item = self.amazon.order(ref)["orderItems"][0]["orderItemId"]
        self.amazon.ship_order(ref, items={item: 1}, tracking="1Z-OTHER", reference=reference)
