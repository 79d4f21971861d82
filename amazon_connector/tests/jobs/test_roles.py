"""One missing role stops only the jobs that need it, and the account says which roles work."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .test_schedules import SchedulesCommon

DENIED = {"code": "Unauthorized", "message": "Access to requested resource is denied."}


@tagged("post_install", "-at_install")
class TestRoles(SchedulesCommon):
    def setUp(self):
        super().setUp()
        self.amazon.add_listing("MUG", quantity=5)
        self.amazon.answer("createReport", status=403, body={"errors": [DENIED]}, times=2)
        self.listings = self.schedule("amazon.listing", stores=self.store)

    def test_orders_go_on_when_amazon_refuses_listings(self):
        refused = self.store.action_sync_listings()

        self.assertEqual(refused.state, "failed")
        self.assertIn("lacks a role for createReport", self.messages(refused))
        self.assertEqual(self.account.state, "connected")
        ref = self.amazon.place_order(sku="MUG")
        self.assertEqual(self.sync_orders().state, "done")
        self.assertEqual(self.document(ref).state, "done")
        self.assertIn("✗ Listings: a role is missing for createReport", self.account.role_summary)
        self.assertIn("✓ Orders", self.account.role_summary)

    def test_what_the_jobs_of_archived_stores_lack_is_not_shown_any_more(self):
        self.store.action_sync_listings()
        self.assertIn(self.listings, self.account.schedule_ids)

        self.store.active = False
        self.env.invalidate_all()

        self.assertNotIn(self.listings, self.account.schedule_ids)
        self.assertNotIn("✗ Listings", self.account.role_summary)

    def test_a_job_without_its_role_rests_and_looks_again_after_a_day(self):
        self.store.action_sync_listings()
        self.store.action_sync_listings()
        self.assertEqual(len(self.account.activity_ids), 1, "A person is told once.")
        self.listings._run_soon()
        self.assertFalse(self.run_lane("amazon.listing"))

        self.assertGreater(self.listings.next_run, fields.Datetime.now() + timedelta(hours=23))
        self.listings.next_run = fields.Datetime.now()
        self.assertTrue(self.run_lane("amazon.listing"))
        self.assertFalse(self.listings.denied_operation)

    def test_the_connection_test_shows_every_role_in_words(self):
        self.amazon.answer("getReport", status=403, body={"errors": [DENIED]}, times=1)

        operation = self.account.action_test_connection()

        self.assertIn("✓ Orders", self.messages(operation))
        self.assertIn("✗ Listings: Your application lacks a role", self.messages(operation))
        self.assertEqual(self.account.state, "connected")
        self.assertIn("lacks a role for getReport", self.account.state_reason)
        self.assertTrue(self.listings.denied_operation)

        self.account.action_test_connection()

        self.assertEqual(self.account.state_reason, "Connected. Amazon granted all required roles.")
        self.assertFalse(self.listings.denied_operation)
        self.assertLessEqual(self.listings.next_run, fields.Datetime.now())

    def test_a_door_that_is_shut_without_a_reason_stops_that_job_alone(self):
        """Amazon words a missing role as a bare Forbidden, or as a bad token."""
        revoked = "The access token you provided is revoked, malformed or invalid."
        for body in (
            {"message": "Forbidden"},
            {"errors": [{"code": "Unauthorized", "message": revoked}]},
        ):
            with self.subTest(body=body):
                self.amazon.clear_answers()
                self.amazon.answer("createReport", status=403, body=body, times=None)
                refused = self.store.action_sync_listings()

                self.assertEqual(refused.state, "failed")
                self.assertEqual(self.account.state, "connected")
                self.assertTrue(self.listings.denied_operation)
                ref = self.amazon.place_order(sku="MUG")
                self.sync_orders()
                self.assertEqual(self.document(ref).state, "done")
        self.assertEqual(len(self.account.activity_ids), 1, "A person is told once.")

    def test_a_test_of_the_connection_names_the_shut_door_and_leaves_the_others_open(self):
        self.amazon.answer("getReport", status=403, body={"message": "Forbidden"}, times=None)

        operation = self.account.action_test_connection()

        self.assertIn("✓ Orders", self.messages(operation))
        self.assertIn("✗ Listings: ", self.messages(operation))
        self.assertEqual(self.account.state, "connected")

    def test_where_nobody_knows_how_far_a_refusal_goes_the_job_is_tried_again(self):
        self.amazon.clear_answers()
        self.amazon.answer("createReport", status=403, body={"message": "Forbidden"}, times=1)
        self.amazon.fault("getMarketplaceParticipations", "server_error")
        operation = self.store.action_sync_listings()

        self.assertEqual(operation.state, "postponed")
        self.assertEqual(self.account.state, "connected")
        self.assertFalse(self.listings.denied_operation)
