"""Cost and speed before anything is ordered."""

from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import MultiChannelCommon


@tagged("post_install", "-at_install")
class TestPreviews(MultiChannelCommon):
    def setUp(self):
        super().setUp()
        self.fba.amazon_multi_channel_by = "button"

    def preview(self, picking):
        action = picking.action_send_to_amazon()
        return self.env["amazon.fulfillment.send"].browse(action["res_id"])

    def test_a_person_sees_fee_and_arrival_and_chooses(self):
        picking = self.sell()
        self.assertFalse(picking.amazon_fulfillment_id)
        self.assertTrue(picking.amazon_may_send)

        wizard = self.preview(picking)
        offers = {offer.speed: offer for offer in wizard.offer_ids}
        self.assertEqual(offers["STANDARD"].fee, 11.70)
        self.assertEqual(offers["EXPEDITED"].fee, 18.80)
        self.assertEqual(offers["STANDARD"].currency_id.name, "USD")
        self.assertTrue(offers["STANDARD"].arrives_until)
        self.assertEqual(wizard.offer_id, offers["STANDARD"])
        self.assertFalse(self.asked())

        wizard.offer_id = offers["EXPEDITED"]
        wizard.action_confirm()
        document = picking.amazon_fulfillment_id
        self.assertEqual((document.state, document.estimated_fee), ("pending", 18.80))
        self.run_job()
        tiers = self.asked()[0]["fulfillmentConfiguration"]["serviceLevel"]["serviceTiers"]
        self.assertEqual(tiers, ["EXPEDITED"])

    def test_what_is_missing_is_said_before(self):
        wizard = self.preview(self.sell((self.mug, 25), (self.lamp, 1)))
        self.assertEqual(wizard.offer_ids[0].missing, 5)
        self.assertIn("not enough quantity", wizard.warning)

    def test_an_address_or_a_product_that_amazon_cannot_take_is_said_before(self):
        self.ann.zip = False
        wizard = self.preview(self.sell((self.mug, 1), (self.cable, 1)))
        self.assertIn("ZIP", wizard.problems)
        self.assertIn("USB cable", wizard.problems)
        self.assertNotIn("getOrderPreview", self.amazon.calls())
        with self.assertRaises(UserError):
            wizard.action_confirm()

    def test_without_an_answer_it_can_be_sent_all_the_same(self):
        self.amazon.fault("getOrderPreview", "server_error")
        picking = self.sell()
        wizard = self.preview(picking)
        self.assertTrue(wizard.warning)
        self.assertFalse(wizard.offer_ids)
        wizard.action_confirm()
        self.run_job()
        self.assertEqual(picking.amazon_fulfillment_id.state, "sent")

    def test_an_answer_that_nobody_can_read_is_no_crash(self):
        self.amazon.answer("getOrderPreview", 200, {"plannedShipments": [{"items": {}}]})
        self.assertIn("plannedShipments", self.preview(self.sell()).warning)

    def test_the_days_of_arrival_are_those_of_the_store(self):
        self.store.tz = "America/Los_Angeles"
        # Amazon's days begin and end at midnight in Seattle.
        days = {"startTime": "2026-12-03T08:00:00Z", "endTime": "2026-12-05T07:59:59Z"}
        level = {"serviceTier": "STANDARD", "deliveryInterval": days}
        offer = {"fulfillmentConfiguration": {"serviceLevel": level}}
        unnamed = {"fulfillmentConfiguration": {"serviceLevel": {"deliveryInterval": days}}}
        planned = {"items": [], "offers": [offer, unnamed]}
        self.amazon.answer("getOrderPreview", 200, {"plannedShipments": [planned]})

        told = self.preview(self.sell()).offer_ids

        self.assertEqual(told.speed, "STANDARD", "a speed without a name cannot be asked for")
        self.assertEqual(told.arrives_from, date(2026, 12, 3))
        self.assertEqual(told.arrives_until, date(2026, 12, 4))

    def test_pressed_twice_is_sent_once(self):
        picking = self.sell()
        first, second = self.preview(picking), self.preview(picking)
        first.action_confirm()
        second.action_confirm()
        self.run_job()
        with self.assertRaises(UserError):
            second.action_confirm()
        self.run_job()
        self.assertEqual(len(self.asked()), 1)

    def test_the_speed_of_one_that_waits_can_be_changed(self):
        self.fba.amazon_multi_channel_by = "cron"
        document = self.sell().amazon_fulfillment_id
        wizard = self.env["amazon.fulfillment.send"].browse(document.action_preview()["res_id"])
        wizard.offer_id = wizard.offer_ids.filtered(lambda offer: offer.speed == "EXPEDITED")
        wizard.action_confirm()
        self.assertEqual(document.speed, "EXPEDITED")

    def test_goods_that_go_abroad_have_a_value(self):
        canada = self.env.ref("base.ca")
        state = self.env.ref("base.state_ca_on")
        self.ann.write({"country_id": canada.id, "state_id": state.id, "zip": "K1A 0B1"})
        picking = self.sell(
            order_line=[
                (0, 0, {"product_id": self.mug.id, "product_uom_qty": 1, "price_unit": 12.5})
            ]
        )
        self.preview(picking).action_confirm()
        self.run_job()
        [line] = self.asked()[0]["lineItems"]
        self.assertEqual(line["product"]["perUnitDeclaredValue"]["amount"], "12.50")

    def test_a_seller_may_send_and_a_picker_may_not(self):
        picking = self.sell()
        seller = new_test_user(
            self.env, "seller", groups="amazon_connector.group_user,stock.group_stock_user"
        )
        packer = new_test_user(self.env, "packer", groups="stock.group_stock_user")
        self.assertTrue(picking.with_user(packer).amazon_may_send)
        with self.assertRaises(AccessError):
            picking.with_user(packer).action_send_to_amazon()
        action = picking.with_user(seller).action_send_to_amazon()
        self.env["amazon.fulfillment.send"].with_user(seller).browse(
            action["res_id"]
        ).action_confirm()
        self.assertEqual(picking.amazon_fulfillment_id.state, "pending")

    def test_another_company_sees_nothing_of_it(self):
        self.preview(self.sell()).action_confirm()
        stranger = self._create_stranger()
        self.assertFalse(self.env["amazon.fulfillment"].with_user(stranger).search([]))
        foreign = self.sell()
        foreign.amazon_fulfillment_id.sudo().unlink()
        wizard = self.env["amazon.fulfillment.send"].with_user(stranger)
        wizard = wizard.create({"picking_id": foreign.id, "store_id": self.store.id})
        with self.assertRaises(AccessError):
            wizard.action_confirm()
        self.assertFalse(foreign.amazon_fulfillment_id)
