"""Stop and resume with real workers: what was done is kept, and nothing is done twice (G6)."""

from unittest import skipUnless

from odoo.tests import tagged

from ..sync.test_interruptions import InterruptionsCase
from ..workers import TEMPLATE

LANE = """
env["amazon.schedule"]._cron_lane("amazon.order")
env.cr.commit()
"""
# What the web client does with the button.
PRESS = """
from odoo.service.model import retrying

operation = env["amazon.operation"].search([("id", "=", {id})])
retrying(operation.{button}, env)
env.cr.commit()
"""
PROCESS = """
env["amazon.order"]._cron_process()
env.cr.commit()
"""
BUSY_RUN = """
    SELECT o.id FROM amazon_operation o JOIN amazon_schedule s ON s.operation_id = o.id
     WHERE o.state = 'running' AND o.kind = 'amazon.order' AND o.received > 0
"""


@tagged("post_install", "-at_install")
@skipUnless(TEMPLATE, "needs a prepared database to copy (AMAZON_CONNECTOR_TEMPLATE)")
class TestStopping(InterruptionsCase):
    order_count = 260

    def test_a_run_that_is_stopped_keeps_what_it_did_and_goes_on_there_when_resumed(self):
        # Amazon takes its time for the second page: long enough to press Stop.
        self.amazon.fault("searchOrders", "slow", count=3, seconds=8)
        lane = self.start(LANE)
        self.wait_until(lane, lambda: self.query(BUSY_RUN))
        ((run,),) = self.query(BUSY_RUN)[:1]
        self.press(run, "action_stop")
        self.amazon.clear_faults()
        self.finish(lane)

        ((state, ended),) = self.query(
            "SELECT state, ended_at FROM amazon_operation WHERE id = %s", run
        )
        self.assertEqual(state, "stopped")
        self.assertTrue(ended)
        kept = self.count("received") + self.count("done")
        self.assertGreater(kept, 0, "What was done is kept.")
        self.assertLess(self.count("done"), len(self.amazon.orders()))

        # It rests: neither its lane nor the helpers go on with it.
        before = self.of_the_account(run)
        self.work(LANE + PROCESS)
        self.assertEqual(self.of_the_account(run), before)

        self.press(run, "action_resume")
        self.work(LANE)

        self.assert_each_order_exactly_once()
        following = [page for page in self.pages_asked_for() if page[1]]
        self.assertEqual(len(following), len(set(following)), "No page was asked for twice.")

    def press(self, run, button):
        self.work(PRESS.format(id=run, button=button))

    def of_the_account(self, run):
        return self.query(
            "SELECT state, count(*) FROM amazon_order WHERE account_id ="
            " (SELECT account_id FROM amazon_operation WHERE id = %s) GROUP BY 1 ORDER BY 1",
            run,
        )
