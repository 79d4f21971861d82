"""What a monitoring tool is told, and who is told nothing."""

import json
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..common import AmazonCommon

ADDRESS = "/amazon/health"


@tagged("post_install", "-at_install")
class TestHealth(AmazonCommon, HttpCase):
    def setUp(self):
        super().setUp()
        self.token = self.env["amazon.health"]._set_token()
        self.env["amazon.schedule"].search([]).next_run = fields.Datetime.now()

    def ask(self, **headers):
        return self.url_open(ADDRESS, headers=headers)

    def report(self):
        self.env.flush_all()
        answer = self.ask(Authorization=f"Bearer {self.token}")
        return answer.status_code, answer.json()

    def assert_told(self, code, status, *reasons):
        told_code, report = self.report()
        self.assertEqual((told_code, report["status"]), (code, status), report)
        self.assertEqual(report["reasons"], list(reasons))
        return report

    def job(self):
        return self.env["amazon.schedule"]._find_for("amazon.order", accounts=self.account)

    # Who is told

    def test_without_a_token_of_its_own_the_address_does_not_exist(self):
        settings = self.env["res.config.settings"].create({})
        settings.action_end_amazon_health_token()
        for headers in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer False"}):
            with mute_logger("odoo.http"):
                self.assertEqual(self.ask(**headers).status_code, 404)

    def test_who_lacks_the_token_is_told_nothing(self):
        for given in ("", "Bearer", "Bearer wrong", f"Basic {self.token}", "Bearer \u00fc\u00fc"):
            answer = self.ask(Authorization=given.encode())
            self.assertEqual(answer.status_code, 403, given)
            self.assertEqual(answer.json(), {"status": "forbidden"})
        self.authenticate("admin", "admin")
        self.assertEqual(self.ask().status_code, 403, "a login is no token")

    def test_a_new_token_ends_the_old_one(self):
        settings = self.env["res.config.settings"].create({})
        self.assertEqual(settings.amazon_health_token, self.token)
        settings.action_new_amazon_health_token()
        self.assertEqual(self.ask(Authorization=f"Bearer {self.token}").status_code, 403)
        self.token = self.env["res.config.settings"].create({}).amazon_health_token
        self.assert_told(200, "ok")

    # What is told

    def test_all_is_well_and_names_nobody(self):
        ref = self.amazon.place_order(sku="MUG", buyer={"name": "Jane Buyer"})
        self.sync_orders()
        report = self.assert_told(200, "ok")
        self.assertEqual(report["accounts"], {"connected": 1, "need_a_person": 0})
        self.assertGreater(report["jobs"]["booked"], 3)
        self.assertEqual(report["orders"]["unprocessed"], 0)
        told = json.dumps(report)
        for name in (ref, "Jane", "MUG", self.account.name, self.store.name, self.company.name):
            self.assertNotIn(name, told)

    def test_an_account_that_needs_a_person_is_a_failure(self):
        self.account.state = "error"
        self.assert_told(503, "failing", "accounts.need_a_person")

    def test_jobs_that_no_lane_takes_are_a_failure(self):
        self.job().next_run = fields.Datetime.now() - timedelta(minutes=45)
        report = self.assert_told(503, "failing", "jobs.overdue")
        self.assertEqual(report["jobs"]["overdue"], 1)
        self.assertEqual(report["jobs"]["longest_overdue_minutes"], 45)
        self.sync_orders()
        self.assert_told(200, "ok")

    def test_what_rests_on_purpose_is_not_overdue(self):
        stores = self.account.store_ids
        self.assertIn("draft", stores.mapped("state"))
        rows = self.env["amazon.schedule"].search([("store_id", "in", stores.ids)])
        self.store.state = "paused"
        rows.next_run = fields.Datetime.now() - timedelta(days=2)
        self.job().write(
            {"next_run": fields.Datetime.now() - timedelta(days=2), "denied_operation": "getOrder"}
        )
        self.assert_told(200, "ok")

    def test_a_run_whose_lease_is_long_over_is_a_failure(self):
        run = self.env["amazon.operation"].create(
            {"account_id": self.account.id, "kind": "amazon.order"}
        )
        job = self.job()
        job.write({"operation_id": run.id, "leased_until": fields.Datetime.now()})
        report = self.assert_told(200, "ok")
        self.assertEqual(report["jobs"]["running"], 1)
        job.leased_until = fields.Datetime.now() - timedelta(minutes=20)
        self.assert_told(503, "failing", "jobs.abandoned")

    def test_orders_that_nobody_makes_are_told_with_their_age(self):
        ref = self.amazon.place_order(sku="MUG")
        self.sync_orders()
        order = self.document(ref)
        order.state = "received"
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE amazon_order SET write_date = %s WHERE id = %s",
            (fields.Datetime.now() - timedelta(minutes=90), order.id),
        )
        self.env.invalidate_all()
        report = self.assert_told(200, "degraded", "orders.late")
        self.assertEqual(report["orders"]["oldest_unprocessed_minutes"], 90)

    def test_orders_of_an_account_that_is_disconnected_spoil_nothing(self):
        failed, late = (self.amazon.place_order(sku="MUG") for _order in range(2))
        self.sync_orders()
        self.document(failed).state = "failed"
        self.document(late).state = "received"
        self.env.flush_all()
        self.env.cr.execute("UPDATE amazon_order SET write_date = write_date - interval '1 day'")
        self.env.invalidate_all()
        self.assert_told(200, "degraded", "orders.late", "orders.failed")

        self.account.action_disconnect()

        report = self.assert_told(200, "ok")
        self.assertEqual(report["orders"]["unprocessed"], 0)

    def test_open_issues_are_counted_and_errors_spoil_the_status(self):
        self.store._raise_trouble("held_product", count=1)
        severity = self.env["amazon.trouble"].search([]).mapped("severity")
        report = self.report()[1]
        self.assertEqual(report["troubles"]["warnings"], severity.count("warning"))
        self.account._raise_trouble("role_missing:amazon.order", operation="x", job="amazon.order")
        errors = self.env["amazon.trouble"].search_count(
            [("severity", "=", "error"), ("closed_at", "=", False)]
        )
        self.assertTrue(errors)
        report = self.assert_told(200, "degraded", "troubles.errors")
        self.assertEqual(report["troubles"]["errors"], errors)

    def test_an_extension_adds_figures_and_what_they_mean(self):
        health = type(self.env["amazon.health"])
        figures, judge = health._get_figures, health._judge

        def own_figures(model):
            return {**figures(model), "warehouse": {"late": 3}}

        def own_judge(model, told):
            failing, degraded = judge(model, told)
            return failing, degraded + model._find_set(told, ("warehouse.late",))

        with (
            patch.object(health, "_get_figures", own_figures),
            patch.object(health, "_judge", own_judge),
        ):
            report = self.assert_told(200, "degraded", "warehouse.late")
        self.assertEqual(report["warehouse"], {"late": 3})
