"""Matching what a settlement has booked: invoices with their payments, clearing with its payout,
and what of an order was paid on clearing ahead of it.
"""

from collections import defaultdict
from decimal import Decimal

from odoo import models

from ...context_keys import SETTLING


class AmazonSettlement(models.Model):
    _inherit = "amazon.settlement"

    def _split_paid_ahead(self, payment, accounts):
        """What of an order's money was paid on clearing before; the rest pays what is open.

        :param payment: ``Payment``
        :param accounts: ``account.account``: the clearing accounts
        :return: tuple (list of ``Payment`` to be booked, list of those paid ahead)
        """
        claims = payment.claims
        paid = (claims or ()) and claims.filtered(lambda one: one._is_paid_ahead(accounts))
        if not paid:
            return [payment], []
        if paid == claims:
            return [], [payment]
        lines = paid._get_clearing_payments(accounts)
        if lines.currency_id - self.currency_id:
            return [payment], []
        left = sum(map(self._get_left_of, lines), Decimal(0))
        amount = min(left, payment.amount, key=abs) if left * payment.amount > 0 else Decimal(0)
        rest = payment._replace(amount=payment.amount - amount, claims=claims - paid)
        return [rest], [payment._replace(amount=amount, row_ids=(), claims=paid)] if amount else []

    def _get_left_of(self, line):
        """:return: ``Decimal``: what of a payment on clearing no other settlement has paid out"""
        partials = line.matched_debit_ids.debit_move_id | line.matched_credit_ids.credit_move_id
        is_taken = partials.move_id.amazon_settlement_id - self
        return Decimal(str(line.amount_residual_currency if is_taken else line.amount_currency))

    def _match_payments(self, move, payments):
        """Match the lines of a payments entry with the invoices and credit notes they pay.

        :param move: posted ``account.move``
        :param payments: list of ``Payment``
        """
        ours = defaultdict(self.env["account.move.line"].browse)
        for line in move.line_ids:
            # Rows that cancel each other out have a line of zero, which counts as matched.
            is_owed = line.account_id.account_type == "asset_receivable" and not line.reconciled
            if line.amazon_order_ref and is_owed:
                ours[line.amazon_order_ref, line.amount_currency > 0, line.account_id] |= line
        sets = defaultdict(self.env["account.move.line"].browse)
        for payment in payments:
            lines = payment.claims._get_amazon_receivables()
            lines = lines.filtered(lambda line: not line.reconciled)
            # Odoo matches within one account.
            for account, owed in lines.grouped("account_id").items():
                is_debit = owed[0].amount_residual_currency < 0
                if paid := ours.get((payment.order_ref, is_debit, account)):
                    sets[owed] |= owed | paid
        self._reconcile_sets(list(sets.values()))
        self._match_evened({payment.order_ref for payment in payments if payment.claims})

    def _match_evened(self, refs):
        """An invoice and a credit note that have paid each other need no money: what Amazon paid
        and took back of them meets as well.

        :param refs: set of Amazon's order ids
        """
        mixed = self._find_mixed(refs)
        orders = list({ref for ref, _account in mixed})
        claims = self.env["account.move"]._find_amazon_claims(self.account_id, orders)
        evened = []
        for (ref, _account), lines in mixed.items():
            sold, back = (claims.by_order.get((ref, is_refund)) for is_refund in (False, True))
            owed = (sold and back) and (sold | back)._get_amazon_receivables()
            # What a document still lacks is kept for it.
            if owed and all(owed.mapped("reconciled")):
                evened.append(lines)
        self._reconcile_sets(evened)

    def _find_mixed(self, refs):
        """:return: dict (order id, account) → open lines of payments, of both signs"""
        found = self.env["account.move.line"].search(
            [
                ("amazon_order_ref", "in", list(refs)),
                ("company_id", "=", self.company_id.id),
                ("move_id.amazon_entry", "=", "payments"),
                ("parent_state", "=", "posted"),
                ("reconciled", "=", False),
                ("account_id.account_type", "=", "asset_receivable"),
            ]
        )
        return {
            place: lines
            for place, lines in found.grouped(
                lambda line: (line.amazon_order_ref, line.account_id)
            ).items()
            if len({line.amount_residual_currency < 0 for line in lines}) > 1
        }

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
        # What was paid ahead may stand on another store's account, or on the one of before.
        for account in self.store_id.clearing_account_id | ahead.account_id:
            lines = self._find_open_lines(account) | ahead.filtered(
                lambda line, account=account: line.account_id == account and not line.reconciled
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
