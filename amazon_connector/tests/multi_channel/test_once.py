"""Answers that get lost, come late, or say the wrong thing: Amazon ships each delivery once."""

from odoo.tests import tagged

from .common import MultiChannelCommon


@tagged("post_install", "-at_install")
class TestOnce(MultiChannelCommon):
    def test_an_answer_that_is_lost_does_not_ask_twice(self):
        self.amazon.fault("createOrder", "connection_reset", after=True)
        picking = self.sell()
        self.run_job()
        document = picking.amazon_fulfillment_id
        self.assertEqual((document.state, len(self.asked())), ("pending", 1))
        self.run_job()
        self.assertEqual((document.state, len(self.asked())), ("sent", 1))
        self.assertEqual(self.amazon.calls()["createOrder"], 1)

    def test_lost_before_amazon_had_it_it_goes_again(self):
        self.amazon.fault("createOrder", "connection_reset")
        picking = self.sell()
        self.run_job()
        self.assertFalse(self.asked())
        self.run_job()
        self.assertEqual(picking.amazon_fulfillment_id.state, "sent")

    def test_lost_and_not_listed_yet_it_is_found_in_the_end(self):
        self.amazon.fault("createOrder", "connection_reset", after=True)
        picking = self.sell()
        self.run_job()
        self.amazon.refuse("getFulfillmentOrder", 404, "None.", code="NotFound", times=2)
        self.amazon.answer("listOrders", 200, {"orders": []})
        self.run_job()
        document = picking.amazon_fulfillment_id
        self.assertEqual((document.state, len(self.asked())), ("failed", 1))
        self.assertIn("already exists", document.reason)

        self.run_job()
        self.assertEqual(document.state, "sent")
        self.assertFalse(document.trouble_ids)
        self.assertEqual(len(self.asked()), 1)

    def test_an_answer_that_nobody_can_read_is_taken_for_yes(self):
        self.amazon.answer("createOrder", 200, {"order": []}, after=True)
        picking = self.sell()
        self.run_job()
        document = picking.amazon_fulfillment_id
        self.assertEqual((document.state, len(self.asked())), ("sent", 1))

    def test_taken_back_after_a_lost_answer_is_taken_back_at_amazon(self):
        self.amazon.fault("createOrder", "connection_reset", after=True)
        picking = self.sell()
        self.run_job()
        picking.action_cancel()
        self.run_job()
        self.assertEqual([each["status"] for each in self.asked()], ["CANCELLED"])
        self.assertEqual(self.env["amazon.fulfillment"].search([]).state, "cancelled")

    def test_taken_back_and_amazon_has_it_after_all(self):
        picking, document = self.send()
        order = self.asked()[0]
        document.write({"state": "cancelled", "is_cancel_wanted": True})
        self.amazon.answer("listOrders", 200, {"orders": [order]})
        self.run_job()
        self.assertEqual(document.state, "sent")
        self.run_job()
        self.assertEqual(self.asked()[0]["status"], "CANCELLED")
        self.assertEqual(document.state, "cancelled")

    def test_a_shipment_that_does_not_say_yet_what_is_in_it_is_followed_once_it_does(self):
        picking, document = self.send()
        self.amazon.ship_fulfillment(document.amazon_ref)
        order = self.asked()[0]
        for shipment in order["shipments"]:
            shipment["items"] = []
        self.amazon.answer("listOrders", 200, {"orders": [order]})
        self.run_job()
        self.assertEqual((document.state, document.trouble_ids.ids), ("sent", []))
        self.run_job()
        self.assertEqual((document.state, picking.state), ("confirmed", "done"))
        self.assertEqual(self.stock(self.mug), 48)

    def test_pieces_that_amazon_adds_to_a_shipment_that_has_left_are_taken_from_stock(self):
        picking, document = self.send((self.mug, 2))
        self.amazon.ship_fulfillment(document.amazon_ref)
        order = self.asked()[0]
        for shipment in order["shipments"]:
            shipment["items"][0]["amount"] = {"value": "1", "unitOfMeasure": "EACHES"}
        self.amazon.answer("listOrders", 200, {"orders": [order]})
        self.run_job()
        self.assertEqual((document.state, self.stock(self.mug)), ("sent", 49))
        self.run_job()
        self.assertEqual((document.state, self.stock(self.mug)), ("confirmed", 48))
        self.assertFalse(self.open_picking(picking))
        self.assertFalse(document.trouble_ids)

    def test_what_amazon_adds_to_a_shipment_bears_its_tracking_number_too(self):
        picking, document = self.send((self.mug, 2))
        self.amazon.ship_fulfillment(document.amazon_ref, parcels=[{"tracking": None}])
        order = self.asked()[0]
        for shipment in order["shipments"]:
            shipment["items"][0]["amount"] = {"value": "1", "unitOfMeasure": "EACHES"}
        self.amazon.answer("listOrders", 200, {"orders": [order]})
        self.run_job()
        self.run_job()
        second = picking.backorder_ids
        self.assertEqual((picking.state, second.state), ("done", "done"))
        self.assertTrue(second.amazon_may_return)

        order = self.asked()[0]
        told = {"carrier": {"carrierCode": "UPS", "trackingNumber": "1ZLATE"}}
        order["shipments"][0]["packages"][0]["tracking"] = told
        self.amazon.answer("listOrders", 200, {"orders": [order]})
        self.run_job()
        self.assertEqual((picking | second).mapped("carrier_tracking_ref"), ["1ZLATE"] * 2)
        self.assertEqual([pieces for *_rest, pieces in document._get_shipped()], [1, 1])

    def test_a_busy_amazon_postpones_and_loses_nothing(self):
        picking = self.sell()
        self.amazon.fault("createOrder", "server_error")
        operation = self.run_job()
        self.assertEqual(operation.state, "postponed")
        self.amazon.fault("createOrder", "throttled")
        self.run_job()
        self.assertEqual(picking.amazon_fulfillment_id.state, "sent")

    def test_a_page_that_amazon_does_not_go_on_with_is_asked_for_again(self):
        picking, document = self.send()
        self.amazon.ship_fulfillment(document.amazon_ref)
        self.amazon.answer("listOrders", 200, {"orders": [], "pagination": {"nextToken": "GONE"}})
        self.run_job()
        self.assertEqual(document.state, "sent")
        self.run_job()
        self.assertEqual((document.state, picking.state), ("confirmed", "done"))

    def test_a_missing_role_stops_this_job_alone(self):
        picking = self.sell()
        self.amazon.set_roles("SELLER1", ["Inventory and Order Tracking"])
        self.run_job()
        self.assertEqual(picking.amazon_fulfillment_id.state, "pending")
        self.assertEqual(self.sync_orders().state, "done")

    def test_archived_and_gone_things_do_not_stop_the_rest(self):
        first, first_document = self.send((self.mug, 1))
        second, second_document = self.send((self.lamp, 1))
        self.mug.active = False
        self.ann.active = False
        for document in (first_document, second_document):
            self.amazon.ship_fulfillment(document.amazon_ref)
        self.run_job()
        self.assertEqual((first.state, second.state), ("done", "done"))
