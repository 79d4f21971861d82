"""One file with several settlements: each is one, however it comes (F3)."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import SettlementCommon


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
