"""Amazon stumbles over one thing: that alone waits, and everything behind it goes on."""

import json

from odoo import fields
from odoo.tests import tagged

from ..cancellation.test_cancellations import CancellationsCommon
from ..common import AmazonCommon
from ..multi_channel.common import MultiChannelCommon
from ..refunds.common import RefundCase

OOPS = {"errors": [{"code": "InternalFailure", "message": "We encountered an internal error."}]}


@tagged("post_install", "-at_install")
class TestStumblesOverShipments(AmazonCommon):
    def ship_orders(self, number):
        refs = [self.amazon.place_order(sku="MUG", unit_price="9.99") for _count in range(number)]
        self.sync_orders()
        for ref in refs:
            self.ship(self.sale(ref), tracking=f"1Z{ref}")
        return refs

    def stumble_over(self, *refs):
        for ref in refs:
            self.amazon.answer(
                "confirmShipment", 500, OOPS, times=None, when={"path": {"orderId": ref}}
            )

    def states(self, refs):
        return [self.document(ref).shipment_ids.state for ref in refs]

    def test_a_shipment_that_amazon_stumbles_over_keeps_no_other_back(self):
        refs = self.ship_orders(3)
        self.stumble_over(refs[0])

        operation = self.account.action_push_shipments()

        self.assertEqual(self.states(refs), ["pending", "sent", "sent"])
        self.assertEqual((operation.state, operation.sent), ("postponed", 2))
        self.assertTrue(operation.retry_at)
        self.amazon.clear_faults()
        self.assertEqual(self.account.action_push_shipments().state, "done")
        self.assertEqual(self.states(refs), ["sent"] * 3)

    def test_an_answer_without_json_is_the_shipments_own_affair(self):
        refs = self.ship_orders(2)
        self.amazon.answer(
            "confirmShipment", 400, "<p>Bad</p>", times=None, when={"path": {"orderId": refs[0]}}
        )

        self.account.action_push_shipments()

        self.assertEqual(self.states(refs), ["pending", "sent"])

    def test_where_amazon_is_away_not_all_are_tried(self):
        refs = self.ship_orders(5)
        self.stumble_over(*refs)

        self.assertEqual(self.account.action_push_shipments().state, "postponed")

        self.assertEqual(self.amazon.calls()["confirmShipment"], 3)

    def test_several_in_a_row_keep_back_nothing_but_themselves(self):
        refs = self.ship_orders(5)
        self.stumble_over(*refs[:3])
        self.account.action_push_shipments()

        self.account.action_push_shipments()

        self.assertEqual(self.states(refs), ["pending"] * 3 + ["sent"] * 2)
        self.amazon.clear_faults()
        self.assertEqual(self.account.action_push_shipments().state, "done")
        self.assertEqual(self.states(refs), ["sent"] * 5)


@tagged("post_install", "-at_install")
class TestStumblesOverPages(AmazonCommon):
    def page(self, *orders):
        return {"orders": list(orders), "pagination": {}}

    def test_what_is_no_order_keeps_no_order_back(self):
        ref = self.amazon.place_order(sku="MUG", unit_price="9.99")
        order = json.loads(json.dumps(self.amazon.order(ref)))
        self.amazon.answer("searchOrders", 200, self.page(None, order))

        self.sync_orders()

        self.assertEqual(self.document(ref).state, "done", self.document(ref).reason)
        kept = self.env["amazon.order"].search([("amazon_ref", "like", "unreadable-%")])
        self.assertEqual(kept.state, "failed")

    def test_what_has_arrived_is_processed_though_a_page_cannot_be_read(self):
        ref = self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.sync_orders()
        document = self.document(ref)
        document.sale_order_id._action_cancel()
        document.write({"sale_order_id": False, "state": "received"})
        self.amazon.answer("searchOrders", 200, {"orders": "none"}, times=None)

        operation = self.sync_orders()

        self.assertEqual(document.state, "done", document.reason)
        self.assertIn("is not a list", self.messages(operation))


@tagged("post_install", "-at_install")
class TestStumblesOverFeeds(CancellationsCommon):
    def test_a_feed_that_cannot_be_looked_at_keeps_no_cancellation_back(self):
        first, second = self.place_and_import(), self.place_and_import()
        Cancellation = self.env["amazon.cancellation"]
        Cancellation._create_for(self.document(first), "NoInventory")
        self.account.action_push_cancellations()
        self.amazon.answer("getFeed", 500, OOPS, times=None)
        Cancellation._create_for(self.document(second), "NoInventory")

        operation = self.account.action_push_cancellations()

        self.assertEqual(operation.state, "postponed")
        self.assertEqual(self.document(second).cancellation_ids.state, "sent")


@tagged("post_install", "-at_install")
class TestStumblesOverRefunds(RefundCase):
    def test_a_refund_whose_order_amazon_does_not_give_keeps_no_other_back(self):
        older, newer = (self.amazon.place_order(sku="MUG", unit_price="9.99") for _n in range(2))
        for ref in (older, newer):
            self.amazon.ship_and_bill(ref)
            self.amazon.refund(ref)
        self.amazon.refuse(
            "getOrder", 400, "Invalid order ID.", times=None, when={"path": {"orderId": newer}}
        )

        operation = self.sync_refunds()

        self.assertTrue(self.document(older).sale_order_id, self.messages(operation))
        self.assertEqual(operation.state, "done", self.messages(operation))
        self.assertEqual(self.refund(newer).state, "held")
        self.assertIn("Invalid order ID", self.refund(newer).reason)
        self.assertFalse(self.refund(newer).move_id)

    def test_an_order_that_amazon_stumbles_over_keeps_back_its_own_refund_alone(self):
        refs = [self.amazon.place_order(sku="MUG", unit_price="9.99") for _n in range(2)]
        for ref in refs:
            self.amazon.ship_and_bill(ref)
            self.amazon.refund(ref)
        self.amazon.answer("getOrder", 500, OOPS, times=None, when={"path": {"orderId": refs[0]}})

        operation = self.sync_refunds()

        self.assertFalse(self.document(refs[0]))
        self.assertTrue(self.document(refs[1]).sale_order_id, self.messages(operation))
        self.assertGreater(self.refund(refs[0]).next_try, fields.Datetime.now())
        self.amazon.clear_faults()
        self.refund(refs[0]).next_try = fields.Datetime.now()

        self.sync_refunds()

        self.assertTrue(self.document(refs[0]).sale_order_id)


@tagged("post_install", "-at_install")
class TestStumblesOverLists(MultiChannelCommon):
    def test_a_list_that_amazon_does_not_go_on_with_is_begun_anew(self):
        _picking, document = self.send()
        schedule = self.env["amazon.schedule"]._find_for("amazon.fulfillment", self.account)
        schedule.cursor = False
        order = self.amazon.fulfillments()[0]
        page = {"orders": [order], "pagination": {"nextToken": "dies"}}
        self.amazon.answer("listOrders", 200, page)
        self.amazon.refuse("listOrders", 400, "The token has expired.")

        self.run_job()
        self.assertFalse(schedule.cursor, "What is on the pages behind is not seen yet.")

        self.run_job()
        self.assertTrue(schedule.cursor)
        self.assertEqual(document.state, "sent")
