"""Refunds become credit notes with Amazon's amounts, posted, linked and paid (F7)."""

from odoo import fields
from odoo.tests import tagged

from .common import RefundCase

MUGS = {"sku": "MUG", "quantity": 3, "unit_price": "3.33", "tax": "0.87"}
LAMP = {"sku": "LAMP", "unit_price": "50.00", "tax": "4.12"}


@tagged("post_install", "-at_install")
class TestCreditNotes(RefundCase):
    def test_a_whole_refund_is_credited_linked_and_paid_on_clearing(self):
        ref = self.place_invoiced(quantity=2, unit_price="10.00")
        invoice = self.sale(ref).invoice_ids
        refund = self.credit(ref)

        note = refund.move_id
        self.assertEqual(refund.state, "done", refund.reason)
        self.assertEqual((note.move_type, note.state), ("out_refund", "posted"))
        self.assertEqual((note.amount_total, refund.amount_buyer), (20.0, 20.0))
        self.assertEqual(note.invoice_line_ids.quantity, 2)
        self.assertEqual(note.reversed_entry_id, invoice)
        self.assertEqual(note.partner_id, invoice.partner_id)
        self.assertEqual((note.amazon_store_id, note.ref), (self.store, ref))
        self.assertEqual(invoice.payment_state, "paid")
        self.assertEqual(note.payment_state, "reversed")
        self.assertEqual(self.balance(self.clearing), 0)
        self.assert_no_plug(note)
        self.assertEqual(self.amazon.violations(), [])

    def test_amazons_tax_is_credited_to_the_cent(self):
        self.set_taxes()
        ref = self.place_invoiced(lines=[MUGS])
        refund = self.credit(ref, {self.item_of(ref): 1})

        told = self.amazon.transactions(ref)[-1]
        note = refund.move_id
        self.assertEqual(note.amount_total, refund.amount_buyer)
        self.assertEqual(note.amount_untaxed, 3.33)
        self.assertEqual(note.amount_tax, 0.29)
        self.assertEqual(refund.amount_total, told["totalAmount"]["currencyAmount"])
        self.assertEqual(note.invoice_line_ids.quantity, 1)
        sold = self.sale(ref).order_line
        self.assertEqual((sold.qty_invoiced, sold.qty_to_invoice), (2, 0))

    def test_tax_as_a_charge_is_credited_as_a_charge(self):
        ref = self.place_invoiced(lines=[{**LAMP, "shipping": "5.00"}])
        invoice = self.sale(ref).invoice_ids
        note = self.credit(ref).move_id

        self.assertEqual(note.amount_total, invoice.amount_total)
        self.assertEqual(note.amount_tax, 0)
        self.assertEqual(len(note.invoice_line_ids), len(self.sale(ref).order_line))
        self.assertFalse(note.invoice_line_ids.filtered("amazon_is_amount"))
        self.assertNotEqual(self.sale(ref).invoice_status, "to invoice")

    def test_where_amazons_tax_is_ignored_the_credit_note_has_none_either(self):
        self.store.tax_mode = "ignore"
        ref = self.place_invoiced(lines=[LAMP])
        refund = self.credit(ref)

        self.assertEqual(refund.state, "done", refund.reason)
        self.assertEqual(refund.move_id.amount_total, 50.0)
        self.assertEqual(refund.amount_buyer, 54.12)

    def test_a_part_of_the_price_takes_no_unit_off_the_invoice(self):
        ref = self.place_invoiced(quantity=2, unit_price="10.00")
        refund = self.credit(ref, amounts={self.item_of(ref): {"Principal": "3.50"}})

        self.assertEqual(refund.move_id.amount_total, 3.5)
        sold = self.sale(ref).order_line
        self.assertEqual((sold.qty_invoiced, sold.qty_invoiced_posted), (2, 2))
        self.assertEqual(sold.qty_to_invoice, 0)
        self.assertEqual(sold.untaxed_amount_invoiced, 16.5)

    def test_what_is_refunded_is_not_invoiced_again(self):
        ref = self.place_invoiced(unit_price="10.00")
        self.credit(ref)
        self.invoice()

        self.assertEqual(len(self.sale(ref).invoice_ids), 2)
        self.assertEqual(self.sale(ref).order_line.qty_to_invoice, 0)

    def test_several_refunds_of_one_order_are_several_credit_notes(self):
        ref = self.place_invoiced(quantity=3, unit_price="10.00")
        item = self.item_of(ref)
        self.amazon.refund(ref, {item: 1})
        self.amazon.refund(ref, {item: 1})
        refunds = self.credit(ref, amounts={item: {"Principal": "1.25"}})

        self.assertEqual(refunds.mapped("move_id.amount_total"), [10.0, 10.0, 1.25])
        self.assertEqual(self.sale(ref).order_line.qty_invoiced, 1)
        self.assertEqual(self.balance(self.clearing), 30 - 21.25)

    def test_restocking_goodwill_and_return_postage(self):
        ref = self.place_invoiced(unit_price="40.00")
        refund = self.credit(ref, restocking_fee="8.00", goodwill="2.50", return_shipping="4.00")

        note = refund.move_id
        self.assertEqual(note.amount_total, 38.5)
        amounts = {line.name: line.price_subtotal for line in note.invoice_line_ids}
        self.assertEqual(amounts["Restocking fee"], -8.0)
        self.assertEqual(amounts["Goodwill"], 2.5)
        self.assertEqual(amounts["Return shipping"], 4.0)

    def test_chargebacks_and_guarantee_claims_are_refunds(self):
        for kind in ("Chargeback", "A-to-z", "Goodwill"):
            ref = self.place_invoiced(unit_price="10.00")
            refund = self.credit(ref, kind=kind)
            self.assertEqual(refund.move_id.amount_total, 10.0, kind)

    def test_fees_alone_make_no_credit_note(self):
        ref = self.place_invoiced(unit_price="10.00")
        refund = self.credit(ref, fees_only=True)

        self.assertEqual(refund.state, "done")
        self.assertFalse(refund.move_id)
        self.assertTrue(refund.amount_fees)
        self.assertIn("settlement", refund.reason)

    def test_the_credit_note_bears_the_day_of_the_refund(self):
        ref = self.place_invoiced()
        self.amazon.refund(ref)
        refund_day = fields.Date.today()
        self.sync_refunds()

        self.assertEqual(self.refund(ref).move_id.invoice_date, refund_day)

    def test_a_payment_that_cannot_be_booked_says_why_and_follows(self):
        ref = self.place_invoiced()
        self.store.settlement_journal_id = False
        note = self.credit(ref).move_id
        self.assertEqual((note.state, note.payment_state), ("posted", "not_paid"))
        self.assertIn("journal", note.amazon_payment_hold)

        self.store.settlement_journal_id = self.journal
        self.sync_refunds()
        self.assertEqual(note.payment_state, "reversed")
        self.assertFalse(note.amazon_payment_hold)

    def test_a_locked_period_waits_where_the_store_waits(self):
        ref = self.place_invoiced()
        self.company.sale_lock_date = fields.Date.today()
        self.store.locked_period = "wait"
        refund = self.credit(ref)
        self.assertEqual(refund.state, "held")
        self.assertIn("locked", refund.reason)

        self.company.sale_lock_date = False
        refund.action_retry()
        self.assertTrue(refund.move_id)

    def test_by_settlement_there_is_no_credit_note(self):
        self.store.write({"accounting_mode": "per_settlement", "invoicing": "none"})
        ref = self.place()
        refund = self.credit(ref)

        self.assertEqual((refund.state, refund.move_id.id), ("done", False))
        self.assertEqual(self.document(ref).refund_count, 1)
        self.assertEqual(self.sale(ref).amazon_refund_count, 1)

    def test_an_accountant_tries_again_without_rights_in_sales(self):
        ref = self.place()
        refund = self.credit(ref)
        self.assertEqual(refund.state, "held")
        self.invoice()
        refund.with_user(self.accountant).action_retry()

        self.assertEqual(refund.state, "done")

    def test_an_accountant_opens_the_sales_order_of_a_refund(self):
        ref = self.place_invoiced()
        refund = self.credit(ref).with_user(self.accountant)

        self.assertFalse(refund.order_id.has_access("read"), "Amazon's orders are for the shop.")
        self.assertEqual(refund.action_view_sale_order()["res_id"], self.sale(ref).id)
