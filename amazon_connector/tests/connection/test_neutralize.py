"""A neutralized copy of a database leaves Amazon alone."""

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import file_open

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestNeutralize(AmazonCommon):
    def test_a_copy_has_no_credentials_and_no_running_jobs(self):
        lanes = self.env["ir.cron"].search([("amazon_lane", "!=", False)])
        self.assertTrue(lanes)
        self.amazon.reset_calls()

        self._neutralize()

        self.assertEqual(self.account.state, "draft")
        self.assertFalse(self.account.lwa_client_id)
        self.assertFalse(self.account.lwa_client_secret)
        self.assertFalse(self.account.refresh_token)
        self.assertEqual(self.store.state, "paused")
        self.assertFalse(any(lanes.mapped("active")))

    def test_a_job_that_is_started_all_the_same_calls_nobody(self):
        self._neutralize()
        self.amazon.reset_calls()

        self.account.action_sync_orders()
        self.account.action_push_shipments()
        self.env["amazon.schedule"]._cron_lane("amazon.order")
        with self.assertRaisesRegex(UserError, "is not connected"):
            self.account._get_client()

        self.assertEqual(self.amazon.calls(), {})

    def _neutralize(self):
        """Run the addon's statements, as ``odoo-bin neutralize`` does."""
        self.env.flush_all()
        with file_open("amazon_connector/data/neutralize.sql") as statements:
            self.cr.execute(statements.read())
        self.env.invalidate_all()
