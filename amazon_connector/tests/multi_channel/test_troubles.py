"""What keeps Amazon from shipping: told before, with a remedy that can be done."""

from unittest.mock import patch

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import MultiChannelCommon


@tagged("post_install", "-at_install")
class TestTroubles(MultiChannelCommon):
    def test_an_address_that_lacks_something_is_told_and_sent_once_it_is_mended(self):
        self.ann.write({"city": False, "zip": False})
        picking = self.sell()
        self.run_job()
        document = picking.amazon_fulfillment_id
        self.assertFalse(self.asked())
        self.assertEqual(document.state, "pending")
        self.assertIn("city", document.reason)
        self.assertEqual(self.trouble(document), {"address"})
        self.assertEqual(document.action_view_partner()["res_id"], self.ann.id)

        self.ann.write({"city": "Seattle", "zip": "98103"})
        document.action_push()
        self.assertEqual(document.state, "sent")
        self.assertFalse(document.trouble_ids)

    def test_what_waits_for_a_person_keeps_no_lane_busy(self):
        self.ann.city = False
        self.sell()
        self.run_job()
        schedule = self.env["amazon.schedule"]._find_for("amazon.fulfillment", self.account)
        self.assertFalse(self.env["amazon.fulfillment"]._find_with_work(schedule))

    def test_a_long_street_is_broken_and_one_that_is_too_long_is_told(self):
        self.ann.street = "Building of the Very Long Name at the End of the Very Long Road 123 West"
        self.send((self.mug, 1))
        address = self.asked()[0]["destination"]["deliveryAddress"]
        lines = [address["addressLine1"], address["addressLine2"]]
        self.assertEqual(" ".join(lines), self.ann.street)

        self.ann.street = "Long " * 60
        picking = self.sell((self.mug, 1))
        self.run_job()
        self.assertEqual(self.trouble(picking.amazon_fulfillment_id), {"address"})

    def test_japan_has_no_city_of_its_own(self):
        japan = self.env.ref("base.jp")
        self.ann.write({"country_id": japan.id, "state_id": False, "city": "Minato-ku"})
        mapper = self.env["amazon.fulfillment.mapper"]
        address = mapper._prepare_destination(self.sell())
        self.assertNotIn("city", address)
        self.assertEqual(address["addressLine1"], "Minato-ku 1 Main Street")

    def test_a_product_without_an_fba_listing_is_named(self):
        picking = self.sell((self.mug, 1), (self.cable, 1))
        self.run_job()
        document = picking.amazon_fulfillment_id
        self.assertFalse(self.asked())
        self.assertEqual(self.trouble(document), {"unlisted"})
        self.assertIn("USB cable", document.trouble_ids.sentence)
        self.assertEqual(document.action_view_listings()["res_model"], "amazon.listing")

        self.amazon.add_listing("CABLE-FBA", channel="AMAZON", quantity=5)
        self.list_at_amazon(self.cable, seller_sku="CABLE-FBA")
        document.action_push()
        self.assertEqual(document.state, "sent")

    def test_a_listing_that_the_seller_ships_himself_is_none(self):
        self.list_at_amazon(self.cable, fulfillment_channel="DEFAULT")
        picking = self.sell((self.cable, 1))
        self.run_job()
        self.assertEqual(self.trouble(picking.amazon_fulfillment_id), {"unlisted"})

    def test_parts_of_pieces_are_not_shipped(self):
        picking = self.sell((self.mug, 0.5))
        self.run_job()
        self.assertEqual(self.trouble(picking.amazon_fulfillment_id), {"held"})

    def test_a_warehouse_that_is_switched_off_meanwhile_costs_no_fee(self):
        picking = self.sell()
        self.fba.amazon_multi_channel = False
        self.run_job()
        self.assertFalse(self.asked())
        self.assertEqual(self.trouble(picking.amazon_fulfillment_id), {"held"})

    def test_a_warehouse_that_stands_for_no_goods_at_amazon_any_more_costs_no_fee(self):
        waiting = self.sell()
        self.fba.amazon_account_id = False
        anew = self.env["stock.warehouse"].create({"name": "FBA anew", "code": "FBAN"})
        stores = self.env["amazon.store"].with_context(active_test=False).search([])
        stores.fba_warehouse_id = anew
        self.assertFalse(self.sell().amazon_fulfillment_id)
        self.run_job()
        self.assertFalse(self.asked())
        self.assertEqual(self.trouble(waiting.amazon_fulfillment_id), {"held"})

    def test_a_store_that_pauses_sends_nothing(self):
        picking = self.sell()
        self.store.action_pause()
        self.run_job()
        self.assertFalse(self.asked())
        self.assertIn("not live", picking.amazon_fulfillment_id.reason)

    def test_only_a_warehouse_at_amazon_can_be_switched_on(self):
        with self.assertRaises(ValidationError):
            self.warehouse.amazon_multi_channel = True

    def test_what_amazon_ships_is_not_validated_by_hand(self):
        picking, document = self.send()
        picking.move_ids.quantity = 2
        with self.assertRaisesRegex(UserError, "Amazon ships"):
            picking.with_context(skip_sms=True).button_validate()
        document.action_cancel()
        picking.move_ids.quantity = 2
        picking.with_context(skip_sms=True).button_validate()
        self.assertEqual(picking.state, "done")

    def test_a_sale_that_grows_after_it_was_sent_leaves_a_rest(self):
        picking, document = self.send((self.mug, 2))
        picking.sale_id.order_line.product_uom_qty = 3
        self.amazon.ship_fulfillment(document.amazon_ref)
        self.run_job()
        self.assertEqual((picking.state, document.state), ("done", "confirmed"))
        self.assertEqual(self.open_picking(picking).move_ids.product_uom_qty, 1)
        self.assertEqual(self.trouble(document), {"rest"})
        self.assertEqual(len(self.asked()), 1)

    def test_a_sale_that_shrinks_after_it_was_sent_is_a_task(self):
        picking, document = self.send((self.mug, 3))
        picking.move_ids.product_uom_qty = 1
        self.amazon.ship_fulfillment(document.amazon_ref)
        self.run_job()
        self.assertEqual((picking.state, document.state), ("done", "confirmed"))
        self.assertEqual(self.stock(self.mug), 49)
        self.assertEqual(self.trouble(document), {"shipped_anyway"})

    def test_what_is_paid_on_delivery_is_not_for_amazon(self):
        picking = self.sell()
        document = picking.amazon_fulfillment_id
        Document = type(document)
        with patch.object(Document, "_is_paid_on_delivery", lambda *_args: True):
            self.run_job()
        self.assertFalse(self.asked())
        self.assertIn("no money on delivery", document.reason)

    def test_invalid_is_told_and_sent_again_under_a_new_number(self):
        self.amazon.update_listing("MUG", quantity=0)
        self.fba.amazon_multi_channel_policy = "FILL_OR_KILL"
        picking = self.sell()
        self.run_job()
        document = picking.amazon_fulfillment_id
        self.assertEqual((document.state, document.amazon_status), ("failed", "INVALID"))
        self.assertEqual(self.trouble(document), {"refused"})
        first = document.amazon_ref

        self.amazon.update_listing("MUG", quantity=9)
        document.action_retry()
        self.run_job()
        self.assertEqual(document.state, "sent")
        self.assertNotEqual(document.amazon_ref, first)
        self.assertFalse(document.trouble_ids)
        self.assertEqual([each["status"] for each in self.asked()], ["INVALID", "PROCESSING"])

    def test_nothing_at_amazon_is_told_and_can_be_shipped_by_hand(self):
        self.amazon.update_listing("MUG", quantity=0)
        picking = self.sell()
        self.run_job()
        document = picking.amazon_fulfillment_id
        self.assertEqual((document.state, document.amazon_status), ("failed", "UNFULFILLABLE"))
        document.action_cancel()
        self.assertEqual(document.state, "cancelled")
        self.assertFalse(picking.amazon_fulfillment_id)
        self.assertFalse(document.trouble_ids)

    def test_a_refusal_is_told_and_the_same_number_is_used_again(self):
        self.amazon.refuse("createOrder", 400, "Not today.")
        good = self.sell((self.lamp, 1))
        bad = self.sell()
        bad, good = good, bad
        self.run_job()
        document = bad.amazon_fulfillment_id
        self.assertEqual(document.state, "failed")
        self.assertIn("Not today", document.reason)
        self.assertEqual(good.amazon_fulfillment_id.state, "sent")
        ref = document.amazon_ref
        document.action_retry()
        self.run_job()
        self.assertEqual((document.state, document.amazon_ref), ("sent", ref))

    def test_what_is_corrected_after_a_refusal_is_what_amazon_is_asked_for(self):
        self.amazon.refuse("createOrder", 400, "MUG is not known.")
        picking = self.sell((self.mug, 3))
        self.run_job()
        document = picking.amazon_fulfillment_id
        self.assertEqual(document.state, "failed")
        self.amazon.add_listing("MUG-NEW", channel="AMAZON", quantity=9)
        self.env["amazon.listing"].search([("seller_sku", "=", "MUG")]).unlink()
        self.list_at_amazon(self.mug, seller_sku="MUG-NEW")
        picking.move_ids.product_uom_qty = 2
        document.action_retry()
        self.run_job()
        self.assertEqual(document.state, "sent", document.reason)
        self.assertEqual(document.line_ids.mapped("seller_sku"), ["MUG-NEW"])
        self.assertEqual(document.line_ids.quantity, 2)

    def test_taken_and_never_shown_is_told_once_and_sent_again_safely(self):
        picking = self.sell()
        document = picking.amazon_fulfillment_id
        self.amazon.answer("createOrder", 202, {"orderId": "X", "status": "PROCESSING"})
        self.run_job()
        self.assertEqual(document.state, "sent")
        document.sent_at = "2020-01-01 00:00:00"
        self.run_job()
        self.run_job()
        self.assertIn("not_shown", self.trouble(document))
        self.assertEqual(len(document.activity_ids.filtered(lambda a: "show" in a.summary)), 1)
        document.action_retry()
        self.run_job()
        self.assertEqual(len(self.asked()), 1)
        self.assertNotIn("not_shown", self.trouble(document))
