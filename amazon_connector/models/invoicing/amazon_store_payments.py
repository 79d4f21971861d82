"""Which invoices of a store Amazon has been paid for, and booking them chunk by chunk (F2)."""

from functools import partial

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import split_every

from ...spapi.words import CANCELLED, NOT_PAID
from ..sync.races import in_new_transaction
from ..sync.try_each import try_each

# One entry pays so many: fewer cost more each, more hold the numbers of the journal for too long.
PAID_TOGETHER = 250


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    # What is due

    def _get_payable_domain(self):
        """Which invoices the job books as paid: all their orders are paid at Amazon. A hook.

        An invoice that a posted payment entry names is done, whatever a person did with it then.

        :return: ``Domain`` of ``account.move``
        """
        orders = "sale_line_ids.amazon_order_id"
        unpaid = (*NOT_PAID, CANCELLED)
        return (
            Domain("amazon_store_id", "=", self.id)
            & Domain("move_type", "=", "out_invoice")
            & Domain("state", "=", "posted")
            & Domain("payment_state", "in", ("not_paid", "partial"))
            & Domain("date", ">=", self._get_local_date(self._get_invoices_since()))
            & Domain("amazon_payment_line_ids", "not any", [("parent_state", "=", "posted")])
            & (
                Domain("line_ids", "any", [(orders, "!=", False)])
                | Domain("amazon_typed_sale_ids", "!=", False)
            )
            & Domain(
                "amazon_typed_sale_ids", "not any", [("amazon_order_ids.status", "in", unpaid)]
            )
            & Domain("line_ids", "not any", [(f"{orders}.status", "in", unpaid)])
        )

    # Doing it

    def _pay_due(self, operation):
        """Book what is paid, each chunk with a commit of its own.

        :return: whether everything was done before the time was up
        """
        if self.payments != "shipped":
            return True
        due = self.env["account.move"].search(self._get_payable_domain(), order="date, id")
        for ids in split_every(PAID_TOGETHER, due.ids):
            paid, failed = in_new_transaction(self.env, partial(self._pay_chunk, ids))
            operation._count(processed=len(paid), held=len(failed))
            if not operation._checkpoint(len(paid)):
                return False
        return True

    def _pay_chunk(self, ids):
        """Pay invoices in this transaction; those that cannot be paid are told apart.

        :return: tuple of ``account.move``: those that are paid, those that are not
        """
        due = Domain("id", "in", ids) & self._get_payable_domain()
        moves = self.env["account.move"].search(due, order="date, id")
        moves = moves.try_lock_for_update(allow_referencing=True)
        failed = {}
        for (currency, day), group in moves.grouped(
            lambda move: (move.currency_id, move.date)
        ).items():
            reason = self._explain_unpayable(currency, day)
            failed |= (
                dict.fromkeys(group, reason)
                if reason
                else try_each(group, lambda batch: batch._pay_on_clearing())
            )
        for move, reason in failed.items():
            move.amazon_payment_hold = reason
        unpaid = moves.browse().concat(*failed)
        (moves - unpaid).filtered("amazon_payment_hold").amazon_payment_hold = False
        return moves - unpaid, unpaid

    def _explain_unpayable(self, currency, day):
        """:return: sentence on why payments of a day cannot be booked, or None"""
        try:
            self._check_payments(currency, day)
        except UserError as error:
            return str(error)
        return None

    def _check_payments(self, currency, day):
        """Whether payments in a currency can be booked on a day, or on which other one.

        :return: ``date``, the same or the first that is open
        :raises UserError: what is missing, with the remedy
        """
        journal, _clearing = self._get_payment_places()
        opened = self._choose_open_day(day, False, journal)
        self._check_rate(currency, opened)
        return opened

    def _get_payment_places(self):
        """:return: tuple (``account.journal``, ``account.account``) of payment entries
        :raises UserError: they are not chosen yet
        """
        if not self.settlement_journal_id or not self.clearing_account_id:
            raise UserError(
                self.env._(
                    "Choose clearing account and settlement journal of %s.", self.display_name
                )
            )
        return self.settlement_journal_id, self.clearing_account_id

    def _prepare_exchange_vals(self, difference, currency):
        """The rate difference of a whole entry, on the company's exchange account.

        :param difference: in the company's currency; negative for a gain
        :return: value dict of an entry line
        """
        company = self.company_id
        gain, loss = (
            company.income_currency_exchange_account_id,
            company.expense_currency_exchange_account_id,
        )
        return {
            "name": self.env._("Exchange difference"),
            "account_id": (gain if difference < 0 else loss).id,
            "currency_id": currency.id,
            "amount_currency": 0.0,
            "balance": difference,
        }
