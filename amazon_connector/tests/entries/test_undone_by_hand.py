"""What accountants do to entries of settlements with Odoo's own buttons."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .booking import BookingCase

ROWS = [
    ("Order", "ItemPrice", "Principal", "100.00", "A", "2026-06-18"),
    ("Order", "ItemFees", "Commission", "-15.00", "A", "2026-06-18"),
]


@tagged("post_install", "-at_install")
class TestUndoneByHand(BookingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.open_books("USD")

    def reverse_by_hand(self, moves):
        wizard = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=moves.ids
        )
        wizard.create({"journal_id": moves.journal_id.id, "date": moves.date}).refund_moves()
        self.assertEqual(moves.reversal_move_ids.state, "posted")

    def told(self, settlement):
        self.env["amazon.settlement"]._notice_troubles()
        self.env["amazon.trouble"]._cron_follow()
        return self.env["amazon.trouble"]._find_open(settlement, "entry_undone")

    def test_no_entry_is_reset_to_draft_and_the_sentence_says_what_to_do(self):
        document = self.create_document("A", {"revenue": 100}, "2026-06-18")
        settlement = self.settle(ROWS)
        self.assertEqual(len(settlement.move_ids), 3)
        for move in settlement.move_ids:
            for press in (move.button_draft, move.button_cancel):
                with self.assertRaisesRegex(UserError, "Reverse and Process Again"):
                    press()
        self.assert_booked(settlement)
        # A buyer's invoice is the accountant's own.
        document.button_draft()
        document.action_post()
        self.assertEqual(document.payment_state, "paid")

    def test_an_entry_that_was_reversed_by_hand_is_told_until_it_is_booked_anew(self):
        for kind in ("result", "payments", "payout"):
            with self.subTest(kind):
                ref = f"A{kind}"
                document = self.create_document(ref, {"revenue": 100}, "2026-06-18")
                rows = [(*row[:4], ref, row[5]) for row in ROWS]
                settlement = self.settle(rows, ref=f"S{kind}")
                self.assertFalse(self.told(settlement))

                move = self.entries(settlement, kind)
                self.reverse_by_hand(move)
                self.assertIn(move.name, self.told(settlement).sentence)
                close = self.env["amazon.close"].create(
                    {"store_id": self.store.id, "month": "2026-06-01"}
                )
                self.assertFalse(close._check_entries()[0])

                settlement.action_reverse()
                self.assert_booked(settlement)
                self.assertFalse(self.told(settlement))
                self.assertTrue(close._check_entries()[0])
                self.assertEqual(document.payment_state, "paid")
                self.assertEqual(self.open_on("clearing"), 0)
                close.unlink()

    def test_an_order_is_not_paid_ahead_by_a_draft(self):
        document = self.create_document("A", {"revenue": 100}, "2026-06-18")
        payment = self.pay_on_clearing(document, "2026-06-19")
        payment.button_draft()

        settlement = self.settle(ROWS)

        self.assert_booked(settlement)
        self.assertEqual(self.net(self.entries(settlement, "payments"))["clearing"], 100)
        self.assertEqual(self.open_on("clearing"), 0)

    def test_an_invoice_that_was_canceled_after_its_payment_is_not_paid_twice(self):
        document = self.create_document("A", {"revenue": 100}, "2026-06-18")
        payment = self.pay_on_clearing(document, "2026-06-19")
        payment.line_ids.amazon_invoice_id = document
        document.amazon_store_id = self.store
        document.button_draft()
        document.button_cancel()

        settlement = self.settle(ROWS)

        self.assert_booked(settlement)
        self.assertFalse(self.entries(settlement, "payments"))
        self.assertEqual(self.open_on("clearing"), 0)
        # The invoice in its place is paid by what has paid the first one.
        again = self.create_document("A", {"revenue": 100}, "2026-06-30")
        again.amazon_store_id = self.store
        again._pay_on_clearing()
        self.assertEqual(again.payment_state, "paid")
        self.assertEqual(self.open_on("clearing"), 0)

    def test_a_file_without_any_date_waits_for_another_one(self):
        self.store.accounting_mode = "per_settlement"
        whole = self.write_file(
            ROWS, ref="S1", start="2026-06-16", end="2026-06-30", deposit="2026-07-02",
            currency="USD",
        ).decode()  # fmt: skip
        dates = {n for n, name in enumerate(whole.split("\n")[0].split("\t")) if "date" in name}
        bare = "\n".join(
            "\t".join("" if at in dates and number else cell
                      for at, cell in enumerate(line.split("\t")))
            for number, line in enumerate(whole.split("\n"))
        )  # fmt: skip
        settlements = self.env["amazon.settlement"]
        settlement = settlements.create_from_file(self.store.account_id, "s.txt", bare.encode())
        settlement.action_process()
        self.assertEqual((settlement.state, len(settlement.move_ids)), ("held", 0))
        self.assertIn("tells no dates", settlement.reason)

        settlements.create_from_file(self.store.account_id, "s.txt", whole.encode())
        settlement.action_process()
        self.assert_booked(settlement)

    def test_what_was_paid_at_the_bank_too_is_listed_as_owed_to_the_buyer(self):
        document = self.create_document("A", {"revenue": 100}, "2026-06-18")
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=document.ids
        )
        wizard.create({"amount": 40, "payment_date": "2026-06-19"})._create_payments()

        settlement = self.settle(ROWS)

        self.assertEqual(document.payment_state, "paid")
        difference = settlement.difference_ids
        self.assertEqual((difference.reason, difference.difference), ("paid", 40))

    def test_an_invoice_in_another_currency_is_listed_and_not_compared_by_its_number(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        rate = {"currency_id": euro.id, "name": "2026-01-01", "rate": 0.5}
        self.env["res.currency.rate"].create({**rate, "company_id": self.company.id})
        self.create_document("A", {"revenue": 100}, "2026-06-18", currency_id=euro.id)

        settlement = self.settle(ROWS)

        self.assert_booked(settlement)
        self.assertEqual(settlement.difference_ids.reason, "currency")
