"""Who books, and in which company: the accountant's rights suffice, a branch has its own books."""

from odoo.tests import new_test_user, tagged

from .booking import BookingCase

ROWS = [
    ("Order", "ItemPrice", "Principal", "100.00", "A", "2026-06-18"),
    ("Order", "ItemFees", "Commission", "-15.00", "A", "2026-06-18"),
]


@tagged("post_install", "-at_install")
class TestWhoBooks(BookingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.open_books("USD")
        cls.store.accounting_mode = "per_settlement"

    def hire(self):
        """:return: a person who has the accountant's rights and no others"""
        return new_test_user(
            self.env,
            "bookkeeper",
            groups="amazon_connector.group_accountant",
            company_id=self.company.id,
            company_ids=self.company.ids,
        )

    def test_an_accountant_loads_the_orders_that_a_settlement_lacks(self):
        self.store.accounting_mode = "per_order"
        ours = [(*row[:4], "111-1111111-1111111", row[5]) for row in ROWS]
        settlement = self.settle([*ours, *ROWS]).with_user(self.hire())
        self.assertTrue(settlement.has_unknown_orders)
        settlement.action_load_orders()
        # A is no number that Amazon could be asked for.
        self.assertEqual(self.env["amazon.order.load"].search([]).refs, "111-1111111-1111111")

    def test_an_accountant_posts_reverses_and_proves(self):
        person = self.hire()
        settlement = self.receive(ROWS).with_user(person)
        settlement.action_process()
        self.assert_booked(settlement)
        settlement.action_reverse()
        self.assert_booked(settlement)
        self.assertEqual((settlement.run, settlement.move_count), (1, 4))
        self.assertEqual(settlement.proof_sale, 100)
        self.assertEqual(len(settlement._prepare_statement()), 11)
        self.assertFalse(settlement.difference_ids)
        result = settlement.move_ids.filtered(lambda move: move.amazon_run == 1)
        self.assertEqual(result.amazon_row_count, 2)
        statement = self.env["amazon.statement"].with_user(person)
        vals = {"date_from": "2026-06-01", "date_to": "2026-07-31"}
        statement = statement.create({"store_id": self.store.id, **vals})
        self.assertEqual((statement.amount_closing, statement.difference), (0, 0))

    def test_a_branch_books_in_its_parents_journal_and_in_its_own_name(self):
        branch = self.env["res.company"].create(
            {
                "name": "Branch",
                "parent_id": self.company.id,
                "country_id": self.env.ref("base.us").id,
            }
        )
        self.env.user.company_ids |= branch
        for kind in self.env["amazon.fee.kind"].search([]):
            account = kind.with_company(self.company).gl_account_id
            kind.with_company(branch).gl_account_id = account
        self.store.account_id.company_id = branch
        settlement = self.settle(ROWS)
        self.assert_booked(settlement)
        self.assertEqual(settlement.move_ids.company_id, branch)
        self.assertEqual(settlement.move_ids.journal_id.company_id, self.company)
        self.assertEqual(self.open_on("clearing"), 0)
