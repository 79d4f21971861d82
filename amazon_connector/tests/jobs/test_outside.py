"""People beside lanes, in real transactions: nobody waits for Amazon, nothing conflicts."""

from unittest import skipUnless

from odoo.tests import tagged

from ..workers import LINE_UP, TEMPLATE, WorkersCase

SHIP = """
pickings = env["stock.picking"].search(
    [("state", "=", "assigned"), ("sale_id.amazon_store_id", "!=", False)], order="id", limit={}
)
for picking in pickings.with_context(skip_sms=True):
    picking.carrier_tracking_ref = "1Z-%s" % picking.id
    assert picking.button_validate() is True
env.cr.commit()
"""
LANE = """
env["amazon.schedule"]._cron_lane({!r})
env.cr.commit()
"""
# Every step that people take beside lanes: first a look at the database, as every click takes
# one, then what they came for, when the lane has long been at work.
LOOK = "schedules = env['amazon.schedule'].search([])\nschedules.mapped('next_run')\n"
ASK_TO_CANCEL = """
orders = env["amazon.order"].search(
    [("fulfilled_by", "=", "MERCHANT"), ("status", "=", "UNSHIPPED"), ("state", "=", "done")],
    order="id desc", limit={},
)
for order in orders:
    env["amazon.cancellation"]._create_for(order, "NoInventory")
env.cr.commit()
"""
SHIP_CANCELED = """
order = env["amazon.cancellation"].search([], order="id desc", limit=1).order_id
for picking in order.sale_order_id.picking_ids.with_context(skip_sms=True):
    picking.carrier_tracking_ref = "1Z-CROSSED"
    picking.button_validate()
env.cr.commit()
"""
CORRECT = """
picking = env["amazon.shipment"].search([("tracking_ref", "=", {!r})]).picking_id
picking.carrier_tracking_ref = "1Z-CORRECTED"
env.cr.commit()
"""
WAKE = """
schedules._run_soon()
env["amazon.schedule"]._find_for("amazon.order")._run_soon(since="2020-01-01 00:00:00")
env.cr.commit()
"""
SET = """
env["amazon.store"].search([("state", "=", "live")]).write({"lead_time": 3})
env.cr.commit()
"""
TABLES = (
    "amazon_account",
    "amazon_listing",
    "amazon_order",
    "amazon_schedule",
    "amazon_shipment",
    "amazon_store",
    "stock_picking",
    "stock_quant",
    "sale_order",
)


class OutsideCase(WorkersCase):
    order_count = 45

    def setUp(self):
        super().setUp()
        self.amazon.clear_faults()
        self.work(LANE.format("amazon.order"))
        self.amazon.reset_calls()

    def beside_a_call(self, operation, lane, step):
        """Let a person begin; while the lane's call to Amazon hangs, the person's step is done."""
        with self.starting_line() as line_up:
            person = self.start(LOOK + LINE_UP + step)
            line_up([person])
            self.amazon.fault(operation, "slow", count=1, seconds=8)
            before = self.amazon.calls().get(operation, 0)
            worker = self.start(lane)
            self.wait_until(worker, lambda: self.amazon.calls().get(operation, 0) > before)
            self.assert_nothing_is_locked()
        self.finish(person)
        self.assertIsNone(worker.poll(), "The person was done before Amazon answered.")
        self.finish(worker)
        self.assertEqual(self.left_running(), [])

    def assert_nothing_is_locked(self):
        for table in TABLES:
            self.query(f"SELECT id FROM {table} FOR UPDATE NOWAIT")

    def left_running(self):
        return self.query("SELECT kind FROM amazon_operation WHERE state = 'running'")

    def make_due(self):
        self.query(
            "UPDATE amazon_schedule"
            " SET next_run = now() AT TIME ZONE 'UTC' - interval '1 second' RETURNING id"
        )

    def runs(self, kind):
        return self.query(
            "SELECT state FROM amazon_operation WHERE kind = %s ORDER BY id DESC LIMIT 3", kind
        )


@tagged("post_install", "-at_install")
@skipUnless(TEMPLATE, "needs a prepared database to copy (AMAZON_CONNECTOR_TEMPLATE)")
class TestPeopleBesideLanes(OutsideCase):
    def test_a_number_corrected_while_the_old_one_is_on_its_way_is_told_in_the_end(self):
        self.work(SHIP.format(1))
        ((tracking, ref),) = self.query(
            "SELECT s.tracking_ref, o.amazon_ref FROM amazon_shipment s"
            " JOIN amazon_order o ON o.id = s.order_id WHERE s.state = 'pending'"
            " ORDER BY s.id LIMIT 1"
        )

        self.beside_a_call(
            "confirmShipment", LANE.format("amazon.shipment"), CORRECT.format(tracking)
        )
        self.assertEqual(self.amazon.shipments(ref)[0]["trackingNumber"], tracking)
        self.work(LANE.format("amazon.shipment"))

        told = [call["trackingNumber"] for call in self.amazon.shipments(ref)]
        self.assertEqual(told, [tracking, "1Z-CORRECTED"])
        (package,) = self.amazon.order(ref)["packages"]
        self.assertEqual(package["trackingNumber"], "1Z-CORRECTED", "Changed, none was added.")
        self.assertEqual(self.query("SELECT id FROM amazon_shipment WHERE state = 'pending'"), [])

    def test_who_wakes_jobs_or_saves_settings_conflicts_with_no_lane(self):
        self.make_due()

        self.beside_a_call("searchOrders", LANE.format("amazon.order"), WAKE + SET)

        self.assertEqual(self.runs("amazon.order"), [("done",)] * 3)
        signals = self.query("SELECT count(*) FROM amazon_signal WHERE since IS NOT NULL")
        self.assertEqual(signals, [(1,)], "The run under way leaves its own to the next.")

    def test_two_lanes_of_shipments_confirm_every_parcel_once(self):
        self.work(SHIP.format(10))
        lane = LANE.format("amazon.shipment")

        self.compete(lane, lane)

        confirmed = [call["path"] for call in self.amazon.requests("confirmShipment")]
        shipments = self.query("SELECT count(*) FROM amazon_shipment WHERE sent_at IS NOT NULL")
        self.assertEqual(len(confirmed), len(set(confirmed)))
        self.assertGreaterEqual(shipments[0][0], len(confirmed))
        self.assertEqual(self.query("SELECT id FROM amazon_shipment WHERE state = 'pending'"), [])
        self.assertEqual(self.left_running(), [])

    def test_two_lanes_of_cancellations_ask_for_each_once(self):
        self.work(ASK_TO_CANCEL.format(6))
        lane = LANE.format("amazon.cancellation")

        self.compete(lane, lane)

        feeds = self.query(
            "SELECT count(DISTINCT feed_ref) FROM amazon_cancellation WHERE state = 'sent'"
        )
        self.assertEqual(self.amazon.calls().get("createFeed"), feeds[0][0])
        left = self.query("SELECT id FROM amazon_cancellation WHERE state = 'pending'")
        self.assertEqual((left, self.left_running()), ([], []))

    def test_goods_that_leave_while_amazon_is_asked_to_cancel_them_wait_for_nobody(self):
        self.work(ASK_TO_CANCEL.format(1))

        self.beside_a_call("createFeed", LANE.format("amazon.cancellation"), SHIP_CANCELED)
        self.work(LANE.format("amazon.shipment"))
        self.amazon.advance(minutes=10)
        self.make_due()
        self.work(LANE.format("amazon.cancellation"))

        ((ref, state),) = self.query(
            "SELECT o.amazon_ref, c.state FROM amazon_cancellation c"
            " JOIN amazon_order o ON o.id = c.order_id ORDER BY c.id DESC LIMIT 1"
        )
        told = self.amazon.order(ref)["fulfillment"]["fulfillmentStatus"]
        self.assertEqual((told, state), ("SHIPPED", "failed"), "Who ships first is right.")

    def test_two_lanes_of_stock_tell_every_quantity_once(self):
        self.work(
            'env["amazon.store"].search([("state", "=", "live")]).push_stock = True\n'
            'env["amazon.schedule"].search([("store_id.state", "!=", "live")]).active = False\n'
            "env.cr.commit()\n" + LANE.format("amazon.listing")
        )
        self.make_due()
        lane = LANE.format("amazon.submission")

        self.compete(lane, lane)

        told = self.query(
            "SELECT listing_id, count(*) FROM amazon_submission_message GROUP BY listing_id"
        )
        self.assertTrue(told)
        self.assertEqual({times for _listing, times in told}, {1})
        self.assertEqual(self.left_running(), [])

    def test_what_a_killed_lane_left_running_is_closed_by_the_next_run(self):
        self.make_due()
        self.amazon.fault("searchOrders", "slow", count=1, seconds=8)
        before = self.amazon.calls().get("searchOrders", 0)
        lane = self.start(LANE.format("amazon.order"))
        self.kill_when(lane, lambda: self.amazon.calls().get("searchOrders", 0) > before)
        self.assertEqual(self.left_running(), [("amazon.order",)])
        self.amazon.clear_faults()
        self.query(
            "UPDATE amazon_schedule SET next_run = ago, leased_until = ago"
            "  FROM (SELECT now() AT TIME ZONE 'UTC' - interval '1 second' AS ago) AS clock"
            " WHERE leased_until IS NOT NULL RETURNING id"
        )

        self.work(LANE.format("amazon.order"))

        self.assertEqual(self.left_running(), [])
        interrupted = self.query(
            "SELECT count(*) FROM amazon_operation_line WHERE message LIKE %s",
            "The process that did this was ended%",
        )
        self.assertEqual(interrupted, [(1,)])
