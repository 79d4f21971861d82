"""Update Dispatched Orders, and what Amazon made of what it was told (C1, C3)."""

import ast
from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .test_packages import PackagesCommon


@tagged("post_install", "-at_install")
class TestDispatched(PackagesCommon):
    def test_by_the_button_deliveries_wait_until_it_is_pressed(self):
        self.store.push_shipments_by = "button"
        ref = self._import()
        self.ship(self.sale(ref), tracking="1Z-A")

        operation = self._run_lane()
        self.assertEqual(self.amazon.shipments(ref), [])
        self.assertIn("Update Dispatched Orders", self.messages(operation))

        notification = self.env["amazon.shipment"].action_update_dispatched()

        self.assertEqual(notification["params"]["type"], "success")
        self.assertEqual(self._packages(ref), [("1Z-A", {"MUG": 1})])

    def test_the_stores_button_leaves_other_stores_alone(self):
        canada = self._open_store("CA", push_shipments_by="button")
        self.store.push_shipments_by = "button"
        ours = self._import()
        theirs = self._import(marketplace="CA")
        for ref in (ours, theirs):
            self.ship(self.sale(ref), tracking="1Z-A")

        self.store.with_context(amazon_entry_point="action_push_shipments").action_run()

        self.assertEqual((self._status(ours), self._status(theirs)), ("SHIPPED", "UNSHIPPED"))
        canada.push_shipments_by = "cron"
        self._run_lane()
        self.assertEqual(self._status(theirs), "SHIPPED")

    def test_only_the_chosen_shipments_go(self):
        self.store.push_shipments_by = "button"
        refs = [self._import() for _number in range(2)]
        for ref in refs:
            self.ship(self.sale(ref), tracking="1Z-A")

        self.document(refs[1]).shipment_ids.action_update_dispatched()

        self.assertEqual([self._status(ref) for ref in refs], ["UNSHIPPED", "SHIPPED"])

    def test_a_correction_waits_for_the_button_too(self):
        self.store.push_shipments_by = "button"
        ref = self._import()
        picking = self.ship(self.sale(ref), tracking="1Z-TYPO")
        self.account.action_push_shipments()

        picking.carrier_tracking_ref = "1Z-A"
        self._run_lane()
        self.assertEqual(self._tracking_at_amazon(ref), "1Z-TYPO")
        self.account.action_push_shipments()

        self.assertEqual(self._tracking_at_amazon(ref), "1Z-A")

    def _run_lane(self):
        """What the cron does for the account."""
        schedule = self.env["amazon.schedule"]._find_for("amazon.shipment", self.account)
        return schedule._run()

    def _tracking_at_amazon(self, ref):
        (package,) = self.amazon.order(ref)["packages"]
        return package["trackingNumber"]


@tagged("post_install", "-at_install")
class TestAmazonsAnswer(PackagesCommon):
    def setUp(self):
        super().setUp()
        self.ref = self._import(quantity=2)
        self.picking = self.ship(self.sale(self.ref), tracking="1Z-A")
        self.account.action_push_shipments()
        self.shipment = self.document(self.ref).shipment_ids

    def test_a_package_shown_as_told_is_confirmed_without_a_word(self):
        self.sync_orders()

        self.assertEqual(self.shipment.state, "confirmed")
        self.assertFalse(self.shipment.difference)

    def test_another_number_or_carrier_at_amazon_is_shown(self):
        self.amazon.change_package(
            self.ref, self.shipment.package_ref, tracking="1Z-TYPO", carrier="USPS"
        )

        self.sync_orders()

        self.assertEqual(self.shipment.state, "sent")
        self.assertIn("Carrier: told UPS, Amazon shows USPS.", self.shipment.difference)
        self.assertIn("Tracking number: told 1Z-A, Amazon shows 1Z-TYPO", self.shipment.difference)
        self.assertIn(self.shipment, self._filtered("differs"))

    def test_sending_again_sets_right_what_differed(self):
        self.amazon.change_package(self.ref, self.shipment.package_ref, tracking="1Z-TYPO")
        self.sync_orders()

        self.shipment.action_retry()
        self.account.action_push_shipments()
        self.sync_orders()

        self.assertEqual(self.shipment.state, "confirmed")
        self.assertFalse(self.shipment.difference)

    def test_another_quantity_at_amazon_is_shown(self):
        (item,) = self.amazon.order(self.ref)["orderItems"]
        self.amazon.change_package(
            self.ref, self.shipment.package_ref, items={item["orderItemId"]: 1}
        )

        self.sync_orders()

        self.assertEqual(self.shipment.difference, "MUG: told 2, Amazon shows 1.")

    def test_a_package_that_amazon_does_not_show_is_a_task_once(self):
        self.amazon.lose_package(self.ref, self.shipment.package_ref)
        self.sync_orders()
        self.account.action_push_shipments()
        self.assertFalse(self.shipment.activity_ids, "it may still turn up")

        self._let_hours_pass(25)
        self.account.action_push_shipments()

        (task,) = self.shipment.activity_ids
        self.assertEqual(task.summary, "Amazon does not show a shipment")
        self.assertIn(self.shipment, self._filtered("missing"))
        task.action_feedback()
        self.account.action_push_shipments()
        self.assertFalse(self.shipment.activity_ids)

    def test_the_missing_package_is_sent_again_and_its_task_goes(self):
        self.amazon.lose_package(self.ref, self.shipment.package_ref)
        self._let_hours_pass(25)
        self.account.action_push_shipments()

        self.shipment.action_retry()
        self.account.action_push_shipments()
        self.sync_orders()

        self.assertEqual((self._status(self.ref), self.shipment.state), ("SHIPPED", "confirmed"))
        self.assertFalse(self.shipment.is_missing)
        self.assertFalse(self.shipment.activity_ids)

    def test_a_package_that_amazon_never_shows_is_over_once_others_have_shipped_the_order(self):
        self.amazon.lose_package(self.ref, self.shipment.package_ref)
        self._let_hours_pass(25)
        self.account.action_push_shipments()
        self.assertTrue(self.shipment.activity_ids)
        self.amazon.ship_order(self.ref)

        self.document(self.ref).action_reload()

        self.assertEqual((self._status(self.ref), self.shipment.state), ("SHIPPED", "confirmed"))
        self.assertIn("other packages", self.shipment.difference)
        self.assertFalse(self.shipment.activity_ids)

    def test_a_store_may_wait_for_ever_but_not_less_than_no_time(self):
        self.store.shipment_patience = 0
        self._let_hours_pass(1000)

        self.account.action_push_shipments()

        self.assertFalse(self.shipment.activity_ids)
        with self.assertRaises(ValidationError):
            self.store.shipment_patience = -1

    def test_refused_ones_are_sent_again_together(self):
        refs = [self._import() for _number in range(2)]
        for ref in refs:
            self.ship(self.sale(ref), tracking="1Z-A")
        self.amazon.fault("confirmShipment", "refuse_shipment", count=2)
        self.account.action_push_shipments()
        refused = self._filtered("failed")
        self.assertEqual(set(refused.order_id.mapped("amazon_ref")), set(refs))

        (refused | self.shipment).action_retry()
        self.account.action_push_shipments()

        self.assertEqual([self._status(ref) for ref in refs], ["SHIPPED", "SHIPPED"])
        self.assertFalse(refused.activity_ids)

    def _let_hours_pass(self, hours):
        self.shipment.sent_at = fields.Datetime.now() - timedelta(hours=hours)

    def _filtered(self, name):
        """What a filter of the list finds."""
        view = self.env["amazon.shipment"].get_view(view_type="search")["arch"]
        (node,) = etree.fromstring(view).xpath(f"//filter[@name='{name}']")
        return self.env["amazon.shipment"].search(ast.literal_eval(node.get("domain")))
