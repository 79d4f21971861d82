"""Refunds wait for their orders, and are credited alone where these are older than the store."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import RefundCase


@tagged("post_install", "-at_install")
class TestRefundOrders(RefundCase):
    def test_a_refund_waits_until_its_order_is_invoiced_and_goes_on_by_itself(self):
        ref = self.place()
        refund = self.credit(ref)
        self.assertEqual(refund.state, "held")
        self.assertIn("not invoiced", refund.reason)
        self.assertFalse(refund.hold_key)

        self.invoice()
        self.sync_refunds()
        self.assertEqual(refund.state, "done")
        self.assertEqual(refund.move_id.amount_total, 9.99)

    def test_what_waits_for_more_than_a_week_is_told(self):
        ref = self.place()
        refund = self.credit(ref, date=(self.amazon.now() - timedelta(days=9)).isoformat())
        self.assertEqual(refund.hold_key, f"invoice:{ref}")
        self.assertIn("invoice", " ".join(self.troubles()))

        self.invoice()
        self.sync_refunds()
        self.assertEqual(refund.state, "done")
        self.assertFalse(self.troubles())

    def troubles(self):
        told = self.env["amazon.trouble"].search(
            [("closed_at", "=", False), ("key", "like", "held_%amazon.refund")]
        )
        return told.mapped("key")

    def test_an_order_that_odoo_lacks_is_loaded_with_its_refund(self):
        ref = self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.amazon.ship_and_bill(ref)
        self.assertFalse(self.document(ref))
        refund = self.credit(ref)

        self.assertTrue(self.document(ref).sale_order_id)
        self.assertEqual(refund.order_id, self.document(ref))
        self.ship(self.sale(ref))
        self.invoice()
        self.sync_refunds()
        self.assertEqual(refund.move_id.amount_total, 9.99)

    def test_an_order_from_before_going_live_is_credited_to_the_fixed_contact(self):
        customer = self.env["res.partner"].create({"name": "Amazon customers"})
        self.store.write({"import_from": fields.Datetime.now(), "customer_id": customer.id})
        ref = self.amazon.place_order(sku="MUG", unit_price="9.99", created_minutes_ago=3000)
        self.amazon.ship_and_bill(ref)
        refund = self.credit(ref)

        self.assertEqual(self.document(ref).state, "ignored")
        note = refund.move_id
        self.assertEqual((note.state, note.amount_total), ("posted", 9.99))
        self.assertEqual((note.partner_id, note.amazon_order_ref), (customer, ref))
        self.assertEqual(note.payment_state, "reversed")
        self.assertFalse(note.invoice_line_ids.sale_line_ids)

    def test_an_order_that_is_not_imported_has_no_credit_note(self):
        ref = self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.sync_orders()
        self.sale(ref)._action_cancel()
        self.document(ref).sale_order_id = False
        self.document(ref).state = "failed"
        self.document(ref).action_ignore()
        self.amazon.ship_and_bill(ref)
        refund = self.credit(ref)

        self.assertEqual(refund.state, "ignored")
        self.assertIn("not imported", refund.reason)

    def test_no_order_is_asked_for_where_a_store_is_not_live(self):
        ref = self.amazon.place_order(sku="MUG", marketplace="CA", unit_price="9.99")
        self.amazon.ship_and_bill(ref)
        refund = self.credit(ref)

        self.assertEqual(refund.state, "ignored", refund.reason)
        self.assertNotIn("getOrder", self.amazon.calls())

    def test_when_the_store_goes_live_its_refunds_are_looked_at_again(self):
        ref = self.amazon.place_order(sku="MUG", marketplace="CA", unit_price="9.99")
        self.amazon.ship_and_bill(ref)
        refund = self.credit(ref)
        by_hand = self.amazon.place_order(sku="MUG", marketplace="CA", unit_price="9.99")
        self.amazon.ship_and_bill(by_hand)
        dismissed = self.credit(by_hand)
        dismissed.write({"state": "held"})
        dismissed.action_ignore()
        self.assertEqual(refund.state, "ignored", refund.reason)

        canada = self.account.store_ids.filtered(lambda s: s.marketplace_id.country_id.code == "CA")
        canada.write({"import_from": "2020-01-01", "product_unknown_id": self.mug.id})
        canada.action_go_live()
        self.assertEqual((refund.state, dismissed.state), ("received", "ignored"))
        self.sync_refunds()
        self.assertTrue(refund.order_id.sale_order_id, refund.order_id.reason)
        self.assertIn("not invoiced", refund.reason)

    def test_a_cancelled_order_that_was_never_invoiced_has_nothing_to_credit(self):
        ref = self.place()
        sale = self.sale(ref)
        sale._action_cancel()
        refund = self.credit(ref)

        self.assertEqual(refund.state, "held")
        self.assertIn("cancelled", refund.reason)
        refund.action_ignore()
        self.assertEqual(refund.state, "ignored")

    def test_orders_of_one_day_that_share_a_sales_order_are_credited_apart(self):
        customer = self.env["res.partner"].create({"name": "Amazon customers"})
        self.store.write({"customer_id": customer.id, "consolidation": "day"})
        refs = [
            self.amazon.place_order(sku=sku, unit_price=price)
            for sku, price in (("MUG", "10.00"), ("MUG", "12.00"))
        ]
        self.sync_orders()
        sale = self.sale(refs[0])
        self.assertEqual(sale, self.sale(refs[1]))
        sale.action_close_amazon_day()
        self.ship(sale)
        for ref in refs:
            self.amazon.ship_and_bill(ref)
        sale._create_invoices().action_post()
        refund = self.credit(refs[1])

        self.assertEqual(refund.move_id.amount_total, 12.0)
        by_order = {line.amazon_order_id.amazon_ref: line.qty_invoiced for line in sale.order_line}
        self.assertEqual(by_order, {refs[0]: 1, refs[1]: 0})

    def test_many_refunds_cost_less_together_than_alone(self):
        costs = {}
        for count in (1, 8):
            refs = [self.place() for _order in range(count)]
            self.invoice()
            for ref in refs:
                self.amazon.refund(ref)
            self.env.flush_all()
            before = self.cr.sql_log_count
            self.sync_refunds()
            costs[count] = (self.cr.sql_log_count - before) / count
            for ref in refs:
                self.assertEqual(self.refund(ref).state, "done", self.refund(ref).reason)
        self.assertLess(costs[8], costs[1] / 2)
