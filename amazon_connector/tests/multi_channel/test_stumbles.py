"""An Amazon that stumbles over one fulfillment, or answers in other forms: the others go on."""

from unittest.mock import patch

from odoo.tests import tagged

from ...models.multi_channel import amazon_fulfillment_news
from .test_fulfillment_returns import ReturnCommon

PAST = "2020-01-01 00:00:00"


@tagged("post_install", "-at_install")
class TestStumbles(ReturnCommon):
    def test_one_that_cannot_be_cancelled_now_keeps_no_other_and_no_news_back(self):
        stuck_picking, stuck = self.send((self.mug, 1))
        picking, document = self.send((self.mug, 1))
        shipped, shipped_document = self.send((self.lamp, 1))
        (stuck_picking | picking).action_cancel()
        self.amazon.ship_fulfillment(shipped_document.amazon_ref)
        which = {"path": {"orderId": stuck.amazon_ref}}
        self.amazon.refuse("cancelOrder", 500, "Oops.", when=which, times=None)
        operation = self.run_job()
        self.assertEqual(operation.state, "postponed")
        self.assertEqual((stuck.state, document.state), ("sent", "cancelled"))
        self.assertEqual((shipped.state, shipped_document.state), ("done", "confirmed"))

        self.amazon.clear_answers()
        self.run_job()
        self.assertEqual(stuck.state, "cancelled")

    def test_a_cancellation_that_is_refused_is_told_whatever_amazon_shows(self):
        picking, document = self.send((self.mug, 1))
        other_picking, other = self.send((self.lamp, 1))
        self.amazon.begin_fulfillment(document.amazon_ref)
        (picking | other_picking).action_cancel()
        which = {"path": {"orderId": document.amazon_ref}}
        self.amazon.refuse("getFulfillmentOrder", 409, "Oops.", when=which, times=None)
        self.run_job()
        self.assertEqual((self.trouble(document), other.state), ({"cancel_refused"}, "cancelled"))

    def test_cancellations_over_which_amazon_stumbles_end_soon_and_the_next_run_begins_with_others(
        self,
    ):
        sent = [self.send((self.mug, 1)) for _number in range(5)]
        for picking, _document in sent:
            picking.action_cancel()
        for _picking, document in sent[:3]:
            which = {"path": {"orderId": document.amazon_ref}}
            self.amazon.refuse("cancelOrder", 500, "Oops.", when=which, times=None)
        self.run_job()
        self.assertEqual({document.state for _picking, document in sent}, {"sent"})
        self.run_job()
        states = [document.state for _picking, document in sent]
        self.assertEqual(states, ["sent"] * 3 + ["cancelled"] * 2)

    def test_a_cancellation_that_amazon_does_not_take_for_an_hour_is_told_and_closes_itself(self):
        picking, document = self.send((self.mug, 1))
        picking.action_cancel()
        self.amazon.refuse("cancelOrder", 500, "Oops.", times=None)
        self.run_job()
        self.assertEqual(self.trouble(document), {"cancel_untaken"})
        self.assertFalse(document.activity_ids, "it may be over in a moment")
        document.trouble_ids.sudo().since = PAST
        self.env["amazon.trouble"]._cron_follow()
        self.assertEqual(len(document.activity_ids), 1)
        self.amazon.clear_answers()
        self.run_job()
        self.assertFalse(document.activity_ids or self.trouble(document))

    def test_orders_that_amazon_cannot_take_now_keep_no_news_back(self):
        picking, document = self.send((self.lamp, 1))
        self.amazon.ship_fulfillment(document.amazon_ref)
        waiting = [self.sell((self.mug, 1)).amazon_fulfillment_id for _number in range(3)]
        self.amazon.refuse("createOrder", 500, "Oops.", times=None)
        self.assertEqual(self.run_job().state, "postponed")
        self.assertEqual((picking.state, document.state), ("done", "confirmed"))
        self.assertEqual({each.state for each in waiting}, {"pending"})

    def test_a_list_that_amazon_does_not_give_leaves_the_questions_by_number(self):
        for status in (500, 400):
            picking, document = self.send((self.lamp, 1))
            self.amazon.ship_fulfillment(document.amazon_ref)
            self.amazon.refuse("listOrders", status, "Oops.", times=None)
            document.write({"sent_at": PAST, "read_at": PAST})
            self.run_job()
            self.assertEqual((picking.state, document.state), ("done", "confirmed"))
            self.amazon.clear_answers()

    def test_one_that_amazon_does_not_show_now_keeps_no_other_back(self):
        _picking, stuck = self.send((self.mug, 1))
        stuck.sent_at = PAST
        self.amazon.answer("listOrders", 200, {"orders": []}, times=None)
        which = {"path": {"orderId": stuck.amazon_ref}}
        for status in (500, 409):
            picking, document = self.send((self.lamp, 1))
            self.amazon.ship_fulfillment(document.amazon_ref)
            stuck.read_at = PAST
            document.write({"sent_at": PAST, "read_at": PAST})
            self.amazon.refuse("getFulfillmentOrder", status, "Oops.", when=which)
            self.run_job()
            self.assertEqual((picking.state, document.state), ("done", "confirmed"), status)
            self.assertEqual((stuck.state, stuck.read_at.year), ("sent", 2020))

    def test_those_of_which_amazon_tells_nothing_keep_no_others_from_being_asked_for(self):
        _picking, unknown = self.send((self.mug, 1))
        picking, document = self.send((self.lamp, 1))
        self.amazon.ship_fulfillment(document.amazon_ref)
        (unknown | document).write({"sent_at": PAST, "read_at": PAST})
        self.amazon.answer("listOrders", 200, {"orders": []}, times=None)
        which = {"path": {"orderId": unknown.amazon_ref}}
        self.amazon.refuse("getFulfillmentOrder", 404, "None.", when=which, times=None)
        with patch.object(amazon_fulfillment_news, "MOST_ASKED", 1):
            self.run_job()
            self.run_job()
        self.assertEqual((picking.state, unknown.state), ("done", "sent"))

    def test_a_list_that_leads_in_circles_ends(self):
        _picking, _document = self.send((self.mug, 1))
        body = {"orders": [], "pagination": {"nextToken": "A"}}
        for token, following in (("A", "B"), ("B", "A")):
            page = {"orders": [], "pagination": {"nextToken": following}}
            when = {"query": {"pageToken": token}}
            self.amazon.answer("listOrders", 200, page, when=when, times=None)
        self.amazon.answer("listOrders", 200, body, times=None)
        self.amazon.reset_calls()
        self.assertEqual(self.run_job().state, "done")
        self.assertEqual(self.amazon.calls()["listOrders"], 3)

    def test_a_wish_that_amazon_takes_without_a_word_is_taken(self):
        picking, document = self.send()
        self.amazon.answer("cancelOrder", 202, after=True)
        picking.action_cancel()
        self.assertEqual(self.run_job().state, "done")
        self.assertEqual((document.state, self.amazon.calls()["cancelOrder"]), ("cancelled", 1))

    def test_words_count_however_amazon_writes_them(self):
        for word, state in (
            ("Canceled", "cancelled"),
            ("CompletePartial", "confirmed"),
            ("Unfulfillable", "failed"),
        ):
            _picking, document = self.send((self.mug, 2))
            if state == "confirmed":
                self.amazon.ship_fulfillment(document.amazon_ref, items={"MUG": 1})
                self.amazon.lose_fulfillment(document.amazon_ref, {"MUG": 1})
            self.amazon.set_fulfillment(document.amazon_ref, word)
            self.run_job()
            self.assertEqual(document.state, state, word)

    def test_what_amazon_has_named_once_stays(self):
        picking, document = self.send()
        parcel = {"carrier": "UPS", "tracking": "1Z1", "package_id": "P1"}
        self.amazon.ship_fulfillment(document.amazon_ref, parcels=[parcel])
        self.run_job()
        order = self.asked()[0]
        [shipment] = order["shipments"]
        for packages in ([{"packageId": "P1"}], []):
            shipment["packages"] = packages
            self.amazon.answer("listOrders", 200, {"orders": [order]})
            self.run_job()
            self.assertEqual(document.parcel_ids.mapped("tracking_ref"), ["1Z1"])
            self.assertEqual(document.parcel_ids.carrier_name, "UPS")
        self.assertEqual(picking.carrier_tracking_ref, "1Z1")

    def test_a_time_that_is_only_shown_keeps_no_goods_back(self):
        picking, document = self.send()
        self.amazon.ship_fulfillment(document.amazon_ref)
        order = self.asked()[0]
        order["shipments"][0]["packages"][0]["deliveryTime"] = "tomorrow"
        self.amazon.answer("listOrders", 200, {"orders": [order]})
        self.run_job()
        self.assertEqual((picking.state, document.state), ("done", "confirmed"))

    def test_returns_of_one_that_amazon_does_not_show_now_keep_no_other_back(self):
        stuck_picking, stuck = self.deliver((self.mug, 1))
        picking, document = self.deliver((self.mug, 1))
        stuck_piece, piece = self.ask(stuck_picking), self.ask(picking)
        self.run_returns()
        self.amazon.receive_fulfillment_return(document.amazon_ref)
        which = {"path": {"sellerFulfillmentOrderId": stuck.amazon_ref}}
        for status in (500, 409):
            self.amazon.refuse("getFulfillmentOrder2020", status, "Oops.", when=which)
            stuck_piece.read_at = PAST
            self.run_returns()
            self.assertEqual((stuck_piece.state, piece.state), ("sent", "confirmed"), status)
            self.assertNotEqual(stuck_piece.read_at.year, 2020)

    def test_returns_that_amazon_cannot_take_now_keep_no_receipt_back(self):
        picking, document = self.deliver((self.mug, 4))
        piece = self.ask(picking)
        self.run_returns()
        self.amazon.receive_fulfillment_return(document.amazon_ref)
        self.ask(picking, 3)
        self.amazon.refuse("createFulfillmentReturn", 500, "Oops.", times=None)
        self.assertEqual(self.run_returns().state, "postponed")
        self.assertEqual(piece.state, "confirmed")

    def test_an_answer_about_one_return_that_nobody_can_read_keeps_no_other_back(self):
        picking, document = self.deliver((self.mug, 2))
        first, second = self.ask(picking, 2).sorted("id")
        odd = {"payload": {"returnItems": [{"status": "New"}]}}
        self.amazon.answer("createFulfillmentReturn", 200, odd, after=True)
        self.run_returns()
        self.assertEqual((first.state, second.state), ("failed", "sent"))
        self.assertEqual(first.trouble_ids.mapped("key"), ["refused"])

        first.action_retry()
        self.run_returns()
        self.assertEqual((first.state, len(self.told(document))), ("sent", 2))
        self.assertFalse(first.trouble_ids)
