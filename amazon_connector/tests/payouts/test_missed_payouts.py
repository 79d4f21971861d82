"""A payout that no line of the bank matches is told once, and the telling ends by itself (H6)."""

import json
from datetime import timedelta

from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .paying import PayoutCase


@tagged("post_install", "-at_install")
class TestMissedPayouts(PayoutCase):
    def setUp(self):
        super().setUp()
        self.sell()
        self.told = self.close()
        self.sync_payouts()
        self.paid = self.payout(self.told)
        self.deposit = self.paid.transit_line_id.date

    def look(self, days):
        """The hourly look at what goes on for too long, days after the deposit."""
        day = self.deposit + timedelta(days=days)
        with freeze_time(f"{day} 12:00:00"):
            self.env["amazon.trouble"]._cron_follow()
        return self.env["amazon.trouble"]._find_open(self.paid, "payout_unmatched")

    def test_what_the_bank_does_not_show_is_told_once_and_matching_ends_it(self):
        self.assertFalse(self.look(days=14))
        told = self.look(days=15)
        self.assertEqual(len(told), 1)
        self.assertIn(self.told["total"], told.sentence)
        self.assertEqual(told.action_text, "Match")
        self.assertEqual(self.look(days=16), told)

        line = self.bank_line(self.told["total"], payout=self.paid)
        self.assertTrue(line.is_reconciled)
        self.assertFalse(self.env["amazon.trouble"]._find_open(self.paid, "payout_unmatched"))

    def test_each_reader_sees_amounts_and_dates_in_their_own_writing(self):
        self.env["res.lang"]._activate_lang("de_DE")
        told = self.look(days=15)

        self.assertIn(f"{float(self.told['total']):,.2f} USD", told.sentence)
        self.assertIn(self.deposit.strftime("%m/%d/%Y"), told.sentence)
        german = told.with_context(lang="de_DE").sentence
        self.assertIn(self.told["total"].replace(".", ","), german)
        self.assertIn(self.deposit.strftime("%d.%m.%Y"), german)

    def test_the_store_says_after_how_many_days_and_whether_at_all(self):
        self.store.payout_patience = 3
        self.assertTrue(self.look(days=4))
        self.store.payout_patience = 0
        self.assertFalse(self.look(days=40))
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation):
            self.store.payout_patience = -1
            self.env.flush_all()

    def test_a_payout_that_failed_is_told_as_failed_alone(self):
        self.assertTrue(self.look(days=20))
        self.amazon.fail_payout(self.told["settlement_id"])
        self.sync_payouts()
        self.assertFalse(self.look(days=21))

    def test_a_status_that_amazon_invents_is_kept_and_nothing_follows_from_it(self):
        payload = json.loads(self.paid.payload) | {"currentStatus": "PONDERING"}
        self.paid.write({"payload": json.dumps(payload), "state": "received"})
        self.paid.action_process()
        self.assertEqual((self.paid.status, self.paid.phase), ("PONDERING", "other"))
        self.assertEqual(self.paid.state, "done")
        self.assertEqual(self.open_on(self.transit), float(self.told["total"]))

    def test_with_its_bank_archived_a_payout_is_read_and_waits(self):
        self.bank.active = False
        self.sell(quantity=3)
        told = self.amazon.close_settlement()
        self.sync_payouts()
        self.assertEqual(self.payout(told).state, "done")
        self.assertEqual(self.payout(told).amount, float(told["total"]))

    def test_a_statement_is_kept_even_where_its_payout_cannot_be_matched(self):
        """The bank's own account of open lines is gone: Odoo has nothing to put on transit."""
        self.transit.reconcile = False
        line = self.bank_line(self.told["total"], payout=self.paid)
        self.assertTrue(line.exists())
        self.assertFalse(line.is_reconciled)

    def test_sellers_and_pickers_see_nothing_of_the_bank(self):
        seller = new_test_user(self.env, "seller", groups="amazon_connector.group_user")
        with self.assertRaises(AccessError):
            self.paid.with_user(seller).read(["account_tail"])
