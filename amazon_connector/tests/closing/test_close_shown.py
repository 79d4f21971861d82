"""The lines of a month's close are opened by whom they are for, and ask for the whole reserve."""

from odoo.tests import new_test_user, tagged

from ..entries.booking import BookingCase
from ..entries.test_booking import SALE
from ..refunds.test_refunds_settled import SettledCase


@tagged("post_install", "-at_install")
class TestReserve(BookingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.open_books("USD")

    def test_reserve_on_the_account_of_a_rule(self):
        self.store.accounting_mode = "per_settlement"
        own = self.ledger["reserve"].copy({"name": "Reserve of the store"})
        self.env["amazon.settlement.rule"].create(
            {
                "amount_description": "Current Reserve Amount",
                "store_id": self.store.id,
                "kind_id": self.env.ref("amazon_connector.amazon_fee_kind_reserve").id,
                "gl_account_id": own.id,
            }
        )
        other = "other-transaction"
        settlement = self.settle(
            [*SALE, (other, other, "Current Reserve Amount", "-25.00", "", "2026-06-30")]
        )
        self.assert_booked(settlement)
        close = self.env["amazon.close"].create({"store_id": self.store.id, "month": "2026-06-01"})
        close.write({"is_reserve_told": True, "amount_reserve": 25})
        is_done, sentence = close._check_reserve()
        self.assertTrue(is_done, sentence)

    def test_opening_balance_of_the_reserve_counts(self):
        self.store.accounting_mode = "per_settlement"
        entry = self.env["account.move"].create(
            {
                "move_type": "entry",
                "date": "2026-05-31",
                "journal_id": self.env["account.journal"]
                .search([("company_id", "=", self.company.id), ("type", "=", "general")], limit=1)
                .id,
                "line_ids": [
                    (0, 0, {"account_id": self.ledger["reserve"].id, "balance": 30}),
                    (0, 0, {"account_id": self.ledger["before go-live"].id, "balance": -30}),
                ],
            }
        )
        entry.action_post()
        other = "other-transaction"
        settlement = self.settle(
            [
                *SALE,
                (other, other, "Previous Reserve Amount Balance", "30.00", "", "2026-06-16"),
                (other, other, "Current Reserve Amount", "-25.00", "", "2026-06-30"),
            ]
        )
        self.assert_booked(settlement)
        close = self.env["amazon.close"].create({"store_id": self.store.id, "month": "2026-06-01"})
        close.write({"is_reserve_told": True, "amount_reserve": 25})
        is_done, sentence = close._check_reserve()
        self.assertTrue(is_done, sentence)

    def test_clearing_leads_to_the_statement_of_the_month_in_a_dialog(self):
        close = self.env["amazon.close"].create({"store_id": self.store.id, "month": "2026-06-01"})
        action = close._get_action("clearing")
        statement = self.env["amazon.statement"].with_context(**action["context"]).new()
        shown = (statement.store_id, f"{statement.date_from}", f"{statement.date_to}")
        self.assertEqual(shown, (self.store, "2026-06-01", "2026-06-30"))
        self.assertEqual(action["target"], "new")

    def test_a_page_that_has_no_store_yet_has_no_name_of_one(self):
        for model in ("amazon.close", "amazon.accrual"):
            page = self.env[model].new({"month": "2026-06-01"})
            self.assertEqual(page.display_name, "2026-06")

    def test_manager_without_books_opens_a_line(self):
        close = self.env["amazon.close"].create({"store_id": self.store.id, "month": "2026-06-01"})
        close._check()
        boss = new_test_user(
            self.env,
            "boss_f",
            "amazon_connector.group_manager",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        for line in close.line_ids:
            with self.subTest(line.key):
                self.assertTrue(line.with_user(boss).action_open())


@tagged("post_install", "-at_install")
class TestCloseShown(SettledCase):
    def prepare(self, invoicing):
        self.store.invoicing = invoicing
        ref = self.place(unit_price="10.00")
        accountant = new_test_user(
            self.env,
            "books_f",
            "amazon_connector.group_accountant",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        bought = self.document(ref).purchase_date.date()
        close = self.env["amazon.close"].create(
            {"store_id": self.store.id, "month": bought.replace(day=1)}
        )
        return ref, accountant, close

    def opened(self, close, accountant):
        close._check()
        line = close.line_ids.filtered(lambda line: line.key == "invoices")
        self.assertFalse(line.is_done, line.sentence)
        self.env.invalidate_all()
        action = line.with_user(accountant).action_open()
        model = self.env[action["res_model"]].with_user(accountant)
        return model.search(action["domain"])

    def test_the_accountant_opens_drafts(self):
        ref, accountant, close = self.prepare("draft")
        self.invoice()
        self.assertIn(self.sale(ref).invoice_ids, self.opened(close, accountant))

    def test_refunds_that_are_booked_are_shown_too(self):
        ref, _accountant, close = self.prepare("posted")
        self.invoice()
        refund = self.credit(ref)
        self.assertEqual(refund.state, "done", refund.reason)
        close.month = refund.posted_at.date().replace(day=1)
        action = close._get_action("refunds")
        self.assertIn(refund, self.env["amazon.refund"].search(action["domain"]))

        refund.state = "held"
        self.env["amazon.refund"].flush_model()
        other = refund.copy({"amazon_ref": "other", "state": "done"})
        found = self.env["amazon.refund"].search(close._get_action("refunds")["domain"])
        self.assertEqual((refund in found, other in found), (True, False))

    def test_the_accountant_opens_orders_to_invoice(self):
        ref, accountant, close = self.prepare("none")
        self.assertIn(self.sale(ref), self.opened(close, accountant))
