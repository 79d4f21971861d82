"""No refund is booked twice, and one that cannot be booked keeps no other (F7)."""

from datetime import timedelta
from unittest.mock import patch

from odoo.tests import tagged

from .common import RefundCase


@tagged("post_install", "-at_install")
class TestRefundsOnce(RefundCase):
    def test_an_estimate_is_shown_and_booked_when_it_is_released(self):
        for how in ("moved", "kept", "pair"):
            ref = self.place_invoiced(unit_price="10.00")
            maturity = (self.amazon.now() - timedelta(minutes=1)).isoformat()
            refund = self.credit(ref, deferred="DD7", maturity=maturity)
            self.assertEqual((refund.state, refund.is_released), ("held", False), how)
            self.assertFalse(refund.move_id)

            self.amazon.release_deferred(order_id=ref, how=how)
            self.sync_refunds()
            self.assertEqual(self.refund(ref).mapped("move_id.amount_total"), [10.0], how)
            self.assertEqual(refund.state, "done", how)

            self.sync_refunds()
            self.assertEqual(len(self.refund(ref)), 1, how)

    def test_an_estimate_without_a_day_is_asked_for_as_well(self):
        ref = self.place_invoiced(unit_price="10.00")
        client = type(self.account._get_client())
        ask = client.list_transactions

        def list_transactions(client, **how):
            page = ask(client, **how)
            for payload in page.transactions:
                payload["contexts"] = []
                if not how.get("order_id"):
                    # As if it was told so long ago that no search by time brings it.
                    payload["transactionStatus"] = "DEFERRED"
            return page

        with patch.object(client, "list_transactions", list_transactions):
            date = (self.amazon.now() - timedelta(days=4)).isoformat()
            refund = self.credit(ref, deferred="DD7", date=date)
            self.assertEqual((refund.state, refund.maturity_at), ("held", False))
            self.amazon.release_deferred(order_id=ref, how="kept")
            refund.next_try = False
            self.sync_refunds()

        self.assertEqual((refund.state, refund.move_id.amount_total), ("done", 10.0))

    def test_the_same_refund_told_again_is_the_same(self):
        ref = self.place_invoiced()
        refund = self.credit(ref)
        note = refund.move_id
        self.sync_refunds()
        self.sync_refunds()

        self.assertEqual(self.refund(ref), refund)
        self.assertEqual(refund.move_id, note)
        self.assertEqual(self.sale(ref).invoice_ids.filtered("reversed_entry_id"), note)

    def test_a_refund_that_is_processed_again_is_not_booked_again(self):
        ref = self.place_invoiced()
        refund = self.credit(ref)
        note = refund.move_id
        refund.state = "received"
        refund.action_process()

        self.assertEqual((refund.state, refund.move_id), ("done", note))

    def test_a_credit_note_that_a_person_made_is_found_and_not_doubled(self):
        ref = self.place_invoiced(unit_price="10.00")
        invoice = self.sale(ref).invoice_ids
        wizard = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        wizard = wizard.create({"journal_id": invoice.journal_id.id})
        note = self.env["account.move"].browse(wizard.refund_moves()["res_id"])
        refund = self.credit(ref)
        self.assertEqual(refund.state, "held")
        self.assertIn("draft", refund.reason)

        note.action_post()
        refund.action_retry()
        self.assertEqual((refund.state, refund.move_id), ("done", note))
        self.assertTrue(refund.is_adopted)
        self.assertEqual(self.balance(self.clearing), 0)

    def test_by_hand_means_that_a_person_makes_the_credit_note(self):
        self.store.credit_notes = "none"
        ref = self.place_invoiced(unit_price="10.00")
        refund = self.credit(ref)
        self.assertEqual((refund.state, refund.move_id.id), ("held", False))

        self.store.credit_notes = "posted"
        refund.action_process()
        self.assertEqual(refund.move_id.amount_total, 10.0)

    def test_an_amount_that_changed_after_booking_is_for_a_person(self):
        ref = self.place_invoiced(unit_price="10.00")
        refund = self.credit(ref)
        note = refund.move_id
        self.rewrite(refund, "-10", "-9")
        self.assertEqual(refund.state, "held")
        self.assertIn(note.display_name, refund.reason)
        self.assertEqual(refund.move_id, note)

    def rewrite(self, refund, old, new):
        """Amazon tells other amounts."""
        refund.payload = refund.payload.replace(
            f'"currencyAmount": {old}', f'"currencyAmount": {new}'
        )
        refund.state = "received"
        refund.action_process()

    def test_words_that_nobody_knows_wait_for_a_person_who_books_them(self):
        ref = self.place()
        refund = self.credit(ref)
        refund.payload = refund.payload.replace("OurPricePrincipal", "Moonshine")
        self.invoice()
        refund.action_retry()
        self.assertEqual(refund.state, "held")
        self.assertIn("Moonshine", refund.reason)

    def test_a_broken_transaction_fails_alone(self):
        bad, good = self.place_invoiced(), self.place_invoiced()
        self.amazon.refund(bad)
        self.amazon.refund(good)
        client = type(self.account._get_client())
        ask = client.list_transactions

        def list_transactions(client, **how):
            page = ask(client, **how)
            for payload in page.transactions:
                if {"relatedIdentifierName": "ORDER_ID", "relatedIdentifierValue": bad} in payload[
                    "relatedIdentifiers"
                ] and payload["transactionType"] == "Refund":
                    payload["postedDate"] = "yesterday"
            return page

        with patch.object(client, "list_transactions", list_transactions):
            self.sync_refunds()

        self.assertEqual(self.refund(good).state, "done")
        kept = self.env["amazon.refund"].search([("state", "=", "failed")])
        self.assertEqual(len(kept), 1)
        self.assertIn("yesterday", kept.payload)

    def test_a_credit_note_that_cannot_be_made_fails_alone(self):
        bad, good = self.place_invoiced(), self.place_invoiced()
        self.sale(bad).invoice_ids.journal_id.refund_sequence = True
        self.amazon.refund(bad)
        self.amazon.refund(good)
        mapper = self.env.registry["amazon.refund.mapper"]
        prepare = mapper._prepare_credit_note_vals

        def stumble(model, refund, sorted_refund, dates):
            vals = prepare(model, refund, sorted_refund, dates)
            return vals | ({"partner_id": False} if refund.order_ref == bad else {})

        with patch.object(mapper, "_prepare_credit_note_vals", stumble):
            self.sync_refunds()

        self.assertEqual(self.refund(good).state, "done")
        self.assertEqual(self.refund(bad).state, "failed")
        self.assertFalse(self.sale(bad).invoice_ids.filtered("reversed_entry_id"))
