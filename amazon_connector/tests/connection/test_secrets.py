"""Ids and secrets as people paste them, whose they are, and how long Amazon takes them."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ...spapi.tokens import TOKENS
from ..common import AmazonCommon

WRAPPINGS = (" {} ", "{}\n", '"{}"', "“{}”,", "\u200b{}", "\ufeff{}\u00a0", "'{}'\r\n")


@tagged("post_install", "-at_install")
class TestPastedSecrets(AmazonCommon):
    def test_blanks_quotes_and_invisible_signs_do_not_come_along(self):
        vals = self._prepare_account_vals("SELLER1")
        names = ("lwa_client_id", "lwa_client_secret", "refresh_token")
        for name in (*names, "application_ref", "selling_partner_id"):
            for wrapping in WRAPPINGS:
                with self.subTest(name=name, wrapping=wrapping):
                    self.account[name] = wrapping.format(vals[name])
                    self.assertEqual(self.account[name], vals[name])
        TOKENS.clear()
        self.account.action_test_connection()
        self.assertEqual(self.account.state_reason, "Connected. Amazon granted all required roles.")

    def test_a_new_account_is_cleaned_too_and_a_wrapped_token_made_one_line(self):
        account = self.env["amazon.account"].create(
            {"name": "Shop", "refresh_token": "Atzr|Iw\n EB  x", "lwa_client_id": ' "amzn1.a" '}
        )
        self.assertEqual(account.refresh_token, "Atzr|IwEBx")
        self.assertEqual(account.lwa_client_id, "amzn1.a")


@tagged("post_install", "-at_install")
class TestWhoseAccount(AmazonCommon):
    def test_a_merchant_token_of_somebody_else_is_said_by_the_connection_test(self):
        self.account.selling_partner_id = "A1WRONGTOKEN00"

        operation = self.account.action_test_connection()

        self.assertIn("does not know the merchant token", self.account.state_reason)
        self.assertIn("does not know the merchant token", self.messages(operation))
        self.assertEqual(self.account.state, "connected", "orders go on coming")

    def test_that_the_merchant_token_is_missing_is_said_too(self):
        self.account.selling_partner_id = False

        self.account.action_test_connection()

        self.assertIn("Enter the merchant token", self.account.state_reason)
        self.assertEqual(self.account.state, "connected", "orders go on coming")

    def test_without_the_role_for_listings_nobody_can_tell_whose_token_it_is(self):
        self.account.selling_partner_id = "A1WRONGTOKEN00"
        self.amazon.set_roles(
            "SELLER1", ["Selling Partner Insights", "Inventory and Order Tracking"]
        )

        self.account.action_test_connection()

        self.assertNotIn("merchant token", self.account.state_reason)


@tagged("post_install", "-at_install")
class TestSecretsExpire(AmazonCommon):
    def notice(self, days):
        self.account.secret_expires_on = fields.Date.today() + timedelta(days=days)
        self.env["amazon.trouble"]._cron_follow()
        return self.account.trouble_ids.filtered(lambda trouble: "secret" in trouble.key)

    def test_a_secret_lives_for_180_days_from_its_entry(self):
        today = fields.Date.today()
        self.assertEqual(self.account.secret_expires_on, today + timedelta(days=180))

        self.account.secret_expires_on = today + timedelta(days=50)
        self.account.lwa_client_secret = f" {self.account.lwa_client_secret} "
        self.assertEqual(self.account.secret_expires_on, today + timedelta(days=50))

        self.account.lwa_client_secret = "amzn1.oa2-cs.v1.new"
        self.assertEqual(self.account.secret_expires_on, today + timedelta(days=180))
        self.account.lwa_client_secret = False
        self.assertFalse(self.account.secret_expires_on)

    def test_people_are_told_30_and_7_days_before_once_each(self):
        self.assertFalse(self.notice(31))
        soon = self.notice(30)
        self.assertEqual((soon.key, soon.severity), ("secret_expires_soon", "warning"))
        self.assertEqual(len(self.notice(8)), 1)

        last = self.notice(7)
        self.assertEqual((last.key, last.severity), ("secret_expires", "error"))
        self.assertIn("Solution Provider Portal", last.sentence)
        self.assertEqual(self.notice(-3).key, "secret_expires")

    def test_a_new_secret_ends_the_warning_at_once(self):
        self.assertTrue(self.notice(5))

        self.account.lwa_client_secret = self.amazon.rotate_secret("SELLER1")["client_secret"]

        self.assertFalse(self.account.trouble_ids)
        self.assertFalse(self.account.activity_ids)
