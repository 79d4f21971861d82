"""Reverse and Process Again: never an edit; entry by entry, so that a killed run goes on.

What a person has reversed by Odoo's own button is found, so that it is not missing for ever.
"""

from odoo import models
from odoo.tools import SQL

from ...mapping.settlement_parts import PAYMENTS, PAYOUT, RESULT

BY_HAND = [("state", "=", "posted"), ("amazon_entry", "=", False)]


class AmazonSettlement(models.Model):
    _inherit = "amazon.settlement"

    def action_reverse(self):
        """Reverse all entries of these settlements and book them anew, as things are set now.

        :return: the ``amazon.operation`` records
        """
        self.check_access("write")
        self.sudo()._begin_reversal()
        return self.action_process()

    def _begin_reversal(self):
        """From now on each step takes back an entry, until none is left."""
        for settlement in self:
            settlement.stage = "reversing"
            settlement._set_state("received", False)

    def _reverse_next(self):
        """Reverse the next entry of this run; after the last one, start anew."""
        left = self.move_ids.filtered(
            lambda move: (
                move.state == "posted"
                and move.amazon_entry in (RESULT, PAYMENTS)
                and not move._is_reversed()
            )
        ).sorted("id", reverse=True)
        if left:
            self._reverse_move(left[0])
            return
        self._free_rows()
        self.write({"stage": "draft", "run": self.run + 1})
        if self.correction_id:
            self._replace_file(self.correction_id)

    def _reverse_move(self, move):
        """Reverse an entry on its own day, or on the first open one, and match the two.

        :raises Obstacle: the period is locked and the store waits
        """
        # A tax of zero has no line of its own, and is locked all the same.
        day = self._find_open_date(move.date, has_tax=bool(move._affect_tax_report()))
        # One that a person has planned for later would take it back once more.
        move.reversal_move_ids.filtered(lambda one: one.state == "draft").button_cancel()
        vals = {
            "date": day,
            "ref": self.env._("Reversal of %s", move.ref),
            "amazon_settlement_id": self.id,
            "amazon_store_id": move.amazon_store_id.id,
            "amazon_entry": "reversal",
            "amazon_number": move.amazon_number,
            "amazon_run": move.amazon_run,
        }
        reversal = move.with_company(self.company_id)._reverse_moves([vals], cancel=True)
        self._check_date(reversal, day)

    def _free_rows(self):
        """The rows are open again: no journal item holds them."""
        self.env.cr.execute(
            SQL(
                "UPDATE amazon_settlement_line"
                " SET booking = NULL, move_line_id = NULL, worth = NULL"
                " WHERE settlement_id = %s",
                self.id,
            )
        )
        self.env["amazon.settlement.line"].invalidate_model(["booking", "move_line_id", "worth"])

    def _find_undone(self):
        """Entries that a person has reversed, of settlements that count as posted.

        :return: ``account.move``, of these settlements, or of all where none is given
        """
        domain = [
            ("amazon_settlement_id.stage", "=", "posted"),
            ("amazon_entry", "in", (RESULT, PAYMENTS, PAYOUT)),
            ("reversal_move_ids", "any", BY_HAND),
        ]
        if self:
            domain.append(("amazon_settlement_id", "in", self.ids))
        return self.env["account.move"].search(domain).filtered(lambda move: move._is_missed())
