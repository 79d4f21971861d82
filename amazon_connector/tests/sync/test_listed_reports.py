"""Reports that Amazon makes by itself, told with a kind that lives here alone."""

from datetime import timedelta

from odoo import fields, models
from odoo.orm.model_classes import add_to_registry
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import AmazonCommon

STATEMENT = "GET_TEST_STATEMENT"


class Statement(models.AbstractModel):
    """A kind that keeps what it reads in memory."""

    _module = None
    _name = "amazon.test.statement"
    _description = "Statement"
    _inherit = ["amazon.report.mixin"]
    _report_type = STATEMENT
    _report_is_listed = True

    received = {}
    failed = {}

    def _find_known_reports(self, schedule, report_refs):
        return {ref for ref in report_refs if ref in self.received or ref in self.failed}

    def _receive_report(self, schedule, report, document, operation):
        lines = list(document.lines())
        if lines == ["broken"]:
            raise ValueError("a bug of the kind")
        self.received[report.report_id] = lines
        operation._count(processed=1)

    def _fail_report(self, schedule, report, reason, operation):
        self.failed[report.report_id] = reason
        return super()._fail_report(schedule, report, reason, operation)

    def _sync(self, schedule, operation):
        self._sync_report(schedule, operation)


@tagged("post_install", "-at_install")
class TestListedReports(AmazonCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        add_to_registry(cls.registry, Statement)
        cls.registry._setup_models__(cls.env.cr, [Statement._name])
        cls.addClassCleanup(cls.forget_kind)
        cls.statements = cls.env[Statement._name]

    @classmethod
    def forget_kind(cls):
        del cls.registry.models[Statement._name]
        cls.registry["amazon.report.mixin"]._inherit_children.discard(Statement._name)
        cls.registry._setup_models__(cls.env.cr, [])

    def setUp(self):
        super().setUp()
        for kept in (Statement.received, Statement.failed):
            kept.clear()
        # A row of another job of the account: rows are of jobs that Odoo has in its database.
        self.schedule = self.env["amazon.schedule"]._find_for(
            "amazon.shipment", accounts=self.account
        )
        self.amazon.reset_calls()

    def test_each_document_is_fetched_once(self):
        self.plant("first\nline", days=3)
        self.plant("second", days=2)

        self.sync()
        self.assertEqual(self.contents(), [["first", "line"], ["second"]])
        self.plant("third", days=0)
        self.sync()
        self.sync()

        self.assertEqual(self.contents(), [["first", "line"], ["second"], ["third"]])
        calls = self.amazon.calls()
        self.assertEqual(calls["getReportDocument"], 3)
        self.assertNotIn("createReport", calls, "what Amazon makes by itself is never asked for")

    def test_a_broken_document_is_kept_as_failed_and_stops_no_other(self):
        self.plant("first", days=3)
        self.plant("broken", days=2)
        self.plant("third", days=1)

        with mute_logger("odoo.addons.amazon_connector.models.sync.isolation"):
            operation = self.sync()
            self.sync()

        self.assertEqual(self.contents(), [["first"], ["third"]])
        self.assertEqual(list(Statement.failed.values()), ["ValueError: a bug of the kind"])
        self.assertEqual((operation.processed, operation.failed), (2, 1))
        self.assertEqual(self.amazon.calls()["getReportDocument"], 3)

    def test_a_document_that_is_gone_is_told_once(self):
        self.plant("first", days=3)
        self.plant("second", days=1)
        self.amazon.refuse("getReportDocument", 404, "No such document.", code="NotFound")

        self.sync()
        self.sync()

        self.assertEqual(self.contents(), [["second"]])
        self.assertIn("No such document", next(iter(Statement.failed.values())))

    def test_an_outage_loses_nothing(self):
        self.plant("first", days=3)
        self.plant("second", days=1)
        self.amazon.answer("getReportDocument", 503, "busy", times=10)

        self.assertEqual(self.sync().state, "postponed")
        self.assertEqual(Statement.failed, {})
        self.amazon.clear_answers()
        self.sync()

        self.assertEqual(self.contents(), [["first"], ["second"]])

    def test_an_unfinished_report_holds_the_cursor_and_is_found_again(self):
        made = fields.Datetime.now().replace(microsecond=0)
        unfinished = self.told("1", "IN_PROGRESS", made - timedelta(hours=2))
        later = self.told("2", "CANCELLED", made - timedelta(hours=1))
        self.amazon.answer("getReports", body={"reports": [later, unfinished]})

        self.sync()

        self.assertEqual(self.schedule.cursor, False)
        self.plant("late", days=0.05)
        self.sync()
        self.assertEqual(self.contents(), [["late"]])

    def test_pages_that_repeat_themselves_end(self):
        self.amazon.answer("getReports", body={"reports": [], "nextToken": "same"}, times=None)

        self.sync()

        self.assertEqual(self.amazon.calls()["getReports"], 2)

    # Steps

    def plant(self, text, days):
        created = fields.Datetime.now() - timedelta(days=days)
        self.amazon.plant_report(
            "SELLER1", STATEMENT, text, created=f"{created.isoformat(timespec='seconds')}Z"
        )

    def told(self, ref, status, created):
        return {
            "reportId": ref,
            "reportType": STATEMENT,
            "processingStatus": status,
            "createdTime": f"{created.isoformat()}Z",
        }

    def sync(self):
        account = self.account._work_env()
        kind = account.env["amazon.operation"]._record(account, "stores")
        with kind as operation:
            account.env[Statement._name]._sync(self.schedule.with_env(account.env), operation)
        self.schedule.invalidate_recordset()
        return operation

    def contents(self):
        return list(Statement.received.values())
