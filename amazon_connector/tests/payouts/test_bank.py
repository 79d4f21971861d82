"""Lines of the bank find Amazon's payouts where that is certain, and can be let go again (H6)."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .paying import PayoutCase


@tagged("post_install", "-at_install")
class TestBank(PayoutCase):
    def setUp(self):
        super().setUp()
        self.sell()
        self.told = self.close()
        self.sync_payouts()
        self.amazon.pay_out(self.told["settlement_id"])
        self.paid = self.payout(self.told)
        self.total = self.told["total"]

    def test_the_trace_id_in_the_text_is_enough(self):
        trace = self.told["trace_id"]
        text = f"ACH CREDIT amazon {trace[:8].lower()} {trace[8:]} NTE"
        line = self.bank_line(self.total, text, days=60, payout=self.paid)
        self.assertTrue(line.is_reconciled)
        self.assertTrue(self.paid.is_matched)
        self.assertEqual(self.paid.bank_line_id, line)
        bank_entry = line.move_id.with_user(self.accountant)
        self.assertEqual(bank_entry.action_view_amazon_payout()["res_id"], self.paid.id)
        self.assertEqual(self.open_on(self.transit), 0)
        self.assertEqual(line.amount, float(self.amazon.ledger()["US/USD"]["bank"]))
        suspense = self.company.account_journal_suspense_account_id
        self.assertNotIn(suspense, line.move_id.line_ids.account_id)

    def test_amount_and_days_are_enough_where_they_leave_one(self):
        self.assertTrue(self.bank_line(self.total, payout=self.paid).is_reconciled)

    def test_another_amount_or_another_time_is_nobodys(self):
        cent = self.bank_line(float(self.total) - 0.01, self.told["trace_id"], payout=self.paid)
        late = self.bank_line(self.total, days=60, payout=self.paid)
        self.assertFalse(cent.is_reconciled or late.is_reconciled)
        self.assertFalse(self.paid.is_matched)

    def test_of_two_lines_that_are_alike_a_person_chooses(self):
        vals = {"journal_id": self.bank.id, "date": self.paid.expected_on}
        vals |= {"payment_ref": "TRANSFER", "amount": float(self.total)}
        lines = self.env["account.bank.statement.line"].create([vals, dict(vals)])
        self.assertFalse(any(lines.mapped("is_reconciled")))
        action = self.paid.with_user(self.accountant).action_match()
        self.assertEqual(action["domain"], [("id", "in", sorted(lines.ids, reverse=True))])
        chosen = lines[1].with_user(self.accountant).with_context(**action["context"])
        chosen.action_match_amazon_payout()
        self.assertEqual(self.paid.bank_line_id, lines[1])

    def test_no_line_that_takes_money_away_is_offered_for_a_payout(self):
        near = self.bank_line(float(self.total) - 5, "TRANSFER", payout=self.paid)
        rent = self.bank_line(-850, "Office rent", payout=self.paid)
        payout = self.paid.with_user(self.accountant)
        action = payout.action_match()
        self.assertEqual(action["domain"], [("id", "in", near.ids)])
        with self.assertRaisesRegex(UserError, "cannot be this payout"):
            rent.with_user(self.accountant).with_context(
                **action["context"]
            ).action_match_amazon_payout()
        self.assertFalse(rent.is_reconciled)
        self.assertEqual(self.open_on(self.transit), float(self.total))

    def test_of_several_payouts_the_lines_are_those_of_the_one_that_they_are_matched_with(self):
        later = fields.Datetime.now() + timedelta(days=60)
        other = self._pay_another(deposit=f"{later:%Y-%m-%dT%H:%M:%SZ}")
        day = other.transit_line_id.date
        line = self.bank_line(float(other.amount) - 5, "TRANSFER", date=day)

        action = (self.paid | other).with_user(self.accountant).action_match()

        self.assertEqual(action["context"]["amazon_payout_id"], other.id)
        self.assertEqual(action["domain"], [("id", "in", line.ids)])
        self.assertIn(f"{other.amount:.2f}", action["name"])

    def _pay_another(self, **how):
        self.sell(quantity=3)
        told = self.close(**how)
        self.amazon.pay_out(told["settlement_id"])
        self.sync_payouts()
        return self.payout(told)

    def test_from_the_payout_the_accountant_opens_what_the_bank_has_booked(self):
        line = self.bank_line(self.total, payout=self.paid)
        action = self.paid.with_user(self.accountant).action_view_bank_line()
        self.assertEqual((action["res_model"], action["res_id"]), ("account.move", line.move_id.id))

    def test_a_line_of_somebody_else_is_left_alone(self):
        other = self.env["res.partner"].create({"name": "A customer"})
        line = self.bank_line(self.total, payout=self.paid, partner_id=other.id)
        self.assertFalse(line.is_reconciled)

    def test_undone_it_is_open_again_and_the_button_matches_it_again(self):
        line = self.bank_line(self.total, payout=self.paid)
        self.paid.with_user(self.accountant).action_unmatch()
        self.assertFalse(line.is_reconciled or self.paid.is_matched)
        self.assertEqual(self.open_on(self.transit), float(self.total))
        self.paid.with_user(self.accountant).action_match()
        self.assertTrue(line.is_reconciled and self.paid.is_matched)

    def test_a_line_that_was_there_before_the_settlement_is_found_when_it_is_posted(self):
        self.sell(quantity=3)
        told = self.close(post=False)
        self.sync_payouts()
        line = self.bank_line(told["total"], told["trace_id"], payout=self.payout(told))
        self.assertFalse(line.is_reconciled)
        self.post(told)
        self.assertTrue(line.is_reconciled)

    def test_without_a_line_of_the_bank_the_button_says_what_to_do(self):
        with self.assertRaisesRegex(UserError, "Import the statement"):
            self.paid.action_match()

    def test_a_converted_payout_leaves_its_exchange_difference(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        bank = self.bank.copy({"name": "Euro bank", "code": "BEUR", "currency_id": euro.id})
        line = self.bank_line(
            9, self.told["trace_id"], payout=self.paid, journal_id=bank.id,
            foreign_currency_id=self.company.currency_id.id, amount_currency=float(self.total),
        )  # fmt: skip
        self.assertTrue(line.is_reconciled)
        self.assertEqual(self.open_on(self.transit), 0)
