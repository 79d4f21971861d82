"""Payouts that failed and that Amazon makes again, under their number or under another (H6)."""

from dataclasses import replace
from unittest.mock import patch

from odoo.tests import tagged

from .paying import PayoutCase


@tagged("post_install", "-at_install")
class TestPayoutsAgain(PayoutCase):
    def fail(self):
        """A payout that failed, whose money is back on clearing; returns what Amazon says of it."""
        self.sell()
        told = self.close()
        self.sync_payouts()
        self.amazon.fail_payout(told["settlement_id"])
        self.sync_payouts()
        self.assertEqual(self.open_on(self.transit), 0)
        return told

    def sync_changed(self, change):
        """Amazon tells its payouts as ``change``, a function of their list, makes them."""
        client = type(self.account._get_client())
        ask = client.list_payouts

        def list_payouts(client, **how):
            page = ask(client, **how)
            return replace(page, payouts=tuple(change([*page.payouts])))

        with patch.object(client, "list_payouts", list_payouts):
            self.sync_payouts()

    def retry(self, payouts):
        for payout in payouts:
            step = {"status": "PAID", "lastUpdatedDate": self.amazon.now().isoformat()}
            payout["statusHistory"].append(step)
            payout["currentStatus"] = "PAID"
        return payouts

    def add(self, payouts):
        (payout,) = payouts
        step = {"status": "STARTED", "lastUpdatedDate": self.amazon.now().isoformat()}
        anew = {"id": "ANEW", "traceId": "TRACE4711", "currentStatus": "STARTED"}
        return [payout, payout | anew | {"statusHistory": [step]}]

    def test_a_payout_that_is_tried_again_waits_for_the_bank_again(self):
        told = self.fail()
        for _time in range(2):
            self.sync_changed(self.retry)
            payout = self.payout(told)
            self.assertEqual((payout.phase, payout.state), ("paid", "done"))
            self.assertEqual(self.open_on(self.transit), float(told["total"]))
            self.assertEqual(self.open_on(self.store.clearing_account_id), 0)
        self.assertFalse(payout.trouble_ids.filtered(lambda each: not payout._is_settled(each)))

        line = self.bank_line(told["total"], f"AMAZON {told['trace_id']}", payout=payout)
        self.assertTrue(line.is_reconciled)
        self.assertTrue(payout.is_matched)
        self.assertEqual(self.open_on(self.transit), 0)

    def test_a_payout_that_is_made_again_under_another_number_is_the_settlements(self):
        told = self.fail()
        for _time in range(2):
            self.sync_changed(self.add)
            self.assertEqual(self.open_on(self.transit), float(told["total"]))
        failed, anew = self.payout(told).sorted("id")
        self.assertEqual((failed.phase, anew.phase), ("failed", "started"))
        self.assertTrue(failed._is_made_up_for())
        line = self.bank_line(told["total"], "AMAZON TRACE4711", payout=anew)
        self.assertTrue(line.is_reconciled)

    def test_a_failure_that_is_told_with_its_second_try_takes_nothing_back(self):
        self.sell()
        told = self.close()
        self.sync_payouts()
        entry = self.payout(told).transit_line_id.move_id
        self.amazon.fail_payout(told["settlement_id"])
        self.sync_changed(self.add)
        self.assertFalse(entry.reversal_move_ids)
        self.assertEqual(self.open_on(self.transit), float(told["total"]))
        self.assertFalse(self.payout(told).trouble_ids)

    def test_one_that_fails_again_leaves_transit_again(self):
        told = self.fail()
        self.sync_changed(self.retry)
        self.sync_changed(self.refuse)
        self.assertEqual(self.payout(told).phase, "failed")
        self.assertEqual(self.open_on(self.transit), 0)
        self.assertEqual(self.open_on(self.store.clearing_account_id), float(told["total"]))

    def refuse(self, payouts):
        for payout in self.retry(payouts):
            step = {"status": "FAILED", "lastUpdatedDate": self.amazon.now().isoformat()}
            payout["statusHistory"].append(step)
            payout["currentStatus"] = "FAILED"
        return payouts
