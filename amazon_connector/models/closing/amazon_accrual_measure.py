"""What Amazon held back at a month's end: its transactions, and its balance as the measure."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from odoo import models


class AmazonAccrual(models.Model):
    _inherit = "amazon.accrual"

    def _measure(self, operation):
        """Bring the list of deferred transactions up to date, and ask for the balance.

        :param operation: ``amazon.operation``
        """
        account = self.store_id.account_id
        with operation._counting(account._get_client()) as client:
            self.env["amazon.deferral"]._fetch_deferrals(client, account, operation)
            balances = client.list_balances(self.day)
        told = self._find_told(balances)
        rows = self._sum_deferrals()
        currency = self.currency_id
        unknown = {
            key.partition(":")[2]
            for deferral in self._find_deferrals()
            for key in deferral.amounts or ()
            if key.startswith("unknown:")
        }
        self.write(
            {
                "is_measured": True,
                "amount_rows": float(rows),
                "amount_told": float(told),
                "amount_gap": currency.round(float(told - rows)),
                "unknown_words": ", ".join(sorted(unknown)) or False,
                "reason": False,
            }
        )

    def _find_told(self, balances):
        """:return: ``Decimal``: what Amazon says that it defers on the store's marketplace"""
        place = self.store_id.marketplace_id
        return sum(
            (
                balance.amounts.get("DEFERRED", Decimal(0))
                for balance in balances
                if balance.marketplace_id == place.code
                and balance.currency == place.currency_id.name
            ),
            Decimal(0),
        )

    def _find_deferrals(self):
        """:return: ``amazon.deferral``: held back when the month ended, as Amazon's balances count
        days: in UTC
        """
        end = datetime.combine(self.day + timedelta(days=1), time())
        return self.env["amazon.deferral"].search(
            [
                ("store_id", "=", self.store_id.id),
                ("currency_id", "=", self.currency_id.id),
                ("posted_at", "<", end),
                "|",
                ("released_at", "=", False),
                ("released_at", ">=", end),
            ]
        )

    def _sum_deferrals(self):
        exact = Decimal(1).scaleb(-self.currency_id.decimal_places)
        amounts = self._find_deferrals().mapped("amount")
        return sum((Decimal(str(amount)).quantize(exact) for amount in amounts), Decimal(0))
