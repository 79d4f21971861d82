"""A report that Amazon no longer knows, never ends, or has nothing in (D1)."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import ListingsCommon, report, row


@tagged("post_install", "-at_install")
class TestReportReferences(ListingsCommon):
    def setUp(self):
        super().setUp()
        self.amazon.add_listing("MUG")
        self.amazon.reset_calls()

    def test_a_report_that_amazon_no_longer_knows_is_asked_for_anew_at_once(self):
        self.amazon.next_report(status="IN_PROGRESS")
        self.load(state="postponed")
        self.amazon.refuse("getReport", 404, "Report not found.", code="NotFound")

        self.load()

        self.assertEqual(self.amazon.calls()["createReport"], 2)
        self.assertEqual(self.listed(), {"MUG"})

    def test_a_document_that_amazon_no_longer_serves_is_asked_for_anew_at_once(self):
        self.amazon.refuse("getReportDocument", 404, "No such document.", code="NotFound")

        self.load()

        self.assertEqual(self.amazon.calls()["createReport"], 2)
        self.assertEqual(self.listed(), {"MUG"})

    def test_a_report_that_is_never_known_does_not_spend_the_quota(self):
        self.amazon.refuse("getReport", 404, "Report not found.", code="NotFound", times=None)

        self.load(state="postponed")

        self.assertEqual(self.amazon.calls()["createReport"], 2)

    def test_a_report_unfinished_for_hours_is_asked_for_anew_and_told_after_a_day_once(self):
        self.amazon.next_report(status="IN_QUEUE", times=2)
        self.load(state="postponed")
        first = self.schedule().report_ref
        self.load(state="postponed")
        self.assertEqual(self.schedule().report_ref, first)

        self.wait(hours=5)
        self.load(state="postponed")
        self.assertNotEqual(self.schedule().report_ref, first)
        self.assertFalse(self.store.activity_ids)

        self.wait(hours=20)
        self.load(state="postponed")
        self.assertEqual(self.store.activity_ids.mapped("summary"), ["Amazon prepares no report"])

        self.load()
        self.assertFalse(self.store.activity_ids, "the report is there")
        self.assertEqual(self.listed(), {"MUG"})
        self.assertFalse(self.schedule().report_awaited_since)

    def test_a_cancelled_report_has_nothing_to_say_and_is_no_error(self):
        self.amazon.next_report(status="CANCELLED")

        operation = self.load()

        self.assertEqual(operation.level, "info")
        self.assertFalse(self.schedule().report_ref)

    def test_a_report_that_amazon_gives_up_is_told_with_its_words(self):
        self.amazon.next_report({"errorDetails": "The marketplace is closed."}, status="FATAL")

        operation = self.load(state="failed")

        self.assertIn("The marketplace is closed.", self.messages(operation))

    def test_a_report_that_is_done_without_a_document_is_given_up(self):
        self.amazon.answer(
            "getReport",
            body={
                "reportId": "1",
                "reportType": "GET_MERCHANT_LISTINGS_ALL_DATA",
                "processingStatus": "DONE",
                "createdTime": "2026-11-28T12:00:00Z",
            },
        )

        self.load(state="failed")

        self.load()
        self.assertEqual(self.listed(), {"MUG"})

    def test_a_word_of_amazons_that_is_new_means_that_it_is_still_at_it(self):
        self.amazon.answer(
            "getReport",
            body={
                "reportId": "1",
                "reportType": "GET_MERCHANT_LISTINGS_ALL_DATA",
                "processingStatus": "PAUSED",
                "createdTime": "2026-11-28T12:00:00Z",
            },
        )

        self.load(state="postponed")

        self.load()
        self.assertEqual(self.listed(), {"MUG"})

    def test_what_stops_the_reading_does_not_bring_the_same_report_back_for_ever(self):
        self.load(report(row("MUG"), "", headings=("nothing", "known")), state="failed")

        self.load()

        self.assertEqual(self.amazon.calls()["createReport"], 2)

    def test_an_amazon_that_refuses_our_options_gives_the_report_without_them(self):
        english = {"preferredReportDocumentLocale": "en_US"}
        asked = {"body": {"reportOptions": english}}
        self.amazon.refuse("createReport", 400, "No such option.", times=None, when=asked)

        self.load()

        self.assertEqual(self.listed(), {"MUG"})

    def test_another_refusal_is_told_as_it_is(self):
        self.amazon.refuse("createReport", 400, "No such marketplace.", times=None)

        operation = self.load(state="failed")

        self.assertIn("No such marketplace.", self.messages(operation))

    def test_a_report_of_which_nothing_can_be_read_is_asked_for_anew(self):
        self.amazon.next_report(status="IN_QUEUE")
        self.load(state="postponed")
        known = {"path": {"reportId": self.schedule().report_ref}}
        self.amazon.answer("getReport", body={"status": "DONE"}, when=known, times=None)

        self.load(state="failed")

        self.load()
        self.assertEqual(self.listed(), {"MUG"})

    # Steps

    def wait(self, hours):
        """Time passes while Amazon prepares the report."""
        schedule = self.schedule()
        for name in ("report_asked_at", "report_awaited_since"):
            schedule[name] = fields.Datetime.to_datetime(schedule[name]) - timedelta(hours=hours)
