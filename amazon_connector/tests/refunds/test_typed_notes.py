"""Credit notes and invoices that people have typed, and what of them a settlement pays."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .test_refunds_settled import SettledCase


@tagged("post_install", "-at_install")
class TestTypedNotes(SettledCase):
    def differences(self):
        last = self.env["amazon.settlement"].search([], order="id desc", limit=1)
        return last.difference_ids

    def type_document(self, ref, move_type, **line):
        sale = self.sale(ref)
        move = self.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": sale.partner_id.id,
                "ref": sale.client_order_ref,
                "invoice_line_ids": [(0, 0, {"tax_ids": False, **line})],
            }
        )
        move.action_post()
        return move

    def test_a_typed_invoice_with_the_lines_of_its_order_is_no_difference(self):
        ref = self.place(quantity=2, unit_price="5.00")
        line = {"product_id": self.mug.id, "quantity": 2, "price_unit": 5}
        typed = self.type_document(ref, "out_invoice", **line)
        self.invoice()
        self.assertEqual(self.sale(ref).invoice_ids, typed)

        self.settle()

        self.assertEqual(typed.payment_state, "paid")
        self.assertFalse(self.differences())

    def test_a_typed_credit_note_is_paid_on_clearing(self):
        ref = self.place_invoiced(unit_price="10.00")
        note = self.type_document(ref, "out_refund", name="Back", price_unit=10)
        refund = self.credit(ref)
        self.assertEqual((refund.state, refund.move_id), ("done", note))
        self.assertEqual(note.amount_residual, 0)

    def test_a_typed_credit_note_is_paid_by_its_settlement(self):
        self.store.payments = "settlement"
        ref = self.place_invoiced(unit_price="10.00")
        note = self.type_document(ref, "out_refund", name="Back", price_unit=10)
        refund = self.credit(ref)
        self.assertEqual((refund.state, refund.move_id), ("done", note))

        self.settle()

        self.assertEqual(note.amount_residual, 0)
        self.assertFalse(self.differences())

    def test_what_unknown_words_told_of_is_credited_by_hand_and_found(self):
        ref = self.place_invoiced(unit_price="10.00")
        self.store.credit_notes = "none"
        self.amazon.refund(ref)
        self.sync_refunds()
        refund = self.refund(ref)
        refund.payload = refund.payload.replace("OurPricePrincipal", "Moonshine")
        self.store.credit_notes = "posted"
        refund.action_retry()
        self.assertEqual(refund.state, "held")
        self.assertIn("Moonshine", refund.reason)

        note = self.type_document(ref, "out_refund", name="Back", price_unit=10)
        refund.action_retry()

        self.assertEqual((refund.state, refund.move_id), ("done", note), refund.reason)

    def test_a_tax_lock_is_asked_for_where_the_tax_is_inside_the_price(self):
        tax = self.env["account.tax"].create(
            {
                "name": "19 % inside",
                "amount": 19,
                "type_tax_use": "sale",
                "price_include_override": "tax_included",
            }
        )
        self.store.locked_period = "next"
        ref = self.place(unit_price="11.90")
        self.sale(ref).order_line.tax_ids = tax
        self.invoice()
        self.assertEqual(self.sale(ref).invoice_ids.amount_total, 11.90)
        self.company.tax_lock_date = fields.Date.today() - timedelta(days=1)
        refund = self.credit(ref)
        self.assertEqual(refund.state, "done", refund.reason)

    def test_collected_tax_of_a_lone_credit_note_is_owed_not_earned(self):
        self.store.customer_id = self.env["res.partner"].create({"name": "Amazon customers"})
        self.store.import_from = fields.Datetime.now()
        line = {"sku": "LAMP", "unit_price": "50.00", "tax": "4.12"}
        ref = self.amazon.place_order(lines=[line], facilitator=True, created_minutes_ago=3000)
        self.amazon.ship_and_bill(ref)

        refund = self.credit(ref)

        self.assertEqual(refund.state, "done", refund.reason)
        kind = self.env["amazon.fee.kind"]._get_by_code()["facilitator_tax"]
        tax = refund.move_id.invoice_line_ids.filtered(
            lambda line: not line.currency_id.compare_amounts(line.price_unit, 4.12)
        )
        self.assertEqual(tax.account_id, kind.with_company(self.company).gl_account_id)
