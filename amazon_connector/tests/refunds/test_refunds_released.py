"""Estimates that Amazon releases in several transactions, or without saying of what (F7)."""

from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

from odoo.tests import tagged

from .common import RefundCase


@tagged("post_install", "-at_install")
class TestRefundsReleased(RefundCase):
    def defer(self):
        """An estimate of a refund of 10.00 that is due; returns (Amazon's order id, refund)."""
        ref = self.place_invoiced(unit_price="10.00")
        maturity = (self.amazon.now() - timedelta(minutes=1)).isoformat()
        return ref, self.credit(ref, deferred="DD7", maturity=maturity)

    def telling(self, change):
        """While it lasts, Amazon's transactions are what ``change`` makes of a list of them."""
        client = type(self.account._get_client())
        ask = client.list_transactions

        def list_transactions(client, **how):
            page = ask(client, **how)
            return replace(page, transactions=tuple(change(list(page.transactions))))

        return patch.object(client, "list_transactions", list_transactions)

    @staticmethod
    def name(payload, name):
        return next(
            (
                each["relatedIdentifierValue"]
                for each in payload.get("relatedIdentifiers", ())
                if each["relatedIdentifierName"] == name
            ),
            "",
        )

    def notes(self, ref):
        return sorted(self.refund(ref).move_id.mapped("amount_total"))

    def test_each_part_of_a_release_is_credited(self):
        ref, estimate = self.defer()
        self.amazon.release_deferred(order_id=ref, how="parts")
        self.sync_refunds()
        self.assertEqual(self.notes(ref), [5.0, 5.0])
        self.assertEqual(estimate.state, "done")

        for _again in range(2):
            self.sync_refunds()
        self.assertEqual(self.notes(ref), [5.0, 5.0])
        self.assertEqual(self.refund(ref).mapped("state"), ["done", "done"])

    def test_a_part_that_comes_later_leaves_the_first_as_it_is(self):
        ref, estimate = self.defer()
        self.amazon.release_deferred(order_id=ref, how="parts")
        told = []

        def hide_second(transactions):
            for each in transactions:
                if self.name(each, "DEFERRED_TRANSACTION_ID") and not told:
                    told.append(each["transactionId"])
            return [
                each
                for each in transactions
                if each["transactionId"] in told
                or not self.name(each, "DEFERRED_TRANSACTION_ID")
            ]  # fmt: skip

        with self.telling(hide_second):
            self.sync_refunds()
        self.assertEqual((self.notes(ref), estimate.state), ([5.0], "done"))
        self.sync_refunds()
        self.assertEqual(self.notes(ref), [5.0, 5.0])
        self.assertEqual(self.refund(ref).mapped("state"), ["done", "done"])

    def test_parts_of_an_estimate_that_was_credited_are_the_same_refund(self):
        ref, estimate = self.defer()
        self.amazon.release_deferred(order_id=ref, how="parts")

        def hide_parts(transactions):
            return [
                each
                for each in transactions
                if not self.name(each, "DEFERRED_TRANSACTION_ID")
            ]  # fmt: skip

        with self.telling(hide_parts):
            self.sync_refunds()
        self.assertEqual((self.notes(ref), estimate.state), ([10.0], "done"))
        self.sync_refunds()
        self.assertEqual((self.notes(ref), estimate.state), ([10.0], "done"))

    def test_a_release_that_names_no_estimate_is_the_refund_of_its_number(self):
        ref, estimate = self.defer()
        self.amazon.release_deferred(order_id=ref, how="unlinked")
        self.sync_refunds()

        self.assertEqual(self.notes(ref), [10.0])
        self.assertEqual(set(self.refund(ref).mapped("state")), {"done", "ignored"})

    def test_the_same_money_without_any_number_is_for_a_person(self):
        ref, estimate = self.defer()
        self.amazon.release_deferred(order_id=ref, how="unlinked")

        def strip(transactions):
            for each in transactions:
                each["relatedIdentifiers"] = [
                    one
                    for one in each.get("relatedIdentifiers", ())
                    if one["relatedIdentifierName"] != "REFUND_ID"
                ]
            return transactions

        with self.telling(strip):
            self.sync_refunds()
        self.assertEqual(self.notes(ref), [10.0])
        doubtful = self.refund(ref) - estimate
        self.assertEqual(doubtful.state, "held")
        self.assertIn("Ignore", doubtful.reason)

        doubtful.action_ignore()
        self.assertEqual((doubtful.state, self.notes(ref)), ("ignored", [10.0]))

    def test_what_would_have_no_credit_note_is_not_told_as_overdue(self):
        ref = self.place(unit_price="10.00")
        maturity = (self.amazon.now() - timedelta(days=30)).isoformat()
        self.document(ref).accounting_mode = "per_settlement"
        estimate = self.credit(ref, deferred="DD7", maturity=maturity)
        self.assertEqual((estimate.state, estimate.hold_key), ("held", False))
        self.document(ref).accounting_mode = "per_order"
        estimate.action_retry()
        self.assertEqual(estimate.hold_key, f"refund:{ref}")

    def test_what_is_never_released_is_told_with_what_to_do_and_taken_when_it_is(self):
        ref, estimate = self.defer()
        estimate.payload = estimate.payload.replace(
            str(estimate.maturity_at.year), str(estimate.maturity_at.year - 1)
        )
        estimate.action_retry()
        self.assertEqual((estimate.state, estimate.hold_key), ("held", f"refund:{ref}"))
        self.assertIn("Seller Central", estimate.reason)
        self.assertIn("held_refund:amazon.refund", self.store.trouble_ids.mapped("key"))

        self.amazon.release_deferred(order_id=ref, how="kept")
        self.sync_refunds()
        self.assertEqual((estimate.state, self.notes(ref)), ("done", [10.0]))
