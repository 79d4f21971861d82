"""Lines of the bank find Amazon's payouts by themselves, with Odoo's own means, where certain."""

import re

from odoo import api, models
from odoo.exceptions import UserError

from ..entries.account_move import UNREVERSED
from ..sync.try_each import try_each
from .amazon_payout import MADE
from .amazon_payout_matching import EARLIEST, LATEST
from .amazon_payout_overdue import KEY

# Shorter numbers stand in too many texts.
SHORTEST_TRACE = 6


class AccountBankStatementLine(models.Model):
    _inherit = "account.bank.statement.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.sudo()._match_amazon_payouts()
        return lines

    def _match_amazon_payouts(self):
        """Match those of these lines that are certainly a payout; a statement never fails for it.

        First by trace id: what is found by it leaves one line less to confuse amounts with.
        """
        for is_alike in (self._bears_trace, self._is_only_one):
            for line in self.filtered(lambda line: line._is_open_for_amazon()):
                found = line._find_transit_items().filtered(
                    lambda item, line=line: is_alike(line, item)  # noqa: B023 - used at once
                )
                if len(found) == 1:
                    try_each(line, lambda line, found=found: line._match_with_transit(found))

    def _is_open_for_amazon(self):
        _liquidity, suspense, other = self._seek_for_lines()
        return bool(self.amount and not self.is_reconciled and suspense and not other)

    def _get_told_amount(self):
        """:return: tuple (currency, amount) that was transferred, whatever the bank made of it"""
        if self.foreign_currency_id:
            return self.foreign_currency_id, self.amount_currency
        return self.currency_id, self.amount

    def _find_transit_items(self):
        """:return: open journal items on the way between Amazon and a bank, of this amount"""
        currency, amount = self._get_told_amount()
        items = self.env["account.move.line"].search(
            [
                # A bank of its parent's may bring a branch's money, never one of its sister's.
                ("company_id", "child_of", self.journal_id.company_id.id),
                ("move_id.amazon_settlement_id", "!=", False),
                ("move_id.amazon_entry", "in", ("payout", "result")),
                ("move_id", "any", [UNREVERSED]),
                ("parent_state", "=", "posted"),
                ("reconciled", "=", False),
                ("currency_id", "=", currency.id),
                ("account_id.reconcile", "=", True),
            ]
        )
        return items.filtered(
            lambda item: (
                item.account_id == self._get_transit_of(item)
                and item.amazon_kind_id.code != "failed_transfer"
                and (
                    not currency.compare_amounts(item.amount_residual_currency, amount)
                    or self._is_part_of(item, currency, amount)
                )
            )
        )

    def _is_part_of(self, item, currency, amount):
        """Whether Amazon pays what is open on transit in parts, of which this is one."""
        rest = item.amount_residual_currency
        if amount * rest <= 0 or currency.compare_amounts(abs(amount), abs(rest)) >= 0:
            return False
        return any(
            payout._is_part() and not currency.compare_amounts(payout.amount, amount)
            for payout in item.move_id.amazon_settlement_id.payout_ids
            if not payout.is_expected and payout.phase in MADE
        )

    def _get_transit_of(self, item):
        """:return: ``account.account`` on which an entry of Amazon's waits for the bank"""
        if item.move_id.amazon_entry == "payout":
            return item.move_id.amazon_settlement_id._get_booked_transit()
        return item.amazon_store_id._get_transit_account()

    def _bears_trace(self, line, item):
        """Whether the text of a line holds the bank's number of a payout."""
        text = _plain(f"{line.payment_ref or ''}{line.ref or ''}")
        payouts = item.move_id.amazon_settlement_id._find_traced()
        traces = map(_plain, payouts.mapped("trace_ref"))
        return any(len(trace) >= SHORTEST_TRACE and trace in text for trace in traces)

    def _is_only_one(self, line, item):
        """Whether a line and a payout are of the same days, and no other line is like it."""
        partner = item.move_id.partner_id
        if line.partner_id and line.partner_id.commercial_partner_id != (
            partner.commercial_partner_id
        ):
            return False
        if not item.date - EARLIEST <= line.date <= item.date + LATEST:
            return False
        twins = self.search(
            [
                ("journal_id.company_id", "in", item.company_id.parent_ids.ids),
                ("is_reconciled", "=", False),
                ("amount", "=", line.amount),
                ("currency_id", "=", line.currency_id.id),
                ("date", ">=", item.date - EARLIEST),
                ("date", "<=", item.date + LATEST),
                ("id", "!=", line.id),
            ],
            limit=1,
        )
        return not twins

    def _match_with_transit(self, item):
        """Put the open side of this line on transit and match it with a payout's.

        :param item: open ``account.move.line`` on a transit account
        """
        self.ensure_one()
        _liquidity, suspense, _other = self._seek_for_lines()
        if not suspense or item.reconciled:
            raise UserError(self.env._("This line of the bank is matched already."))
        suspense.write({"account_id": item.account_id.id, "partner_id": item.partner_id.id})
        (suspense | item).reconcile()
        item.move_id.amazon_settlement_id.payout_ids._close_troubles(KEY)

    def action_match_amazon_payout(self):
        """Match this line with the payout that a person was looking at.

        :return: client action that closes the dialog
        """
        self.ensure_one()
        self.check_access("write")
        payout = self.env["amazon.payout"].browse(self.env.context.get("amazon_payout_id")).exists()
        payout.check_access("write")
        if not payout.transit_line_id:
            raise UserError(self.env._("Choose the payout first, then its line of the bank."))
        if self not in payout.sudo()._find_bank_lines():
            raise UserError(
                self.env._(
                    "This line of the bank cannot be this payout: its day or its direction is "
                    "another one, or one of them is matched already."
                )
            )
        self.sudo()._match_with_transit(payout.sudo().transit_line_id)
        return {"type": "ir.actions.act_window_close"}


def _plain(text):
    """:return: the letters and digits of a text, in small letters"""
    return re.sub(r"[^0-9a-z]", "", (text or "").lower())
