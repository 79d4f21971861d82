"""What the tests of payouts share: Amazon's payouts, and the books that settle and pay them."""

from datetime import timedelta

from odoo import fields

from ..settlements.common import SettlementCommon


class PayoutCase(SettlementCommon):
    """The seller of ``AmazonCommon`` with books: what Amazon closes is posted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bank = cls.env["account.journal"].search(
            [("company_id", "=", cls.company.id), ("type", "=", "bank")], limit=1
        )
        dialog = cls.env["amazon.accounting.setup"]._open_for(cls.store)
        dialog.action_create_usual()
        dialog.action_save()
        cls.store.write(
            {
                "accounting_mode": "per_settlement",
                "settlement_auto": True,
                "payout_journal_id": cls.bank.id,
                "before_account_id": cls.store.clearing_account_id.copy().id,
            }
        )
        cls.transit = cls.store._get_transit_account()

    def setUp(self):
        super().setUp()
        self.amazon.add_listing("MUG", price="12.50", quantity=100)

    def sell(self, quantity=2, **how):
        order = self.amazon.place_order(sku="MUG", quantity=quantity)
        self.amazon.ship_and_bill(order, **how)
        return order

    def close(self, post=True, **how):
        """Amazon closes a settlement; it is read and posted, if wanted."""
        told = self.amazon.close_settlement(**how)
        if post:
            self.post(told)
        return told

    def post(self, told):
        content = self.amazon.settlement_file(told["settlement_id"])
        settlements = self.env["amazon.settlement"]
        settlement = settlements.create_from_file(self.account, "settlement.txt", content)
        settlement.action_process()
        self.assertEqual((settlement.state, settlement.reason), ("done", False))
        return settlement

    def sync_payouts(self):
        operation = self.account.action_sync_payouts()
        self.assertEqual(operation.state, "done", self.messages(operation))
        return operation

    def payout(self, told):
        return self.env["amazon.payout"].search(
            [("settlement_ref", "=", told["settlement_id"]), ("is_expected", "=", False)]
        )

    def open_on(self, account):
        lines = self.env["account.move.line"].search(
            [("account_id", "=", account.id), ("parent_state", "=", "posted")]
        )
        return round(sum(lines.mapped("amount_residual")), 2)

    def bank_line(self, amount, text="AMAZON", days=1, payout=None, **vals):
        day = payout.expected_on if payout else fields.Date.today()
        return self.env["account.bank.statement.line"].create(
            {
                "journal_id": self.bank.id,
                "date": day + timedelta(days=days),
                "payment_ref": text,
                "amount": float(amount),
                **vals,
            }
        )
