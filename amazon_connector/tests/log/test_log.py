"""What the log shows of a run: in words, as it goes on, for as long as is set (G1, G6)."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from ..common import AmazonCommon

CHANNELS = ("amazon_connector.group_user", "amazon_connector.group_accountant")


@tagged("post_install", "-at_install")
class TestLog(AmazonCommon):
    def test_one_column_says_what_a_run_did(self):
        self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.amazon.place_order(sku="STRANGER", unit_price="9.99")

        run = self.sync_orders()

        self.assertEqual(run.outcome, "1 order imported, 1 on hold")
        self.assertFalse(self.sync_orders().outcome, "A run that found nothing says nothing.")

    def test_a_run_leads_to_its_documents(self):
        refs = [self.amazon.place_order(sku="MUG", unit_price="9.99") for _ in range(2)]

        run = self.sync_orders()

        action = run.action_view_documents()
        self.assertEqual(run.document_count, 2)
        self.assertEqual(
            set(self.env[action["res_model"]].search(action["domain"]).mapped("amazon_ref")),
            set(refs),
        )

    def test_a_run_leads_nobody_to_documents_that_are_not_for_him(self):
        ref = self.amazon.place_order(sku="MUG", unit_price="9.99")
        run = self.sync_orders()
        run._info("Imported.", self.document(ref))
        for group, count in (("user", 1), ("accountant", 0), ("manager", 1)):
            person = new_test_user(self.env, group, groups=f"amazon_connector.group_{group}")
            shown = run.with_user(person)
            with self.subTest(group=group):
                self.assertEqual(shown.document_count, count)
                self.assertEqual(shown.line_ids[-1].can_open, bool(count))

    def test_the_list_begins_with_what_happened_and_shows_all_when_asked(self):
        self.amazon.place_order(sku="MUG", unit_price="9.99")
        busy, idle = self.sync_orders(), self.sync_orders()
        self.amazon.reset(rates=False, report_delay_seconds=600)
        waiting = self.store.action_sync_listings()

        info, everything, warnings = map(self._filter, ("notable", "all", "trouble"))

        runs = busy | idle | waiting
        self.assertEqual(runs.filtered_domain(info), busy)
        self.assertEqual(runs.filtered_domain(everything), runs)
        self.assertFalse(runs.filtered_domain(warnings), "To wait for Amazon is no trouble.")

    def test_the_log_is_kept_as_many_days_as_are_set(self):
        run = self.sync_orders()
        run.started_at = fields.Datetime.now() - timedelta(days=20)
        settings = self.env["res.config.settings"].create({"amazon_log_days": 30})
        settings.execute()

        self.env["amazon.operation"]._gc_operations()
        self.assertTrue(run.exists())

        self.env["res.config.settings"].create({"amazon_log_days": 14}).execute()
        self.env["amazon.operation"]._gc_operations()
        self.assertFalse(run.exists())

    def test_the_log_is_kept_for_a_day_at_least(self):
        with self.assertRaisesRegex(UserError, "at least one day"):
            self.env["res.config.settings"].create({"amazon_log_days": 0})

    def test_open_screens_are_told_of_a_run_and_of_no_content(self):
        self.env["bus.bus"].search([]).unlink()
        self.amazon.place_order(sku="MUG", unit_price="9.99")

        run = self.sync_orders()
        self.env.cr.precommit.run()

        told = self.env["bus.bus"].search([("message", "like", "amazon_connector.operation")])
        self.assertGreaterEqual(len(told), 2 * len(CHANNELS), "At its start and at its end.")
        self.assertEqual(
            set(told.mapped("message")),
            {f'{{"type":"amazon_connector.operation","payload":{{"id":{run.id}}}}}'},
        )

    def test_a_run_knows_how_much_is_left(self):
        for _number in range(3):
            self.amazon.place_order(sku="MUG", unit_price="9.99")

        run = self.sync_orders()
        self.assertEqual((run.expected, run.progress), (3, 100))

        run.write({"state": "running", "expected": 12})
        self.assertEqual(run.progress, 25)

    # Stopping, where transactions are played; test_stopping.py has real ones.

    def test_who_stops_a_run_only_leaves_a_signal(self):
        clerk = new_test_user(self.env, "clerk", groups="amazon_connector.group_user")
        run = self._run_that_goes_on()
        written = run.write_date

        run.with_user(clerk).action_stop()

        self.assertTrue(run.is_stopping)
        self.assertEqual((run.state, run.write_date), ("running", written))
        signal = self.env["amazon.signal"]._find_left(run)
        self.assertEqual(signal.topic, "stop")

    def test_a_run_that_has_ended_cannot_be_stopped_nor_one_that_goes_on_be_resumed(self):
        ended, running = self.sync_orders(), self._run_that_goes_on()

        with self.assertRaisesRegex(UserError, "has ended already"):
            ended.action_stop()
        with self.assertRaisesRegex(UserError, "not stopped any more"):
            running.action_resume()

    # Steps

    def _run_that_goes_on(self):
        schedule = self.env["amazon.schedule"]._find_for("amazon.refund", self.account)
        return schedule._open_run()

    def _filter(self, name):
        search = self.env.ref("amazon_connector.amazon_operation_view_search")
        (node,) = search._get_combined_arch().xpath(f"//filter[@name='{name}']")
        return eval(node.get("domain"))  # noqa: S307 - our own view
