"""What is booked of a settlement, and what keeps it a draft outside the books (F5, F6)."""

import base64
import io
import zipfile
from decimal import Decimal
from unittest.mock import patch

from psycopg2.errors import UniqueViolation

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .booking import REVERSE_CHARGE, BookingCase

SALE = [
    ("Order", "ItemPrice", "Principal", "100.00", "A", "2026-06-18"),
    ("Order", "ItemFees", "Commission", "-15.00", "A", "2026-06-18"),
]
STORAGE = ("other-transaction", "other-transaction", "Storage Fee", "-12.25", "", "2026-06-25")


@tagged("post_install", "-at_install")
class TestBooking(BookingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.open_books("USD")
        cls.store.accounting_mode = "per_settlement"

    def assert_waits(self, settlement, word):
        self.assertEqual(settlement.state, "held")
        self.assertIn(word, settlement.reason)
        self.assertFalse(settlement.move_ids)
        self.assertEqual(settlement.stage, "draft")

    # A draft until all is there

    def test_a_sign_that_was_flipped_on_its_way_is_refused(self):
        settlement = self.settle([SALE[0], (*SALE[1][:3], "15.00", *SALE[1][4:])], total="85.00")
        self.assert_waits(settlement, "115.00")

    def test_a_row_that_nobody_knows_keeps_all_of_it_a_draft_until_it_is_mapped(self):
        odd = ("Order", "ItemFees", "Fee of Tomorrow", "-1.00", "A", "2026-06-18")
        settlement = self.settle([*SALE, odd])
        self.assertEqual((settlement.state, len(settlement.move_ids)), ("held", 0))
        self.env["amazon.settlement.rule"].create(
            {
                "amount_description": "Fee of Tomorrow",
                "kind_id": self.env.ref("amazon_connector.amazon_fee_kind_seller_fee").id,
            }
        )
        settlement.action_process()
        self.assert_booked(settlement)
        self.assertEqual(self.net(self.entries(settlement, "result"))["seller fees"], 16)

    def test_without_a_deposit_date_the_payout_bears_the_last_day_where_the_store_is(self):
        content = self.write_file(
            SALE, ref="S1", start="2026-06-16", end="2026-06-30", deposit="", currency="USD"
        )
        # Ten in the evening of June 30 in Seattle; what has no date is empty.
        content = content.replace(b"2026-06-30 12:00:00 UTC", b"2026-07-01 05:00:00 UTC")
        content = content.replace(b"\t 12:00:00 UTC", b"\t")
        for number, file in enumerate((content, content.replace(b"2026-07-01 05:00:00 UTC", b""))):
            settlement = self.env["amazon.settlement"].create_from_file(
                self.store.account_id, "S1.txt", file.replace(b"S1", b"S%i" % number)
            )
            settlement.action_process()
            self.assert_booked(settlement)
            self.assertFalse(settlement.deposit_date)
            day = self.entries(settlement, "result").date
            self.assertEqual(self.entries(settlement, "payout").date, day)
            self.assertEqual(f"{day}", "2026-06-18" if number else "2026-06-30")

    def test_an_account_that_nobody_chose_is_asked_for(self):
        kind = self.env.ref("amazon_connector.amazon_fee_kind_storage")
        kind.with_company(self.company).gl_account_id = False
        settlement = self.settle([*SALE, STORAGE])
        self.assert_waits(settlement, "Storage")
        kind.with_company(self.company).gl_account_id = self.ledger["storage"]
        settlement.action_process()
        self.assert_booked(settlement)

    def test_an_account_of_the_rule_alone_lets_it_go_on_by_itself(self):
        kind = self.env.ref("amazon_connector.amazon_fee_kind_storage")
        kind.with_company(self.company).gl_account_id = False
        settlement = self.settle([*SALE, STORAGE])
        self.assert_waits(settlement, "Storage")
        rule = settlement.line_ids.rule_id.filtered(lambda one: one.kind_id == kind)
        rule.gl_account_id = self.ledger["other"]
        self.assertEqual(settlement.state, "received")
        settlement.action_process()
        self.assert_booked(settlement)

    def test_a_store_without_journal_and_accounts_is_asked_for_them(self):
        self.store.write({"settlement_journal_id": False, "clearing_account_id": False})
        self.assert_waits(self.settle(SALE), "Journal")

    def test_without_automatic_posting_a_complete_settlement_waits_for_review(self):
        settlement = self.receive(SALE)
        self.env["amazon.settlement"].sudo()._cron_process()
        self.assertEqual((settlement.state, len(settlement.move_ids)), ("ready", 0))
        settlement.action_process()
        self.assert_booked(settlement)

    def test_the_job_posts_what_the_button_posts(self):
        self.store.settlement_auto = True
        settlement = self.receive([*SALE, STORAGE])
        self.env["amazon.settlement"].sudo()._cron_process()
        self.assert_booked(settlement)
        by_job = self.net(self.entries(settlement, "result"))
        by_button = self.settle([*SALE, STORAGE], ref="S2")
        self.assertEqual(self.net(self.entries(by_button, "result")), by_job)

    def test_pressed_again_nothing_is_booked_twice(self):
        settlement = self.settle(SALE)
        moves = settlement.move_ids
        settlement.action_process()
        self.assertEqual(settlement.move_ids, moves)
        twice = ("amazon_settlement_id", "amazon_entry", "amazon_number", "amazon_run")
        vals = moves[0].read(twice, load="")[0]
        with (
            self.assertRaises(UniqueViolation),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            moves[0].copy({name: vals[name] for name in twice}).flush_recordset()

    # What is booked

    def test_skipped_rows_stay_on_clearing_and_in_the_proof(self):
        self.env["amazon.settlement.rule"].create(
            {
                "amount_type": "other-transaction",
                "amount_description": "Storage Fee",
                "account_id": self.store.account_id.id,
                "is_skipped": True,
                "skip_reason": "booked by the bill",
            }
        )
        settlement = self.settle([*SALE, STORAGE])
        self.assert_booked(settlement)
        self.assertEqual(settlement.proof_skipped, -12.25)
        self.assertEqual(settlement.proof_open, 12.25)
        self.assertEqual(self.open_on("clearing"), Decimal("12.25"))

    def test_each_row_leads_to_its_journal_item_and_back(self):
        settlement = self.settle([*SALE, STORAGE])
        for row in settlement.line_ids:
            self.assertEqual(row.move_line_id.amazon_kind_id, row.kind_id)
            self.assertIn(row, row.move_line_id.amazon_row_ids)
        result = self.entries(settlement, "result")
        rows = self.env["amazon.settlement.line"].search(result.action_view_amazon_rows()["domain"])
        self.assertEqual(rows, settlement.line_ids)
        self.assertEqual(result.amazon_row_count, 3)

    def test_told_tax_that_cancels_itself_out_leads_to_its_entry(self):
        self.put_taxes(10, fees=REVERSE_CHARGE)
        taxes = [("Order", "ItemPrice", "Tax", n, "A", "2026-06-18") for n in ("4.00", "-4.00")]
        settlement = self.settle(taxes)
        self.assert_booked(settlement)
        self.assertEqual(set(settlement.line_ids.mapped("booking")), {"result"})
        self.assertEqual(settlement.line_ids.move_id, self.entries(settlement, "result"))

    def test_rows_are_attached_and_no_spreadsheet_computes_them(self):
        odd = ("Order", "ItemPrice", "Principal", "1.00", "=1+1", "2026-06-18", "@SUM(A1)")
        settlement = self.settle([*SALE, odd])
        result = self.entries(settlement, "result")
        attached = self.env["ir.attachment"].search(
            [("res_model", "=", "account.move"), ("res_id", "=", result.id)]
        )
        packed = attached.filtered(lambda attachment: attachment.name.endswith(".zip"))
        with zipfile.ZipFile(io.BytesIO(base64.b64decode(packed.datas))) as archive:
            table = archive.read(archive.namelist()[0]).decode()
        self.assertIn("'=1+1", table)
        self.assertIn("'@SUM(A1)", table)
        self.assertIn("-15", table)
        self.assertNotIn("'-15", table)
        self.assertIn("application/gzip", attached.mapped("mimetype"))

    def test_lines_are_grouped_as_the_store_wants(self):
        rows = [
            ("Order", "ItemPrice", "Principal", "60.00", "A", "2026-06-18", "MUG"),
            ("Order", "ItemPrice", "Principal", "40.00", "B", "2026-06-18", "LAMP"),
        ]
        self.store.settlement_grouping = "order"
        result = self.entries(self.settle(rows), "result")
        sales = result.line_ids.filtered(lambda line: line.amazon_kind_id.code == "sale")
        self.assertEqual(
            {line.amazon_order_ref: line.credit for line in sales}, {"A": 60.0, "B": 40.0}
        )

    def test_a_rule_may_name_its_own_account_partner_and_analytic_account(self):
        plan = self.env["account.analytic.plan"].create({"name": "Shops"})
        shop = self.env["account.analytic.account"].create({"name": "Shop", "plan_id": plan.id})
        partner = self.env["res.partner"].create({"name": "Amazon Storage"})
        self.env["amazon.settlement.rule"].create(
            {
                "amount_description": "Storage Fee",
                "account_id": self.store.account_id.id,
                "kind_id": self.env.ref("amazon_connector.amazon_fee_kind_storage").id,
                "gl_account_id": self.ledger["other"].id,
                "partner_id": partner.id,
                "analytic_distribution": {str(shop.id): 100},
            }
        )
        line = self.settle([*SALE, STORAGE]).line_ids[2].move_line_id
        self.assertEqual((line.account_id, line.partner_id), (self.ledger["other"], partner))
        self.assertEqual(line.analytic_distribution, {str(shop.id): 100})

    def test_facilitator_tax_told_on_one_side_only_is_shown(self):
        tax = ("Order", "ItemPrice", "Tax", "8.00", "A", "2026-06-18")
        kind = "MarketplaceFacilitatorTax-Principal"
        withheld = ("Order", "ItemWithheldTax", kind, "-7.00", "A", "2026-06-18")
        settlement = self.settle([*SALE, tax, withheld])
        self.assertEqual(settlement.proof_facilitator_net, 1)
        self.assertEqual(self.net(self.entries(settlement, "result"))["facilitator tax"], -1)
        self.assertIn("facilitator_open", settlement.trouble_ids.mapped("key"))

    def test_an_addon_may_change_the_lines(self):
        mapper = type(self.env["amazon.settlement.mapper"])
        plain = mapper._prepare_move_line_vals

        def prepare(self, settlement, part):
            return plain(self, settlement, part) | {"name": f"Mine: {part.name}"}

        with patch.object(mapper, "_prepare_move_line_vals", prepare):
            settlement = self.settle(SALE)
        self.assert_booked(settlement)
        for line in self.entries(settlement, "result").line_ids:
            self.assertIn("Mine: ", line.name)

    # The statement of the store

    def test_the_statement_of_a_period_proves_clearing(self):
        self.settle([*SALE, STORAGE])
        vals = {"date_from": "2026-06-01", "date_to": "2026-06-30"}
        june = self.env["amazon.statement"].create({"store_id": self.store.id, **vals})
        self.assertEqual((june.amount_opening, june.amount_closing), (0, 72.75))
        self.assertEqual(june.difference, 0)
        moved = {line.name: line.amount for line in june.line_ids if line.section == "movement"}
        self.assertEqual(moved, {"Sales": 100, "Fees": -27.25})
        vals = {"date_from": "2026-07-01", "date_to": "2026-07-31"}
        july = self.env["amazon.statement"].create({"store_id": self.store.id, **vals})
        self.assertEqual((july.amount_opening, july.amount_closing), (72.75, 0))
        self.assertEqual(july.line_ids.mapped("name"), ["Payouts"])

    def test_both_proofs_are_printed(self):
        settlement = self.settle([*SALE, STORAGE])
        statement = self.env["amazon.statement"].create(
            {"store_id": self.store.id, "date_from": "2026-06-01", "date_to": "2026-06-30"}
        )
        reports = self.env["ir.actions.report"]
        for name, record, word in (
            ("amazon_settlement_report", settlement, b"72.75"),
            ("amazon_statement_report", statement, b"Opening balance"),
        ):
            html, _kind = reports._render_qweb_html(f"amazon_connector.{name}", record.ids)
            self.assertIn(word, html)

    # Taxes

    def test_tax_lines_are_exact_with_tags_and_survive_an_edit_of_a_copy(self):
        self.put_taxes(19, fees=REVERSE_CHARGE)
        rows = [
            ("Order", "ItemPrice", "Principal", "20.99", "A", "2026-06-18"),
            ("Order", "ItemPrice", "Tax", "4.00", "A", "2026-06-18"),
            ("Order", "ItemFees", "Commission", "-3.75", "A", "2026-06-18"),
        ]
        result = self.entries(self.settle(rows), "result")
        self.assertEqual(
            self.net(result),
            {
                "revenue": Decimal("-20.99"),
                "VAT": Decimal("-4.00"),
                "seller fees": Decimal("3.75"),
                "VAT input": Decimal("0.71"),
                "VAT reverse charge": Decimal("-0.71"),
                "clearing": Decimal("21.24"),
            },
        )
        for line in result.line_ids - result.line_ids.filtered(
            lambda line: line.account_id == self.ledger["clearing"]
        ):
            self.assertTrue(line.tax_tag_ids, line.name)
        copy = result.copy()
        copy.line_ids[0].partner_id = self.env["res.partner"].create({"name": "Edited"})
        self.assertEqual(self.net(copy), self.net(result))

    # Dates

    def test_a_locked_period_is_asked_for_and_waited_for(self):
        self.store.locked_period = "wait"
        self.company.fiscalyear_lock_date = "2026-06-30"
        settlement = self.settle(SALE)
        self.assert_waits(settlement, "locked")
        self.company.fiscalyear_lock_date = "2026-05-31"
        settlement.action_process()
        self.assert_booked(settlement)
        self.assertEqual(str(self.entries(settlement, "result").date), "2026-06-30")

    def test_a_locked_period_is_passed_over_to_the_first_open_day(self):
        self.company.fiscalyear_lock_date = "2026-06-30"
        self.store.locked_period = "next"
        settlement = self.settle(SALE)
        self.assert_booked(settlement)
        self.assertEqual(str(self.entries(settlement, "result").date), "2026-07-01")

    def test_a_month_that_is_not_split_has_one_entry(self):
        self.store.split_by_month = False
        rows = [SALE[0], (*STORAGE[:5], "2026-07-02")]
        settlement = self.settle(rows, start="2026-06-24", end="2026-07-07")
        self.assertEqual([str(m.date) for m in self.entries(settlement, "result")], ["2026-07-07"])

    # Reversed and again

    def test_reversed_and_processed_again_it_stands_as_things_are_set_now(self):
        settlement = self.settle([*SALE, STORAGE])
        first, payout = self.entries(settlement, "result"), self.entries(settlement, "payout")
        kind = self.env.ref("amazon_connector.amazon_fee_kind_storage")
        kind.with_company(self.company).gl_account_id = self.ledger["FBA fees"]
        settlement.action_reverse()
        self.assert_booked(settlement)
        self.assertEqual(settlement.run, 1)
        again = self.entries(settlement, "result") - first
        self.assertEqual(self.net(again)["FBA fees"], Decimal("12.25"))
        self.assertEqual(self.net(first | first.reversal_move_ids), {})
        self.assertEqual(self.entries(settlement, "payout"), payout)
        self.assertFalse(payout.reversal_move_ids)
        self.assertEqual(self.open_on("clearing"), 0)

    def test_a_correction_reverses_what_was_posted_and_posts_the_new_file(self):
        settlement = self.settle([*SALE, STORAGE])
        corrected = self.receive([*SALE, (*STORAGE[:3], "-10.00", *STORAGE[4:])])
        self.assertEqual(corrected, settlement)
        self.assertTrue(settlement.correction_id)
        settlement.action_take_correction()
        self.assert_booked(settlement)
        self.assertEqual(settlement.amount_total, 75)
        everything = self.net(settlement.move_ids)
        self.assertEqual(everything["storage"], 10)
        self.assertEqual(everything["transit"], 75)
        self.assertEqual(self.open_on("clearing"), 0)

    def test_nothing_can_be_changed_by_those_who_only_read(self):
        settlement = self.settle(SALE)
        with self.assertRaises(UserError):
            settlement.move_ids[0].line_ids[0].write({"debit": 5})
