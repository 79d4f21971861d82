"""The conversation of an Amazon order tells its story, each turn once and without buyers' data."""

from odoo.tests import tagged
from odoo.tools import html2plaintext

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestStory(AmazonCommon):
    def story(self, ref):
        """What the conversation says, oldest first, as one text."""
        bodies = self.document(ref).message_ids.sorted("id").mapped("body")
        return "\n".join(html2plaintext(body) for body in bodies if body)

    def assert_told(self, ref, *turns):
        told, place = self.story(ref), 0
        for turn in turns:
            self.assertIn(turn, told[place:], told)
            place = told.index(turn, place) + len(turn)

    def test_from_amazon_to_the_confirmed_package(self):
        self.carrier("UPS")
        ref = self.amazon.place_order(sku="MUG")
        self.sync_orders()
        self.ship(self.sale(ref))
        self.account.action_push_shipments()
        self.sync_orders()

        shipment = self.document(ref).shipment_ids
        self.assertEqual(shipment.state, "confirmed")
        self.assert_told(
            ref,
            "Received from Amazon: Unshipped.",
            f"Imported as {self.sale(ref).name}",
            "confirmed to Amazon",
            "Amazon shows:",
            "Now at Amazon: Shipped.",
        )

    def test_each_turn_is_told_once_however_often_it_is_looked_at(self):
        ref = self.amazon.place_order(sku="STRANGER")
        self.sync_orders()
        self.assert_told(ref, "On hold: Amazon orders wait for a product.")
        before = len(self.document(ref).message_ids)
        self.document(ref).action_process()
        self.assertEqual(self.document(ref).state, "held")
        self.assertEqual(len(self.document(ref).message_ids), before)

        self.env["amazon.listing"].search([("seller_sku", "=", "STRANGER")]).product_id = self.mug
        self.document(ref).action_process()

        self.assert_told(ref, "On hold:", f"Imported as {self.sale(ref).name}")
        self.assertEqual(self.story(ref).count("Received from Amazon"), 1)

    def test_what_is_ignored_says_why(self):
        self.store.import_from = "2099-01-01 00:00:00"
        ref = self.amazon.place_order(sku="MUG")
        self.sync_orders()

        self.assertEqual(self.document(ref).state, "ignored")
        self.assert_told(ref, "Ignored:", self.document(ref).reason)

    def test_a_cancellation_is_told_with_its_sales_order_and_not_twice(self):
        ref = self.amazon.place_order(sku="MUG")
        self.sync_orders()
        self.amazon.cancel_order(ref)
        self.sync_orders()

        self.assert_told(ref, "Imported as", "Cancelled at Amazon.")
        self.assertNotIn("Now at Amazon", self.story(ref))

    def test_no_buyer_is_named(self):
        ref = self.amazon.place_order(sku="MUG", buyer={"name": "Zacharias Quill"})
        self.sync_orders()

        self.assertNotIn("Quill", self.story(ref))
        self.assertIn("Quill", self.sale(ref).partner_id.name)
