"""What a button tells: what was done, in words, with the way to it; a normal wait is no alarm."""

from odoo.tests import tagged

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestToasts(AmazonCommon):
    def test_a_button_tells_what_was_imported_and_leads_to_it(self):
        refs = [self.amazon.place_order(sku="MUG", unit_price="9.99") for _ in range(3)]
        refs.append(self.amazon.place_order(sku="STRANGER", unit_price="9.99"))

        toast = self._press(self.account, "action_sync_orders")

        self.assertIn("3 orders imported, 1 on hold.", toast["message"])
        self.assertEqual((toast["type"], toast["title"]), ("warning", self._title("Orders")))
        self.assertEqual(self._find(toast["buttons"][0]).mapped("amazon_ref"), refs[::-1])

    def test_one_order_is_told_in_the_singular_and_opens_by_itself(self):
        ref = self.amazon.place_order(sku="MUG", unit_price="9.99")

        toast = self._press(self.account, "action_sync_orders")

        self.assertEqual((toast["type"], toast["message"]), ("success", "1 order imported."))
        self.assertEqual(toast["buttons"][0]["action"]["res_id"], self.document(ref).id)

    def test_nothing_new_is_told_neutrally(self):
        toast = self._press(self.account, "action_sync_orders")

        self.assertEqual((toast["type"], toast["message"]), ("info", "There was nothing to do."))

    def test_a_good_connection_is_told_as_such(self):
        toast = self._press(self.account, "action_test_connection")

        self.assertEqual(toast["type"], "success")
        self.assertEqual(toast["message"], "Connected. Amazon granted all required roles.")

    def test_a_refused_connection_is_told_once_and_does_not_stay(self):
        self.account.lwa_client_secret = "wrong"

        toast = self._press(self.account, "action_test_connection")

        self.assertEqual(toast["type"], "danger")
        self.assertEqual(toast["message"].count("Amazon does not know this client id"), 1)
        self.assertNotIn("sticky", toast)

    def test_a_report_that_amazon_prepares_is_a_normal_wait(self):
        self.amazon.reset(rates=False, report_delay_seconds=600)

        toast = self._press(self.store, "action_sync_listings")

        self.assertEqual(toast["type"], "info")
        self.assertIn("Amazon is preparing", toast["message"])

    def test_amazon_out_of_reach_is_told_as_a_wait_with_what_comes_next(self):
        self.amazon.fault("searchOrders", "unavailable_html")

        toast = self._press(self.account, "action_sync_orders")

        self.assertEqual(toast["type"], "info")
        self.assertIn("Amazon is not available right now", toast["message"])
        self.assertIn("tried again automatically", toast["message"])

    def test_jobs_of_several_kinds_are_told_together(self):
        toast = self._press(self.account, "action_sync_returns")

        self.assertEqual(toast["title"], "Amazon")
        self.assertEqual(toast["buttons"][-1]["name"], "Sync Log")

    def _press(self, record, entry_point):
        """Press the button of a job; returns the toast that it shows."""
        return record.with_context(amazon_entry_point=entry_point).action_run()["params"]

    def _title(self, job):
        return f"{job}: {self.account.display_name}"

    def _find(self, button):
        action = button["action"]
        return self.env[action["res_model"]].search(action["domain"])
