"""The set-up link: someone without a login authorizes an account, once (A2)."""

import logging
import re
from datetime import timedelta
from unittest.mock import patch
from urllib.parse import parse_qs, urlencode, urlsplit

import requests
from lxml import html

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from ...models.setup import amazon_setup_link
from ..common import AmazonCommon

INVALID = "This link does not work any more"


@tagged("post_install", "-at_install")
class TestSetupLink(AmazonCommon, HttpCase):
    def setUp(self):
        super().setUp()
        self.client_account = self._create_client("SELLER9")
        self.authenticate(None, None)

    def test_someone_without_a_login_connects_the_account(self):
        url = self._send()
        page = self._open(url)
        self.assertIn("Go to Amazon", page.text)
        self.assertFalse(self.client_account.refresh_token, "looking at the page does nothing")

        answer = self._return(self._confirm(self._start(page)))

        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertIn("Thank you", answer.text)
        self.assertEqual(self.client_account.state, "connected")
        self.assertEqual(self.client_account.selling_partner_id, "SELLER9")
        self.assertEqual(self.client_account.setup_link_ids.state, "used")
        self.assertIn("owner@example.com", self.client_account.message_ids[0].body)

    def test_whoever_follows_a_responsible_who_left_is_told_in_his_own_language(self):
        self.env["res.lang"]._activate_lang("de_DE")
        self.env["ir.module.module"]._load_module_terms(["amazon_connector"], ["de_DE"])
        leaver = new_test_user(self.env, "leaver", groups="amazon_connector.group_manager")
        self.client_account.user_id = leaver
        leaver.action_archive()
        follower = self.env["amazon.trouble"]._get_responsible(self.client_account)
        follower.lang = "de_DE"

        self._return(self._confirm(self._start(self._open(self._send()))))

        message = self.client_account.message_ids[0]
        self.assertEqual(message.partner_ids, follower.partner_id)
        self.assertIn("owner@example.com", message.body)
        self.assertNotIn("was authorized", message.body)

    def test_the_link_goes_out_by_mail_and_stays_nowhere(self):
        with patch.object(type(self.env["mail.mail"]), "unlink"):  # They go once they are sent.
            self._send()
        mail = self.env["mail.mail"].search([], order="id desc", limit=1)
        (url,) = set(re.findall(r"https?://[^\s\"]+/amazon/setup/[\w-]+", mail.body_html))
        self.assertIn("owner@example.com", mail.email_to)

        self.assertIn("Go to Amazon", self._open(url).text)
        token = url.rpartition("/")[2]
        link = self.client_account.setup_link_ids
        self.assertNotIn(token, str(link.sudo().read()))
        self.assertNotIn(token, str(self.client_account.message_ids.mapped("body")))
        self.assertTrue(mail.auto_delete)

    def test_a_link_works_once(self):
        url = self._send()
        confirmed = self._confirm(self._start(self._open(url)))
        self._return(confirmed)
        token = self.client_account.refresh_token

        self._assert_invalid(self._return(confirmed))
        self._assert_invalid(self._open(url))
        self.assertEqual(self.client_account.refresh_token, token)

    def test_an_expired_link_and_a_made_up_one_end_on_the_same_page(self):
        url = self._send()
        self.client_account.setup_link_ids.sudo().expires_at = fields.Datetime.now() - timedelta(1)
        expired, forged = self._open(url), self._open(f"{url[:-3]}abc")

        for answer in (expired, forged):
            self._assert_invalid(answer)
            self.assertEqual(answer.status_code, 404)
        # Odoo's own token of a page tells the second in which it was made.
        pages = {re.sub(r"csrf_token: \"\w+\"", "", answer.text) for answer in (expired, forged)}
        self.assertEqual(len(pages), 1, "nobody learns which links there were")

    def test_a_link_that_expires_at_amazon_is_too_late(self):
        confirmed = self._confirm(self._start(self._open(self._send())))
        self.client_account.setup_link_ids.sudo().expires_at = fields.Datetime.now()

        self._assert_invalid(self._return(confirmed))
        self._assert_not_connected()

    def test_who_confirms_after_an_hour_starts_again(self):
        with patch.object(amazon_setup_link, "HOURS_TO_CONFIRM", -1):
            confirmed = self._confirm(self._start(self._open(self._send())))

        self._assert_invalid(self._return(confirmed))
        self._assert_not_connected()

    def test_a_withdrawn_link_and_an_older_one_do_nothing(self):
        older = self._send()
        newer = self._send()
        self._assert_invalid(self._open(older))
        self.assertIn("Go to Amazon", self._open(newer).text)

        self.client_account.setup_link_ids[:1].action_withdraw()

        self._assert_invalid(self._open(newer))

    def test_another_browser_cannot_bring_back_what_this_one_has_started(self):
        confirmed = self._confirm(self._start(self._open(self._send())))
        self.authenticate(None, None)

        self._assert_invalid(self._return(confirmed))
        self._assert_not_connected()

    def test_neither_can_someone_who_is_logged_in(self):
        confirmed = self._confirm(self._start(self._open(self._send())))
        self.authenticate("admin", "admin")

        self._assert_invalid(self._return(confirmed))
        self._assert_not_connected()

    def test_the_state_of_one_account_opens_no_other(self):
        other = self._create_client("SELLER8")
        theirs = self._confirm(self._start(self._open(self._send(other))))
        self.authenticate(None, None)
        mine = self._confirm(self._start(self._open(self._send())))

        self._assert_invalid(self._return({**mine, "state": theirs["state"]}))
        self._assert_not_connected()
        self.assertFalse(other.refresh_token)

    def test_a_changed_state_is_refused(self):
        confirmed = self._confirm(self._start(self._open(self._send())))
        for state in (f"{confirmed['state'][:-2]}00", "link.", "link.x", "link.AAAA"):
            self._assert_invalid(self._return({**confirmed, "state": state}))
        self._assert_not_connected()

    def test_the_state_of_an_administrator_is_no_link(self):
        admin = self.env.ref("base.user_admin")
        address = self.client_account.with_user(admin).action_authorize()["url"]
        confirmed = self._confirm(address)

        answer = self._return({**confirmed, "state": f"link.{confirmed['state']}"})

        self._assert_invalid(answer)
        self._assert_not_connected()

    def test_another_seller_cannot_take_the_account(self):
        self.client_account.selling_partner_id = "SELLER9"
        confirmed = self._confirm(self._start(self._open(self._send())), seller="SELLER1")

        answer = self._return(confirmed)

        self.assertIn("Another seller", answer.text)
        self.assertNotIn(self.client_account.name, answer.text)
        self._assert_not_connected()
        self.assertEqual(self.client_account.setup_link_ids.state, "open", "he may try again")

    @mute_logger("odoo.sql_db")
    def test_a_seller_who_is_connected_already_is_told_nothing_of_it(self):
        self.account.selling_partner_id = "SELLER9"

        answer = self._return(self._confirm(self._start(self._open(self._send()))))

        self.assertEqual(answer.status_code, 400)
        self.assertIn("could not be kept", answer.text)
        self._assert_not_connected()

    def test_no_page_names_anything_of_the_database(self):
        url = self._send()
        pages = [self._open(url), self._open(f"{url}x"), self.url_open("/amazon/setup-done")]
        for page in pages:
            for name in (self.client_account.name, self.company.name, self.env.cr.dbname):
                self.assertNotIn(name, page.text)
            self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
            self.assertEqual(page.headers["Cache-Control"], "no-store")

    def test_the_link_stands_in_no_log_of_the_web_server(self):
        url = self._send()
        with self.assertLogs("werkzeug", logging.INFO) as logs:
            self._open(url)

        text = "\n".join(logs.output)
        self.assertIn("/amazon/setup/***", text)
        self.assertNotIn(url.rpartition("/")[2], text)

    def test_an_archived_account_is_not_connected(self):
        url = self._send()
        self.client_account.active = False

        self._assert_invalid(self._open(url))

    def test_only_a_public_application_has_links_and_only_those_who_set_up_send_them(self):
        self.client_account.application_ref = False
        with self.assertRaisesRegex(UserError, "Enter application id"):
            self.client_account.action_send_setup_link()
        clerk = new_test_user(self.env, "clerk", groups="amazon_connector.group_user")
        with self.assertRaises(AccessError):
            self.account.with_user(clerk).action_send_setup_link()
        with self.assertRaises(AccessError):
            self.env["amazon.setup.link"].with_user(clerk)._create_for(self.account, "a@b.com")

    # Steps

    def _create_client(self, seller):
        values = self.amazon.add_seller(seller, "NA", ["US", "CA"])
        return self.env["amazon.account"].create(
            {
                "name": f"Shop of {seller}",
                "region": "na",
                "application_ref": values["application_id"],
                "lwa_client_id": values["client_id"],
                "lwa_client_secret": values["client_secret"],
                "api_url": self.amazon.url,
                "token_url": self.amazon.token_url,
                "consent_url": self.amazon.consent_url,
            }
        )

    def _send(self, account=None):
        """Fill in the dialogue and send; returns the address in the mail."""
        account = account or self.client_account
        context = account.action_send_setup_link()["context"]
        dialogue = self.env["amazon.setup.link.send"].with_context(**context)
        sent = []
        create = type(self.env["amazon.setup.link"])._create_for

        def keep(links, account, email):
            sent.append(create(links, account, email))
            return sent[-1]

        with patch.object(type(self.env["amazon.setup.link"]), "_create_for", keep):
            dialogue.create({"email": "owner@example.com"}).action_send()
        return sent[-1][1]

    def _open(self, url):
        self.env.flush_all()
        return self.url_open(urlsplit(url).path)

    def _start(self, page):
        """Press *Go to Amazon*; returns the address of Amazon's consent page."""
        form = html.fromstring(page.text).forms[0]
        answer = self.url_open(form.action, data=dict(form.fields), allow_redirects=False)
        self.assertEqual(answer.status_code, 303, answer.text)
        return answer.headers["Location"]

    def _confirm(self, address, seller=None):
        """Confirm at Amazon; returns what it sends back with the browser."""
        form = html.fromstring(requests.get(address, timeout=10).text).forms[0]
        if seller:
            form.fields["selling_partner_id"] = seller
        answer = requests.post(address, data=dict(form.fields), allow_redirects=False, timeout=10)
        query = parse_qs(urlsplit(answer.headers["Location"]).query)
        return {name: values[0] for name, values in query.items()}

    def _return(self, confirmed):
        self.env.flush_all()
        answer = self.url_open(f"/amazon/authorize?{urlencode(confirmed)}")
        self.env.invalidate_all()
        return answer

    def _assert_invalid(self, answer):
        self.assertIn(answer.status_code, (400, 404))
        self.assertIn(INVALID, answer.text)

    def _assert_not_connected(self):
        self.assertFalse(self.client_account.refresh_token)
        self.assertEqual(self.client_account.state, "draft")
