"""What Amazon refuses to tell for hours is not gone, what Odoo refuses keeps no order out."""

from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ...models.customers.amazon_store import POLICIES
from .test_order_load import LoadsCommon


@tagged("post_install", "-at_install")
class TestRefusedData(LoadsCommon):
    """FULFILLMENT has who ships and the status in it."""

    def refuse_data(self, name):
        text = f"The includedData value {name} is not allowed."
        for operation in ("searchOrders", "getOrder"):
            self.amazon.refuse(
                operation, 400, text, when={"query": {"includedData": name}}, times=None
            )

    def test_a_known_order_is_still_ours_to_ship(self):
        (ref,) = self.place()
        self.sync_orders()
        self.refuse_data("FULFILLMENT")
        self.amazon.touch_order(ref)
        self.sync_orders()
        document = self.document(ref)
        self.assertEqual((document.fulfilled_by, document.status), ("MERCHANT", "UNSHIPPED"))

    def test_what_leaves_meanwhile_is_told(self):
        (ref,) = self.place()
        self.sync_orders()
        self.refuse_data("FULFILLMENT")
        self.amazon.touch_order(ref)
        self.sync_orders()

        self.ship(self.sale(ref))

        self.assertTrue(self.document(ref).shipment_ids, "Amazon is never told of the parcel")

    def test_what_was_shipped_stays_shipped(self):
        (ref,) = self.place()
        self.sync_orders()
        self.ship(self.sale(ref))
        self.account.action_push_shipments()
        self.sync_orders()
        item = self.document(ref).item_ids
        self.assertEqual(item.quantity_fulfilled, 1)
        self.refuse_data("FULFILLMENT")
        self.amazon.touch_order(ref)
        self.sync_orders()
        self.assertEqual(item.quantity_fulfilled, 1)

    def test_an_order_that_comes_meanwhile_is_imported_once_it_is_over(self):
        self.refuse_data("FULFILLMENT")
        self.sync_orders()
        (ref,) = self.place(created_minutes_ago=60)
        schedule = self.env["amazon.schedule"]._find_for("amazon.order", self.account)
        schedule._reach_back(self.days_ago(1))
        self.sync_orders()
        document = self.document(ref)
        self.assertNotEqual(document.state, "done")

        # It is over; the usual window does not reach back to the order any more.
        self.amazon.clear_answers()
        self.account.refused_data_at -= timedelta(days=1)
        self.account.status_untold_since -= timedelta(hours=2)
        now = self.env.cr.now()
        schedule.write({"cursor": now, "window_from": False, "rescanned_at": now})
        self.sync_orders()

        self.assertEqual(document.state, "done", document.reason)

    def test_a_buyers_wish_to_cancel_that_is_not_told_now_is_not_over(self):
        (ref,) = self.place()
        self.sync_orders()
        self.amazon.request_cancel(ref)
        self.sync_orders()
        self.assertTrue(self.document(ref).cancel_requested)
        self.refuse_data("CANCELLATION")
        self.amazon.touch_order(ref)
        self.sync_orders()
        self.assertTrue(self.document(ref).cancel_requested)

    def test_an_order_that_has_not_changed_is_no_news(self):
        self.place()
        self.sync_orders()
        self.refuse_data("FULFILLMENT")
        for _time in ("refused", "not asked for"):
            schedule = self.env["amazon.schedule"]._find_for("amazon.order", self.account)
            schedule._reach_back(self.days_ago(1))
            operation = self.sync_orders()
            self.assertEqual((operation.received, operation.skipped), (0, 1))

    def test_the_sales_order_of_an_open_amazon_order_is_not_deleted(self):
        ref = self.place_and_import()
        sale = self.sale(ref)
        sale.action_cancel()
        with self.assertRaisesRegex(UserError, "still to be shipped"):
            sale.unlink()


@tagged("post_install", "-at_install")
class TestRefusedCustomer(LoadsCommon):
    def test_a_customer_whose_address_odoo_refuses_keeps_no_order_out(self):
        self.store.customer_policy = next(
            name for name, policy in POLICIES.items() if policy.updates
        )
        self.place_and_import()
        self.ship(self.sale(self.amazon.orders()[0]["orderId"]))
        partners, refusal = type(self.env["res.partner"]), "The VAT number does not fit."
        write = partners.write

        def refuse(records, vals):
            if "city" in vals and records.filtered("amazon_email"):
                raise ValidationError(refusal)
            return write(records, vals)

        first = self.amazon.orders()[0]
        address = {**first["recipient"]["deliveryAddress"], "city": "Elsewhere"}
        with patch.object(partners, "write", refuse):
            self.amazon.advance(minutes=1)
            ref = self.amazon.place_order(
                sku="MUG",
                raw_overrides={"buyer": first["buyer"], "recipient": {"deliveryAddress": address}},
            )
            self.sync_orders()
        self.assertEqual(self.document(ref).state, "done", self.document(ref).reason)
