"""Settlements that Amazon pays in parts, of which one may fail (H6)."""

from dataclasses import replace
from unittest.mock import patch

from odoo.tests import tagged

from .paying import PayoutCase


@tagged("post_install", "-at_install")
class TestSplitPayouts(PayoutCase):
    def sync_split(self, first, statuses):
        """Amazon tells its payout in two, of which the first is of this amount."""
        client = type(self.account._get_client())
        ask = client.list_payouts

        def list_payouts(client, **how):
            page = ask(client, **how)
            parts = [part for each in page.payouts for part in self.split(each, first, statuses)]
            return replace(page, payouts=tuple(parts))

        with patch.object(client, "list_payouts", list_payouts):
            self.sync_payouts()

    def split(self, payout, first, statuses):
        (name,) = [
            name
            for name, value in payout.items()
            if isinstance(value, dict) and "currencyAmount" in value
        ]
        rest = round(payout[name]["currencyAmount"] - first, 2)
        for number, (amount, status) in enumerate(zip((first, rest), statuses, strict=True)):
            step = {"status": status, "lastUpdatedDate": self.amazon.now().isoformat()}
            yield payout | {
                "id": f"PART{number}",
                "traceId": f"TRACE471{number}",
                "currentStatus": status,
                "statusHistory": [*payout["statusHistory"], step],
                name: payout[name] | {"currencyAmount": amount},
            }

    def test_the_part_that_failed_alone_is_taken_back(self):
        self.sell()
        told = self.close()
        rest = round(float(told["total"]) - 4.0, 2)
        self.sync_split(4.0, ("STARTED", "STARTED"))
        for _again in range(2):
            self.sync_split(4.0, ("FAILED", "PAID"))
            self.assertEqual(self.open_on(self.transit), rest)
            self.assertEqual(self.open_on(self.store.clearing_account_id), 4.0)
        part = self.payout(told).filtered(lambda payout: payout.phase == "failed")
        self.assertEqual(len(part.trouble_ids), 1)
        self.assertIn("the part of 4.00 USD", part.trouble_ids.sentence)
        self.assertIn(told["settlement_id"], part.trouble_ids.sentence)
        made = self.payout(told) - part
        self.assertFalse(part.transit_line_id)
        self.assertEqual((made.transit_line_id.balance, made.is_matched), (rest, False))

        line = self.bank_line(rest, "AMAZON TRACE4711", payout=part)
        self.assertTrue(line.is_reconciled)
        self.assertEqual(self.open_on(self.transit), 0)

    def test_that_it_is_a_part_is_told_once_the_settlement_says_so(self):
        self.sell()
        told = self.close(post=False)
        self.sync_split(4.0, ("FAILED", "PAID"))
        part = self.payout(told).filtered(lambda payout: payout.phase == "failed")
        self.assertIn("The payout of 4.00 USD", part.trouble_ids.sentence)
        self.post(told)
        self.assertEqual(len(part.trouble_ids), 1)
        self.assertIn("the part of 4.00 USD", part.trouble_ids.sentence)

    def test_booked_anew_the_part_that_failed_stays_where_it_is(self):
        self.sell()
        told = self.close()
        rest = round(float(told["total"]) - 4.0, 2)
        self.sync_split(4.0, ("FAILED", "PAID"))
        settlement = self.payout(told).settlement_id
        settlement.action_reverse()
        self.assertEqual((settlement.state, self.open_on(self.transit)), ("done", rest))
        self.assertEqual(self.open_on(self.store.clearing_account_id), 4.0)

    def test_a_later_settlement_brings_the_part_back(self):
        self.sell()
        told = self.close()
        rest = round(float(told["total"]) - 4.0, 2)
        self.sync_split(4.0, ("FAILED", "PAID"))
        part = self.payout(told).filtered(lambda payout: payout.phase == "failed")
        part.expected_on = "2020-01-01"
        self.amazon.credit("failed_transfer", "4.00")
        self.close()
        self.assertTrue(part.returned_row_id)
        self.assertTrue(part._is_settled(part.trouble_ids))
        # The part that was made, and the payout that brings the other one.
        self.assertEqual(self.open_on(self.transit), rest + 4.0)
        self.assertEqual(self.open_on(self.store.clearing_account_id), 0)

    def test_two_halves_are_no_second_try_of_each_other(self):
        self.sell(quantity=4)
        told = self.close()
        half = float(told["total"]) / 2
        self.assertEqual(half, round(half, 2))
        self.sync_split(half, ("FAILED", "PAID"))
        self.assertEqual(self.open_on(self.transit), half)
        self.assertTrue(self.payout(told).trouble_ids)

        self.sync_split(half, ("PAID", "PAID"))
        self.assertEqual(self.open_on(self.transit), 2 * half)
        self.assertEqual(self.open_on(self.store.clearing_account_id), 0)

    def test_the_bank_brings_each_part_by_itself(self):
        self.sell()
        told = self.close()
        rest = round(float(told["total"]) - 4.0, 2)
        self.sync_split(4.0, ("PAID", "PAID"))
        payout = self.payout(told)[:1]
        first = self.bank_line(4.0, "AMAZON TRACE4710", payout=payout)
        self.assertTrue(first.is_reconciled)
        self.assertEqual(self.open_on(self.transit), rest)
        other = self.bank_line(1.0, "AMAZON TRACE4711", payout=payout)
        self.assertFalse(other.is_reconciled)
        second = self.bank_line(rest, "AMAZON TRACE4711", payout=payout)
        self.assertTrue(second.is_reconciled)
        self.assertTrue(payout.is_matched)

    def test_both_parts_may_fail(self):
        self.sell()
        told = self.close()
        self.sync_split(4.0, ("FAILED", "FAILED"))
        self.assertEqual(self.open_on(self.transit), 0)
        self.assertEqual(self.open_on(self.store.clearing_account_id), float(told["total"]))

    def test_what_the_bank_has_brought_of_the_other_part_stays_matched(self):
        self.sell()
        told = self.close()
        self.sync_split(4.0, ("STARTED", "STARTED"))
        rest = round(float(told["total"]) - 4.0, 2)
        payout = self.payout(told)[:1]
        line = self.bank_line(rest, "BY HAND", payout=payout)
        if not line.is_reconciled:
            line._match_with_transit(payout.transit_line_id)
        self.assertEqual(self.open_on(self.transit), 4.0)
        self.sync_split(4.0, ("FAILED", "PAID"))
        self.assertEqual(self.open_on(self.transit), 0)
        self.assertTrue(line.is_reconciled)
