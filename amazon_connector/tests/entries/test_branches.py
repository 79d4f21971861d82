"""A store that belongs to a branch: its accountant, its parent's chart and everybody's banks."""

from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .booking import BookingCase

ROWS = [
    ("Order", "ItemPrice", "Principal", "100.00", "A", "2026-06-18"),
    ("Order", "ItemFees", "Commission", "-15.00", "A", "2026-06-18"),
]


@tagged("post_install", "-at_install")
class TestBranches(BookingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.open_books("USD")
        cls.store.accounting_mode = "per_settlement"

    def create_branch(self, name, parent=None):
        branch = self.env["res.company"].create(
            {
                "name": name,
                "parent_id": (parent or self.company).id,
                "country_id": self.env.ref("base.us").id,
            }
        )
        self.env.cr.precommit.run()  # Odoo gives it its parent's chart of accounts.
        self.env.user.company_ids |= branch
        return branch

    def create_bank(self, company):
        bank = self.env["account.journal"].create(
            {"name": "Own bank", "code": "OBNK", "type": "bank", "company_id": company.id}
        )
        bank.inbound_payment_method_line_ids.payment_account_id = self.ledger["transit"]
        return bank

    def give_store_to(self, branch):
        for kind in self.env["amazon.fee.kind"].search([]):
            account = kind.with_company(self.company).gl_account_id
            kind.with_company(branch).gl_account_id = account
        self.store.account_id.company_id = branch

    def bring(self, bank, text, company=None):
        """A line of a bank statement over 85.00."""
        lines = self.env["account.bank.statement.line"]
        return lines.with_company(company or bank.company_id).create(
            {"journal_id": bank.id, "date": "2026-07-03", "payment_ref": text, "amount": 85.0}
        )

    def test_who_works_in_the_branch_alone_chooses_accounts_of_its_parents_chart(self):
        branch = self.create_branch("Branch")
        self.give_store_to(branch)
        groups = "amazon_connector.group_accountant,account.group_account_manager"
        person = new_test_user(
            self.env, "keeper", groups=groups, company_id=branch.id, company_ids=branch.ids
        )
        home = self.env(user=person, context={"allowed_company_ids": branch.ids})
        self.env.flush_all()
        self.env.invalidate_all()

        action = self.store.with_env(home).action_set_up_accounting()

        self.assertEqual(action["res_model"], "amazon.accounting.setup")
        kinds, company = home["amazon.fee.kind"], branch.with_env(home)
        with self.assertRaisesRegex(UserError, "Ask somebody who works there"):
            kinds._get_or_create_usual_account(company, "reserve")
        person.company_ids |= self.company
        made = kinds._get_or_create_usual_account(company, "reserve")
        self.assertEqual(made.sudo().company_ids, self.company)

    def test_the_bank_of_a_sister_takes_no_payout(self):
        first, second = self.create_branch("First"), self.create_branch("Second")
        self.give_store_to(first)
        settlement = self.settle(ROWS)
        self.assertEqual(settlement.state, "done", settlement.reason)

        rent = self.bring(self.create_bank(second), "Rent of May, Mr Smith")
        self.assertFalse(rent.is_reconciled)

        payout = self.bring(self.bank, "AMAZON", company=first)
        self.assertTrue(payout.is_reconciled)

    def test_a_bank_between_root_and_branch_is_looked_at_when_the_settlement_comes(self):
        middle = self.create_branch("Middle")
        low = self.create_branch("Low", middle)
        self.give_store_to(low)
        bank = self.create_bank(middle)
        self.store.payout_journal_id = bank
        line = self.bring(bank, "AMAZON")
        settlement = self.settle(ROWS)
        transit = settlement.move_ids.line_ids.filtered(
            lambda item: item.account_id == self.ledger["transit"]
        )
        payout = self.env["amazon.payout"].create(
            {
                "account_id": self.store.account_id.id,
                "amazon_ref": "P1",
                "store_id": self.store.id,
                "settlement_id": settlement.id,
                "settlement_ref": "S1",
                "amount": 85,
                "phase": "paid",
                "payload": "{}",
                "currency_id": self.store.marketplace_id.currency_id.id,
                "transit_line_id": transit.id,
            }
        )

        payout.action_match()

        self.assertTrue(line.is_reconciled)

    def test_rows_go_with_their_account_to_the_branch_that_books_them(self):
        kind = self.env["amazon.fee.kind"]._get_by_code()["seller_fee"]
        kind.with_company(self.company).gl_account_id = False
        settlement = self.settle(ROWS)
        self.assertEqual(settlement.state, "held")
        account = self.store.account_id
        words = {"amount_type": "ItemFees", "amount_description": "Rare", "account_id": account.id}
        rule = self.env["amazon.settlement.rule"].create({**words, "kind_id": kind.id})
        kind.with_company(self.company).gl_account_id = self.ledger["seller fees"]
        branch = self.create_branch("Branch")
        self.give_store_to(branch)

        settlement.action_process()

        self.assertEqual(settlement.move_ids.company_id, branch)
        settlement.line_ids.invalidate_recordset()
        self.assertEqual(settlement.line_ids.company_id, branch)
        self.assertEqual(rule.company_id, branch)
