"""Loads that meet with refusals, silence and orders nobody can read: each is its own affair."""

from odoo import fields
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

    def test_what_could_not_be_read_is_asked_for_again_by_the_id_in_its_text(self):
        (ref,) = self.place()
        when = {"path": {"orderId": ref}}
        self.amazon.answer("getOrder", 200, {"order": {"orderId": ref}}, when=when)
        self.load(kind="ids", refs=ref)
        kept = self.env["amazon.order"].search([("amazon_ref", "like", "unreadable-")])
        self.assertTrue(kept.trouble_ids)

        kept.action_reload()

        self.assertEqual(self.sale(ref).state, "sale")
        self.assertEqual(kept.state, "ignored")
        self.assertIn(ref, kept.reason)
        self.assertFalse(kept.trouble_ids)

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

    def test_of_several_that_are_reloaded_one_that_amazon_stumbles_over_is_named(self):
        bad, good = self.place(2)
        self.sync_orders()
        when = {"path": {"orderId": bad}}
        self.amazon.answer("getOrder", 500, "<html>Oops</html>", when=when)
        self.amazon.advance(minutes=1)
        self.amazon.touch_order(good)

        operation = (self.document(bad) | self.document(good)).action_reload()

        self.assertEqual((operation.state, operation.processed), ("done", 1))
        self.assertIn(f"{bad}: ", self.messages(operation))

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

    def test_a_missing_order_with_an_id_of_another_form_is_loaded_like_the_others(self):
        (good,) = self.place()
        odd = self.place_as("D01-1234567-1234567")
        elsewhere = self.place_as("S01-1234567-1234567", channelName="NON_AMAZON")
        missing = self.load(kind="missing")
        refs = missing.line_ids.mapped("amazon_ref")
        self.assertEqual(sorted(refs), sorted([good, odd]))
        self.assertNotIn(elsewhere, refs, "no sale on Amazon")

        action = missing.action_load_missing()

        load = self.env["amazon.order.load"].browse(action["res_id"])
        self.assertEqual((load.state, load.found_count, missing.open_count), ("done", 2, 0))
        self.assertEqual(self.sale(odd).state, "sale")

    def place_as(self, ref, **channel):
        """An order under an id of another form; returns it."""
        (like,) = self.place()
        payload = self.amazon.order(like)
        self.amazon.cancel_order(like)
        sold = {**payload["salesChannel"], **channel}
        items = [{**item, "orderItemId": ref} for item in payload["orderItems"]]
        return self.amazon.put_raw_order(
            {**payload, "orderId": ref, "salesChannel": sold, "orderItems": items}
        )

    def test_where_another_load_runs_one_is_told_that_this_one_follows(self):
        (ref,) = self.place()
        schedule = self.env["amazon.schedule"]._find_for("amazon.order.load", self.account)
        schedule.leased_until = fields.Datetime.add(fields.Datetime.now(), minutes=5)
        load = self.new_load(kind="ids", refs=ref)

        told = load.action_start()["params"]["message"]

        self.assertIn("follows automatically", told)
        schedule.leased_until = False
        self.env["amazon.schedule"]._cron_lane("amazon.order.load")
        self.assertEqual(load.state, "done")

    def test_a_period_that_amazon_refuses_stops_and_says_so(self):
        (ref,) = self.place()
        self.amazon.refuse("searchOrders", 400, "createdAfter is too old.", times=None)
        period = self.load(kind="dates")

        self.assertEqual(period.state, "stopped")
        self.assertIn("too old", period.reason)
        self.assertIn("shorter period", self.messages(period.operation_id))
        self.amazon.clear_answers()
        single = self.load(kind="ids", refs=ref)
        self.assertEqual(single.state, "done")
        period.action_start()
        self.assertEqual((period.state, period.found_count), ("done", 1))
        self.assertFalse(period.reason)
