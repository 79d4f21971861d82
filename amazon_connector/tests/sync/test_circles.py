"""An Amazon whose pages lead in circles: it is left alone for a while, and asked from the start."""

from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from ...models.jobs.amazon_schedule_health import MOST_TROUBLED_RUNS
from ..takeover.foreign import ForeignCommon
from .test_faults import FaultsCommon

LOADS = "odoo.addons.amazon_connector.models.loads.amazon_order_load_job.PATIENCE"
TAKEOVERS = "odoo.addons.amazon_connector.models.takeover.amazon_takeover_job.PATIENCE"


class CirclesCommon(FaultsCommon):
    def circle(self):
        self.amazon.reset_calls()
        self.amazon.fault("searchOrders", "duplicate_page", count=100)

    def refuse_tokens(self):
        """Amazon names a next page after each one, and never honors it."""
        orders = self.amazon.orders()
        self.amazon.reset_calls()
        wish = {"query": {"paginationToken": "NEXT"}}
        self.amazon.refuse("searchOrders", 400, "Unknown token.", when=wish, times=None)
        page = {"orders": orders, "pagination": {"nextToken": "NEXT"}}
        self.amazon.answer("searchOrders", 200, page, times=None)

    def give_empty_pages(self):
        self.amazon.reset_calls()
        page = {"orders": [], "pagination": {"nextToken": "NEXT"}}
        self.amazon.answer("searchOrders", 200, page, times=None)

    def straighten(self):
        self.amazon.clear_faults()
        self.amazon.clear_answers()
        self.env["amazon.rate.bucket"].search([]).unlink()

    def assert_left_alone(self, operation, most=10):
        """It was found out soon, and is not tried again at once."""
        self.assertEqual(operation.state, "postponed", self.messages(operation))
        self.assertIn("same page again", self.messages(operation))
        self.assertLessEqual(self.amazon.calls()["searchOrders"], most)
        soon = fields.Datetime.add(fields.Datetime.now(), minutes=10)
        self.assertGreater(operation.retry_at, soon)


@tagged("post_install", "-at_install")
class TestCircles(CirclesCommon):
    def each_circle(self):
        """The ways in which pages may lead nowhere."""
        return self.circle, self.refuse_tokens, self.give_empty_pages

    def test_changed_orders(self):
        self.place_orders(3)
        for begin in self.each_circle():
            with self.subTest(begin.__name__):
                begin()
                self.assert_left_alone(self.sync_orders())
                self.straighten()

        self.assertEqual(self.sync_orders().state, "done")
        self.assert_complete()

    def test_a_load_of_a_period(self):
        self.check_loads("dates")

    def test_a_search_for_missing_orders(self):
        self.check_loads("missing")

    def check_loads(self, kind):
        self.place_orders(3)
        for begin in self.each_circle():
            with self.subTest(begin.__name__):
                load = self.new_load(kind)
                begin()
                load.action_start()
                self.assert_left_alone(load.operation_id)
                self.assertEqual(load.state, "running")

                self.straighten()
                load.action_start()
                self.assertEqual((load.state, load.found_count), ("done", 3))

    def test_it_is_found_out_from_run_to_run(self):
        self.place_orders(3)
        load = self.new_load("missing")
        self.circle()
        with patch(LOADS, 0):
            for _run in range(4):
                load.action_start()

        self.assert_left_alone(load.operation_id)

    def new_load(self, kind):
        since = fields.Datetime.subtract(fields.Datetime.now(), days=7)
        values = {"account_id": self.account.id, "kind": kind, "date_from": since}
        return self.env["amazon.order.load"].create(values)


@tagged("post_install", "-at_install")
class TestCirclesBeside(ForeignCommon, CirclesCommon):
    def test_a_comparison_beside_another_connector(self):
        self.place(3, minutes_ago=600)
        takeover = self.start()
        self.circle()
        takeover.action_compare()
        operation = self.env["amazon.operation"].search([("kind", "=", "amazon.takeover")], limit=1)
        self.assert_left_alone(operation)

        self.straighten()
        takeover.action_compare()

        self.assertFalse(takeover.pass_from)
        self.assertEqual(takeover.compared_count, 3)

    def test_it_is_found_out_from_run_to_run(self):
        self.place(3, minutes_ago=600)
        takeover = self.start()
        self.circle()
        takeover.compared_at = False
        with patch(TAKEOVERS, 0):
            runs = [self.run_job() for _run in range(4)]

        self.assertEqual([run.state for run in runs[:3]], ["partial"] * 3)
        self.assert_left_alone(runs[-1])

    def test_a_circle_without_end_is_told_though_every_run_reads_pages(self):
        self.place(3, minutes_ago=600)
        takeover = self.start()
        self.circle()
        takeover.compared_at = False
        for _run in range(MOST_TROUBLED_RUNS - 1):
            self.assertGreater(self.run_job().received, 0)
            self.env["amazon.rate.bucket"].search([]).unlink()
        self.assertFalse(self.account.trouble_ids)

        self.run_job()
        (stuck,) = self.account.trouble_ids
        self.assertEqual(stuck.key, "job_stuck:amazon.takeover")

        self.straighten()
        self.assertEqual(self.run_job().state, "done")
        self.assertTrue(stuck.closed_at)

    def test_runs_between_two_ends_of_a_circle_are_no_progress(self):
        self.place(3, minutes_ago=600)
        takeover = self.start()
        self.circle()
        takeover.compared_at = False
        with patch(TAKEOVERS, 0):
            for _run in range(6):
                run = self.run_job()
                self.env["amazon.rate.bucket"].search([]).unlink()
            self.assertEqual(run.state, "partial")
            schedule = run.schedule_id
            self.assertEqual(schedule.troubled_runs, 1)

            schedule.troubled_since = fields.Datetime.subtract(fields.Datetime.now(), hours=5)
            self.run_job()

        self.assertEqual(self.account.trouble_ids.key, "job_stuck:amazon.takeover")
