"""Who runs a job, and what wakes one that a person has stopped (A8, G6)."""

from datetime import timedelta
from functools import partial

from odoo import fields
from odoo.exceptions import AccessError
from odoo.service.model import call_kw
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
            partial(self.run_job, books, "amazon.product.load"),
        ):
            with self.subTest(act=act), self.assertRaises(AccessError):
                act()

    def run_job(self, person, model_name):
        schedules = self.env["amazon.schedule"].with_user(person)
        return schedules._run_now(model_name, stores=self.store.with_user(person))

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_model")
    def test_who_may_not_run_a_job_neither_stops_nor_resumes_it(self):
        people = {
            group: new_test_user(self.env, group, groups=f"amazon_connector.group_{group}")
            for group in ("user", "accountant", "manager")
        }
        may = {
            "amazon.order": {"user", "manager"},
            "amazon.settlement": {"accountant", "manager"},
            "amazon.return": {"user", "accountant", "manager"},
            "amazon.return.request": {"user", "accountant", "manager"},
        }
        for job, groups in may.items():
            schedule = self.env["amazon.schedule"]._find_for(job, self.account)
            run = schedule._open_run()
            for group, person in people.items():
                with self.subTest(job=job, group=group):
                    self.assertEqual(self.press(person, run, "action_stop"), group in groups)
            run.state, schedule.is_stopped = "stopped", True
            for group, person in people.items():
                with self.subTest(job=job, group=group, resumes=True):
                    self.assertEqual(self.press(person, run, "action_resume"), group in groups)

    def press(self, person, run, button):
        """Press a button of a run as the web client does, whether the form offers it or not.

        :return: whether the person may
        """
        model = self.env(user=person, context={})[run._name]
        flag = {"action_stop": "can_stop", "action_resume": "can_resume"}[button]
        (shown,) = call_kw(model, "read", [run.ids, [flag]], {})
        try:
            call_kw(model, button, [run.ids], {})
        except AccessError:
            self.assertFalse(shown[flag], "It is offered to who may alone.")
            return False
        self.assertTrue(shown[flag])
        return True

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_model")
    def test_a_remedy_that_is_others_work_opens_what_the_issue_is_about(self):
        self.account._raise_trouble("connection_refused", advice="expired_token")
        self.store._raise_trouble("job_stuck:amazon.listing", job="amazon.listing")
        for group, record in (("user", self.account), ("accountant", self.store)):
            person = new_test_user(self.env, group, groups=f"amazon_connector.group_{group}")
            troubles = self.env(user=person, context={})["amazon.trouble"]
            with self.subTest(group=group):
                opened = call_kw(troubles, "action_remedy", [record.trouble_ids.ids], {})
                leads_to = (opened["res_model"], opened["res_id"])
                self.assertEqual(leads_to, (record._name, record.id))

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
