"""The screen of the status table: suggestions, unknown statuses, FBA as a choice (B1, B2)."""

from odoo.tests import tagged

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestStatuses(AmazonCommon):
    def rows(self):
        return {(line.fulfilled_by, line.status): line.target for line in self.store.status_map_ids}

    def follow(self):
        """:return: the open ``amazon.trouble`` of statuses that nobody knows, after an hour"""
        self.env["amazon.trouble"]._cron_follow()
        return self.store.trouble_ids.filtered(
            lambda one: one.key == "status_unknown" and not one.closed_at
        )

    def test_a_usual_status_that_is_not_in_the_list_is_a_choice_and_no_issue(self):
        self.store.status_map_ids.filtered(lambda line: line.status == "UNSHIPPED").unlink()
        self.amazon.place_order(sku="MUG")
        self.sync_orders()
        self.assertEqual(self.store.unmapped_statuses, "UNSHIPPED (FBM)")
        self.assertFalse(self.follow())

    def test_suggest_fills_in_the_usual_rows_and_keeps_what_is_there(self):
        usual = self.rows()
        self.store.status_map_ids.filtered(lambda line: line.status != "UNSHIPPED").unlink()
        self.store.status_map_ids.target = "quotation"

        self.store.action_suggest_statuses()
        self.store.action_suggest_statuses()

        self.assertEqual(set(self.rows()), set(usual))
        self.assertEqual(self.rows()["MERCHANT", "UNSHIPPED"], "quotation")
        self.assertEqual(self.rows()["AMAZON", "SHIPPED"], "delivered")

    def test_a_status_seen_in_orders_is_shown_and_suggested_as_not_imported(self):
        ref = self.amazon.place_order(
            sku="MUG", raw_overrides={"fulfillment": {"fulfillmentStatus": "WAITING_FOR_MOON"}}
        )
        self.sync_orders()
        self.assertEqual(self.document(ref).state, "ignored")
        self.assertEqual(self.store.unmapped_statuses, "WAITING_FOR_MOON (FBM)")
        told = self.follow()
        self.assertIn("WAITING_FOR_MOON", told.sentence)

        self.store.action_suggest_statuses()
        self.assertFalse(self.follow())

        self.assertEqual(self.rows()["MERCHANT", "WAITING_FOR_MOON"], "none")
        self.assertFalse(self.store.unmapped_statuses)

        self.store.status_map_ids.filtered(
            lambda line: line.status == "WAITING_FOR_MOON"
        ).target = "quotation"
        self.sync_orders()
        self.assertEqual(self.sale(ref).state, "draft")

    def test_fba_orders_can_be_left_out_with_one_setting_and_come_back(self):
        self.store.import_fba = False
        ref = self.amazon.place_order(sku="MUG", fulfilled_by="AMAZON", status="SHIPPED")
        mine = self.amazon.place_order(sku="MUG")
        self.sync_orders()
        self.assertEqual(self.document(ref).state, "ignored")
        self.assertIn("Amazon ships (FBA)", self.document(ref).reason)
        self.assertTrue(self.sale(mine))

        self.store.import_fba = True
        self.sync_orders()

        self.assertEqual(self.sale(ref).state, "sale")
