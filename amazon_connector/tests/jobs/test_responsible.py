"""Open issues are those of who is responsible now (G3)."""

from odoo import fields
from odoo.tests import new_test_user, tagged

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestResponsible(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.before, self.after = self.person("before"), self.person("after")
        self.account.user_id = self.before
        self.document = self.wish_to_cancel()
        self.trouble = self.document.trouble_ids
        self.activity = self.trouble.activity_id
        self.assertEqual(self.activity.user_id, self.before)

    def person(self, login):
        return new_test_user(self.env, login, groups="amazon_connector.group_manager")

    def follow(self):
        self.env["amazon.trouble"]._cron_follow()

    def test_open_issues_go_to_who_becomes_responsible(self):
        self.store._raise_trouble("held_catalog:amazon.order", count=1)
        not_told = self.store.trouble_ids
        self.assertFalse(not_told.told_at)

        self.account.user_id = self.after

        self.assertEqual(self.trouble.user_id, self.after)
        self.assertEqual(self.activity.user_id, self.after)
        self.assertEqual(not_told.user_id, self.after, "who will be told")

    def test_a_manager_may_hand_them_over(self):
        self.account.with_user(self.after).user_id = self.after
        self.assertEqual(self.activity.user_id, self.after)

    def test_without_a_responsible_a_manager_gets_them(self):
        self.account.user_id = False
        expected = self.trouble._get_responsible(self.account)
        self.assertNotEqual(expected, self.before)
        self.assertEqual((self.trouble.user_id, self.activity.user_id), (expected, expected))

    def test_who_may_not_open_them_any_more_is_followed_by_a_manager(self):
        self.before.group_ids = self.env.ref("base.group_user")

        self.follow()

        managers = self.env.ref("amazon_connector.group_manager").all_user_ids
        self.assertIn(self.trouble.user_id, managers)
        self.assertEqual(self.activity.user_id, self.trouble.user_id)
        self.store._raise_trouble("buyers_hidden", count=3)
        self.assertIn(self.store.activity_ids.user_id, managers)

    def test_they_are_worded_in_the_language_of_who_gets_them(self):
        self.env["res.lang"]._activate_lang("de_DE")
        self.env["ir.module.module"]._load_module_terms(["amazon_connector"], ["de_DE"])
        self.after.lang = "de_DE"
        german = self.trouble.with_context(lang="de_DE").title
        self.assertNotEqual(self.activity.summary, german)
        self.account.user_id = self.after
        self.assertEqual(self.activity.summary, german)

    def test_a_task_that_somebody_was_given_stays_theirs(self):
        given = self.person("given")
        self.activity.user_id = given
        self.account.user_id = self.after
        self.assertEqual(self.activity.user_id, given)

    def test_a_task_that_a_leaver_was_given_goes_back(self):
        self.document._raise_trouble("cancelled_after_invoice", documents="INV/1", sale="S1")
        task = self.document.trouble_ids - self.trouble
        given = self.person("given")
        task.activity_id.user_id = given
        given.action_archive()
        self.assertFalse(task.closed_at, "nobody has made the credit note")
        self.assertEqual(task.activity_id.user_id, self.before)

    def test_what_is_closed_or_of_another_account_stays(self):
        self.trouble._close()
        other = self.account.copy({"name": "Another"})
        other.user_id = self.before
        other._raise_trouble("connection_refused", advice="expired_token")

        self.account.user_id = self.after

        self.assertEqual(self.trouble.user_id, self.before)
        self.assertEqual(other.activity_ids.user_id, self.before)

    def test_a_task_marked_as_done_is_not_told_again(self):
        self.activity.action_done()
        self.account.user_id = self.after
        self.assertEqual(self.trouble.user_id, self.after)
        self.assertFalse(self.document.activity_ids)

    def test_who_has_the_company_no_longer_has_no_issues_any_more(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        self.before.write(
            {"company_id": elsewhere.id, "company_ids": [fields.Command.set(elsewhere.ids)]}
        )
        self.follow()
        self.assertNotEqual(self.trouble.user_id, self.before)
        self.assertEqual(self.activity.user_id, self.trouble.user_id)

    def test_no_mail_goes_out_for_each_of_them(self):
        self.after.notification_type = "email"
        known = self.env["mail.message"].search([])
        self.account.user_id = self.after
        self.assertFalse(self.env["mail.message"].search([]) - known)
