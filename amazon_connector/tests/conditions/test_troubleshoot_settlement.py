"""Troubleshoot a settlement that is not posted (G5)."""

from odoo.tests import tagged

from ..entries.booking import BookingCase
from ..settlements.common import commission, report, row, sale
from .common import Troubleshooting


@tagged("post_install", "-at_install")
class TestTroubleshootSettlement(BookingCase, Troubleshooting):
    def setUp(self):
        super().setUp()
        self.open_books("USD")
        self.account = self.store.account_id

    def test_a_settlement_that_is_not_posted(self):
        settlement = self._upload(report([sale(), commission()]))
        self.assert_each(
            settlement,
            [
                ("It belongs to a store", settlement, {"store_id": False}),
                ("Its rows add up to Amazon's total", settlement, {"difference": 1}),
                (
                    "The store has its journal and accounts",
                    self.store,
                    {"settlement_journal_id": False},
                ),
                ("Nobody has ignored it", settlement, {"state": "ignored", "reason": "Mine"}),
                ("It needs no review", settlement, {"state": "ready"}),
                *self.job_cases("amazon.settlement"),
            ],
        )

    def test_a_settlement_with_a_row_that_nobody_knows(self):
        settlement = self._upload(report([row("Moon", "Dust", "Grains", "5.00")]))

        self.assert_one_crossed(settlement, "The fee map knows all its rows")

    def test_orders_are_loaded_while_a_row_is_not_mapped(self):
        self.store.import_from = "2020-01-01"
        bought = sale(order_id="111-1111111-1111111")
        settlement = self._upload(report([row("Moon", "Dust", "Grains", "5.00"), bought]))

        crossed = self.crossed(settlement)

        self.assertFalse(settlement.has_unknown_orders, "The row that nobody knows comes first.")
        self.assertEqual(
            crossed.mapped("name"), ["The fee map knows all its rows", "Its orders are in Odoo"]
        )
        self.assertEqual(crossed[1].remedy_text, "Load Orders")
        crossed[1].action_remedy()
        load = self.env["amazon.order.load"].search([])
        self.assertEqual(load.refs, "111-1111111-1111111")

    def test_a_kind_of_fee_without_an_account(self):
        settlement = self._upload(report([sale(), commission()]))
        kind = self.env["amazon.fee.kind"]._get_by_code()["seller_fee"]
        kind.with_company(self.company).gl_account_id = False

        self.assert_one_crossed(settlement, "Every kind of fee has an account")

    def _upload(self, text):
        settlements = self.env["amazon.settlement"]
        settlement = settlements.create_from_file(self.account, "9001.txt", text.encode())
        settlement.action_retry()
        if settlement.state == "ready":
            settlement.state = "held"  # Nobody has to review it.
        return settlement
