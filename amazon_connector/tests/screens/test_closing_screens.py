"""One who closes Amazon's months opens all that it takes, with an accountant's groups alone."""

from odoo import fields
from odoo.tests import tagged

from .test_kinds_of_user import KindsCase


@tagged("post_install", "-at_install")
class TestClosingScreens(KindsCase):
    def test_payouts_profit_and_the_months_close(self):
        self.amazon.ship_and_bill(self.ref)
        self.amazon.ship_and_bill(self.amazon.place_order(sku="MUG"), deferred="DD7")
        self.store.import_fba = True
        self.amazon.reimburse("MUG", "8.15")
        told = self.amazon.close_settlement()
        self.account.action_sync_payouts()
        self.account.action_sync_reimbursements()
        paid = self.env["amazon.reimbursement"].search([], limit=1)
        self.assertTrue(paid)
        payout = self.env["amazon.payout"].search(
            [("settlement_ref", "=", told["settlement_id"]), ("is_expected", "=", False)]
        )
        accrual, close = self._close_month()
        self._login("books", "amazon_connector.group_accountant")
        screens = {
            "amazon_payout_action": ("list", "kanban", "graph", "pivot"),
            "amazon_reimbursement_action": ("list", "kanban"),
            "amazon_deferral_action": ("list", "graph", "pivot"),
            "amazon_profit_action": ("pivot", "graph", "list"),
            "amazon_accrual_action": ("list",),
            "amazon_close_action": ("list",),
        }
        steps = [
            self._open(name, kind, f".o_{kind}_view")
            for name, kinds in screens.items()
            for kind in kinds
        ]
        steps += [self._open_form(record, figures="") for record in (payout, paid, accrual, close)]
        self._walk(steps, login="books")

    def _close_month(self):
        month = fields.Date.today().replace(day=1)
        accrual = self.env["amazon.accrual"]._get_or_create(self.store, month)
        accrual.action_measure()
        close = self.env["amazon.close"].create({"store_id": self.store.id, "month": month})
        close._check()
        return accrual, close
