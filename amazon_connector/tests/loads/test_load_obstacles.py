"""Loads that meet with refusals, silence and orders nobody can read: each is its own affair."""

from odoo.tests import tagged

from .test_order_load import LoadsCommon


@tagged("post_install", "-at_install")
class TestLoadObstacles(LoadsCommon):
    def test_an_order_that_cannot_be_read_is_known_at_amazon_all_the_same(self):
        odd, good = self.place(2)
        when = {"path": {"orderId": odd}}
        self.amazon.answer("getOrder", 200, {"order": {"orderId": odd}}, when=when, times=None)

        load = self.load(kind="ids", refs=f"{odd} {good} 999-0000000-0000000")

        self.assertEqual(load.line_ids.mapped("state"), ["unreadable", "loaded", "unknown"])
        self.assertIn("cannot be read", load.line_ids[0].reason)
        self.assertIn("Orders", load.line_ids[0].reason, "where to look")
        self.assertEqual(self.sale(good).state, "sale")
        kept = self.env["amazon.order"].search([("amazon_ref", "like", "unreadable-")])
        self.assertIn(odd, kept.payload)

    def test_an_order_that_amazon_stumbles_over_keeps_back_no_other(self):
        bad, good = self.place(2)
        when = {"path": {"orderId": bad}}
        self.amazon.answer("getOrder", 500, "<html>Oops</html>", when=when, times=None)
        load = self.load(kind="ids", refs=f"{bad} {good}")

        self.run_again()

        self.assertEqual(load.line_ids.mapped("state"), ["open", "loaded"])
        self.assertEqual(self.sale(good).state, "sale")
        self.assertIn("500", load.line_ids[0].reason)
        self.amazon.clear_answers()
        self.run_again()
        self.assertEqual((load.state, load.line_ids[0].state), ("done", "loaded"))
        self.assertFalse(load.line_ids[0].reason)

    def run_again(self):
        """The lane comes by when it is time."""
        self.env["amazon.rate.bucket"].search([]).unlink()
        self.env["amazon.schedule"]._run_now("amazon.order.load", self.account)

    def test_a_period_that_waits_for_its_quota_lets_single_orders_pass(self):
        (ref,) = self.place()
        self.amazon.answer("searchOrders", 429, {}, times=None)
        period = self.load(kind="dates")
        self.assertEqual(period.operation_id.state, "postponed")

        single = self.load(kind="ids", refs=ref)

        self.assertEqual((period.state, single.state), ("running", "done"))
        self.assertEqual(single.operation_id.state, "postponed", "for the period")
        self.assertEqual(self.sale(ref).state, "sale")

    def test_a_period_that_amazon_refuses_stops_and_says_so(self):
        (ref,) = self.place()
        self.amazon.refuse("searchOrders", 400, "createdAfter is too old.", times=None)
        period = self.load(kind="dates")

        self.assertEqual(period.state, "stopped")
        self.assertIn("too old", self.messages(period.operation_id))
        self.assertIn("shorter period", self.messages(period.operation_id))
        self.amazon.clear_answers()
        single = self.load(kind="ids", refs=ref)
        self.assertEqual(single.state, "done")
        period.action_start()
        self.assertEqual((period.state, period.found_count), ("done", 1))
