"""How a store's months are closed: what Amazon has not released yet."""

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
