"""Settlements as Amazon makes them: fetched once, read whole, mapped, told where they wait."""

from datetime import date
from unittest.mock import patch

from lxml import etree

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from ...spapi.errors import Unavailable
from .common import REPORT, SettlementCommon, commission, report, row, sale

UNKNOWN = ("ServiceFee", "Brand New Fee", "Base fee")


@tagged("post_install", "-at_install")
class TestSettlements(SettlementCommon):
    def test_a_settlement_that_amazon_made_is_ready_to_be_posted(self):
        self.plant(report([sale(), commission()]))

        operation = self.sync_settlements()

        settlement = self.settlement()
        self.assertEqual(operation.state, "done")
        self.assertEqual((operation.received, operation.processed), (1, 1))
        self.assertEqual((settlement.state, settlement.store_id), ("ready", self.store))
        self.assertEqual((settlement.amount_total, settlement.difference), (85, 0))
        self.assertEqual(settlement.deposit_date, date(2026, 7, 2))
        self.assertEqual(settlement.line_ids.kind_id.mapped("code"), ["sale", "seller_fee"])
        self.assertEqual(set(settlement.line_ids.mapped("posted_on")), {date(2026, 6, 18)})
        self.assertEqual(settlement.attachment_id.mimetype, "application/gzip")

    def test_an_accountant_fetches_settlements_by_a_button(self):
        self.plant(report([sale()]))

        told = self.env["amazon.settlement"].with_user(self.accountant).action_fetch_settlements()

        self.assertEqual(self.settlement().state, "ready")
        self.assertIn("9001", told["params"]["message"])

    def test_each_report_is_fetched_once_and_a_settlement_that_is_listed_twice_is_one(self):
        self.plant(report([sale()]), days=3)
        self.plant(report([sale()]), days=2)
        self.plant(report([sale("5.00")], ref="9002"), days=1)

        self.sync_settlements()
        self.amazon.reset_calls()
        self.sync_settlements()

        self.assertEqual(self.settlement().line_ids.mapped("amount"), [100])
        self.assertEqual(self.settlement("9002").amount_total, 5)
        self.assertNotIn("getReportDocument", self.amazon.calls())
        self.assertFalse(self.settlement().correction_id)

    def test_a_report_that_cannot_be_read_in_the_list_keeps_no_other_back(self):
        self.plant(report([sale()]))
        [made] = self.account._get_client().get_reports([REPORT]).reports
        listed = {
            "reportId": made.report_id,
            "reportType": REPORT,
            "processingStatus": "DONE",
            "createdTime": made.created_at.isoformat(),
            "reportDocumentId": made.document_id,
        }
        self.amazon.answer("getReports", 200, {"reports": [listed | {"reportId": [7]}, listed]})

        operation = self.sync_settlements()

        self.assertEqual(self.settlement().state, "ready")
        self.assertEqual(operation.level, "warning")
        self.assertIn("upload it if it is missing", operation.line_ids.mapped("message")[0])

    def test_a_document_that_amazon_does_not_give_keeps_no_other_back(self):
        first = self.plant(report([sale()]), days=3)
        self.plant(report([sale("5.00")], ref="9002"), days=1)
        client = type(self.account._get_client())
        download = client.download_report
        [stuck] = [
            each.document_id
            for each in self.account._get_client().get_reports([REPORT]).reports
            if each.report_id == first
        ]

        def stumble(client, document_id):
            if document_id == stuck:
                raise Unavailable("Internal error", operation="getReportDocument", status=500)
            return download(client, document_id)

        for _run in range(2):
            with patch.object(client, "download_report", stumble):
                operation = self.sync_settlements()
            self.assertEqual(self.settlement("9002").state, "ready")
            self.assertFalse(self.settlement())
            self.assertNotEqual(operation.state, "done")
            self.assertIn(first, self.messages(operation))

        self.sync_settlements()
        self.assertEqual(self.settlement().state, "ready")

    def test_rows_that_do_not_add_up_stay_in_draft_until_a_whole_file_comes(self):
        self.plant(report([sale()], total="120.00"))

        self.sync_settlements()

        settlement = self.settlement()
        self.assertEqual((settlement.state, settlement.difference), ("held", 20))
        self.assertIn("Amazon's total is", settlement.reason)
        self.assertTrue(self.env["amazon.trouble"]._find_open(self.store, "held_total"))

        self.upload(report([sale(), sale("20.00")], total="120.00"))

        self.assertEqual((settlement.state, settlement.difference), ("ready", 0))
        self.assertFalse(self.env["amazon.trouble"]._find_open(self.store, "held_total"))

    def test_unknown_rows_wait_for_a_rule_and_then_go_on_by_themselves(self):
        self.plant(report([sale(), row(*UNKNOWN, "-7.00"), row(*UNKNOWN, "-3.00")]), days=2)
        self.plant(report([row(*UNKNOWN, "-1.00")], ref="9002"))

        self.sync_settlements()

        settlement = self.settlement()
        self.assertEqual(settlement.state, "held")
        unmapped = settlement.unmapped_ids
        self.assertEqual((unmapped.row_count, unmapped.amount), (2, -10))
        told = self.env["amazon.trouble"]._find_open(self.store, "held_map")
        self.assertIn("Brand New Fee", told.sentence)

        action = unmapped.with_user(self.accountant).action_map()
        rules = self.env["amazon.settlement.rule"].with_user(self.accountant)
        rules.with_context(**action["context"]).create({"kind_id": self.kinds["service"].id})
        self.work_off()

        both = settlement | self.settlement("9002")
        self.assertEqual(both.mapped("state"), ["ready", "ready"])
        self.assertFalse(both.unmapped_ids)
        self.assertFalse(self.env["amazon.trouble"]._find_open(self.store, "held_map"))

    def test_unmapped_rows_of_an_ignored_settlement_are_nobodys_task(self):
        settlement = self.upload(report([row("Order", "ItemPrice", "Moonshine", "5.00")]))
        self.assertEqual(self.find_tasks(), settlement.ids)

        settlement.with_user(self.accountant).action_ignore()
        self.assertEqual((settlement.state, self.find_tasks()), ("ignored", []))
        self.assertFalse(settlement.unmapped_ids)

        settlement.with_user(self.accountant).action_retry()
        self.assertEqual((settlement.state, self.find_tasks()), ("held", settlement.ids))

    def test_what_was_ignored_can_be_taken_up_again_on_its_form(self):
        for name in ("settlement", "refund", "return", "reimbursement"):
            view = self.env.ref(f"amazon_connector.amazon_{name}_view_form")
            buttons = etree.fromstring(view.arch).xpath("//button[@string='Try Again']")
            self.assertTrue([each for each in buttons if "ignored" in each.get("invisible")], name)

    def find_tasks(self):
        """:return: ids of the settlements whose rows are to be mapped"""
        self.env.flush_all()
        self.env.invalidate_all()
        tasks = self.env["amazon.todo"].with_user(self.accountant)
        return tasks.search([("what", "=", "unmapped")]).mapped("res_id")

    def test_rows_of_which_amazon_says_nothing_are_mapped_from_the_dialog(self):
        for words in (("", "", ""), ("Charge", "", "")):
            with self.subTest(words=words):
                settlement = self.upload(
                    report([sale(), row(*words, "-7.00")], ref="".join(words) or "0")
                )
                self.assertEqual(settlement.state, "held")
                action = settlement.unmapped_ids.with_user(self.accountant).action_map()
                rules = self.env["amazon.settlement.rule"].with_user(self.accountant)

                dialog = Form(rules.with_context(**action["context"]), view=action["views"][0][0])
                dialog.kind_id = self.kinds["service"]
                rule = dialog.save()
                self.work_off()

                self.assertEqual(settlement.state, "ready")
                self.assertEqual(settlement.line_ids.rule_id & rule.sudo(), rule.sudo())
                self.assertIn("Description is empty", rule.sentence)

    def test_rows_are_skipped_with_a_reason_alone(self):
        self.plant(report([sale(), row(*UNKNOWN, "-7.00")]))
        self.sync_settlements()
        settlement = self.settlement()
        action = settlement.unmapped_ids.with_user(self.accountant).action_skip()
        rules = self.env["amazon.settlement.rule"].with_user(self.accountant)
        rules = rules.with_context(**action["context"])

        reason = "why these rows are not booked"
        with self.assertRaisesRegex(ValidationError, reason), self.cr.savepoint():
            rules.create({})
        rules.create({"skip_reason": "Paid by another company"})
        self.work_off()

        self.assertEqual(settlement.state, "ready")
        skipped = settlement.line_ids.filtered("is_skipped")
        self.assertEqual((skipped.amount, skipped.kind_id.id), (-7, False))

    def test_a_rule_that_changes_maps_what_is_not_posted_anew(self):
        settlement = self.upload(report([commission()]))
        rule = self.env["amazon.settlement.rule"].create(
            {
                "transaction_type": "Order",
                "amount_type": "ItemFees",
                "amount_description": "Comm*",
                "store_id": self.store.id,
                "kind_id": self.kinds["other"].id,
            }
        )
        self.work_off()
        self.assertEqual(settlement.line_ids.kind_id.code, "other")

        rule.unlink()
        self.work_off()

        self.assertEqual(settlement.line_ids.kind_id.code, "seller_fee")
        self.assertEqual(settlement.state, "ready")

    def test_no_settlement_for_75_days_is_told_while_amazon_still_lists_it(self):
        ref = self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.sync_orders()
        self.document(ref).purchase_date = "2026-01-01 00:00:00"

        self.env["amazon.trouble"]._cron_follow()

        told = self.env["amazon.trouble"]._find_open(self.store, "no_settlement")
        self.assertIn("USD", told.sentence)
        now = f"{self.env.cr.now():%Y-%m-%d}"
        self.upload(report([sale()], settlement_end_date=now))
        self.env["amazon.trouble"]._cron_follow()
        self.assertFalse(self.env["amazon.trouble"]._find_open(self.store, "no_settlement"))
