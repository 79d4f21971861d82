"""Settlements that are reversed and booked anew, and orders that keep nobody else back."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .booking import BookingCase
from .foreign import ForeignCase
from .test_booking import SALE, STORAGE


@tagged("post_install", "-at_install")
class TestBooksAgain(BookingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.open_books("USD")
        cls.store.accounting_mode = "per_settlement"

    def clearing(self):
        return self.env["account.move.line"].search(
            [("account_id", "=", self.ledger["clearing"].id), ("parent_state", "=", "posted")]
        )

    def test_the_payout_that_stands_is_matched_with_what_is_booked_anew(self):
        settlement = self.settle([*SALE, STORAGE])
        self.assertTrue(all(self.clearing().mapped("reconciled")))

        settlement.action_reverse()

        self.assert_booked(settlement)
        self.assertTrue(all(self.clearing().mapped("reconciled")))

    def test_a_tax_of_zero_is_locked_with_the_others(self):
        self.put_taxes(0)
        settlement = self.settle(SALE)
        self.assert_booked(settlement)
        self.company.tax_lock_date = "2026-06-30"
        self.store.locked_period = "next"

        settlement.action_reverse()

        self.assert_booked(settlement)

    def test_two_receivables_of_one_order_keep_nobody_else_back(self):
        self.store.accounting_mode = "per_order"
        other = self.env["account.account"].create(
            {
                "name": "Other Receivable",
                "code": "AMZ990",
                "account_type": "asset_receivable",
                "reconcile": True,
            }
        )
        partner = self.env["res.partner"].create({"name": "B"})
        partner.with_company(self.company).property_account_receivable_id = other
        documents = [
            self.create_document("A", {"revenue": 40}, "2026-06-18"),
            self.create_document("A", {"revenue": 60}, "2026-06-19", partner_id=partner.id),
            self.create_document("B", {"revenue": 10}, "2026-06-18"),
        ]

        settlement = self.settle(
            [
                ("Order", "ItemPrice", "Principal", amount, ref, "2026-06-18")
                for ref, amount in (("A", "100.00"), ("B", "10.00"))
            ]
        )

        self.assertEqual((settlement.state, settlement.reason), ("done", False))
        self.assertEqual({document.payment_state for document in documents}, {"paid"})

    def test_a_file_that_is_dropped_on_another_account_is_not_booked_twice(self):
        settlement = self.settle(SALE)
        self.assert_booked(settlement)
        other = self.env["amazon.account"].create(
            {
                "name": "Other",
                "region": "na",
                "company_id": self.company.id,
                "selling_partner_id": "OTHER",
                "state": "connected",
            }
        )
        self.store.copy({"account_id": other.id, "name": "Other US"})
        content = self.write_file(
            SALE,
            ref=settlement.amazon_ref,
            start="2026-06-16",
            end="2026-06-30",
            deposit="2026-07-02",
            currency="USD",
        )
        with self.assertRaisesRegex(UserError, "is one of Seller US"):
            self.env["amazon.settlement"].create_from_file(other, "s.txt", content)


@tagged("post_install", "-at_install")
class TestForeignBooksAgain(ForeignCase):
    def test_the_rate_difference_is_booked_anew(self):
        self.store.accounting_mode = "per_settlement"
        self.drop_rates()
        self.put_rate("2026-06-01", 0.9)
        self.put_rate("2026-07-01", 0.8)
        settlement = self.settle(SALE)
        self.assertEqual(self.balance_of_clearing(), 0)

        settlement.action_reverse()

        self.assert_booked(settlement)
        self.assertEqual(self.balance_of_clearing(), 0)

    def balance_of_clearing(self):
        lines = self.env["account.move.line"].search(
            [("account_id", "=", self.ledger["clearing"].id), ("parent_state", "=", "posted")]
        )
        return self.company.currency_id.round(sum(lines.mapped("balance")))
