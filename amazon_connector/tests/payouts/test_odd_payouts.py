"""What is odd about payouts: new words, many pages, tokens that have expired, things archived."""

from unittest.mock import patch

from odoo import fields
from odoo.tests import new_test_user, tagged

from .paying import PayoutCase


@tagged("post_install", "-at_install")
class TestOddPayouts(PayoutCase):
    def rewritten(self, old, new):
        """Amazon tells its payouts in other words."""
        client = type(self.account._get_client())
        ask = client.list_payouts

        def list_payouts(client, **how):
            page = ask(client, **how)
            for payload in page.payouts:
                for name, value in payload.items():
                    payload[name] = new if value == old else value
            return page

        return patch.object(client, "list_payouts", list_payouts)

    def test_a_status_that_amazon_invents_is_kept_and_nothing_follows_from_it(self):
        self.sell()
        told = self.close()
        moves = self.env["amazon.settlement"].search([]).move_ids
        with self.rewritten("STARTED", "QUANTUM_TRANSFER"):
            self.sync_payouts()
        payout = self.payout(told)
        self.assertEqual((payout.state, payout.phase), ("done", "other"), payout.reason)
        self.assertIn("QUANTUM_TRANSFER", payout.payload)
        self.assertEqual(self.env["amazon.settlement"].search([]).move_ids, moves)

    def test_a_payout_without_an_amount_is_not_one_of_zero(self):
        self.sell()
        told = self.close()
        with self.rewritten("SCHEDULED", "ON_DEMAND"):
            self.sync_payouts()
        self.assertEqual(self.payout(told).amount, float(told["total"]))

    def test_hundreds_of_deferrals_come_in_pages(self):
        self.amazon.reset(
            rates=False, visibility_lag_seconds=0, report_delay_seconds=0, finances_page_size=7
        )
        self.amazon.add_listing("MUG", price="12.50", quantity=1000)
        for _order in range(25):
            self.sell(deferred="DD7")
        self.sync_payouts()
        held = self.env["amazon.deferral"].search([("released_at", "=", False)])
        self.assertEqual(len(held), 25)
        told = self.amazon.ledger()["US/USD"]["deferred"]
        self.assertEqual(f"{sum(held.mapped('amount')):.2f}", told)

    def test_a_token_that_has_expired_drops_no_payout(self):
        self.sell()
        told = self.close()
        schedule = self.env["amazon.schedule"]._find_for("amazon.payout", accounts=self.account)
        schedule.write(
            {
                "window_from": "2020-01-01 00:00:00",
                "page_token": "gone",
                "page_token_at": fields.Datetime.now(),
            }
        )
        self.sync_payouts()
        self.assertEqual(self.payout(told).state, "done")
        self.assertFalse(schedule.page_token)

    def test_an_archived_bank_has_its_payouts_followed(self):
        self.sell()
        told = self.close()
        self.bank.active = False
        self.sync_payouts()
        self.assertEqual(self.payout(told).state, "done", self.payout(told).reason)
        self.amazon.fail_payout(told["settlement_id"])
        self.sync_payouts()
        self.assertEqual(self.open_on(self.transit), 0)

    def test_an_archived_store_hears_that_its_payout_failed(self):
        self.sell()
        told = self.close()
        self.sync_payouts()
        self.store.active = False
        self.amazon.fail_payout(told["settlement_id"])
        self.account.action_sync_payouts()
        other = self.account.store_ids - self.store
        other[:1].write({"import_from": "2020-01-01 00:00:00"})
        other[:1].action_go_live()
        self.sync_payouts()
        self.assertEqual(self.payout(told).phase, "failed")
        self.assertEqual(self.open_on(self.transit), 0)

    def test_who_books_the_bank_needs_no_right_of_amazons(self):
        self.sell()
        told = self.close()
        self.sync_payouts()
        teller = new_test_user(self.env, "teller", groups="account.group_account_user")
        line = self.env["account.bank.statement.line"].with_user(teller)
        line = line.create(
            {
                "journal_id": self.bank.id,
                "date": self.payout(told).expected_on,
                "payment_ref": f"AMAZON {told['trace_id']}",
                "amount": float(told["total"]),
            }
        )
        self.assertTrue(line.is_reconciled)

    def test_told_again_and_again_a_failure_is_one_trouble(self):
        self.sell()
        told = self.close()
        self.amazon.fail_payout(told["settlement_id"])
        for _time in range(3):
            self.sync_payouts()
        self.assertEqual(len(self.payout(told).trouble_ids), 1)
