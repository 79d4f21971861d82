"""The payout of a settlement: from clearing to the bank's transit account, or to a payable."""

from decimal import Decimal

from odoo import models

from ...mapping.settlement_parts import PAYOUT, Entry, Part


class AmazonSettlement(models.Model):
    _inherit = "amazon.settlement"

    def _post_payout(self):
        """Post the payout, of two lines, so that a bank line finds it.

        One of an earlier run that is still right stays, and with it what the bank was matched with.

        :return: whether something was left to do
        """
        payout, entry = self._find_payout(), self._prepare_payout()
        if payout and not self._is_same_payout(payout, entry):
            self._reverse_move(payout)
            return True
        if payout or not entry.parts[0].amount:
            return False
        self._post_entry(entry)
        self._match_clearing(self.env["account.move.line"])
        return True

    def _find_payout(self):
        """:return: the posted entry of the payout that is not reversed"""
        return self.move_ids.filtered(
            lambda move: (
                move.amazon_entry == PAYOUT and move.state == "posted" and not move._is_reversed()
            )
        )

    def _is_same_payout(self, payout, entry):
        (part,) = entry.parts
        line = payout.line_ids.filtered(lambda line: line.account_id == part.account)
        # What the bank has stays, though the store is paid to another one by now.
        line = line or payout.line_ids.sorted("id")[:1].filtered("reconciled")
        is_same = Decimal(str(-sum(line.mapped("amount_currency")))) == part.amount
        return part.amount and is_same and line.currency_id == self.currency_id

    def _prepare_payout(self):
        """:return: ``Entry``: what Amazon pays is on its way, what it is owed is owed"""
        total = self._get_total() - self._sum_failed_parts()
        ref = self._get_payout_ref()
        transit = Part(ref, self._get_payout_account(), -total, self.store_id)
        clearing = self.store_id.clearing_account_id
        before = self.move_ids.filtered(
            lambda move: move.amazon_entry == PAYOUT and move.amazon_run == self.run
        )
        # One that failed and is made again has a number of its own.
        number = f"{self.run}.{len(before)}" if before else f"{self.run}"
        return Entry(PAYOUT, number, self._get_payout_day(), ref, (transit,), clearing, ref)

    def _get_payout_day(self):
        """:return: date, where the store is: the one that Amazon tells, else the last day"""
        return self.deposit_date or self._get_months()[-1]

    def _get_total(self):
        """:return: ``Decimal``: the total that Amazon's file states"""
        exact = Decimal(1).scaleb(-self.currency_id.decimal_places)
        return Decimal(str(self.amount_total)).quantize(exact)

    def _get_payout_ref(self):
        """:return: what a bank line is found by: the bank's trace id, where Amazon tells it"""
        return self._get_trace_ref() or self.env._("Amazon %s", self.amazon_ref)

    def _get_booked_transit(self):
        """Where the payout waits for the bank; the store may have another bank by now.

        :return: ``account.account``, that of the latest entry of the payout
        """
        payouts = self.move_ids.filtered(
            lambda move: move.amazon_entry == PAYOUT and move.state == "posted"
        ).sorted("id")
        if self._get_total() < 0 or not payouts:
            return self.store_id._get_transit_account()
        # As it was made: transit, then clearing.
        return payouts[-1].line_ids.sorted("id")[0].account_id

    def _get_payout_account(self):
        """:return: ``account.account``: the bank's transit, or what is owed to Amazon"""
        if self._get_total() < 0:
            kind = self.env["amazon.fee.kind"].with_company(self.company_id)
            return kind.search([("code", "=", "payable")], limit=1).gl_account_id
        return self.store_id._get_transit_account()
