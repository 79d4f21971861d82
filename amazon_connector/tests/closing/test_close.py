"""A month's close: each line is done, or leads to what is missing (H11)."""

from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from .test_accrual import ClosingCase


@tagged("post_install", "-at_install")
class TestClose(ClosingCase):
    def check(self):
        self.env.invalidate_all()
        closes = self.env["amazon.close"]
        close = closes.search([("store_id", "=", self.store.id)]) or closes.with_user(
            self.accountant
        ).create({"store_id": self.store.id, "month": self.last})
        operation = close.with_user(self.accountant).action_check()
        self.assertEqual(operation.state, "done", self.messages(operation))
        return {line.key: line for line in close.line_ids}

    def test_line_by_line_until_the_month_is_complete(self):
        self.store.import_from = self.then
        self.sell(date=self.then)
        lines = self.check()
        undone = {key for key, line in lines.items() if not line.is_done}
        self.assertEqual(undone, {"settlements", "accrual", "balance"})
        for line in lines.values():
            self.assertTrue(line.with_user(self.accountant).action_open()["res_model"], line.key)

        self.accrue()
        told = self.close(post=False)
        settlements = self.env["amazon.settlement"]
        content = self.amazon.settlement_file(told["settlement_id"])
        settlement = settlements.create_from_file(self.account, "s.txt", content)
        settlement.action_retry()
        lines = self.check()
        self.assertTrue(lines["settlements"].is_done and lines["accrual"].is_done)
        self.assertFalse(not lines["entries"].is_done and settlement.stage == "posted")

        settlement.action_process()
        lines = self.check()
        self.assertFalse([key for key, line in lines.items() if not line.is_done], lines)
        close = lines["entries"].close_id
        self.assertTrue(close.is_done)
        html = self.env["ir.actions.report"]._render_qweb_html(
            "amazon_connector.report_amazon_close", close.ids
        )[0]
        self.assertIn(b"Amazon's Balance", html.replace(b"&#39;", b"'"))

    def test_the_check_is_told_in_a_toast_and_in_the_log(self):
        self.check()
        close = self.env["amazon.close"].with_user(self.accountant)
        close = close.search([("store_id", "=", self.store.id)])

        toast = close.with_context(amazon_entry_point="action_check").action_run()

        run = self.env["amazon.operation"].search([("kind", "=", "amazon.close")], limit=1)
        self.assertEqual(run.display_name, f"Month's close: {self.account.display_name}")
        self.assertEqual((run.outcome, toast["params"]["message"]), ("1 processed", "1 processed."))

    def test_a_payout_that_the_bank_has_not_shown_is_open_until_it_is_matched(self):
        self.sell(date=self.then)
        told = self.close(date=self.then + timedelta(hours=2))
        self.sync_payouts()
        self.assertFalse(self.check()["payouts"].is_done)
        self.bank_line(told["total"], told["trace_id"], payout=self.payout(told))
        self.assertTrue(self.check()["payouts"].is_done)

    def test_nothing_available_at_the_months_end_waits_for_no_further_settlement(self):
        self.sell(date=self.then)
        self.assertFalse(self.check()["balance"].is_done)
        self.close(date=self.then + timedelta(hours=2))
        self.assertTrue(self.check()["balance"].is_done)

    def deliver(self, quantity=2):
        """An order that left in the month before, of goods that cost 4."""
        self.mug.standard_price = 4
        ref = self.amazon.place_order(sku="MUG", quantity=quantity, unit_price="9.99")
        self.sync_orders()
        self.ship(self.sale(ref))
        self.sale(ref).order_line.move_ids.date = self.then
        return self.sale(ref)

    def test_the_cost_of_goods_is_booked_from_the_page_once(self):
        self.company.amazon_cost_of_goods = "entry"
        moves = self.deliver().order_line.move_ids
        line = self.check()["cost"]
        self.assertFalse(line.is_done)
        self.assertIn("1", line.sentence)
        close = line.close_id.with_user(self.accountant)
        action = close.action_post_cost()
        entry = self.env["account.move"].browse(action["res_id"])
        self.assertEqual((entry.state, entry.date), ("posted", self.last))
        self.assertEqual(sum(entry.line_ids.mapped("debit")), 8)
        self.assertEqual(moves.amazon_cost_move_id, entry)
        self.assertTrue(self.check()["cost"].is_done)
        with self.assertRaisesRegex(UserError, "booked already"):
            close.action_post_cost()
        opened = self.check()["cost"].with_user(self.accountant).action_open()
        self.assertEqual(self.env["account.move"].search(opened["domain"]), entry)

        entry._reverse_moves([{"date": self.last}], cancel=True)
        self.assertFalse(self.check()["cost"].is_done)
        close.action_post_cost()
        self.assertTrue(self.check()["cost"].is_done)

    def test_what_odoos_stock_closing_has_booked_is_not_booked_by_an_entry(self):
        self.company.amazon_cost_of_goods = "entry"
        sale = self.deliver()
        self.assertFalse(self.check()["cost"].is_done)
        closing = self.env["account.move"].create({"move_type": "entry", "date": self.last})
        account = self.transit
        closing.line_ids = [
            (0, 0, {"account_id": account.id, "debit": 8 * side, "credit": 8 * (1 - side)})
            for side in (0, 1)
        ]
        self.company._save_closing_id(closing.id)
        self.assertFalse(self.check()["cost"].is_done)
        closing.action_post()
        self.assertTrue(self.check()["cost"].is_done)
        self.assertFalse(sale.order_line.move_ids.amazon_cost_move_id)

    def test_without_an_entry_the_cost_is_left_to_stock_closing(self):
        self.deliver()
        line = self.check()["cost"]
        self.assertTrue(line.is_done)
        with self.assertRaisesRegex(UserError, "stock closing"):
            line.close_id.with_user(self.accountant).action_post_cost()

    def test_the_cost_of_a_month_that_is_not_over_waits(self):
        self.company.amazon_cost_of_goods = "entry"
        close = self.env["amazon.close"].create({"store_id": self.store.id, "month": self.first})
        with self.assertRaisesRegex(UserError, "not over"):
            close.action_post_cost()
