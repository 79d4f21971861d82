"""Books in another currency than Amazon's: rates of the day, and differences where they belong."""

from odoo.tests import tagged

from .booking import REVERSE_CHARGE
from .foreign import ForeignCase
from .test_booking import SALE, STORAGE


@tagged("post_install", "-at_install")
class TestForeignBooks(ForeignCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.store.accounting_mode = "per_settlement"

    def test_without_a_rate_up_to_the_day_nothing_is_posted(self):
        self.drop_rates()
        self.put_rate("2026-08-01", 0.9)
        settlement = self.settle(SALE)
        self.assertEqual((settlement.state, len(settlement.move_ids)), ("held", 0))
        self.assertIn("No exchange rate", settlement.reason)
        self.put_rate("2026-06-01", 0.9)
        settlement.action_process()
        self.assert_booked(settlement)

    def test_matched_with_its_payout_the_rate_difference_is_booked_and_clearing_is_empty(self):
        self.drop_rates()
        self.put_rate("2026-06-01", 0.9)
        self.put_rate("2026-07-01", 0.8)
        self.put_taxes(19, fees=REVERSE_CHARGE)
        rows = [*SALE, STORAGE, ("Order", "ItemPrice", "Shipping", "3.33", "A", "2026-06-18")]
        settlement = self.settle(rows)
        self.assert_booked(settlement)
        clearing = self.env["account.move.line"].search(
            [("account_id", "=", self.ledger["clearing"].id)]
        )
        self.assertTrue(all(line.reconciled for line in clearing))
        self.assertAlmostEqual(sum(clearing.mapped("balance")), 0)
        journal = self.company.currency_exchange_journal_id
        self.assertIn(journal, clearing.move_id.journal_id)

    def test_what_was_carried_forward_comes_back_at_its_own_rate(self):
        self.drop_rates()
        self.put_rate("2026-06-01", 0.9)
        self.put_rate("2026-07-01", 0.8)
        rows = [SALE[0], (*STORAGE[:5], "2026-07-02")]
        settlement = self.settle(rows, start="2026-06-24", end="2026-07-07", deposit="2026-07-09")
        self.assert_booked(settlement)
        carried = self.env["account.move.line"].search(
            [("account_id", "=", self.ledger["carried forward"].id)]
        )
        self.assertEqual(len(carried), 2)
        self.assertAlmostEqual(sum(carried.mapped("balance")), 0)
        self.assertTrue(all(line.reconciled for line in carried))

    def test_invoices_are_paid_at_their_own_rate_with_one_line_for_the_difference(self):
        self.drop_rates()
        self.put_rate("2026-06-01", 0.9)
        self.put_rate("2026-06-25", 0.8)
        self.store.accounting_mode = "per_order"
        documents = self.env["account.move"].union(
            *(self.create_document(ref, {"revenue": 90}, "2026-06-18") for ref in ("A", "B"))
        )
        rows = [
            ("Order", "ItemPrice", "Principal", "90.00", ref, "2026-06-18") for ref in ("A", "B")
        ]
        settlement = self.settle(rows)
        self.assert_booked(settlement)
        self.assertEqual(set(documents.mapped("payment_state")), {"paid"})
        payments = self.entries(settlement, "payments")
        gain = self.company.income_currency_exchange_account_id
        lines = payments.line_ids.filtered(lambda line: line.account_id == gain)
        self.assertEqual(lines.mapped("balance"), [-25])
        exchanges = self.env["account.move"].search(
            [("journal_id", "=", self.company.currency_exchange_journal_id.id)]
        )
        self.assertFalse(exchanges.line_ids.account_id & documents.line_ids.account_id)
