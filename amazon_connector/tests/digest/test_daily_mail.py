"""One e-mail a day with what is open (G3): to the right person, in their words, or none."""

from unittest.mock import patch

from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestDailyMail(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.boss = new_test_user(
            self.env, "boss", groups="amazon_connector.group_manager", email="boss@shop.example"
        )
        self.account.user_id = self.boss
        self.store.mail_issues = True

    def test_one_mail_tells_all_that_is_open_with_links(self):
        ref = self.amazon.place_order(
            sku="STRANGER", unit_price="9.99", buyer={"buyerEmail": "jane@privately.example"}
        )
        self.sync_orders()
        self.account._raise_trouble("connection_refused", advice="expired_token")

        mail = self._mails_of_the_day()

        self.assertEqual(len(mail), 1)
        self.assertEqual(mail.subject, "Amazon: 2 open issues")
        self.assertIn("boss@shop.example", mail.email_to)
        self.assertIn("Amazon orders wait for a product", mail.body_html)
        self.assertIn("Amazon refuses the connection", mail.body_html)
        self.assertIn(f"model=amazon.store&amp;res_id={self.store.id}", mail.body_html)
        for private in ("jane", "privately", ref):
            self.assertNotIn(private, mail.body_html)

    def test_no_mail_where_nothing_is_open_or_nobody_wants_it(self):
        self.assertFalse(self._mails_of_the_day())

        self.store._raise_trouble("buyers_hidden")
        self.store.mail_issues = False
        self.assertFalse(self._mails_of_the_day())

        self.store.mail_issues = True
        self.assertEqual(self._mails_of_the_day().subject, "Amazon: 1 open issue")

        self.store._close_troubles("buyers_hidden")
        self.assertFalse(self._mails_of_the_day())

    def test_whoever_is_killed_between_two_mails_has_told_nobody(self):
        self._raise_for_two()
        cron = self.env.registry["ir.cron"]
        with patch.object(cron, "_commit_progress") as commit:
            mails = self._mails_of_the_day()

        self.assertEqual(len(mails), 2)
        commit.assert_not_called()

    def test_one_mail_that_cannot_be_written_keeps_back_no_other(self):
        self._raise_for_two()
        troubles = self.env.registry["amazon.trouble"]
        mail_to = troubles._mail_to

        def refuse(issues, user):
            mail_to(issues, user)
            if user == self.boss:
                raise ValueError("No words.")

        log = "odoo.addons.amazon_connector.models.sync.isolation"
        with patch.object(troubles, "_mail_to", refuse), mute_logger(log):
            mail = self._mails_of_the_day()

        self.assertIn("other@shop.example", mail.email_to)

    def _raise_for_two(self):
        """Issues of two accounts, each with a responsible of its own."""
        account = self.account.copy({"name": "Another"})
        account.user_id = new_test_user(
            self.env, "other", groups="amazon_connector.group_manager", email="other@shop.example"
        )
        market = self.store.marketplace_id
        store = self.env["amazon.store"].create(
            {"name": "Else", "account_id": account.id, "marketplace_id": market.id}
        )
        store.mail_issues = True
        for one in (self.store, store):
            one._raise_trouble("buyers_hidden", count=3)

    def test_the_mail_is_off_until_somebody_wants_it(self):
        self.assertFalse(self.env["amazon.store"].new({}).mail_issues)

    def test_the_mail_is_in_the_language_of_who_gets_it(self):
        self.env["res.lang"]._activate_lang("de_DE")
        self.boss.lang = "de_DE"
        self.store._raise_trouble("buyers_hidden")
        trouble = self.store.trouble_ids.with_context(lang="de_DE")

        self.assertIn(trouble.title, self._mails_of_the_day().body_html)

    def _mails_of_the_day(self):
        """What the daily job writes."""
        mails = self.env["mail.mail"]
        before = mails.search([])
        self.env["amazon.trouble"]._cron_mail()
        return mails.search([]) - before
