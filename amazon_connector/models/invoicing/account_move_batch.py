"""Posting many invoices at once: each gets its number, nothing is computed twice.

The lock of a journal's numbers is taken with the first number and held until the transaction
ends: whoever posts in the same journal waits for that. So invoices are posted in chunks, right
before their commit.
"""

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...context_keys import NUMBERED
from ..sync.try_each import try_each

LAST_NUMBERS = "amazon_last_numbers"


class AccountMove(models.Model):
    _inherit = "account.move"

    def _post_for_amazon(self):
        """Post invoices that were created complete just now.

        Their lines need no second computation: nothing but state, number and reference changes.

        :raises UserError: one cannot be posted, or not on its day
        """
        days = {move: move.date for move in self}
        # Read once: Odoo asks line by line whether its goods were dropshipped.
        self.invoice_line_ids.sale_line_ids.move_ids.mapped("is_dropship")
        self.with_context(skip_invoice_sync=True, **{NUMBERED: True}).action_post()
        for move, day in days.items():
            if move.state != "posted" or move.date != day:
                raise UserError(
                    self.env._(
                        "%(invoice)s cannot be booked on %(day)s.",
                        invoice=move.display_name,
                        day=format_date(self.env, day),
                    )
                )

    def _post_settled(self, store, day):
        """Post drafts with the date of their settlement; who fails is held alone.

        :param store: ``amazon.store``
        :param day: ``date``
        :return: ``account.move``, those that are posted
        """
        failed = try_each(self, lambda moves: moves._post_on(store, day))
        for move, reason in failed.items():
            move.line_ids.sale_line_ids.order_id._hold_invoice(reason)
        return self - self.browse().concat(*failed)

    def _post_on(self, store, day):
        for (journal, has_tax), moves in self.grouped(
            lambda move: (move.journal_id, bool(move.invoice_line_ids.tax_ids))
        ).items():
            opened = store._choose_open_day(day, has_tax, journal)
            moves.write({"invoice_date": day, "date": opened})
            moves._post_for_amazon()

    def _get_last_sequence(self, relaxed=False, with_prefix=None):
        """Among invoices that are numbered together, only the first looks for the last number.

        Odoo counts on from there by itself, under the lock of the first. What is kept here ends
        with the transaction, or with the savepoint that is rolled back, as Odoo's own count does.
        """
        if relaxed or with_prefix is not None or not self.env.context.get(NUMBERED):
            return super()._get_last_sequence(relaxed=relaxed, with_prefix=with_prefix)
        known = self.env.cr.precommit.data.setdefault(LAST_NUMBERS, {})
        key = (self.journal_id.id, self.move_type, self.date)
        if not known.get(key):
            known[key] = super()._get_last_sequence()
        return known[key]
