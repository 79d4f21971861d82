"""The store is paid to another bank while a payout is on its way to the first one."""

from odoo.tests import tagged

from .paying import PayoutCase


@tagged("post_install", "-at_install")
class TestMovedBank(PayoutCase):
    def move_bank(self):
        """Another bank, with a transit account of its own, and without what is on its way."""
        other = self.bank.copy({"name": "Other bank", "code": "OBK"})
        other.inbound_payment_method_line_ids.payment_account_id = self.transit.copy()
        self.store.payout_journal_id = other
        self.assertNotEqual(self.store._get_transit_account(), self.transit)
        return other

    def test_what_was_on_its_way_is_found_by_the_line_of_the_first_bank(self):
        self.sell()
        told = self.close()
        self.move_bank()
        self.sync_payouts()
        payout = self.payout(told)
        self.assertEqual(payout.transit_line_id.account_id, self.transit)

        line = self.bank_line(told["total"], told["trace_id"], payout=payout)

        self.assertTrue(line.is_reconciled and payout.is_matched)
        self.assertEqual(self.open_on(self.transit), 0)

    def test_what_failed_leaves_the_transit_that_it_was_booked_on(self):
        self.sell()
        told = self.close()
        self.sync_payouts()
        self.move_bank()
        self.amazon.fail_payout(told["settlement_id"])

        self.sync_payouts()

        self.assertEqual(self.payout(told).phase, "failed")
        self.assertEqual(self.open_on(self.transit), 0)
