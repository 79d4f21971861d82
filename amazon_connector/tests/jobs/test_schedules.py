"""When jobs are due, who owns them, and what happens to runs that end badly (G1, G2)."""

from datetime import timedelta
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged

from ...models.sync.amazon_sync_mixin import AmazonSyncMixin
from ..common import AmazonCommon

TOMORROW = timedelta(days=1)


class SchedulesCommon(AmazonCommon):
    def schedule(self, job="amazon.order", **owner):
        owner = owner or {"accounts": self.account}
        return self.env["amazon.schedule"]._find_for(job, **owner)

    def runs(self, job="amazon.order"):
        return self.env["amazon.operation"].search(
            [("account_id", "=", self.account.id), ("kind", "=", job)]
        )

    def run_lane(self, lane="amazon.order"):
        """What the cron does; returns the runs that it made."""
        before = self.env["amazon.operation"].search([])
        self.env["amazon.schedule"]._cron_lane(lane)
        return self.env["amazon.operation"].search([]) - before

    def rest_until_tomorrow(self):
        tomorrow = fields.Datetime.now() + TOMORROW
        self.env["amazon.schedule"].search([]).write({"next_run": tomorrow})

    def working(self, sync):
        """Let the orders job do something else."""
        return patch.object(self.env.registry["amazon.order"], "_sync", sync)


@tagged("post_install", "-at_install")
class TestDue(SchedulesCommon):
    def setUp(self):
        super().setUp()
        self.run_lane()  # What going live has asked for.
        self.rest_until_tomorrow()

    def test_what_nobody_has_booked_or_asked_for_is_left_alone(self):
        self.assertFalse(self.run_lane())

    def test_who_wakes_a_job_writes_no_row_that_a_lane_writes(self):
        schedule = self.schedule()
        booked = schedule.next_run
        schedule._run_soon()

        self.assertEqual(schedule.next_run, booked)
        self.assertEqual(self.run_lane().schedule_id, schedule)
        self.assertFalse(self.run_lane(), "The signal is used up.")

    def test_a_document_to_be_sent_is_a_reason_by_itself(self):
        ref = self.amazon.place_order(sku="MUG")
        self.sync_orders()
        self.ship(self.sale(ref))
        self.env["amazon.signal"].search([]).unlink()
        self.rest_until_tomorrow()

        self.assertEqual(self.run_lane("amazon.shipment").sent, 1)
        self.assertFalse(self.run_lane("amazon.shipment"))

    def test_a_parcel_that_amazon_refuses_keeps_back_no_later_one(self):
        refused, later = (self.amazon.place_order(sku="MUG") for _order in range(2))
        self.sync_orders()
        self.ship(self.sale(refused))
        self.amazon.fault("confirmShipment", "refuse_shipment", count=1)
        self.assertEqual(self.run_lane("amazon.shipment").state, "failed")
        self.assertEqual(self.document(refused).shipment_ids.state, "failed")
        self.rest_until_tomorrow()

        self.ship(self.sale(later))

        self.assertEqual(self.run_lane("amazon.shipment").sent, 1)
        schedule = self.env["amazon.schedule"]._find_for("amazon.shipment", self.account)
        self.assertEqual((schedule.failures, schedule.troubled_runs), (0, 0))

    def test_documents_wait_while_amazon_asks_for_patience_but_a_person_does_not(self):
        ref = self.amazon.place_order(sku="MUG")
        self.sync_orders()
        self.ship(self.sale(ref))
        self.amazon.fault("confirmShipment", "unavailable_html")
        self.assertEqual(self.run_lane("amazon.shipment").state, "postponed")

        self.assertFalse(self.run_lane("amazon.shipment"))
        self.document(ref).shipment_ids.action_retry()
        self.schedule("amazon.shipment")._run_soon()
        self.assertEqual(self.run_lane("amazon.shipment").sent, 1)

    def test_every_lane_of_the_work_is_woken_and_no_other(self):
        Trigger = self.env["ir.cron.trigger"]
        Trigger.search([]).unlink()
        self.schedule()._run_soon()

        woken = Trigger.search([]).cron_id
        lanes = self.env["ir.cron"].search([("amazon_lane", "=", "amazon.order")])
        self.assertEqual(len(lanes), 2)
        self.assertEqual(woken, lanes)

    def test_looking_again_at_what_was_held_costs_no_call_to_amazon(self):
        ref = self.amazon.place_order(sku="STRANGER")
        self.sync_orders()
        self.amazon.reset_calls()

        self.document(ref)._retry()

        self.assertFalse(self.run_lane())
        self.env["amazon.schedule"]._cron_process()
        self.assertEqual(self.document(ref).state, "held")
        self.assertEqual(self.amazon.calls(), {})

    def test_going_live_reaches_back_with_the_next_run(self):
        old = self.amazon.place_order(sku="MUG")
        schedule = self.schedule()
        schedule.cursor = fields.Datetime.now() + TOMORROW
        schedule._run_soon(since=fields.Datetime.now() - TOMORROW)

        self.run_lane()

        self.assertEqual(self.document(old).state, "done")

    def test_the_store_that_is_archived_is_left_alone(self):
        schedule = self.schedule("amazon.submission", stores=self.store)
        schedule._run_soon()
        self.store.active = False

        self.assertFalse(self.run_lane("amazon.submission"))


@tagged("post_install", "-at_install")
class TestRunsThatEndBadly(SchedulesCommon):
    def test_what_a_killed_process_left_running_is_closed_by_the_next_run(self):
        schedule = self.schedule()
        killed = schedule._try_this()
        self.assertEqual((killed.state, schedule.operation_id), ("running", killed))
        self.assertFalse(schedule._run(), "The job is the killed run's until its lease ends.")
        schedule.leased_until = fields.Datetime.now()

        self.assertEqual(self.run_lane().state, "done")

        self.assertEqual(killed.state, "failed")
        self.assertIn("was ended before it had finished", self.messages(killed))
        self.assertFalse(schedule.operation_id)

    def test_what_a_killed_button_left_running_is_closed_too(self):
        killed = self.env["amazon.operation"].create(
            {"account_id": self.account.id, "kind": "connection"}
        )
        self.account.action_test_connection()
        self.assertEqual(killed.state, "running", "It may be at work still.")
        self.env.cr.execute(
            "UPDATE amazon_operation SET write_date = write_date - interval '1 hour' WHERE id = %s",
            [killed.id],
        )

        self.account.action_test_connection()

        self.assertEqual(killed.state, "failed")

    def test_what_a_killed_processing_lane_left_running_is_closed_though_nothing_waits(self):
        operation = self.env["amazon.operation"].create(
            {"account_id": self.account.id, "kind": "amazon.order"}
        )
        self.env["amazon.schedule"]._cron_process()
        self.assertEqual(operation.state, "running", "Its process may still be at it.")
        self.env.cr.execute(
            "UPDATE amazon_operation SET write_date = write_date - interval '1 hour' WHERE id = %s",
            (operation.id,),
        )

        self.env["amazon.schedule"]._cron_process()

        self.assertEqual(operation.state, "failed")
        self.assertIn("was ended before", self.messages(operation))

    def test_a_run_whose_job_was_taken_over_stops_and_books_nothing(self):
        schedule = self.schedule()

        def be_slow(job, own_schedule, operation):
            schedule.leased_until = fields.Datetime.now()
            taken = schedule._try_this()
            self.assertTrue(taken)
            own_schedule._checkpoint()

        with self.working(be_slow):
            operation = schedule._run()

        self.assertEqual(operation.state, "postponed")
        self.assertIn("Other workers were busy", self.messages(operation))
        self.assertEqual(schedule.operation_id.state, "running", "The other one goes on.")

    def test_a_run_that_lives_renews_its_lease(self):
        schedule = self.schedule()

        def be_slow(job, own_schedule, operation):
            schedule.leased_until = fields.Datetime.now() + timedelta(seconds=30)
            own_schedule._checkpoint()
            left = schedule.leased_until - fields.Datetime.now()
            self.assertGreater(left, timedelta(minutes=9))

        with self.working(be_slow):
            self.assertEqual(schedule._run().state, "done")

    def test_a_race_lost_while_fetching_is_no_crash_and_its_calls_are_counted(self):
        def lose(job, schedule, operation):
            with operation._counting(self.account._get_client()) as client:
                client.get_marketplace_participations()
                raise SerializationFailure("could not serialize access")

        with self.working(lose), self.assertNoLogs("odoo.addons.amazon_connector", "ERROR"):
            operation = self.sync_orders()

        self.assertEqual((operation.state, operation.api_calls), ("postponed", 1))
        self.assertEqual(self.schedule().failures, 0)

    def test_a_race_lost_with_the_last_commit_is_no_crash(self):
        commit, losses = self.cr.commit, [SerializationFailure("could not serialize access")]

        def lose_once():
            if losses:
                raise losses.pop()
            commit()

        def work(job, schedule, operation):
            patcher = patch.object(self.cr, "commit", lose_once)
            patcher.start()
            self.addCleanup(patcher.stop)

        with self.working(work):
            operation = self.sync_orders()

        self.assertEqual(operation.state, "postponed")
        self.assertFalse(self.schedule().operation_id)

    def test_a_race_lost_while_the_end_is_written_down_changes_nothing(self):
        commit, count = self.cr.commit, []

        def lose_the_last():
            count.append(1)
            if len(count) == 6:  # Before it: the work, the pause, what was pending.
                raise SerializationFailure("could not serialize access")
            commit()

        def work(job, schedule, operation):
            operation._count(received=5)
            patcher = patch.object(self.cr, "commit", lose_the_last)
            patcher.start()
            self.addCleanup(patcher.stop)

        with self.working(work):
            operation = self.sync_orders()

        self.assertEqual((operation.state, operation.received), ("done", 5))

    def test_half_done_work_is_undone_when_a_sentence_ends_the_run(self):
        name = self.store.name

        def stumble(job, schedule, operation):
            self.store.name = "Half done"
            raise UserError(self.env._("Something is missing."))

        with self.working(stumble):
            operation = self.sync_orders()

        self.assertEqual(operation.state, "failed")
        self.assertIn("Something is missing.", self.messages(operation))
        self.assertEqual(self.store.name, name)


@tagged("post_install", "-at_install")
class TestJobsThatDoNotGoOn(SchedulesCommon):
    def tasks(self):
        return self.account.activity_ids.filtered(
            lambda task: task.summary == "An Amazon job does not get through"
        )

    def fail(self, times=1):
        self.amazon.fault("searchOrders", "unavailable_html", count=times)
        for _time in range(times):
            self.assertEqual(self.sync_orders().state, "postponed")

    def test_ten_postponed_runs_in_a_row_are_told_once_and_closed_by_a_good_one(self):
        self.fail(9)
        self.assertFalse(self.tasks())
        self.fail(3)
        self.assertEqual(len(self.tasks()), 1)
        self.assertIn("the job Orders", self.tasks().note)

        self.sync_orders()

        self.assertFalse(self.tasks())
        self.fail(9)
        self.assertFalse(self.tasks(), "Counted from the start.")

    def test_four_hours_without_an_end_are_told(self):
        self.fail()
        self.schedule().troubled_since -= timedelta(hours=4)
        self.fail()
        self.assertTrue(self.tasks())

    def test_a_run_that_brought_something_is_no_trouble_though_it_was_postponed(self):
        self.fail(9)

        def fetch_some(job, schedule, operation):
            operation._count(received=100)
            operation._wait(timedelta(minutes=3), "The quota is used up.")

        with self.working(fetch_some):
            self.sync_orders()
        self.fail()
        self.assertFalse(self.tasks())

    def test_waiting_for_amazon_to_prepare_something_is_no_trouble_in_its_time(self):
        def wait(job, schedule, operation):
            operation._wait(timedelta(minutes=1), "Amazon is preparing the report.")

        with self.working(wait):
            for _time in range(12):
                self.sync_orders()
            self.assertFalse(self.tasks())
            self.schedule().troubled_since -= timedelta(hours=4)
            self.sync_orders()
        self.assertTrue(self.tasks())


@tagged("post_install", "-at_install")
class TestJobsThatExist(SchedulesCommon):
    def test_the_log_knows_every_job_by_its_name(self):
        kinds = dict(self.env["amazon.operation"]._fields["kind"]._description_selection(self.env))
        for job in self.env["amazon.schedule"]._get_jobs():
            self.assertIsInstance(job, AmazonSyncMixin)
            self.assertTrue(kinds[job._name])
        self.assertEqual(kinds["amazon.shipment"], "Shipments")

    def test_a_schedule_is_for_a_job_and_nothing_else(self):
        with self.assertRaisesRegex(ValidationError, "There is no job no.such"):
            self.schedule().model_name = "no.such"

    def test_the_row_of_a_job_that_is_gone_is_shown_and_left_alone(self):
        schedule = self.schedule()
        self.env.cr.execute(
            "UPDATE amazon_schedule SET model_name = 'no.such' WHERE id = %s", [schedule.id]
        )
        self.env.invalidate_all()

        with Form(self.account) as form:
            form.name = "Still editable"

        self.assertEqual(schedule.label, "no.such")
        self.assertFalse(self.run_lane())

    def test_problems_of_every_kind_of_document_are_counted(self):
        self.amazon.place_order(sku="STRANGER")
        ref = self.amazon.place_order(sku="MUG")
        self.sync_orders()
        self.ship(self.sale(ref))
        self.document(ref).shipment_ids._refuse("No such order.")
        self.env.invalidate_all()

        self.assertEqual(self.account.problem_count, 2)

    def test_a_rate_that_has_not_changed_is_not_written_again(self):
        limiter = self.env["amazon.rate.bucket"]._limiter(self.account)
        limiter.take("searchOrders")
        rate = limiter._rates["searchOrders"]
        with patch.object(type(limiter), "_save", side_effect=AssertionError("written")):
            limiter.learn("searchOrders", rate)
        limiter.learn("searchOrders", rate * 2)
        bucket = self.env["amazon.rate.bucket"].search(
            [("account_id", "=", self.account.id), ("operation", "=", "searchOrders")]
        )
        self.assertEqual(bucket.rate, rate * 2)
