"""How often orders are looked for: pauses that grow, a start of the day, the quota (B13)."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestPolling(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.account.write({"polling": "backoff", "polling_start": 6.0, "polling_tz": "UTC"})
        self.schedule = self.env["amazon.schedule"]._find_for("amazon.order", self.account)

    def run_at(self, moment, found=0):
        """The job ran and found so many; returns the minutes until the next run."""
        with freeze_time(moment):
            operation = self.env["amazon.operation"].create(
                {
                    "account_id": self.account.id,
                    "kind": "amazon.order",
                    "state": "done",
                    "received": found,
                }
            )
            job = self.env["amazon.order"]
            pause = job._get_pause(self.schedule, operation)
            self.schedule.write(
                {"next_run": fields.Datetime.now() + pause, "operation_id": operation.id}
            )
            self.schedule._book(operation)
            return (self.schedule.next_run - fields.Datetime.now()) / timedelta(minutes=1)

    def run_through(self, start, runs, found=0):
        """So many runs, each when it is due; returns their pauses in minutes."""
        moment, pauses = fields.Datetime.to_datetime(start), []
        for _ in range(runs):
            pauses.append(self.run_at(moment, found))
            moment = self.schedule.next_run
        return pauses

    def test_the_pause_doubles_while_nothing_comes_up_to_two_hours(self):
        self.assertEqual(
            self.run_through("2026-11-23 08:00:00", 8), [5, 10, 20, 40, 80, 120, 120, 120]
        )

    def test_the_first_order_brings_it_back(self):
        self.run_through("2026-11-23 08:00:00", 4)
        self.assertEqual(self.run_at("2026-11-23 09:30:00", found=1), 5)
        self.assertEqual(self.run_at("2026-11-23 09:35:00"), 10)

    def test_the_day_starts_on_time_and_from_the_shortest_pause(self):
        self.run_through("2026-11-23 01:00:00", 6)
        self.assertEqual(self.run_at("2026-11-23 05:35:00"), 25)
        self.assertEqual(self.run_at("2026-11-23 06:00:00"), 5)
        self.assertEqual(self.run_at("2026-11-23 06:05:00"), 10)

    def test_the_start_of_the_day_follows_summer_time(self):
        self.account.polling_tz = "Europe/Berlin"
        start = self.account._get_day_start
        at = fields.Datetime.to_datetime
        self.assertEqual(start(at("2026-03-28 12:00:00")), at("2026-03-28 05:00:00"))
        self.assertEqual(start(at("2026-03-28 12:00:00"), days=1), at("2026-03-29 04:00:00"))
        self.assertEqual(start(at("2026-10-25 12:00:00")), at("2026-10-25 05:00:00"))

    def test_the_start_before_sunrise_was_yesterday(self):
        self.account.polling_tz = "America/Los_Angeles"
        at = fields.Datetime.to_datetime
        self.assertEqual(
            self.account._get_day_start(at("2026-11-23 08:00:00")), at("2026-11-22 14:00:00")
        )

    def test_the_start_is_before_the_moment_on_the_night_of_a_clock_change_too(self):
        self.account.polling_tz = "America/Los_Angeles"
        for start, night in ((2.5, "2026-03-08 09:00:00"), (1.5, "2026-11-01 08:00:00")):
            self.account.polling_start = start
            for minutes in range(0, 180, 10):
                moment = fields.Datetime.to_datetime(night) + timedelta(minutes=minutes)
                with self.subTest(moment):
                    self.assertLessEqual(self.account._get_day_start(moment), moment)
                    self.assertGreater(self.account._get_day_start(moment, days=1), moment)

    def test_switched_off_the_interval_is_fixed(self):
        self.account.polling = "fixed"
        self.schedule.interval_minutes = 15
        self.assertEqual(self.run_through("2026-11-23 08:00:00", 3), [15, 15, 15])

    def test_no_setting_goes_beyond_amazons_quota(self):
        self.account.polling = "fixed"
        self.schedule.interval_minutes = 1
        self.assertGreater(self.run_at("2026-11-23 08:00:00"), 24 * 60 / 484 - 0.1)

    def test_real_runs_back_off_and_return(self):
        self.sync_orders()
        self.sync_orders()
        self.assertEqual(self.schedule.idle_minutes, 10)
        self.amazon.place_order(sku="MUG")

        self.sync_orders()

        self.assertEqual(self.schedule.idle_minutes, 5)

    def test_a_day_has_24_hours(self):
        with self.assertRaises(ValidationError):
            self.account.polling_start = 24.0
