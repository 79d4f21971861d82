"""The day of who keeps the books: the settlement, its money, the month, the profit."""

from odoo.tests import tagged

from ..closing.test_accrual import ClosingCase
from .touring import OnPhone, TouringCase


@tagged("post_install", "-at_install")
class TestAccountantDay(TouringCase, ClosingCase):
    def setUp(self):
        super().setUp()
        self.accountant.email = "accountant@example.com"
        self.store.import_from = self.then
        self.order = self.sell(date=self.then)
        self.amazon.plant("unknown_fee")
        self.told = self.amazon.close_settlement()
        self.account.action_sync_settlements()
        self.work_off()
        # An order on hold is somebody else's affair.
        self.amazon.place_order(sku="STRANGER", unit_price="9.99")
        self.sync_orders()

    def test_from_a_row_without_a_kind_to_the_bank_the_month_and_the_profit(self):
        settlement = self.settlement(self.told["settlement_id"])
        self.map_what_nobody_knows(settlement)
        self.follow_the_money_back(settlement)
        self.close_the_month()

    def map_what_nobody_knows(self, settlement):
        self.assertEqual(settlement.state, "held")
        self._tour(
            "accountant",
            self.menu("Amazon", "Dashboard", "To Do"),
            self.nothing("STRANGER"),
            self.row("Unmapped"),
            self.see(".o_view_controller"),
            self.menu("Amazon", "Accounting", "Settlements"),
            self.row(settlement.amazon_ref),
            self.press("button[name=action_map]"),
            self.choose("kind_id", "Seller Fees"),
            self.press(".modal .o_form_button_save"),
            self.gone(".modal"),
        )

        self.work_off()
        self.assertEqual((settlement.stage, settlement.difference), ("posted", 0))

    def follow_the_money_back(self, settlement):
        self.sync_payouts()
        self.amazon.pay_out(settlement.amazon_ref)
        payout = self.payout(self.told)
        line = self.bank_line(self.told["total"], self.told["trace_id"], payout=payout)
        self.assertTrue(line.is_reconciled)

        self._tour(
            "accountant",
            self.menu("Invoicing", "Accounting", "Journal Entries"),
            self.search(line.move_id.name),
            self.row(line.move_id.name),
            self.figure("action_view_amazon_payout"),
            self.titled(payout.display_name),
            self.figure("action_view_settlement"),
            self.titled(settlement.amazon_ref),
            self.see(".o_field_widget[name=difference]", "0.00"),
            self.figure("action_view_rows"),
            self.see(".o_data_row, .o_kanban_record", self.order),
        )

    def close_the_month(self):
        self.amazon.refund(self.order)
        self.account.action_sync_refunds()
        self._tour(
            "accountant",
            self.menu("Amazon", "Accounting", "Refunds"),
            self.row(self.order),
            self.see(".o_form_view"),
            self.menu("Amazon", "Accounting", "Month's Close"),
            self.press(".o_list_button_add, .o-kanban-button-new"),
            self.choose("store_id", self.store.name),
            self.save(),
            self.button("action_run", "Check"),
            self.see(".o_data_row, .o_kanban_record", "Settlements"),
            self.menu("Amazon", "Reporting", "Profit"),
            self.see(".o_pivot", "MUG"),
        )

        close = self.env["amazon.close"].search([("store_id", "=", self.store.id)])
        self.assertTrue(close.line_ids)


@tagged("post_install", "-at_install")
class TestAccountantDayOnPhone(OnPhone, TestAccountantDay):
    pass
