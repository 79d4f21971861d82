"""Refunds whose partner, product, journal or order is no longer where it was; many at once."""

from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from .common import RefundCase


@tagged("post_install", "-at_install")
class TestMovedRefunds(RefundCase):
    def test_an_archived_buyer_and_an_archived_product_are_credited_all_the_same(self):
        ref = self.place_invoiced(unit_price="10.00")
        self.sale(ref).partner_id.active = False
        self.mug.active = False
        refund = self.credit(ref)
        self.assertEqual(refund.state, "done", refund.reason)
        self.assertEqual(refund.move_id.amount_total, 10)
        self.mug.active = True

    def test_an_archived_journal_keeps_the_refund_waiting_with_a_sentence(self):
        ref = self.place_invoiced(unit_price="10.00")
        journal = self.sale(ref).invoice_ids.journal_id
        journal.active = False
        refund = self.credit(ref)
        self.assertIn(refund.state, ("held", "failed"))
        self.assertIn(journal.name, refund.reason)
        journal.active = True
        refund.action_retry()
        self.assertEqual(refund.state, "done", refund.reason)
        self.assertEqual(refund.move_id.amount_total, 10)
        self.assertEqual(self.balance(self.clearing), 0)

    def test_a_sales_order_that_a_person_cancelled_is_credited_by_its_invoice(self):
        ref = self.place_invoiced(unit_price="10.00")
        self.sale(ref)._action_cancel()
        refund = self.credit(ref)
        self.assertEqual((refund.state, refund.move_id.amount_total), ("done", 10), refund.reason)

    def test_an_archived_store_still_credits_what_its_orders_are_refunded(self):
        ref = self.place_invoiced(unit_price="10.00")
        other = (self.account.store_ids - self.store)[:1]
        other.import_from = "2020-01-01 00:00:00"
        other.action_go_live()
        self.store.active = False
        refund = self.credit(ref)
        self.assertEqual(refund.state, "done", refund.reason)
        self.assertEqual(refund.move_id.amount_total, 10)

    def test_an_invoice_that_was_reset_is_waited_for(self):
        ref = self.place_invoiced(unit_price="10.00")
        invoice = self.sale(ref).invoice_ids
        invoice.button_draft()
        refund = self.credit(ref)
        self.assertFalse(refund.move_id)
        self.assertIn(refund.state, ("held", "received"), refund.reason)
        self.assertTrue(refund.reason)
        invoice.action_post()
        refund.action_retry()
        self.assertEqual((refund.state, refund.move_id.amount_total), ("done", 10), refund.reason)

    def test_many_refunds_come_in_pages_and_each_is_credited_once(self):
        self.amazon.reset(
            rates=False, visibility_lag_seconds=0, report_delay_seconds=0, finances_page_size=3
        )
        refs = [self.place(unit_price="10.00") for _each in range(8)]
        self.invoice()
        for ref in refs:
            self.amazon.refund(ref)
        self.sync_refunds()
        refunds = self.env["amazon.refund"].search([("order_ref", "in", refs)])
        self.assertEqual(refunds.mapped("state"), ["done"] * 8)
        self.assertEqual(len(refunds.move_id), 8)

    def test_a_token_that_has_expired_loses_no_refund(self):
        ref = self.place_invoiced(unit_price="10.00")
        self.amazon.refund(ref)
        schedule = self.env["amazon.schedule"]._find_for("amazon.refund", accounts=self.account)
        schedule.write(
            {
                "window_from": "2020-01-01 00:00:00",
                "page_token": "gone",
                "page_token_at": fields.Datetime.now(),
            }
        )
        self.sync_refunds()
        self.assertEqual(self.refund(ref).state, "done")

    def test_a_total_that_is_missing_is_not_zero(self):
        ref = self.place_invoiced(unit_price="10.00")
        client = type(self.account._get_client())
        ask = client.list_transactions

        def list_transactions(client, **how):
            page = ask(client, **how)
            for payload in page.transactions:
                payload.pop("totalAmount", None)
            return page

        self.amazon.refund(ref)
        with patch.object(client, "list_transactions", list_transactions):
            self.sync_refunds()
        self.assertFalse(self.sale(ref).invoice_ids.filtered("reversed_entry_id"))
        refund = self.env["amazon.refund"].search([("state", "in", ("failed", "held"))])
        self.assertTrue(refund.reason)

    def test_a_return_that_is_on_its_way_keeps_no_order_from_being_invoiced(self):
        self.store.fbm_returns = "ready"
        ref = self.place(quantity=2, unit_price="10.00")
        self.amazon.return_units(ref, {self.item_of(ref): 1})
        self.account.action_sync_returns()
        receipt = self.env["amazon.return"].search([("order_ref", "=", ref)]).picking_id
        self.assertIn(receipt.state, ("assigned", "confirmed"))
        self.invoice()
        self.assertEqual(self.sale(ref).invoice_ids.mapped("amount_total"), [20])
