"""Sales that Amazon holds back at a month's end are booked in it, and back on the first (F10)."""

from datetime import datetime, timedelta
from decimal import Decimal

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..payouts.paying import PayoutCase


class ClosingCase(PayoutCase):
    def setUp(self):
        super().setUp()
        # Where the store is: it may be in the month before when UTC is not.
        self.first = self.store._get_today().replace(day=1)
        self.last = self.first - timedelta(days=1)
        # A moment of the month before, whatever time zone counts.
        self.then = datetime.combine(self.last - timedelta(days=1), datetime.min.time())

    def accrue(self, post=True):
        accrual = self.env["amazon.accrual"]._get_or_create(self.store, self.last)
        accrual.with_user(self.accountant).action_measure()
        if post:
            accrual.with_user(self.accountant).action_post()
        return accrual

    def balance(self, moves, day, *codes):
        lines = moves.filtered(lambda move: move.date == day).line_ids
        if codes:
            lines = lines.filtered(lambda line: line.amazon_kind_id.code in codes)
        else:
            lines = lines.filtered(lambda line: line.account_id == self.store.accrued_account_id)
        return round(sum(lines.mapped("balance")), 2)

    def deferred(self):
        told = self.amazon.ledger(date=f"{self.last}T23:59:59Z")["US/USD"].get("deferred", 0)
        return float(told)


@tagged("post_install", "-at_install")
class TestAccrual(ClosingCase):
    def test_per_settlement_sales_and_fees_are_accrued_and_reversed_on_the_first(self):
        self.sell(deferred="DD7", date=self.then)
        accrual = self.accrue()
        self.assertEqual(accrual.state, "posted")
        moves = accrual.move_ids
        self.assertEqual(set(moves.mapped("date")), {self.last, self.first})
        self.assertEqual(self.balance(moves, self.last), self.deferred())
        self.assertEqual(self.balance(moves, self.last, "sale"), -25)
        self.assertGreater(self.balance(moves, self.last, "seller_fee"), 0)
        self.assertEqual(self.balance(moves, self.first), -self.deferred())
        self.assertFalse(sum(moves.line_ids.mapped("amount_residual")))
        suspense = self.company.account_journal_suspense_account_id
        self.assertNotIn(suspense, moves.line_ids.account_id)

    def test_fee_kind_or_store_say_the_analytic_account(self):
        plan = self.env["account.analytic.plan"].create({"name": "Amazon"})
        fees, store = self.env["account.analytic.account"].create(
            [{"name": name, "plan_id": plan.id} for name in ("Fees", "Store")]
        )
        self.kinds["seller_fee"].with_company(self.company).analytic_account_id = fees
        self.store.analytic_account_id = store
        self.sell(deferred="DD7", date=self.then)
        lines = self.accrue().move_ids.line_ids

        def booked(lines, code):
            found = lines.filtered(lambda line: line.amazon_kind_id.code == code)
            self.assertTrue(found, code)
            return [line.analytic_distribution for line in found]

        for booking in (lines, self.settle_another().move_ids.line_ids):
            self.assertTrue(all(a == {str(fees.id): 100} for a in booked(booking, "seller_fee")))
            self.assertTrue(all(a == {str(store.id): 100} for a in booked(booking, "sale")))
            others = booking.filtered(lambda line: not line.amazon_kind_id)
            self.assertFalse(any(others.mapped("analytic_distribution")))

    def settle_another(self):
        self.sell()
        return self.post(self.amazon.close_settlement())

    def test_whoever_measures_is_told_that_it_was_done(self):
        self.sell(deferred="DD7", date=self.then)
        accrual = self.env["amazon.accrual"]._get_or_create(self.store, self.last)
        told = accrual.with_user(self.accountant).action_measure()._get_notification()
        self.assertNotIn("nothing to do", told["params"]["message"])

    def test_per_order_the_fees_alone_are_accrued(self):
        self.store.accounting_mode = "per_order"
        self.sell(deferred="DD7", date=self.then)
        moves = self.accrue().move_ids
        fees = self.balance(moves, self.last, "seller_fee")
        self.assertGreater(fees, 0)
        self.assertEqual(self.balance(moves, self.last), -fees)
        self.assertFalse(self.balance(moves, self.last, "sale"))

    def test_sales_whose_invoice_comes_with_the_settlement_are_accrued(self):
        invoiced = {"invoicing": "settlement", "invoice_from": "2020-01-01"}
        self.store.write({"accounting_mode": "per_order", "import_from": "2020-01-01", **invoiced})
        ref = self.sell(deferred="DD7", date=self.then)
        self.sync_orders()
        self.ship(self.sale(ref))
        self.store.action_create_invoices()
        self.assertEqual(self.sale(ref).invoice_ids.state, "draft")
        moves = self.accrue().move_ids
        self.assertEqual(self.balance(moves, self.last, "sale"), -25)
        self.assertEqual(self.balance(moves, self.last), self.deferred())

    def test_pressed_again_or_by_the_job_nothing_is_accrued_twice(self):
        self.store.accrue_deferred = True
        self.sell(deferred="DD7", date=self.then)
        accrual = self.accrue()
        moves = accrual.move_ids
        accrual.action_post()
        self.env["amazon.schedule"]._run_now("amazon.accrual", self.account)
        self.assertEqual(self.env["amazon.accrual"].search([]).move_ids, moves)

    def test_the_job_accrues_the_month_that_is_over_where_the_store_wants_it(self):
        self.sell(deferred="DD7", date=self.then)
        self.env["amazon.schedule"]._run_now("amazon.accrual", self.account)
        self.assertFalse(self.env["amazon.accrual"].search([]))
        self.store.accrue_deferred = True
        self.env["amazon.schedule"]._run_now("amazon.accrual", self.account)
        accrual = self.env["amazon.accrual"].search([])
        self.assertEqual((accrual.state, accrual.day), ("posted", self.last))

    def test_what_the_list_leaves_out_is_named_and_the_balance_is_the_measure(self):
        self.sell(deferred="DD7", date=self.then)
        self.sell(quantity=3, deferred="DD7", untold=True, date=self.then)
        accrual = self.accrue()
        self.assertEqual(accrual.amount_told, self.deferred())
        self.assertGreater(accrual.amount_gap, 0)
        self.assertEqual(
            Decimal(str(accrual.amount_rows)) + Decimal(str(accrual.amount_gap)),
            Decimal(str(accrual.amount_told)),
        )
        self.assertEqual(self.balance(accrual.move_ids, self.last), self.deferred())

    def test_what_was_released_in_the_month_is_not_accrued_and_what_came_after_neither(self):
        order = self.sell(deferred="DD7", date=self.then)
        self.sync_payouts()
        self.amazon.release_deferred(order_id=order, date=self.then + timedelta(hours=3))
        self.sell(deferred="DD7", date=fields.Datetime.now())
        accrual = self.accrue()
        self.assertEqual((accrual.state, accrual.amount_told), ("nothing", 0))
        self.assertFalse(accrual.move_ids)

    def test_a_sale_that_is_released_after_the_month_was_deferred_at_its_end(self):
        order = self.sell(deferred="DD7", date=self.then)
        self.sync_payouts()
        self.amazon.release_deferred(order_id=order)
        accrual = self.accrue()
        self.assertEqual(accrual.amount_gap, 0)
        self.assertEqual(self.balance(accrual.move_ids, self.last), self.deferred())

    def test_taken_back_and_done_again_the_books_have_it_once(self):
        self.sell(deferred="DD7", date=self.then)
        accrual = self.accrue()
        accrual.with_user(self.accountant).action_redo()
        self.assertEqual(self.balance(accrual.move_ids, self.last), 0)
        self.accrue()
        self.assertEqual(self.balance(accrual.move_ids, self.last), self.deferred())
        self.assertEqual(self.balance(accrual.move_ids, self.first), -self.deferred())

    def test_what_is_missing_is_said_and_nothing_is_posted(self):
        self.sell(deferred="DD7", date=self.then)
        self.store.write({"accrued_account_id": False, "accrue_deferred": True})
        accrual = self.accrue(post=False)
        with self.assertRaisesRegex(UserError, "Accrued"):
            accrual.action_post()
        self.env["amazon.schedule"]._run_now("amazon.accrual", self.account)
        self.assertIn("Accrued", accrual.reason)
        self.assertEqual(accrual.trouble_ids.kind, "accrual_waits")
        self.assertFalse(accrual.move_ids)

    def test_a_month_that_is_not_over_is_not_accrued(self):
        accrual = self.env["amazon.accrual"]._get_or_create(self.store, self.first)
        accrual.action_measure()
        with self.assertRaisesRegex(UserError, "not over"):
            accrual.action_post()

    def test_a_locked_month_says_so(self):
        self.sell(deferred="DD7", date=self.then)
        self.company.sudo().fiscalyear_lock_date = self.last
        accrual = self.accrue(post=False)
        with self.assertRaisesRegex(UserError, "locked"):
            accrual.action_post()

    def test_taken_back_though_a_reversal_was_canceled(self):
        self.sell(deferred="DD7", date=self.then)
        accrual = self.accrue()
        move = accrual.move_ids.filtered(lambda move: move.amazon_entry == "accrual")
        known = move.reversal_move_ids
        wizard = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=move.ids
        )
        wizard.create({"journal_id": move.journal_id.id, "date": move.date}).refund_moves()
        extra = move.reversal_move_ids - known
        extra.button_draft()
        extra.button_cancel()

        accrual.action_redo()

        lines = self.env["account.move.line"].search(
            [
                ("account_id", "=", self.store.accrued_account_id.id),
                ("parent_state", "=", "posted"),
            ]
        )
        self.assertEqual(self.store.company_id.currency_id.round(sum(lines.mapped("balance"))), 0)
