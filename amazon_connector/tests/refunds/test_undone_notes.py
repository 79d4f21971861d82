"""Invoices and credit notes that a person takes back after they were booked and paid."""

from odoo.tests import tagged

from .test_refunds_settled import SettledCase


@tagged("post_install", "-at_install")
class TestUndoneNotes(SettledCase):
    def setUp(self):
        super().setUp()
        self.store.payments = "shipped"

    def place_refunded(self):
        """An invoiced order of two mugs, one of them refunded; returns Amazon's id."""
        ref = self.place_invoiced(quantity=2, unit_price="10.00")
        self.credit(ref, {self.item_of(ref): 1})
        return ref

    def assert_settled(self, ref):
        """Invoice and one credit note stand, both are balanced, and Amazon owes nothing more."""
        self.settle()
        moves = self.sale(ref).invoice_ids.filtered(lambda move: move.state == "posted")
        self.assertEqual(sorted(moves.mapped("move_type")), ["out_invoice", "out_refund"])
        self.assertEqual(set(moves.mapped("amount_residual")), {0})
        self.assertEqual(self.refund(ref).move_id.state, "posted")
        self.assertEqual(self.balance(self.clearing), 0)

    def test_a_canceled_credit_note_is_asked_about_and_made_anew_on_demand(self):
        ref = self.place_refunded()
        refund = self.refund(ref)
        first = refund.move_id
        first.button_cancel()

        self.sync_refunds()
        self.assertEqual((refund.state, refund.move_id), ("held", first))
        self.assertIn(f"{first.display_name} was canceled", refund.reason)
        self.sync_refunds()
        self.assertEqual(refund.state, "held", "nothing is made that nobody asked for")

        refund.with_user(self.accountant).action_retry()
        self.assertEqual((refund.state, refund.reason), ("done", False))
        self.assertNotEqual(refund.move_id, first)
        self.assert_settled(ref)

    def test_a_credit_note_that_is_a_draft_again_waits_until_it_is_posted(self):
        ref = self.place_refunded()
        refund = self.refund(ref)
        refund.move_id.button_draft()

        self.sync_refunds()
        self.assertEqual(refund.state, "held")
        self.assertIn("draft again", refund.reason)

        refund.move_id.action_post()
        self.sync_refunds()
        self.assertEqual((refund.state, refund.reason), ("done", False))
        self.assert_settled(ref)

    def test_in_place_of_a_deleted_credit_note_there_is_a_new_one(self):
        self.store.payments = "settlement"
        ref = self.place_refunded()
        note = self.refund(ref).move_id
        note.button_draft()
        note.unlink()
        self.sync_refunds()
        self.assert_settled(ref)

    def test_the_invoice_that_follows_a_canceled_one_takes_over_its_payment(self):
        ref = self.place_invoiced(quantity=2, unit_price="10.00")
        first = self.sale(ref).invoice_ids
        self.assertEqual(first.payment_state, "paid")
        first.button_cancel()

        self.invoice()
        second = self.sale(ref).invoice_ids - first
        self.assertEqual((second.state, second.payment_state), ("posted", "paid"))
        self.assertEqual(self.balance(self.clearing), 20)
        self.credit(ref, {self.item_of(ref): 1})
        self.assert_settled(ref)
