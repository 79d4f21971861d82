"""What Amazon pays, expects to pay and fails to pay, and how the books follow it (H6)."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from .paying import PayoutCase


@tagged("post_install", "-at_install")
class TestPayouts(PayoutCase):
    def test_a_payout_is_shown_with_its_settlement_and_its_trace_stands_on_its_entry(self):
        self.sell()
        told = self.close()
        self.sync_payouts()
        payout = self.payout(told)
        self.assertEqual((payout.phase, payout.state), ("started", "done"))
        self.assertEqual(payout.amount, float(told["total"]))
        self.assertEqual(payout.settlement_id.amazon_ref, told["settlement_id"])
        self.assertEqual(payout.trace_ref, told["trace_id"])
        self.assertEqual(payout.transit_line_id.move_id.ref, told["trace_id"])

        self.amazon.pay_out(told["settlement_id"])
        self.sync_payouts()
        self.assertEqual(payout.phase, "paid")
        self.assertIn("In Transit", payout.history_text)
        self.assertNotIn("STARTED", payout.history_text)

    def test_a_payout_that_is_told_first_gives_its_trace_to_the_entry(self):
        self.sell()
        told = self.close(post=False)
        self.sync_payouts()
        self.assertFalse(self.payout(told).settlement_id)
        settlement = self.post(told)
        self.assertEqual(self.payout(told).settlement_id, settlement)
        self.assertEqual(settlement._find_payout().ref, told["trace_id"])
        self.assertTrue(self.payout(told).transit_line_id)

    def test_expected_money_is_listed_by_its_day_until_it_is_paid(self):
        self.sell()
        self.amazon.expect_payouts("AT_RISK")
        self.sync_payouts()
        expected = self.env["amazon.payout"].search([("is_expected", "=", True)])
        self.assertEqual((expected.phase, expected.store_id), ("risk", self.store))
        self.assertEqual(expected.amount, float(self.amazon.ledger()["US/USD"]["available"]))
        self.assertTrue(expected.expected_on)

        told = self.close()
        self.sync_payouts()
        left = self.env["amazon.payout"].search([("is_expected", "=", True)])
        self.assertEqual(left.mapped("phase"), ["none"])
        self.assertEqual(self.payout(told).phase, "started")

    def test_an_expected_payout_that_cannot_be_read_is_not_over(self):
        self.sell()
        self.amazon.expect_payouts("AT_RISK")
        self.sync_payouts()
        expected = self.env["amazon.payout"].search([("is_expected", "=", True)])
        self.amazon.answer("listExpectedPayouts", body={"expectedPayouts": [{"odd": True}]})
        with mute_logger("odoo.addons.amazon_connector.models.sync.isolation"):
            self.assertEqual(self.account.action_sync_payouts().state, "failed")
        self.assertTrue(expected.exists())

    def test_a_payout_that_failed_tells_someone_and_leaves_transit(self):
        self.sell()
        told = self.close()
        self.sync_payouts()
        self.assertEqual(self.open_on(self.transit), float(told["total"]))
        self.amazon.fail_payout(told["settlement_id"], reason="Account closed")
        self.sync_payouts()
        payout = self.payout(told)
        self.assertEqual((payout.phase, payout.failure), ("failed", "Account closed"))
        self.assertEqual(payout.trouble_ids.kind, "payout_failed")
        self.assertEqual(self.open_on(self.transit), 0)
        self.assertEqual(self.open_on(self.store.clearing_account_id), float(told["total"]))
        moves = payout.settlement_id.move_ids
        self.sync_payouts()
        self.assertEqual(payout.settlement_id.move_ids, moves)
        # The month's close does not ask for a line of the bank that will never come.
        close = self.env["amazon.close"].create(
            {"store_id": self.store.id, "month": payout.expected_on.replace(day=1)}
        )
        sentence = f"Failed, and in no later settlement yet: {payout.display_name}"
        self.assertEqual(close._check_payouts(), (False, sentence))

    def test_the_money_of_a_failed_payout_comes_with_the_next_settlement(self):
        self.sell()
        failed = self.close()
        self.sync_payouts()
        self.amazon.fail_payout(failed["settlement_id"])
        self.sync_payouts()
        self.sell()
        told = self.close()
        self.assertEqual(self.open_on(self.store.clearing_account_id), 0)
        self.assertEqual(self.open_on(self.transit), float(told["total"]))
        payout = self.payout(failed)
        self.assertEqual(payout.returned_row_id.settlement_id.amazon_ref, told["settlement_id"])
        self.sync_payouts()
        self.assertFalse(payout.trouble_ids.filtered(lambda each: not payout._is_settled(each)))
        self.bank_line(told["total"], f"AMAZON {told['trace_id']}", payout=self.payout(told))
        self.assertEqual(self.open_on(self.transit), 0)

    def test_a_failure_that_is_told_after_its_row_ends_in_the_same_books(self):
        self.sell()
        failed = self.close()
        self.amazon.fail_payout(failed["settlement_id"])
        self.sell()
        told = self.close()
        self.sync_payouts()
        self.assertEqual(self.open_on(self.store.clearing_account_id), 0)
        self.assertEqual(self.open_on(self.transit), float(told["total"]))
        self.assertFalse(self.payout(failed).settlement_id.move_ids.reversal_move_ids)

    def test_one_payout_that_nobody_can_read_keeps_no_other(self):
        self.sell()
        told = self.close()
        job = self.env["amazon.payout"]
        operation = self.env["amazon.operation"].search([], limit=1)
        job._receive(self.account, [{"id": "BROKEN"}, "nonsense"], operation)
        self.sync_payouts()
        self.assertEqual(self.payout(told).state, "done")
