"""One file with several settlements: each is one, however it comes (F3)."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import SettlementCommon, report, sale


@tagged("post_install", "-at_install")
class TestSeveralInOne(SettlementCommon):
    def close_two(self):
        """Amazon closes two settlements; returns what it says of them, and their files."""
        self.amazon.add_listing("MUG", price="12.50", quantity=100)
        told = []
        for _settlement in range(2):
            self.amazon.ship_and_bill(self.amazon.place_order(sku="MUG"))
            told.append(self.amazon.close_settlement())
        files = [self.amazon.settlement_file(each["settlement_id"]) for each in told]
        return told, [
            file if isinstance(file, bytes) else file.encode() for file in files
        ]  # fmt: skip

    def join(self, files, heading=False):
        first, second = files
        return first + (second if heading else second.split(b"\n", 1)[1])

    def test_each_settlement_of_a_file_is_one(self):
        told, files = self.close_two()
        settlements = self.env["amazon.settlement"]
        for heading in (False, True):
            content = self.join(files, heading)
            found = settlements.create_from_file(self.account, "both.txt", content)
            self.assertEqual(
                sorted(found.mapped("amazon_ref")), sorted(each["settlement_id"] for each in told)
            )
            found.action_process()
            for each in told:
                one = found.filtered(lambda s, each=each: s.amazon_ref == each["settlement_id"])
                self.assertEqual(one.amount_total, float(each["total"]))
                self.assertTrue(one.line_ids)
                self.assertFalse(one.correction_id)

        alone = settlements.create_from_file(self.account, "first.txt", files[0])
        self.assertIn(alone, found)
        self.assertFalse(alone.correction_id, "The same rows were taken for a correction.")

    def test_rows_of_a_third_settlement_are_refused(self):
        told, files = self.close_two()
        content = self.join(files)
        stray = files[1].rstrip().split(b"\n")[-1].replace(told[1]["settlement_id"].encode(), b"99")
        with self.assertRaisesRegex(UserError, "another settlement"):
            found = self.env["amazon.settlement"].create_from_file(
                self.account, "both.txt", content.rstrip() + b"\n" + stray + b"\n"
            )
            found.action_process()
            raise UserError(found.reason)

    def join_bad(self, **bad):
        """One sound settlement, 9001, and below it 9002, whose summary row is bad."""
        other = report([sale(), sale("20.00")], ref="9002", **bad)
        return self.join([report([sale()]).encode(), other.encode()])

    def test_a_summary_row_that_cannot_be_read_keeps_no_other_settlement_back(self):
        odd = ({"total_amount": "much"}, {"currency": "XXX"}, {"settlement_end_date": "soon"})
        for bad in odd:
            content = self.join_bad(**bad)
            with self.assertRaisesRegex(UserError, "9002"):
                self.env["amazon.settlement"].create_from_file(self.account, "two.txt", content)
            self.assertFalse(self.settlement(), "A script is told before anything is kept.")

        file = self.env["ir.attachment"].create({"name": "two.txt", "raw": content})
        dialog = self.env["amazon.settlement.upload"].create(
            {"account_id": self.account.id, "attachment_ids": file.ids}
        )
        action = dialog.action_upload()
        self.assertEqual((action["res_id"], dialog.attachment_ids), (dialog.id, file))
        self.assertIn("two.txt: 9002: line 2: no date: 'soon'", dialog.problems)
        self.assertEqual(self.settlement().row_count, 1)
        self.assertFalse(self.settlement("9002"))

    def test_a_report_of_which_one_settlement_is_bad_brings_the_other(self):
        number = self.plant(self.join_bad(total_amount="much").decode())
        self.sync_settlements()
        self.work_off()
        self.assertEqual(self.settlement().row_count, 1)
        failed = self.settlement(f"report-{number}")
        self.assertEqual(failed.state, "failed")
        self.assertIn("9002: line 2: no amount", failed.reason)
        operation = self.sync_settlements()
        self.assertNotIn("9002", self.messages(operation), "It was fetched again.")

    def test_the_settlement_of_another_account_keeps_the_own_one(self):
        other = self.account.copy({"selling_partner_id": "SELLER9", "name": "Other"})
        self.env["amazon.settlement"].create({"account_id": other.id, "amazon_ref": "9002"})
        problems = []
        found = self.env["amazon.settlement"].create_from_file(
            self.account, "two.txt", self.join_bad(), problems
        )
        self.assertEqual(found.amazon_ref, "9001")
        self.assertIn(f"Settlement 9002 is one of {other.name}: drop the file there.", *problems)
