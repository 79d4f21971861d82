"""The operations log, the buttons that run jobs, and what no log may hold (G1, G6, G8)."""

import logging
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestOperationsLog(AmazonCommon):
    def test_a_run_tells_what_it_did_and_what_it_cost(self):
        self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.amazon.place_order(sku="STRANGER", unit_price="9.99")
        self.amazon.place_order(sku="MUG", unit_price="9.99", status="PENDING")

        operation = self.sync_orders()

        self.assertEqual((operation.kind, operation.state), ("amazon.order", "done"))
        self.assertEqual(operation.received, 3)
        self.assertEqual((operation.processed, operation.held, operation.skipped), (1, 1, 1))
        self.assertEqual(operation.api_calls, 1)
        self.assertEqual(operation.api_call_detail, "searchOrders 1")
        self.assertGreaterEqual(operation.ended_at, operation.started_at)
        self.assertGreaterEqual(operation.duration, 0)
        self.assertEqual(operation.level, "warning")
        warning = operation.line_ids.filtered(lambda line: line.level == "warning")
        self.assertIn("STRANGER", warning.message)

    def test_a_message_leads_to_its_document(self):
        ref = self.amazon.place_order(sku="STRANGER", unit_price="9.99")
        operation = self.sync_orders()

        action = operation.line_ids.filtered("res_id").action_open_document()

        self.assertEqual((action["res_model"], action["res_id"]), ("amazon.order", self._id(ref)))

    def test_the_log_is_kept_for_seven_days(self):
        old, recent = self.sync_orders(), self.sync_orders()
        now = fields.Datetime.now()
        old.started_at = now - timedelta(days=7, minutes=1)
        recent.started_at = now - timedelta(days=6, hours=23)

        self.env["amazon.operation"]._gc_operations()

        self.assertFalse(old.exists())
        self.assertTrue(recent.exists())

    def test_an_unexpected_error_ends_in_the_log(self):
        def stumble(*_args):
            raise RuntimeError("stumbled over buyer@example.com with Atzr|secret")

        ours = "odoo.addons.amazon_connector"
        with (
            patch.object(type(self.env["amazon.order"]), "_sync", stumble),
            self.assertLogs(ours, logging.ERROR),
        ):
            operation = self.sync_orders()

        self.assertEqual(operation.state, "failed")
        self.assertEqual(self.messages(operation), "RuntimeError: stumbled over *** with ***")
        schedule = self.env["amazon.schedule"]._find_for("amazon.order", self.account)
        self.assertEqual(schedule.failures, 1)

    def _work_through(self, ref):
        """Every job once, with a delivery in between."""
        self.account.action_test_connection()
        self.sync_orders()
        self.ship(self.sale(ref))
        self.account.action_push_shipments()
        self.store.action_sync_listings()
        self.store.action_push_stock()
        self.sync_orders()

    def test_no_log_ever_holds_buyers_or_secrets(self):
        refs = [self._sell_to_jane(sku) for sku in ("MUG", "STRANGER", "LAMP")]
        self.lamp.active = False
        self.amazon.add_listing("MUG", quantity=1)
        self.store.push_stock = True
        self.amazon.fault("patchListingsItem", "server_error")

        with (
            mute_logger("gc"),  # Odoo's own, whenever Python happens to tidy up.
            self.assertNoLogs(level=logging.DEBUG),
            self.assertLogs("odoo", "DEBUG") as logs,
        ):
            self._work_through(refs[0])

        # The libraries wrote nothing at all; with SQL switched on, a log holds what is stored.
        written = [
            logging.Formatter().format(record)
            for record in logs.records
            if record.name != "odoo.sql_db"
        ]
        lines = self.env["amazon.operation.line"].search([]).mapped("message")
        text = "\n".join([*written, *lines])
        self.assertGreater(len(written), 10)
        for private in (*self._secrets(), "Privately", "privately.example", "Secrecy Lane"):
            self.assertNotIn(private, text)

    # Buttons

    def test_every_job_runs_by_button_and_tells_its_outcome(self):
        ref = self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.sync_orders()
        for record in (self.account, self.store, self.document(ref)):
            for name in record._get_entry_points():
                with self.subTest(job=f"{record._name}.{name}"):
                    self.assertTrue(self._press(record, name)["message"])

    def test_a_button_runs_nothing_but_jobs(self):
        for name in ("unlink", "_needs_person", "copy", None):
            with self.assertRaisesRegex(UserError, "There is no such job"):
                self._press(self.account, name)

    def test_a_job_that_is_running_is_not_run_twice(self):
        schedule = self.env["amazon.schedule"]._find_for("amazon.order", self.account)
        schedule.leased_until = fields.Datetime.now() + timedelta(minutes=5)

        with self.assertRaisesRegex(UserError, "is running right now"):
            self._press(self.account, "action_sync_orders")

    # Steps

    def _press(self, record, entry_point):
        """Press the button of a job; returns the notification that it shows."""
        return record.with_context(amazon_entry_point=entry_point).action_run()["params"]

    def _sell_to_jane(self, sku):
        return self.amazon.place_order(
            sku=sku,
            unit_price="9.99",
            address={"name": "Jane Privately", "addressLine1": "7 Secrecy Lane"},
            buyer={"buyerName": "Jane Privately", "buyerEmail": "jane@privately.example"},
        )

    def _id(self, ref):
        return self.document(ref).id

    def _secrets(self):
        account = self.account.sudo()
        return (account.lwa_client_secret, account.refresh_token, "Atza|")
