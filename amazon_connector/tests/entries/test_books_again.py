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

    def connect_other_account(self):
        """Another seller of the company, with a store of the same marketplace."""
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
        return other

    def test_a_file_that_is_dropped_on_another_account_is_not_booked_twice(self):
        settlement = self.settle(SALE)
        self.assert_booked(settlement)
        other = self.connect_other_account()
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

    def test_wrong_account_first_then_the_right_one(self):
        other = self.connect_other_account()
        content = self.write_file(
            SALE,
            ref="S9",
            start="2026-06-16",
            end="2026-06-30",
            deposit="2026-07-02",
            currency="USD",
        )
        settlements = self.env["amazon.settlement"]
        wrong = settlements.create_from_file(other, "s.txt", content)
        wrong.action_ignore()
        self.assertEqual(wrong.state, "ignored")
        right = settlements.create_from_file(self.store.account_id, "s.txt", content)
        self.assertEqual(right.account_id, self.store.account_id)


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


@tagged("post_install", "-at_install")
class TestPaidInParts(BookingCase):
    """Orders whose money came in several ways: before, in part, and back again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.open_books("USD")

    def test_an_order_charged_and_given_back_in_one_file_keeps_nobody_back(self):
        self.store.accounting_mode = "per_order"
        self.create_document("A", {"revenue": 100}, "2026-06-18")
        other = self.create_document("B", {"revenue": 10}, "2026-06-18")
        settlement = self.settle(
            [
                ("Order", "ItemPrice", "Principal", amount, ref, "2026-06-18")
                for ref, amount in (("A", "100.00"), ("A", "-100.00"), ("B", "10.00"))
            ]
        )
        self.assertEqual((settlement.state, settlement.reason), ("done", False))
        self.assertEqual(other.payment_state, "paid")

    def test_one_invoice_paid_ahead_and_one_open(self):
        self.store.accounting_mode = "per_order"
        first = self.create_document("A", {"revenue": 40}, "2026-06-18")
        self.pay_on_clearing(first, "2026-06-18")
        second = self.create_document("A", {"revenue": 60}, "2026-06-19")
        settlement = self.settle([("Order", "ItemPrice", "Principal", "100.00", "A", "2026-06-18")])
        self.assertEqual((settlement.state, settlement.reason), ("done", False))
        self.assertEqual(second.payment_state, "paid")
        self.assertEqual(self.open_on("clearing"), 0)
        settlement.action_reverse()
        self.assert_booked(settlement)
        self.assertEqual(second.payment_state, "paid")
        self.assertEqual(self.open_on("clearing"), 0)

    def test_one_invoice_paid_ahead_and_one_open_in_two_settlements(self):
        self.store.accounting_mode = "per_order"
        first = self.create_document("A", {"revenue": 40}, "2026-06-18")
        self.pay_on_clearing(first, "2026-06-18")
        second = self.create_document("A", {"revenue": 60}, "2026-06-19")
        row = ("Order", "ItemPrice", "Principal")
        one = self.settle([(*row, "40.00", "A", "2026-06-18")])
        two = self.settle(
            [(*row, "60.00", "A", "2026-07-05")],
            ref="S2", start="2026-07-01", end="2026-07-14", deposit="2026-07-16",
        )  # fmt: skip
        self.assertEqual((one.state, two.state), ("done", "done"), (one.reason, two.reason))
        self.assertEqual(second.payment_state, "paid")
        self.assertEqual(self.open_on("clearing"), 0)

    def credited_in_odoo(self):
        """An open invoice that the accountant credits with Odoo's button: they pay each other."""
        self.store.accounting_mode = "per_order"
        document = self.create_document("A", {"revenue": 100}, "2026-06-18")
        wizard = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=document.ids
        )
        wizard.create({"journal_id": document.journal_id.id, "date": document.date}).refund_moves()
        note = document.reversal_move_ids
        note.amazon_order_ref = "A"
        if note.state == "draft":
            note.action_post()
        self.assertEqual((document.amount_residual, note.amount_residual), (0, 0))
        return document, note

    def open_receivables(self):
        lines = self.env["account.move.line"].search(
            [
                ("account_id.account_type", "=", "asset_receivable"),
                ("company_id", "=", self.company.id),
                ("parent_state", "=", "posted"),
                ("reconciled", "=", False),
            ]
        )
        return lines.mapped("amount_residual")

    def test_sale_and_refund_of_what_was_credited_meet(self):
        self.credited_in_odoo()
        self.create_document("B", {"revenue": 7}, "2026-06-18")
        settlement = self.settle(
            [
                ("Order", "ItemPrice", "Principal", "100.00", "A", "2026-06-18"),
                ("Refund", "ItemPrice", "Principal", "-100.00", "A", "2026-06-22"),
                ("Order", "ItemPrice", "Principal", "7.00", "B", "2026-06-18"),
            ]
        )
        self.assert_booked(settlement)
        self.assertFalse(self.open_receivables())
        self.assertFalse(settlement.difference_ids.mapped("order_ref"))

    def test_sale_and_refund_of_what_was_credited_meet_in_two_settlements(self):
        self.credited_in_odoo()
        self.settle([("Order", "ItemPrice", "Principal", "100.00", "A", "2026-06-18")])
        self.create_document("B", {"revenue": 170}, "2026-07-02")
        second = self.settle(
            [
                ("Refund", "ItemPrice", "Principal", "-100.00", "A", "2026-07-02"),
                ("Order", "ItemPrice", "Principal", "170.00", "B", "2026-07-02"),
            ],
            ref="S2", start="2026-07-01", end="2026-07-14", deposit="2026-07-16",
        )  # fmt: skip
        self.assert_booked(second)
        self.assertFalse(self.open_receivables())

    def test_negative_rest_on_two_receivables(self):
        self.store.accounting_mode = "per_order"
        other = self.env["account.account"].create(
            {"name": "R2", "code": "AMZ991", "account_type": "asset_receivable", "reconcile": True}
        )
        partner = self.env["res.partner"].create({"name": "B"})
        partner.with_company(self.company).property_account_receivable_id = other
        documents = [
            self.create_document("A", {"revenue": 40}, "2026-06-18"),
            self.create_document("A", {"revenue": 60}, "2026-06-19", partner_id=partner.id),
        ]
        self.create_document("B", {"revenue": 30}, "2026-06-18")
        settlement = self.settle(
            [
                ("Order", "ItemPrice", "Principal", "-5.00", "A", "2026-06-18"),
                ("Order", "ItemPrice", "Principal", "30.00", "B", "2026-06-18"),
            ]
        )
        self.assert_booked(settlement)
        self.assertEqual([one.payment_state for one in documents], ["not_paid", "not_paid"])
