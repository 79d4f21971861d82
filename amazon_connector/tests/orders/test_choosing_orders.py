"""Many orders chosen in the list: what is done is never touched, and numbers are told."""

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestChoosingOrders(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.done = self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.held = self.amazon.place_order(sku="STRANGER", unit_price="9.99")
        self.amazon.add_listing("MUG")
        self.sync_orders()
        self.orders = self.document(self.done) | self.document(self.held)
        self.assertEqual(self.orders.mapped("state"), ["done", "held"])

    def test_ignoring_many_asks_with_the_number_and_leaves_done_ones_alone(self):
        Wizard = self.env["amazon.order.ignore"].with_context(default_order_ids=self.orders.ids)
        wizard = Form(Wizard).save()
        self.assertEqual((wizard.chosen_count, wizard.ignorable_count), (2, 1))

        answer = wizard.action_confirm()

        self.assertEqual(self.orders.mapped("state"), ["done", "ignored"])
        self.assertIn("1 of 2 ignored", answer["params"]["message"])
        waits = self.env["amazon.trouble"]._find_open(self.store, "held_product")
        self.assertFalse(waits, "Nothing waits for the product any more.")

    def test_trying_again_leaves_done_orders_alone(self):
        document = self.document(self.done)
        self.store.status_map_ids.unlink()  # Now it would be left out.

        self.orders.action_retry()

        self.assertEqual(document.state, "done")
        self.assertEqual(document.sale_order_id.state, "sale")

    def test_a_done_order_with_a_live_sales_order_is_not_deleted(self):
        document = self.document(self.done)
        with self.assertRaisesRegex(UserError, "Void"):
            document.unlink()
        self.document(self.held).unlink()
        document.sale_order_id._action_cancel()
        document.unlink()
