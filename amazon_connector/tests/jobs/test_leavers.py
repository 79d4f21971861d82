"""Issues of a person who leaves are handed over (G3)."""

from odoo.tests import new_test_user, tagged

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestLeavers(AmazonCommon):
    def test_the_leaving_of_a_person_ends_no_task(self):
        leaver = new_test_user(self.env, "leaver", groups="amazon_connector.group_manager")
        self.account.user_id = leaver
        ref = self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.sync_orders()
        document = self.document(ref)
        document._raise_trouble("cancelled_after_invoice", documents="INV/1", sale="S1")
        self.account._raise_trouble("job_stuck:amazon.order", job="amazon.order")
        trouble = document.trouble_ids
        (trouble | self.account.trouble_ids)._tell()
        self.assertEqual(trouble.activity_id.user_id, leaver)

        leaver.action_archive()
        self.env["amazon.trouble"]._cron_follow()

        self.assertFalse(trouble.closed_at, "nobody has made the credit note")
        self.assertTrue(trouble.activity_id, "somebody else is told")

    def test_the_leaving_of_a_person_hands_issues_on(self):
        leaver = new_test_user(self.env, "leaver", groups="amazon_connector.group_manager")
        self.account.user_id = leaver
        self.account.state = "error"
        self.account._raise_trouble("connection_refused", advice="expired_token")
        trouble = self.account.trouble_ids
        self.assertEqual(trouble.activity_id.user_id, leaver)
        leaver.action_archive()
        self.env["amazon.trouble"]._cron_follow()
        self.assertFalse(trouble.closed_at)
        self.assertTrue(trouble.activity_id.exists(), "somebody else is told")
