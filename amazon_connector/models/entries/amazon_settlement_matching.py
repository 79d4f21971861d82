"""Matching what a settlement has booked: invoices with their payments, clearing with its payout."""

from collections import defaultdict

from odoo import models

from ...context_keys import SETTLING


class AmazonSettlement(models.Model):
    _inherit = "amazon.settlement"

    def _match_payments(self, move, payments):
        """Match the lines of a payments entry with the invoices and credit notes they pay.

        :param move: posted ``account.move``
        :param payments: list of ``Payment``
        """
        ours = defaultdict(self.env["account.move.line"].browse)
        for line in move.line_ids:
            if line.amazon_order_ref and line.account_id.account_type == "asset_receivable":
                ours[line.amazon_order_ref, line.amount_currency > 0, line.account_id] |= line
        sets = defaultdict(self.env["account.move.line"].browse)
        for payment in payments:
            lines = payment.claims._get_amazon_receivables()
            lines = lines.filtered(lambda line: not line.reconciled)
            # Odoo matches within one account.
            for account, owed in lines.grouped("account_id").items():
                is_debit = owed[0].amount_residual_currency < 0
                sets[owed] |= owed | ours[payment.order_ref, is_debit, account]
        self._reconcile_sets(list(sets.values()))

    def _reconcile_sets(self, sets):
        """Reconcile at once what is apart; what has a line in common, one after the other."""
        taken, apart, later = self.env["account.move.line"], [], []
        for lines in sets:
            (later if lines & taken else apart).append(lines)
            taken |= lines
        # Matching changes no line of a document: Odoo need not compute them all anew.
        keys = {SETTLING: True, "skip_invoice_sync": True}
        lines = self.env["account.move.line"].with_context(**keys)
        if apart:
            lines._reconcile_plan(apart)
        for left in later:
            left = left.filtered(lambda line: not line.reconciled)
            if len(left) > 1:
                left.reconcile()

    def _get_ahead_lines(self, ahead):
        """:return: the open lines on clearing by which these orders were paid ahead"""
        accounts, lines = self._get_clearing_accounts(), self.env["account.move.line"]
        for payment in ahead:
            lines |= payment.claims._get_clearing_payments(accounts)
        return lines.filtered(lambda line: not line.reconciled)

    def _match_clearing(self, ahead):
        """Match this settlement's open clearing lines with those of orders paid ahead.

        The last one closes them all: Odoo then books the rate difference between the days.

        :param ahead: ``account.move.line``
        """
        account = self.store_id.clearing_account_id
        lines = self._find_open_lines(account) | ahead.filtered(
            lambda line: line.account_id == account and not line.reconciled
        )
        if len(lines) > 1:
            lines.reconcile()

    def _match_own(self, account):
        """Match what this settlement's own entries have open on an account.

        :param account: ``account.account``
        """
        lines = self._find_open_lines(account) if account.reconcile else ()
        if len(lines) > 1:
            lines.reconcile()

    def _find_open_lines(self, account):
        """:return: what is open on an account of the entries of this run, and of the payout"""
        return self.env["account.move.line"].search(
            [
                ("account_id", "=", account.id),
                ("parent_state", "=", "posted"),
                ("reconciled", "=", False),
                ("move_id.amazon_settlement_id", "=", self.id),
                ("move_id.amazon_entry", "!=", "reversal"),
                "|",
                ("move_id.amazon_run", "=", self.run),
                ("move_id.amazon_entry", "=", "payout"),
            ]
        )
