"""Secrets at rest: encrypted with the server's key, written and never shown."""

import logging
import os
from unittest.mock import patch

from cryptography.fernet import Fernet

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from ...models.vault.keys import SEAL, VARIABLE
from ...spapi.tokens import TOKENS
from ..common import AmazonCommon

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
NAMES = ("lwa_client_secret", "refresh_token")
TOKEN = "Atzr|IwEBIsecret"
GUESS = [["refresh_token", "=like", "Atzr%"]]


class Encryption(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.plain = {name: self.account[name] for name in NAMES}

    def use_keys(self, *keys):
        """Restart the server with these keys."""
        patcher = patch.dict(os.environ, {VARIABLE: ",".join(keys)})
        patcher.start()
        self.addCleanup(patcher.stop)
        self.env.flush_all()
        self.env.invalidate_all()
        TOKENS.clear()

    def stored(self, account=None):
        """What stands in the table, by name."""
        self.env.flush_all()
        self.cr.execute(
            "SELECT lwa_client_secret, refresh_token FROM amazon_account WHERE id = %s",
            [(account or self.account).id],
        )
        return dict(zip(NAMES, self.cr.fetchone(), strict=True))

    def assert_sealed(self, stored):
        for name, value in stored.items():
            self.assertTrue(value.startswith(SEAL), name)
            self.assertNotIn(self.plain[name], value)


@tagged("post_install", "-at_install")
class TestEncryption(Encryption):
    def test_what_is_entered_stands_encrypted_in_the_table_and_works_at_amazon(self):
        self.use_keys(NEW)

        self.account.write(self.plain)

        self.assert_sealed(self.stored())
        self.env.invalidate_all()
        self.assertEqual({name: self.account[name] for name in NAMES}, self.plain)
        self.assertEqual(self.account.action_test_connection().state, "done")
        self.assertEqual((self.account.secret_state, self.account.secret_notice), ("sealed", False))

    def test_a_new_account_is_encrypted_from_the_first_moment(self):
        self.use_keys(NEW)

        account = self.env["amazon.account"].create({"name": "Shop", **self.plain})

        self.assert_sealed(self.stored(account))
        self.assertEqual(account.refresh_token, self.plain["refresh_token"])

    def test_without_a_key_secrets_are_kept_as_before_and_the_account_says_how_to_make_one(self):
        self.use_keys("")

        self.assertEqual(self.stored(), self.plain)
        self.assertEqual(self.account.secret_state, "plain")
        self.assertIn("amazon_connector_key", self.account.secret_notice)
        self.assertIn("Fernet.generate_key()", self.account.secret_notice)
        with self.assertRaisesRegex(UserError, "No encryption key is set"):
            self.account.action_encrypt_secrets()

    def test_the_button_encrypts_what_was_plain(self):
        expires_on = self.account.secret_expires_on = "2027-01-01"
        self.use_keys(NEW)
        self.assertIn("do not use it yet", self.account.secret_notice)

        self.account.action_encrypt_secrets()

        self.assert_sealed(self.stored())
        self.assertEqual(str(self.account.secret_expires_on), expires_on, "no new secret")
        self.assertFalse(self.account.secret_notice)

    def test_an_upgrade_encrypts_what_was_plain_in_archived_accounts_too(self):
        self.use_keys(NEW)
        self.account.active = False

        self.env["amazon.account"].with_context(active_test=False).search([])._encrypt_secrets()

        self.assert_sealed(self.stored())

    def test_keys_are_rotated_without_entering_anything_again(self):
        self.use_keys(OLD)
        self.account.action_encrypt_secrets()
        before = self.stored()

        self.use_keys(NEW, OLD)
        self.assertEqual(self.account.secret_state, "outdated")
        self.assertEqual(self.account.refresh_token, self.plain["refresh_token"])
        self.account.action_encrypt_secrets()

        self.assertNotEqual(self.stored(), before)
        self.use_keys(NEW)
        self.assertEqual(self.account.secret_state, "sealed")
        self.assertEqual({name: self.account[name] for name in NAMES}, self.plain)

    def test_a_lost_key_is_told_and_crashes_nothing(self):
        self.use_keys(OLD)
        self.account.action_encrypt_secrets()

        self.use_keys(NEW)
        self.amazon.reset_calls()

        self.assertEqual(self.account.secret_state, "unreadable")
        self.assertTrue(self.account.has_refresh_token)
        self.assertIn("no longer has", self.account.secret_notice)
        operation = self.sync_orders()
        self.assertEqual(operation.state, "failed")
        self.assertIn("no longer has", self.messages(operation))
        with self.assertRaisesRegex(UserError, "no longer has"):
            self.account.action_encrypt_secrets()
        self.assertEqual(self.amazon.calls(), {})
        self.env["amazon.trouble"]._cron_follow()
        self.assertEqual(self.account.trouble_ids.mapped("key"), ["secrets_unreadable"])

        self.use_keys(NEW, OLD)
        self.env["amazon.trouble"]._cron_follow()
        self.assertFalse(self.account.trouble_ids)
        self.assertEqual(self.sync_orders().state, "done")

    def test_after_a_lost_key_the_secrets_can_be_entered_anew(self):
        self.use_keys(OLD)
        self.account.action_encrypt_secrets()
        self.use_keys(NEW)

        self.account.write(self.plain)

        self.assertEqual(self.account.secret_state, "sealed")
        self.assertEqual(self.sync_orders().state, "done")

    def test_what_is_no_key_stores_nothing_in_plain_text(self):
        self.use_keys("my-password")
        before = self.stored()

        self.assertIn("is not a key", self.account.secret_notice)
        with self.assertRaisesRegex(UserError, "not usable"):
            self.account.refresh_token = TOKEN
        self.env.invalidate_all()
        self.assertEqual(self.stored(), before)


@tagged("post_install", "-at_install")
class TestNobodyReadsSecrets(Encryption, HttpCase):
    """Through RPC, as each kind of user; with and without a key."""

    def setUp(self):
        super().setUp()
        self.account.refresh_token = TOKEN
        for login, groups in {
            "nobody": "base.group_user",
            "clerk": "amazon_connector.group_user",
            "accountant": "amazon_connector.group_accountant",
            "manager": "amazon_connector.group_manager",
            "system": "amazon_connector.group_manager,base.group_system",
        }.items():
            new_test_user(self.env, login, groups=groups)

    def call(self, method, *args, **kwargs):
        """One RPC of the web client: what it answers, as text."""
        self.env.flush_all()
        answer = self.url_open(
            f"/web/dataset/call_kw/amazon.account/{method}",
            json={
                "jsonrpc": "2.0",
                "method": "call",
                "params": {
                    "model": "amazon.account",
                    "method": method,
                    "args": list(args),
                    "kwargs": kwargs,
                },
            },
        )
        self.env.invalidate_all()
        return answer.text

    @mute_logger("odoo.http", "odoo.models")
    def test_no_answer_holds_a_secret_whoever_asks(self):
        for keys in ((), (NEW,)):
            self.use_keys(*keys)
            for login in ("nobody", "clerk", "accountant", "manager", "system"):
                self.authenticate(login, login)
                for request in self.prepare_requests():
                    with self.subTest(login=login, request=request, keys=bool(keys)):
                        answer = self.call(*request)
                        for secret in (TOKEN, self.plain["lwa_client_secret"], SEAL):
                            self.assertNotIn(secret, answer)
                        if GUESS in request or request[0].endswith("read_group"):
                            self.assertIn('"error"', answer)

    def prepare_requests(self):
        """Every way of the web client to ask for a secret."""
        ids, specification = self.account.ids, {name: {} for name in NAMES}
        return (
            ("read", ids, list(NAMES)),
            ("read", ids),
            ("web_read", ids, specification),
            ("search_read", GUESS, ["name"]),
            ("search_read", [], ["name"], 0, None, "refresh_token"),
            ("search_count", GUESS),
            ("web_search_read", [], specification),
            ("export_data", ids, ["name", *NAMES]),
            ("formatted_read_group", [], ["refresh_token"], ["__count"]),
            ("formatted_read_group", [], [], ["refresh_token:max"]),
            ("formatted_read_group", [], [], ["lwa_client_secret:array_agg"]),
            ("web_read_group", [], ["lwa_client_secret"]),
            ("copy_data", ids),
            ("onchange", ids, {"refresh_token": False}, ["refresh_token"], specification),
            ("web_save", ids, {"refresh_token": TOKEN}, specification),
        )

    def test_a_system_administrator_writes_and_sees_only_that_it_is_stored(self):
        self.use_keys(NEW)
        self.authenticate("system", "system")
        names = {"refresh_token": {}, "refresh_token_hint": {}}

        answer = self.call("web_save", self.account.ids, {"refresh_token": "Atzr|typed"}, names)

        self.assertIn('"refresh_token": false, "refresh_token_hint": "Stored"', answer)
        self.assertEqual(self.account.refresh_token, "Atzr|typed")
        self.assertNotIn("typed", self.stored()["refresh_token"])

    def test_stores_lead_to_no_secret_either(self):
        system = self.env["res.users"].search([("login", "=", "system")])
        stores = self.env["amazon.store"].with_user(system)
        for act in (
            lambda: stores.search([("account_id.refresh_token", "like", "Atzr")]),
            lambda: stores._read_group([], ["account_id.refresh_token"]),
            lambda: self.account.with_user(system).filtered_domain([("refresh_token", "=", TOKEN)]),
            lambda: self.account.search([("refresh_token", "!=", False)]),
        ):
            with self.assertRaises(AccessError):
                act()

    def test_the_log_of_the_database_tells_nothing(self):
        self.use_keys(NEW)
        with self.assertLogs("odoo.sql_db", logging.DEBUG) as logs:
            logging.getLogger("odoo.sql_db").debug("begin")
            self.account.refresh_token = "Atzr|logged"
            self.env.flush_all()
        self.assertNotIn("Atzr|logged", "\n".join(logs.output))
