"""Amazon's work goes through the job queue, once each, and nowhere else."""

from datetime import timedelta

from odoo import fields
from odoo.addons.amazon_connector.tests.common import AmazonCommon
from odoo.addons.amazon_connector_queue_job.models.amazon_schedule import UNTIL
from odoo.addons.queue_job.job import Job
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestQueue(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.env["amazon.signal"].search([]).unlink()
        self.env["amazon.schedule"].search([]).next_run = self.later()
        self.job = self.env["amazon.schedule"]._find_for("amazon.order", accounts=self.account)

    def later(self):
        return fields.Datetime.now() + timedelta(days=1)

    def make_due(self):
        self.job.write({"next_run": fields.Datetime.now(), "rests_until": False})

    def run_lane(self):
        """The scheduled action of the lane; returns the jobs that wait."""
        self.env["amazon.schedule"]._cron_lane("amazon.order")
        return self.waiting()

    def waiting(self):
        return self.env["queue.job"].search(
            [("model_name", "=", "amazon.schedule"), ("state", "=", "pending")]
        )

    def perform(self, record):
        """What a worker of the queue does."""
        self.env.flush_all()
        job = Job.load(self.env, record.uuid)
        job.perform()
        job.set_done()
        job.store()
        self.env.invalidate_all()

    def operations(self):
        return self.env["amazon.operation"].search([("schedule_id", "=", self.job.id)])

    def test_a_lane_queues_what_is_due_and_a_worker_does_it(self):
        ref = self.amazon.place_order(sku="MUG")
        self.assertFalse(self.run_lane(), "nothing is due")
        self.make_due()

        queued = self.run_lane()

        self.assertEqual(len(queued), 1)
        self.assertEqual(queued.channel, "root.amazon")
        self.assertIn(self.account.name, queued.name)
        self.assertFalse(self.document(ref), "the lane itself fetches nothing")
        self.perform(queued)
        self.assertEqual(self.sale(ref).state, "sale")
        self.assertEqual(self.operations().mapped("state"), ["done"])
        self.assertGreater(self.job.next_run, fields.Datetime.now())

    def test_what_waits_in_the_queue_is_not_queued_again(self):
        self.make_due()
        self.assertEqual(self.run_lane(), self.run_lane())

    def test_what_was_done_in_the_meantime_is_not_done_again(self):
        self.make_due()
        queued = self.run_lane()
        self.sync_orders()
        done = self.operations()
        calls = self.amazon.calls()

        self.perform(queued)

        self.assertEqual(self.operations(), done)
        self.assertEqual(self.amazon.calls(), calls)

    def test_a_row_that_another_run_owns_is_left_to_it(self):
        self.make_due()
        queued = self.run_lane()
        until = fields.Datetime.now() + timedelta(minutes=5)
        self.job.leased_until = until

        self.perform(queued)

        self.assertFalse(self.operations())
        self.assertEqual(self.job.leased_until, until)

    def test_what_fails_is_told_by_the_log_and_queued_with_the_next_try(self):
        self.amazon.fault("searchOrders", "server_error")
        self.make_due()

        self.perform(self.run_lane())

        self.assertIn(self.operations().state, ("failed", "postponed"))
        self.assertFalse(self.run_lane(), "it rests first")
        self.job.write({"next_run": fields.Datetime.now(), "rests_until": False})
        self.assertEqual(len(self.run_lane()), 1)

    def test_a_run_makes_room_when_its_time_is_used_up(self):
        refs = [self.amazon.place_order(sku="MUG") for _number in range(2)]
        self.sync_orders()
        for ref in refs:
            self.ship(self.sale(ref))
        job = self.env["amazon.schedule"]._find_for("amazon.shipment", accounts=self.account)

        run = job.with_context(**{UNTIL: 1})._run()

        self.assertEqual(run.state, "partial")
        sent = [ref for ref in refs if self.amazon.shipments(ref)]
        self.assertEqual(len(sent), 1, "the step in hand is finished, the next one waits")
        self.env["amazon.schedule"]._cron_lane("amazon.shipment")
        self.perform(self.waiting())
        self.assertTrue(all(self.amazon.shipments(ref) for ref in refs))
