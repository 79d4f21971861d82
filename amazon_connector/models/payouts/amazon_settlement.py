"""From a settlement to its payout, and the payout's word in its entry."""

from decimal import Decimal

from odoo import fields, models

from ..sync.isolation import isolate
from .amazon_payout import MADE


class AmazonSettlement(models.Model):
    _inherit = "amazon.settlement"

    payout_ids = fields.One2many("amazon.payout", "settlement_id", string="Payouts", readonly=True)
    payout_count = fields.Integer(compute="_compute_payout_count")

    def _compute_payout_count(self):
        for settlement in self:
            settlement.payout_count = len(settlement.payout_ids)

    def _get_trace_ref(self):
        """:return: the bank's number of the payout, empty where Amazon does not tell it"""
        return self._find_traced()[:1].trace_ref or ""

    def _find_traced(self):
        """:return: payouts of which the bank's number is known, those that are made if any is"""
        traced = self.payout_ids.filtered("trace_ref")
        return traced.filtered(lambda payout: payout.phase in MADE) or traced

    def _sum_failed_parts(self):
        """Amazon may pay a settlement in parts, and some may fail.

        :return: ``Decimal``: what is on its way no more, of which no other payout and no later
            settlement is told to bring it
        """
        total = self._get_total()
        told = self.payout_ids.filtered(
            lambda payout: not payout.is_expected and payout.currency_id == self.currency_id
        )
        failed = told.filtered(
            lambda payout: payout._is_part() and payout.phase == "failed"
        ) - told.filtered("returned_row_id")
        made = told.filtered(lambda payout: payout.phase in MADE)
        left = total - self._sum_payouts_told(made)
        return max(min(self._sum_payouts_told(failed), left), Decimal(0))

    def _sum_payouts_told(self, payouts):
        """:return: ``Decimal``: what some payouts of this settlement come to"""
        exact = Decimal(1).scaleb(-self.currency_id.decimal_places)
        amounts = (Decimal(str(amount)).quantize(exact) for amount in payouts.mapped("amount"))
        return sum(amounts, Decimal(0))

    def _follow_payouts(self):
        """Its entries are posted: payouts that were told of before go on.

        Those that had failed too: rows of this settlement may bring their money back.
        """
        payouts = self.env["amazon.payout"]
        own = [
            ("account_id", "in", self.account_id.ids),
            "|",
            ("settlement_ref", "in", self.mapped("amazon_ref")),
            ("amazon_ref", "in", self.mapped("amazon_ref")),
        ]
        failed = [
            ("account_id", "in", self.account_id.ids),
            ("phase", "=", "failed"),
            ("returned_row_id", "=", False),
        ]
        found = payouts.search([*own, ("is_expected", "=", False)]) | payouts.search(failed)
        found._link_settlements()
        # What cannot follow is a matter of the payout, which tries again by itself.
        isolate(
            self.env.cr,
            found.filtered(lambda payout: payout.state != "received"),
            lambda several: [payout._follow() for payout in several],
            lambda payout, error: payout._fail(error),
        )

    def action_view_payouts(self):
        """Open the payouts of this settlement.

        :return: window action
        """
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Payouts"),
            "res_model": "amazon.payout",
            "view_mode": "list,form",
            "domain": [("settlement_id", "in", self.ids)],
        }
