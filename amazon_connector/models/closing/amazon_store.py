"""How a store's months are closed: what Amazon has not released yet."""

from decimal import Decimal

from odoo import fields, models


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    accrue_deferred = fields.Boolean(
        string="Accrue Deferred Sales",
        help="After each month's end, post what Amazon has not released yet, and reverse it on the "
        "first of the next month.",
    )
    accrued_account_id = fields.Many2one(
        "account.account",
        string="Accrued",
        check_company=True,
        domain="[('account_type', 'in', ('asset_current', 'asset_receivable'))]",
        copy=False,
        help="Sales of a month that Amazon has not released at its end.",
    )

    def action_view_accruals(self):
        """Open the accruals of these stores.

        :return: window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_accrual_action"
        )
        return dict(action, domain=[("store_id", "in", self.ids)])

    def _get_today(self):
        """:return: date, where the store is"""
        return fields.Date.context_today(self.with_context(tz=self.tz or "UTC"))

    def _sum_balances(self, balances, kind):
        """What Amazon holds of the money of this store's marketplace, over all kinds of accounts.

        :param balances: ``Balance`` of ``spapi.transfers``, each whole or one kind alone
        :param kind: Amazon's type, AVAILABLE for example
        :return: ``Decimal``, None where Amazon tells nothing of the marketplace
        """
        own = self._get_own_balances(balances)
        if not own:
            return None
        return sum((balance.amounts.get(kind, Decimal(0)) for balance in own), Decimal(0))

    def _is_told(self, balances, kind):
        """Whether Amazon tells a kind of balance at all: what it leaves out is not zero."""
        return any(kind in balance.amounts for balance in self._get_own_balances(balances))

    def _get_own_balances(self, balances):
        place = self.marketplace_id
        return [
            balance
            for balance in balances
            if balance.marketplace_id == place.code
            and balance.currency in (place.currency_id.name, "")
        ]
