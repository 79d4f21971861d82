"""Done deliveries are confirmed at Amazon, package by package (C1)."""

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

from odoo.tests import Form, tagged

from ...spapi.errors import Throttled
from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestShipments(AmazonCommon):
    def test_a_done_delivery_is_confirmed_with_carrier_and_tracking(self):
        ref = self._import(quantity=2)

        self.ship(self.sale(ref), tracking="1Z42", carrier="UPS")
        operation = self.account.action_push_shipments()

        self.assertEqual((operation.state, operation.sent), ("done", 1))
        (package,) = self.amazon.shipments(ref)
        self.assertEqual((package["carrierCode"], package["trackingNumber"]), ("UPS", "1Z42"))
        (item,) = self.amazon.order(ref)["orderItems"]
        self.assertEqual(package["items"], {item["orderItemId"]: 2})

    def test_a_carrier_that_amazon_does_not_know_goes_by_its_name(self):
        ref = self._import()

        self.ship(self.sale(ref), carrier="Bicycle Courier")
        self.account.action_push_shipments()

        (package,) = self.amazon.shipments(ref)
        self.assertEqual((package["carrierCode"], package["carrier"]), ("Other", "Bicycle Courier"))

    def test_a_partial_delivery_and_its_backorder_are_two_packages(self):
        ref = self._import(quantity=3)
        first = self.sale(ref).picking_ids
        first.write({"carrier_id": self.carrier("UPS").id, "carrier_tracking_ref": "1Z-A"})
        first.move_ids.write({"quantity": 1, "picked": True})
        wizard = Form.from_action(self.env, first.button_validate())
        wizard.save().process()
        self.account.action_push_shipments()
        self.assertEqual(self._status(ref), "PARTIALLY_SHIPPED")

        self.ship(self.sale(ref), tracking="1Z-B")
        self.account.action_push_shipments()

        packages = self.amazon.shipments(ref)
        self.assertEqual([p["trackingNumber"] for p in packages], ["1Z-A", "1Z-B"])
        self.assertEqual([sum(p["items"].values()) for p in packages], [1, 2])
        self.assertEqual(len({p["packageReferenceId"] for p in packages}), 2)
        self.assertEqual(self._status(ref), "SHIPPED")

    def test_the_deliveries_of_several_orders_go_in_one_run(self):
        refs = [self._import() for _number in range(3)]
        for number, ref in enumerate(refs):
            self.ship(self.sale(ref), tracking=f"1Z{number}")

        operation = self.account.action_push_shipments()

        self.assertEqual((operation.sent, operation.api_calls), (3, 3))
        self.assertEqual({self._status(ref) for ref in refs}, {"SHIPPED"})

    def test_without_a_tracking_number_the_package_waits_for_it(self):
        ref = self._import()
        picking = self.ship(self.sale(ref), tracking=False)
        operation = self.account.action_push_shipments()
        self.assertIn("wait for a tracking number", self.messages(operation))
        self.assertFalse(self.amazon.shipments(ref))

        picking.carrier_tracking_ref = "1Z-LATE"
        self.account.action_push_shipments()

        self.assertEqual(self.amazon.shipments(ref)[0]["trackingNumber"], "1Z-LATE")

    def test_a_changed_tracking_number_edits_the_package(self):
        ref = self._import()
        picking = self.ship(self.sale(ref), tracking="1Z-TYPO")
        self.account.action_push_shipments()

        picking.carrier_tracking_ref = "1Z-RIGHT"
        self.account.action_push_shipments()

        wrong, right = self.amazon.shipments(ref)
        self.assertEqual(wrong["packageReferenceId"], right["packageReferenceId"])
        self.assertEqual([p["trackingNumber"] for p in self._packages(ref)], ["1Z-RIGHT"])

    def test_a_refusal_is_shown_told_to_a_person_and_tried_again_on_demand(self):
        ref = self._import()
        self.ship(self.sale(ref))
        shipment = self.document(ref).shipment_ids
        self.amazon.fault("confirmShipment", "refuse_shipment", message="Bad carrier.")

        operation = self.account.action_push_shipments()

        self.assertEqual(operation.failed, 1)
        self.assertEqual(shipment.state, "failed")
        self.assertIn("Bad carrier.", shipment.reason)
        self.assertEqual(shipment.activity_ids.summary, "Carrier refused by Amazon")
        self.account.action_push_shipments()
        self.assertFalse(self.amazon.shipments(ref), "it is not repeated by itself")

        shipment.action_retry()
        self.account.action_push_shipments()
        self.assertEqual(shipment.state, "sent")
        self.assertEqual(self._status(ref), "SHIPPED")
        self.assertFalse(shipment.activity_ids, "the person has nothing left to do")

    def test_one_refusal_does_not_stop_the_others(self):
        refused, taken = self._import(), self._import()
        self.ship(self.sale(refused))
        self.ship(self.sale(taken))
        self.amazon.fault("confirmShipment", "refuse_shipment")

        self.account.action_push_shipments()

        self.assertFalse(self.amazon.shipments(refused))
        self.assertEqual(self._status(taken), "SHIPPED")

    def test_a_message_whose_answer_was_lost_is_seen_once(self):
        ref = self._import()
        self.ship(self.sale(ref))
        self.amazon.fault("confirmShipment", "connection_reset", after=True)
        operation = self.account.action_push_shipments()
        self.assertEqual(operation.state, "postponed")
        self.assertEqual(self.document(ref).shipment_ids.state, "pending")

        self.account.action_push_shipments()

        self.assertEqual(self.document(ref).shipment_ids.state, "sent")
        self.assertEqual(len(self._packages(ref)), 1)

    def test_a_used_up_quota_postpones_the_rest(self):
        refs = [self._import(), self._import()]
        for ref in refs:
            self.ship(self.sale(ref))
        later = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=3)
        limiter = self.env["amazon.rate.bucket"]._limiter(self.account)
        taken = []

        def take(_limiter, operation):
            taken.append(operation)
            if len(taken) > 1:
                raise Throttled("The quota is used up.", operation=operation, retry_at=later)

        with patch.object(type(limiter), "take", take):
            operation = self.account.action_push_shipments()

        self.assertEqual(operation.state, "postponed")
        self.assertEqual(operation.retry_at, later.replace(tzinfo=None))
        states = [self.document(ref).shipment_ids.state for ref in refs]
        self.assertEqual(states, ["sent", "pending"])
        schedule = self.env["amazon.schedule"]._find_for("amazon.shipment", self.account)
        self.assertEqual(schedule.next_run, operation.retry_at)

        self.account.action_push_shipments()
        self.assertEqual({self._status(ref) for ref in refs}, {"SHIPPED"})

    def test_what_amazon_shows_is_read_back(self):
        ref = self._import()
        self.ship(self.sale(ref), tracking="1Z7", carrier="FedEx")
        self.account.action_push_shipments()
        shipment = self.document(ref).shipment_ids
        self.assertEqual(shipment.state, "sent")

        self.sync_orders()

        self.assertEqual(shipment.state, "confirmed")
        self.assertEqual((shipment.amazon_carrier, shipment.amazon_tracking_ref), ("FedEx", "1Z7"))

    def test_nothing_is_told_where_the_store_does_not_want_it(self):
        self.store.push_shipments = False
        ref = self._import()

        self.ship(self.sale(ref))
        self.account.action_push_shipments()

        self.assertFalse(self.document(ref).shipment_ids)
        self.assertEqual(self._status(ref), "UNSHIPPED")

    # Steps

    def _import(self, quantity=1):
        ref = self.amazon.place_order(sku="MUG", quantity=quantity, unit_price="9.99")
        self.sync_orders()
        self.assertEqual(self.document(ref).state, "done", self.document(ref).reason)
        return ref

    def _status(self, ref):
        return self.amazon.order(ref)["fulfillment"]["fulfillmentStatus"]

    def _packages(self, ref):
        """The packages that Amazon shows to the buyer."""
        return self.amazon.order(ref)["packages"]
