"""Connecting in the browser: Amazon's consent page and the way back (A1)."""

import logging
from unittest.mock import patch
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

import requests
from lxml import html

from odoo.exceptions import UserError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import hash_sign, mute_logger

from ...models.connection import amazon_account_connection
from ...spapi.errors import Unauthorized
from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestAuthorization(AmazonCommon, HttpCase):
    def setUp(self):
        super().setUp()
        credentials = self.amazon.add_seller("SELLER9", "NA", ["US", "CA"])
        self.new_account = self.env["amazon.account"].create(
            {
                "name": "New shop",
                "region": "na",
                "application_ref": credentials["application_id"],
                "lwa_client_id": credentials["client_id"],
                "lwa_client_secret": credentials["client_secret"],
                "api_url": self.amazon.url,
                "token_url": self.amazon.token_url,
                "consent_url": self.amazon.consent_url,
            }
        )
        self.authenticate("admin", "admin")

    def test_confirming_at_amazon_connects_the_account(self):
        answer = self._return_to_odoo(self._confirm(self._ask()))

        self.assertIn(f"/{self.new_account.id}", answer.url, "the browser is back at the account")
        self.assertEqual(self.new_account.state, "connected")
        self.assertEqual(self.new_account.selling_partner_id, "SELLER9")
        self.new_account.action_load_stores()
        self.assertEqual(self.new_account.store_count, 2)

    def test_a_confirmation_works_once(self):
        confirmed = self._confirm(self._ask())
        self._return_to_odoo(confirmed)
        token = self.new_account.refresh_token

        self._assert_refused(confirmed, "not valid any more")
        self.assertEqual(self.new_account.refresh_token, token)

    def test_a_changed_state_is_refused(self):
        confirmed = self._confirm(self._ask())
        confirmed["state"] = confirmed["state"][:-2] + "00"

        self._assert_refused(confirmed, "not valid any more")
        self._assert_not_connected()

    def test_without_a_state_nothing_is_accepted(self):
        confirmed = self._confirm(self._ask())
        del confirmed["state"]

        self._assert_refused(confirmed, "not valid any more")
        self._assert_not_connected()

    def test_only_the_latest_request_can_be_confirmed(self):
        earlier = self._confirm(self._ask())
        self._ask()

        self._assert_refused(earlier, "not valid any more")
        self._assert_not_connected()

    def test_who_confirms_too_late_starts_again(self):
        with patch.object(amazon_account_connection, "HOURS_TO_CONFIRM", -1):
            page = self._ask()

        self._assert_refused(self._confirm(page), "not valid any more")
        self._assert_not_connected()

    def test_a_code_that_amazon_no_longer_takes_is_explained(self):
        confirmed = self._confirm(self._ask())
        self.amazon.advance(minutes=6)

        self._assert_refused(confirmed, "used already or is older than five minutes")
        self._assert_not_connected()

    def test_who_comes_back_without_a_code_is_asked_to_confirm(self):
        confirmed = {**self._confirm(self._ask()), "spapi_oauth_code": ""}

        self._assert_refused(confirmed, "sent no confirmation")
        self._assert_not_connected()

    def test_an_answer_that_cannot_be_read_is_explained(self):
        self.amazon.answer("getMarketplaceParticipations", body={"payload": "none"})

        self._assert_refused(self._confirm(self._ask()), "does not answer as expected")
        self._assert_not_connected()

    def test_the_address_does_not_decide_which_seller_it_is(self):
        confirmed = self._confirm(self._ask(), seller="SELLER1")
        confirmed["selling_partner_id"] = "SELLER9"

        self._assert_refused(confirmed, "does not know the merchant token as this seller")
        self._assert_not_connected()
        self.assertFalse(self.new_account.selling_partner_id)

    def test_where_amazon_lets_nobody_tell_the_merchant_token_is_left_to_a_person(self):
        self.amazon.set_roles("SELLER9", ["Selling Partner Insights"])

        answer = self._return_to_odoo(self._confirm(self._ask()))

        self.assertEqual(self.new_account.state, "connected", answer.text)
        self.assertFalse(self.new_account.selling_partner_id)

    def test_another_seller_cannot_take_the_account(self):
        self.new_account.selling_partner_id = "SELLER9"

        self._assert_refused(self._confirm(self._ask(), seller="SELLER1"), "Another seller")
        self._assert_not_connected()

    @mute_logger("odoo.sql_db")
    def test_a_seller_who_is_connected_already_is_told_so_with_a_way_back(self):
        self.account.selling_partner_id = "SELLER9"

        self._assert_refused(self._confirm(self._ask()), "connected already")
        self._assert_not_connected()

    def test_an_account_authorized_anew_is_no_trouble_any_more(self):
        self.new_account.write({"state": "error", "refresh_token": "old"})
        self.new_account._raise_trouble("connection_refused", advice="expired_token")

        self._return_to_odoo(self._confirm(self._ask()))

        self.assertEqual(self.new_account.state, "connected")
        self.assertFalse(self.new_account.trouble_ids)
        self.assertFalse(self.new_account.activity_ids)

    def test_a_job_that_lacked_a_role_is_tried_again_once_the_account_is_authorized_anew(self):
        self._return_to_odoo(self._confirm(self._ask()))
        job = self.new_account.schedule_ids.filtered(lambda row: row.model_name == "amazon.refund")
        job._deny(Unauthorized("Denied", reason="missing_role", operation="listTransactions"))
        self.assertTrue(self.new_account.trouble_ids)

        answer = self._return_to_odoo(self._confirm(self._ask()))

        self.assertIn(f"/{self.new_account.id}", answer.url, "back on the same page")
        self.assertFalse(job.denied_operation)
        self.assertFalse(self.new_account.trouble_ids)

    def test_amazon_sends_nobody_back_to_an_unencrypted_address(self):
        base_url = self.env["ir.config_parameter"].sudo()
        base_url.set_param("web.base.url", "http://odoo.example.com")

        with self.assertRaisesRegex(UserError, "http://odoo.example.com/amazon/authorize"):
            self._ask()

        base_url.set_param("web.base.url", "https://odoo.example.com")
        query = parse_qs(urlsplit(self._ask()).query)
        self.assertEqual(query["redirect_uri"], [self.new_account.redirect_url])

    def test_another_administrator_cannot_be_made_to_confirm(self):
        confirmed = self._confirm(self._ask())
        groups = "amazon_connector.group_manager,base.group_system"
        new_test_user(self.env, "victim", groups=groups)
        self.authenticate("victim", "victim")

        self._assert_refused(confirmed, "not valid any more")
        self._assert_not_connected()

    def test_what_was_signed_for_something_else_confirms_nothing(self):
        confirmed = self._confirm(self._ask())
        admin = self.env.ref("base.user_admin")
        nonce = self.new_account.authorization_nonce
        for scope, values in (
            ("another.purpose", [self.new_account.id, nonce, admin.id]),
            (amazon_account_connection.SCOPE, [self.account.id, nonce, admin.id]),
            (amazon_account_connection.SCOPE, [self.new_account.id, nonce]),
        ):
            forged = {**confirmed, "state": hash_sign(self.env, scope, values, expiration_hours=1)}
            self._assert_refused(forged, "not valid any more")
        self._assert_not_connected()

    @mute_logger("odoo.http")
    def test_who_may_not_set_up_accounts_cannot_connect_one(self):
        confirmed = self._confirm(self._ask())
        new_test_user(self.env, "amazon_user", groups="amazon_connector.group_user")
        self.authenticate("amazon_user", "amazon_user")

        answer = self._return_to_odoo(confirmed)

        self.assertEqual(answer.status_code, 403)
        self._assert_not_connected()

    def test_strangers_are_sent_to_the_login(self):
        confirmed = self._confirm(self._ask())
        self.authenticate(None, None)

        with self.assertLogs("werkzeug", logging.INFO) as logs:
            answer = self._return_to_odoo(confirmed)

        self.assertIn("/web/login", answer.url)
        self._assert_not_connected()
        self._assert_hidden(confirmed, logs)

    def test_neither_code_nor_state_stand_in_the_log_of_the_web_server(self):
        confirmed = self._confirm(self._ask())

        with self.assertLogs("werkzeug", logging.INFO) as logs:
            self._return_to_odoo(confirmed)

        self._assert_hidden(confirmed, logs)

    def test_a_refused_query_with_the_new_token_is_logged_without_it(self):
        self.account.selling_partner_id = "SELLER9"

        with self.assertLogs("odoo.sql_db", "ERROR") as logs:
            self._assert_refused(self._confirm(self._ask()), "connected already")

        text = "\n".join(logs.output)
        self.assertIn("UniqueViolation amazon_account", text)
        self.assertNotIn("Atzr|", text)

    def test_no_secret_is_in_the_address_of_the_consent_page(self):
        address = self._ask()

        self.assertNotIn(self.new_account.lwa_client_secret, address)
        self.assertEqual(
            set(parse_qs(urlsplit(address).query)),
            {"application_id", "redirect_uri", "state"},
        )

    # Steps

    def _ask(self):
        """Press the button; returns the address of Amazon's consent page."""
        admin = self.env.ref("base.user_admin")
        return self.new_account.with_user(admin).action_authorize()["url"]

    def _confirm(self, address, seller=None):
        """Press Confirm on the page; returns what Amazon sends back with the browser."""
        page = html.fromstring(requests.get(address, timeout=10).text)
        form = page.forms[0]
        if seller:
            form.fields["selling_partner_id"] = seller
        answer = requests.post(address, data=dict(form.fields), allow_redirects=False, timeout=10)
        target = urlsplit(answer.headers["Location"])
        self.assertEqual(target.path, "/amazon/authorize")
        return {name: values[0] for name, values in parse_qs(target.query).items()}

    def _return_to_odoo(self, confirmed):
        self.env.flush_all()
        answer = self.url_open(f"/amazon/authorize?{urlencode(confirmed)}")
        self.env.invalidate_all()
        return answer

    def _assert_hidden(self, confirmed, logs):
        text = "\n".join(logs.output)
        self.assertIn("authorize?***" if "login" not in text else "login?***", text)
        for name in ("spapi_oauth_code", "state"):
            self.assertNotIn(confirmed[name], unquote(text))
            self.assertNotIn(confirmed[name], unquote(unquote(text)))

    def _assert_refused(self, confirmed, sentence):
        answer = self._return_to_odoo(confirmed)
        self.assertEqual(answer.status_code, 400)
        self.assertIn(sentence, answer.text)

    def _assert_not_connected(self):
        self.assertFalse(self.new_account.refresh_token)
        self.assertEqual(self.new_account.state, "draft")
