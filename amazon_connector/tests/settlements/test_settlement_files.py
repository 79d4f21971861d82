"""Files of settlements, from Amazon and by hand: the same one is one record."""

import gzip

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import SettlementCommon, commission, report, sale


@tagged("post_install", "-at_install")
class TestSettlementFiles(SettlementCommon):
    def test_a_file_by_hand_is_the_same_settlement_whatever_its_clothes(self):
        text = report([sale(), commission()])
        self.plant(text)
        self.sync_settlements()
        settlement = self.settlement()

        for content in (
            text,
            text.replace("\n", "\r\n"),
            "\ufeff" + text,
            text.encode("utf-16"),
            gzip.compress(text.encode()),
        ):
            self.assertEqual(self.upload(content), settlement)

        self.assertFalse(settlement.correction_id)
        self.assertEqual(len(settlement.line_ids), 2)
        self.assertEqual(gzip.decompress(settlement.attachment_id.raw).decode(), text)

    def test_a_corrected_file_waits_until_a_person_takes_it_over(self):
        settlement = self.upload(report([sale()]))
        first = settlement.attachment_id

        self.plant(report([sale(), commission()]))
        self.sync_settlements()

        self.assertEqual((settlement.amount_total, settlement.attachment_id), (100, first))
        self.assertTrue(settlement.correction_id)
        told = self.env["amazon.trouble"]._find_open(settlement, "settlement_corrected")
        self.assertIn("9001", told.sentence)

        settlement.with_user(self.accountant).action_take_correction()

        self.assertEqual((settlement.state, settlement.amount_total), ("ready", 85))
        self.assertEqual(len(settlement.line_ids), 2)
        self.assertFalse(settlement.correction_id)
        self.assertFalse(self.env["amazon.trouble"]._find_open(settlement, "settlement_corrected"))
        self.assertTrue(first.exists(), "both files are kept")

    def test_the_same_rows_in_another_order_and_form_are_no_correction(self):
        rows = [sale(), commission(), sale("30.00")]
        settlement = self.upload(report(rows))
        columns, summary, *lines = report(rows).splitlines()
        backwards = "\n".join((columns, summary, *reversed(lines)))
        for text in (
            backwards,
            report(rows) * 2,
            report(rows).replace(".00", ",00"),
            "\n".join("\t".join(reversed(line.split("\t"))) for line in backwards.splitlines()),
        ):
            self.assertEqual(self.upload(text), settlement)
            self.assertFalse(settlement.correction_id)
        self.upload(report([sale(), sale("15.00")]))
        self.assertTrue(settlement.correction_id)

    def test_the_file_of_an_unreadable_report_takes_its_place(self):
        period = ["2026-06-16T00:00:00Z", "2026-06-30T23:00:00Z"]
        self.plant("nothing of a settlement", period=period)
        self.plant("nor is this", period=["2026-06-01T00:00:00Z", "2026-06-15T23:00:00Z"])
        self.sync_settlements()
        unread, other = self.env["amazon.settlement"].search([], order="date_start desc")
        self.assertEqual((unread.state, other.state), ("failed", "failed"))
        self.assertIn("it takes the place of this one", unread.reason)

        self.upload(report([sale()]))

        self.assertEqual((unread.state, other.state), ("ignored", "failed"))
        self.assertIn("9001", unread.reason)
        self.assertFalse(self.env["amazon.trouble"]._find_open(unread, "document_failed"))
        self.amazon.reset_calls()
        self.sync_settlements()
        self.assertNotIn("getReportDocument", self.amazon.calls())

    def test_an_old_version_is_refused_with_the_one_to_take(self):
        old = "settlement-id\ttransaction-type\tprice-type\tprice-amount\n1\tOrder\tPrincipal\t5\n"
        with self.assertRaisesRegex(UserError, "version 1.*FLAT_FILE_V2"):
            self.upload(old)
        self.assertFalse(self.env["amazon.settlement"].search([]))

        self.plant(old)
        operation = self.sync_settlements()

        failed = self.env["amazon.settlement"].search([])
        self.assertEqual((failed.state, operation.failed), ("failed", 1))
        self.assertIn("FLAT_FILE_V2", failed.reason)
        self.assertIn("then press Ignore here", failed.reason)
        self.amazon.reset_calls()
        self.sync_settlements()
        self.assertNotIn("getReportDocument", self.amazon.calls())

    def test_a_row_that_cannot_be_read_fails_the_settlement_and_no_other(self):
        self.plant(report([sale(), sale("12,x")], total="1.00"), days=2)
        self.plant(report([sale()], ref="9002"))

        self.sync_settlements()

        failed = self.settlement()
        self.assertEqual((failed.state, failed.line_ids.ids), ("failed", []))
        self.assertIn("line 4", failed.reason)
        self.assertTrue(failed.attachment_id)
        self.assertEqual(self.settlement("9002").state, "ready")

        self.upload(report([sale(), sale("12.00")]))
        self.assertEqual((failed.state, len(failed.line_ids)), ("ready", 2))

    def test_amounts_that_the_currency_does_not_have_are_not_rounded(self):
        yen = report([sale("10.4")], currency="JPY")
        with self.assertRaisesRegex(UserError, "no amount in JPY"):
            self.upload(yen)
        settlement = self.upload(report([sale("10.4"), sale("-0.4")], total="10", currency="JPY"))
        self.assertEqual((settlement.state, settlement.line_ids.ids), ("failed", []))
        self.assertIn("more decimals than JPY", settlement.reason)

    def test_several_files_are_dropped_and_a_bad_one_stays_with_its_reason(self):
        files = {
            "june.txt": report([sale()]),
            "july.txt": report([sale("7.00")], ref="9002"),
            "note.txt": "no settlement",
        }
        wizard = self.env["amazon.settlement.upload"].with_user(self.accountant)
        attachments = wizard.env["ir.attachment"].create(
            [{"name": name, "raw": text.encode()} for name, text in files.items()]
        )
        dialog = wizard.create(
            {"account_id": self.account.id, "attachment_ids": [(6, 0, attachments.ids)]}
        )

        action = dialog.action_upload()

        self.assertEqual(action["res_id"], dialog.id)
        self.assertEqual(dialog.attachment_ids.name, "note.txt")
        self.assertIn("note.txt: line 1", dialog.problems)
        both = self.settlement() | self.settlement("9002")
        self.assertEqual(both.mapped("state"), ["ready", "ready"])

    def test_an_empty_file_says_so(self):
        files = self.env["ir.attachment"].with_user(self.accountant)
        wizard = self.env["amazon.settlement.upload"].with_user(self.accountant)
        empty = files.create({"name": "empty.txt", "raw": b""})
        dialog = wizard.create(
            {"account_id": self.account.id, "attachment_ids": [(6, 0, empty.ids)]}
        )
        dialog.action_upload()
        self.assertIn("empty.txt: file: empty", dialog.problems)

    def test_only_accountants_bring_files(self):
        manager = new_test_user(self.env, "boss", groups="amazon_connector.group_manager")
        settlements = self.env["amazon.settlement"].with_user(manager)
        with self.assertRaises(AccessError):
            settlements.create_from_file(self.account, "x.txt", report([sale()]).encode())
