"""What is odd in Amazon's own settlements, trap by trap: read all the same, or refused in words.

The simulator's header comes from its ledger, its rows from the transactions.
"""

from decimal import Decimal

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import SettlementCommon

# Read all the same.
HARMLESS = (
    "dates_iso",
    "dates_utc",
    "dates_dotted",
    "decimal_comma",
    "decimal_point",
    "european",
    "thousands_separators",
    "parentheses",
    "truncated_summary",
    "header_on_details",
    "currency_only_on_summary",
    "upper_case",
    "lower_case",
    "blank_marketplace",
    "no_quantity_on_fees",
    "cp1252",
    "unnamed_charset",
    "byte_order_mark",
    "unix_lines",
    "blank_lines",
    "short_rows",
    "other_column_order",
    "extra_column",
    "without_promotion_id",
    "duplicate_rows",
    "shipment_id_as_order",
    "refund_before_go_live",
    "order_in_two_settlements",
    "negative_total",
    "zero_total",
    "month_crossing",
    "other_marketplace",
    "micro_deposit",
)
# Tried in tests of their own below.
APART = ("broken_amount", "listed_twice", "unknown_fee", "version_1", "whole_vocabulary")
# Never to be booked, and how that is told.
WRONG = {
    "flipped_sign": "Amazon's total is",
    "header_off_by_a_cent": "Amazon's total is",
    "lost_row": "Amazon's total is",
}


@tagged("post_install", "-at_install")
class TestTraps(SettlementCommon):
    def test_every_trap_of_the_simulator_is_tried(self):
        self.assertEqual(sorted(self.amazon.traps()), sorted((*HARMLESS, *WRONG, *APART)))

    def test_what_is_odd_and_harmless_ties_out(self):
        for trap in HARMLESS:
            with self.subTest(trap=trap):
                told = self.close(trap)
                settlement = self.upload(self.amazon.settlement_file(told["settlement_id"]))
                self.assertEqual(settlement.state, "ready", settlement.reason)
                total = Decimal(str(told["total"]))
                self.assertEqual(Decimal(f"{settlement.amount_total:.2f}"), total)
                rows = sum(settlement.line_ids.mapped("amount"))
                self.assertEqual(Decimal(f"{rows:.2f}"), total)
                self.assertFalse(settlement.correction_id)
                self.assertTrue(all(settlement.line_ids.mapped("store_id")))

    def test_what_is_wrong_is_refused_until_the_right_file_comes(self):
        for trap, why in WRONG.items():
            with self.subTest(trap=trap):
                ref = self.close(trap)["settlement_id"]
                settlement = self.upload(self.amazon.settlement_file(ref))
                self.assertIn(settlement.state, ("held", "failed"))
                self.assertIn(why, settlement.reason)

                right = self.upload(self.amazon.settlement_file(ref, traps=[]))

                self.assertEqual(right, settlement)
                self.assertEqual((settlement.state, settlement.difference), ("ready", 0))

    def test_a_file_with_a_broken_amount_is_refused(self):
        ref = self.close("broken_amount")["settlement_id"]
        with self.assertRaisesRegex(UserError, "no amount"):
            self.upload(self.amazon.settlement_file(ref))

        right = self.upload(self.amazon.settlement_file(ref, traps=[]))

        self.assertEqual(right.state, "ready")

    def test_a_file_of_version_1_is_refused_with_the_one_to_take(self):
        ref = self.close("version_1")["settlement_id"]
        with self.assertRaisesRegex(UserError, "V2"):
            self.upload(self.amazon.settlement_file(ref))

    def test_a_settlement_that_is_listed_twice_is_one(self):
        told = self.settle("listed_twice")
        self.assertEqual(len(told["report_ids"]), 2)
        settlement = self.settlement(told["settlement_id"])
        self.assertEqual((settlement.state, settlement.correction_id.id), ("ready", False))

    def test_every_word_that_was_ever_seen_is_mapped(self):
        told = self.settle("whole_vocabulary")
        settlement = self.settlement(told["settlement_id"])
        self.assertEqual(settlement.state, "ready", settlement.reason)
        self.assertGreater(settlement.row_count, 150)

    def test_a_fee_that_nobody_has_seen_keeps_the_settlement_in_draft(self):
        told = self.settle("unknown_fee")
        settlement = self.settlement(told["settlement_id"])
        self.assertEqual(settlement.state, "held")
        self.assertEqual(len(settlement.unmapped_ids), 1)

    # Words

    def close(self, trap):
        """A period with a sale and a fee, closed with a trap; returns what was told."""
        self.amazon.add_listing("MUG", price="1200.50", quantity=10)
        ref = self.amazon.place_order(sku="MUG", quantity=2)
        self.amazon.ship_and_bill(ref)
        self.amazon.charge("storage", "10.00")
        return self.amazon.close_settlement(traps=[trap])

    def settle(self, trap):
        """The same, and fetched."""
        told = self.close(trap)
        self.sync_settlements()
        return told
