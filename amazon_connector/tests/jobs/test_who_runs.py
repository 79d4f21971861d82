"""Who runs a job, and what wakes one that a person has stopped (A8, G6)."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestWhoRuns(AmazonCommon):
    @mute_logger("odoo.models", "odoo.addons.base.models.ir_model")
    def test_an_accountant_runs_no_job_of_the_shop(self):
        books = new_test_user(self.env, "books", groups="amazon_connector.group_accountant")
        self.store.push_stock = True
        for act in (
            self.account.with_user(books).action_sync_orders,
            self.account.with_user(books).action_push_shipments,
            self.account.with_user(books).action_push_cancellations,
            self.store.with_user(books).action_sync_listings,
            self.store.with_user(books).action_push_stock,
            self.store.with_user(books).action_push_everything,
        ):
            with self.subTest(act=act.__name__), self.assertRaises(AccessError):
                act()

    def test_a_stopped_job_rests_until_it_is_resumed(self):
        self.store.push_stock = True
        schedules = self.env["amazon.schedule"]
        row = schedules._find_for("amazon.submission", stores=self.store)
        self.env["amazon.signal"].search([]).unlink()
        until = fields.Datetime.now() + timedelta(hours=24)
        row.write({"is_stopped": True, "next_run": until, "rests_until": until})
        self.assertNotIn(row, schedules.sudo()._find_due("amazon.submission"))

        self.store.stock_buffer = 3  # A clerk's setting, or a picker's corrected number, or …
        self.env.cr.flush()

        self.assertNotIn(row, schedules.sudo()._find_due("amazon.submission"))
