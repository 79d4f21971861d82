"""Amazon gives names and addresses only to applications with its restricted role: told once."""

from odoo.tests import tagged

from ..common import AmazonCommon

ROLES = ["Selling Partner Insights", "Product Listing", "Inventory and Order Tracking"]
HIDDEN = ("buyer", "recipient")


@tagged("post_install", "-at_install")
class TestHiddenBuyers(AmazonCommon):
    def place(self, count, *hidden, **wish):
        refs = [self.amazon.place_order(sku="MUG", **wish) for _number in range(count)]
        for ref in refs:
            for part in hidden:
                self.amazon.strip_order(ref, part)
        self.sync_orders()
        for ref in refs:
            self.assertEqual(self.document(ref).state, "done", self.document(ref).reason)

    def troubles(self):
        """What is open of it an hour later."""
        self.env["amazon.trouble"]._cron_follow()
        return self.store.trouble_ids.filtered(lambda trouble: trouble.kind == "buyers_hidden")

    def test_orders_that_all_come_without_a_buyer_are_told_once_with_the_remedy(self):
        self.place(3, *HIDDEN)

        trouble = self.troubles()
        self.assertIn("last 3 orders", trouble.sentence)
        for role in ("Direct-to-Consumer Delivery", "Direct to Consumer Shipping"):
            self.assertIn(role, trouble.sentence)
        self.assertEqual(trouble.action_remedy()["res_id"], self.account.id)
        self.assertEqual(self.troubles(), trouble)
        self.assertEqual(len(self.store.activity_ids), 1)

    def test_it_is_over_with_the_first_order_that_names_its_buyer(self):
        self.place(3, *HIDDEN)
        self.assertTrue(self.troubles())
        self.place(1)

        self.assertFalse(self.troubles())
        self.assertFalse(self.store.activity_ids)

    def test_a_refusal_of_the_role_is_told_in_the_same_way(self):
        seller = self.account.selling_partner_id
        self.amazon.set_roles(seller, ROLES)
        self.place(3)

        self.assertIn("RECIPIENT", self.account.refused_data)
        self.assertTrue(self.troubles())

    def test_nothing_is_concluded_from_few_orders_or_from_those_of_amazon(self):
        self.place(2, *HIDDEN)
        self.place(3, *HIDDEN, fulfilled_by="AMAZON", status="SHIPPED")
        self.assertFalse(self.troubles())

    def test_a_store_that_wants_no_addresses_misses_none(self):
        self.store.keep_addresses = False
        self.place(3, *HIDDEN)
        self.assertFalse(self.troubles())
