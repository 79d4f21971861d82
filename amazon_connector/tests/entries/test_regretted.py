"""Reversals that people made and took back, and what they planned for later."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .booking import BookingCase
from .test_booking import SALE


@tagged("post_install", "-at_install")
class TestRegretted(BookingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.open_books("USD")

    def reverse_and_regret(self, move):
        wizard = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=move.ids
        )
        wizard.create({"journal_id": move.journal_id.id, "date": move.date}).refund_moves()
        reversal = move.reversal_move_ids
        reversal.button_draft()
        reversal.button_cancel()
        self.assertEqual((move.state, reversal.state), ("posted", "cancel"))

    def posted_on(self, name):
        lines = self.env["account.move.line"].search(
            [("account_id", "=", self.ledger[name].id), ("parent_state", "=", "posted")]
        )
        return sum(lines.mapped("balance"))

    def test_a_reversal_that_was_canceled_reverses_nothing_result(self):
        self.store.accounting_mode = "per_settlement"
        settlement = self.settle(SALE)
        self.reverse_and_regret(self.entries(settlement, "result"))
        settlement.action_reverse()
        self.assert_booked(settlement)
        self.assertEqual(self.posted_on("revenue"), -100)

    def test_a_reversal_that_was_canceled_reverses_nothing_payout(self):
        self.store.accounting_mode = "per_settlement"
        settlement = self.settle(SALE)
        self.reverse_and_regret(self.entries(settlement, "payout"))
        settlement.action_reverse()
        self.assert_booked(settlement)
        self.assertEqual(self.posted_on("transit"), 85)

    def test_a_reversal_that_is_planned_is_taken_along(self):
        self.store.accounting_mode = "per_settlement"
        settlement = self.settle(SALE)
        move = self.entries(settlement, "result")
        wizard = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=move.ids
        )
        later = fields.Date.today() + timedelta(days=30)
        wizard.create({"journal_id": move.journal_id.id, "date": later}).refund_moves()
        planned = move.reversal_move_ids
        self.assertEqual(planned.state, "draft")
        settlement.action_reverse()
        self.assert_booked(settlement)
        self.assertEqual(self.posted_on("revenue"), -100)
        self.assertEqual(planned.state, "cancel")

    def show_on_bank(self):
        """The bank's line of the payout."""
        return self.env["account.bank.statement.line"].create(
            {
                "journal_id": self.bank.id,
                "date": "2026-07-02",
                "payment_ref": "AMAZON",
                "amount": 85.0,
            }
        )

    def test_bank_finds_payout_whose_reversal_was_canceled(self):
        self.store.accounting_mode = "per_settlement"
        settlement = self.settle(SALE)
        self.reverse_and_regret(self.entries(settlement, "payout"))
        line = self.show_on_bank()
        self.assertTrue(line.is_reconciled)

    def test_payout_that_the_first_bank_has_stays_though_the_bank_moved(self):
        self.store.accounting_mode = "per_settlement"
        settlement = self.settle(SALE)
        line = self.show_on_bank()
        self.assertTrue(line.is_reconciled)
        other = self.bank.copy({"name": "Other bank", "code": "OBK"})
        second = self.ledger["transit"].copy()
        other.inbound_payment_method_line_ids.payment_account_id = second
        self.store.payout_journal_id = other
        settlement.action_reverse()
        self.assert_booked(settlement)
        line.invalidate_recordset()
        self.assertTrue(line.move_id.line_ids.filtered("reconciled"))
        lines = self.env["account.move.line"].search(
            [
                ("account_id", "in", (second | self.ledger["transit"]).ids),
                ("parent_state", "=", "posted"),
            ]
        )
        self.assertFalse(lines.filtered(lambda one: not one.reconciled).mapped("display_name"))
