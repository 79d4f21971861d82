"""A month's close: each line is done, or leads to what is missing (H11)."""

from datetime import timedelta

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

    def test_a_payout_that_the_bank_has_not_shown_is_open_until_it_is_matched(self):
        self.sell(date=self.then)
        told = self.close(date=self.then + timedelta(hours=2))
        self.sync_payouts()
        self.assertFalse(self.check()["payouts"].is_done)
        self.bank_line(told["total"], told["trace_id"], payout=self.payout(told))
        self.assertTrue(self.check()["payouts"].is_done)
