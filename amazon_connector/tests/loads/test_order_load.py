"""Loading orders on purpose: by period, by id, missing ones, and anew (B10, B11)."""

from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from ..cancellation.test_cancellations import CancellationsCommon


class LoadsCommon(CancellationsCommon):
    def place(self, count=1, **wish):
        """Orders of one mug each; returns Amazon's ids."""
        return [self.amazon.place_order(sku="MUG", **wish) for _ in range(count)]

    def new_load(self, **answers):
        form = Form(self.env["amazon.order.load"])
        answers = {"account_id": self.account, **answers}
        for name, value in answers.items():
            setattr(form, name, value)
        return form.save()

    def load(self, **answers):
        load = self.new_load(**answers)
        load.action_start()
        return load

    def days_ago(self, days):
        return fields.Datetime.subtract(fields.Datetime.now(), days=days)


@tagged("post_install", "-at_install")
class TestOrderLoad(LoadsCommon):
    def test_an_untouched_form_starts_nothing_and_early_periods_are_asked_about(self):
        action = self.env.ref("amazon_connector.amazon_order_load_action")
        context = safe_eval(action.context)
        form = Form(self.env["amazon.order.load"].with_context(**context))
        form.account_id = self.account
        with self.assertRaisesRegex(AssertionError, "date_from is a required field"):
            form.save()
        self.store.import_from = self.days_ago(3)
        form.date_from = self.days_ago(2)
        self.assertFalse(form.is_before_live)
        form.date_from = self.days_ago(4)
        self.assertTrue(form.is_before_live)

    def test_old_orders_of_a_period_are_loaded_though_placed_before_the_first_date(self):
        self.store.import_from = self.days_ago(1)
        (old,) = self.place(created_minutes_ago=3 * 24 * 60)
        (older,) = self.place(created_minutes_ago=9 * 24 * 60)
        self.sync_orders()

        load = self.load(kind="dates", date_from=self.days_ago(5), date_to=self.days_ago(2))

        self.assertEqual((load.state, load.found_count), ("done", 1))
        self.assertEqual(self.sale(old).state, "sale")
        self.assertFalse(self.sale(older))

    def test_loading_what_is_in_odoo_doubles_nothing(self):
        (ref,) = self.place()
        self.sync_orders()
        sale = self.sale(ref)

        self.load(kind="dates")
        self.load(kind="ids", refs=ref)

        self.assertEqual(self.sale(ref), sale)
        self.assertEqual(self.env["sale.order"].search_count([("client_order_ref", "=", ref)]), 1)

    def test_many_ids_can_be_pasted_and_unknown_ones_are_named(self):
        refs = self.place(3)
        pasted = f"{refs[0]}, {refs[1]}\n{refs[2]}\t{refs[0]} 999-0000000-0000000"

        load = self.load(kind="ids", refs=pasted)

        self.assertEqual(load.state, "done")
        self.assertEqual(load.line_ids.mapped("state"), ["loaded", "loaded", "loaded", "unknown"])
        self.assertEqual({self.sale(ref).state for ref in refs}, {"sale"})
        self.assertEqual(load.operation_id.kind, "amazon.order.load")

    def test_an_id_that_amazon_refuses_keeps_back_no_other(self):
        first, second = self.place(2)
        when = {"path": {"orderId": first}}
        self.amazon.refuse("getOrder", 400, f"{first} is not valid.", when=when, times=None)

        load = self.load(kind="ids", refs=f"{first} {second}")

        self.assertEqual(load.state, "done")
        self.assertEqual(load.line_ids.mapped("state"), ["unknown", "loaded"])
        self.assertIn("is not valid", load.line_ids[0].reason)
        self.assertEqual(self.sale(second).state, "sale")

        self.sync_orders()
        operation = (self.document(first) | self.document(second)).action_reload()

        self.assertIn("is not valid", self.messages(operation))
        self.assertEqual(operation.processed, 1)

    def test_what_is_no_order_id_is_refused_by_name(self):
        load = self.new_load(kind="ids", refs="111-1234567-1234567 Smith")
        with self.assertRaisesRegex(UserError, "Smith"):
            load.action_start()

    def test_missing_orders_are_listed_and_loaded_with_one_click(self):
        here = self.place(2)
        self.sync_orders()
        missing = self.place(2, created_minutes_ago=5)
        cancelled = self.amazon.place_order(sku="MUG")
        self.amazon.cancel_order(cancelled)
        self.amazon.reset_calls()

        load = self.load(kind="missing")

        self.assertEqual(sorted(load.line_ids.mapped("amazon_ref")), sorted(missing))
        self.assertEqual(load.found_count, 5)
        (request,) = self.amazon.requests("searchOrders")
        self.assertEqual(request["query"]["includedData"], "FULFILLMENT")
        self.assertFalse(self.document(missing[0]))

        load.action_load_missing()

        self.assertEqual({self.sale(ref).state for ref in here + missing}, {"sale"})
        self.assertEqual(load.open_count, 0)
        again = self.load(kind="missing")
        self.assertFalse(again.line_ids)

    def test_missing_orders_are_to_load_until_they_are_loaded(self):
        (ref,) = self.place()
        load = self.load(kind="missing")
        self.amazon.fault("getOrder", "unavailable_html", count=5)

        load.action_load_missing()

        self.assertEqual((load.open_count, load.line_ids.state), (1, "open"))
        self.amazon.clear_faults()
        self.env["amazon.order.load"].search([("state", "=", "running")]).action_start()
        self.assertEqual((load.open_count, load.line_ids.order_id), (0, self.document(ref)))

    def test_an_order_on_hold_counts_as_missing_with_its_reason(self):
        ref = self.amazon.place_order(sku="UNHEARD-OF")
        self.sync_orders()

        load = self.load(kind="missing")

        self.assertEqual(load.line_ids.amazon_ref, ref)
        self.assertIn("UNHEARD-OF", load.line_ids.reason)

    def test_a_load_can_be_stopped_and_resumed(self):
        refs = self.place(3)
        load = self.new_load(kind="ids", refs=" ".join(refs))
        step = type(load)._step_line

        def step_and_stop(load, client, operation):
            more = step(load, client, operation)
            load.action_stop()
            return more

        with patch.object(type(load), "_step_line", step_and_stop):
            load.action_start()
        self.assertEqual((load.state, load.found_count, load.open_count), ("stopped", 1, 2))

        load.action_start()

        self.assertEqual((load.state, load.found_count, load.open_count), ("done", 3, 0))
        self.assertEqual(self.amazon.calls()["getOrder"], 3)

    def test_a_period_resumes_at_the_page_where_it_stopped(self):
        refs = self.place(120)
        load = self.new_load(kind="missing")
        with patch("odoo.addons.amazon_connector.models.loads.amazon_order_load_job.PATIENCE", 0):
            load.action_start()
        self.assertEqual((load.state, load.found_count), ("running", 100))
        self.assertEqual(load.operation_id.state, "partial")

        self.env["amazon.schedule"]._cron_lane("amazon.order.load")

        self.assertEqual((load.state, load.found_count), ("done", 120))
        self.assertEqual(len(load.line_ids), len(refs))
        self.assertEqual(self.amazon.calls()["searchOrders"], 2)

    def test_a_used_up_quota_postpones_the_load_and_loses_nothing(self):
        refs = self.place(2)
        self.amazon.fault("getOrder", "throttled")

        load = self.load(kind="ids", refs=" ".join(refs))

        self.assertEqual((load.state, load.operation_id.state), ("running", "postponed"))
        schedule = self.env["amazon.schedule"]._find_for("amazon.order.load", self.account)
        self.assertGreater(schedule.next_run, fields.Datetime.now())
        self.env["amazon.rate.bucket"].search([]).unlink()
        schedule._run()
        self.assertEqual((load.state, load.found_count), ("done", 2))


@tagged("post_install", "-at_install")
class TestVoid(LoadsCommon):
    def test_voiding_cancels_here_and_imports_anew(self):
        (ref,) = self.place()
        self.sync_orders()
        first = self.sale(ref)
        invoice = self.invoice(first)

        operation = self.document(ref).action_void()

        self.assertEqual(operation.state, "done", self.messages(operation))
        self.assertEqual((first.state, invoice.state), ("cancel", "cancel"))
        second = self.sale(ref)
        self.assertNotEqual(second, first)
        self.assertEqual(second.state, "sale")
        self.assertEqual(self.reserved(self.mug), 1)
        self.assertIn("voided", first.message_ids[0].body)
        self.assertFalse(self.document(ref).activity_ids)
        self.assertEqual(self.amazon.order(ref)["fulfillment"]["fulfillmentStatus"], "UNSHIPPED")

    def test_goods_that_left_stand_against_it(self):
        (ref,) = self.place()
        self.sync_orders()
        picking = self.ship(self.sale(ref))

        with self.assertRaisesRegex(UserError, picking.name):
            self.document(ref).action_void()
        self.assertEqual(self.sale(ref).state, "sale")

    def test_a_posted_invoice_stands_against_it(self):
        (ref,) = self.place()
        self.sync_orders()
        invoice = self.invoice(self.sale(ref))
        invoice.action_post()

        with self.assertRaisesRegex(UserError, invoice.name):
            self.document(ref).action_void()

    def test_where_amazon_is_away_the_kept_payload_is_imported(self):
        (ref,) = self.place()
        self.sync_orders()
        first = self.sale(ref)
        self.amazon.fault("getOrder", "unavailable_html")

        operation = self.document(ref).action_void()
        self.assertEqual(operation.state, "postponed")
        self.env["amazon.order"]._cron_process()

        self.assertEqual((first.state, self.sale(ref).state), ("cancel", "sale"))

    def test_of_a_sales_order_of_the_day_only_the_voided_part_is_imported_anew(self):
        house = self.env["res.partner"].create({"name": "Amazon customers"})
        self.store.write({"consolidation": "day", "customer_id": house.id})
        ref, other = self.place(2)
        self.sync_orders()
        day = self.sale(ref)

        self.document(ref).action_void()

        self.assertEqual((day.state, self.sale(ref), self.sale(other)), ("sale", day, day))
        self.assertEqual(sum(day.order_line.mapped("product_uom_qty")), 2)
        self.assertEqual(self.document(ref).sale_line_ids.product_uom_qty, 1)
        self.assertEqual(self.reserved(self.mug), 2)
