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
        rows = self._sum_deferrals()
        told = self.store_id._sum_balances(balances, "DEFERRED")
        if told is None or rows and not self.store_id._is_told(balances, "DEFERRED"):
            # What Amazon leaves out is not zero.
            told = rows
            if rows:
                operation._warning(self._explain_no_balance(), self)
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

    def _explain_no_balance(self):
        return self.env._(
            "%s: Amazon tells no balance of this day. The sum of its deferred transactions is "
            "taken for it; compare it with Seller Central before you post.",
            self.display_name,
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

    def _find_orders(self, deferrals):
        """:return: dict Amazon's id → ``amazon.order`` of what is deferred"""
        orders = self.env["amazon.order"].search(
            [
                ("account_id", "=", self.store_id.account_id.id),
                ("amazon_ref", "in", deferrals.filtered("order_ref").mapped("order_ref")),
            ]
        )
        return {order.amazon_ref: order for order in orders}

    def _sum_deferrals(self):
        exact = Decimal(1).scaleb(-self.currency_id.decimal_places)
        amounts = self._find_deferrals().mapped("amount")
        return sum((Decimal(str(amount)).quantize(exact) for amount in amounts), Decimal(0))

    def _get_gap(self):
        """:return: ``Decimal``: the balance less what the parts of the transactions come to"""
        exact = Decimal(1).scaleb(-self.currency_id.decimal_places)
        known = sum(
            (
                Decimal(amount)
                for deferral in self._find_deferrals()
                for key, amount in (deferral.amounts or {}).items()
                if not key.startswith("unknown:")
            ),
            Decimal(0),
        )
        return Decimal(str(self.amount_told)).quantize(exact) - known.quantize(exact)
