"""Cost of goods of orders without an invoice, from the values of their stock moves."""

from collections import defaultdict

from odoo import models
from odoo.fields import Command
from odoo.tools import SQL


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    def _post_cost_of_goods(self, day):
        """Book what the goods cost that have left, or come back, until the end of a day.

        Only for orders that are booked by settlements alone, and only where the company wants an
        entry. Moves that were booked before are left out: what came late comes with the next one.

        :param day: last ``date`` of a month, where the store is
        :return: posted ``account.move``, empty when there is nothing to book
        :raises UserError: the period is locked and the store waits
        """
        self.ensure_one()
        moves = self.env["stock.move"]
        if self.company_id.amazon_cost_of_goods == "entry":
            moves = moves.browse(self._find_uncosted(day))
        lines = self._prepare_cost_lines(moves)
        if not lines:
            return self.env["account.move"]
        entries = self.env["account.move"].with_company(self.company_id)
        entry = entries.create(
            {
                "move_type": "entry",
                "company_id": self.company_id.id,
                "journal_id": self.settlement_journal_id.id,
                "date": self._choose_open_day(day, False, self.settlement_journal_id),
                "ref": self.env._("Cost of Amazon orders, %s", self.display_name),
                "amazon_store_id": self.id,
                "amazon_entry": "cost",
                "line_ids": [Command.create(vals) for vals in lines],
            }
        )
        entry._post(soft=False)
        moves.amazon_cost_move_id = entry
        return entry

    def _find_uncosted(self, day):
        """:return: ids of the done moves whose cost no invoice and no entry has booked"""
        self.env.flush_all()
        found = self.env.execute_query(
            SQL(
                """
                SELECT m.id
                  FROM stock_move m
                  JOIN sale_order_line s ON s.id = m.sale_line_id
                  JOIN amazon_order o ON o.id = s.amazon_order_id
                 WHERE o.store_id = %(store)s AND o.accounting_mode = 'per_settlement'
                   AND m.state = 'done' AND (m.is_in OR m.is_out OR m.is_dropship)
                   AND m.amazon_cost_move_id IS NULL
                   AND (m.date AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date <= %(day)s
                   AND NOT EXISTS (
                       SELECT 1 FROM sale_order_line_invoice_rel r
                         JOIN account_move_line l ON l.id = r.invoice_line_id
                        WHERE r.order_line_id = s.id AND l.parent_state = 'posted')
                 ORDER BY m.id
                """,
                store=self.id,
                zone=self.tz or "UTC",
                day=day,
            )
        )
        return [id_ for (id_,) in found]

    def _prepare_cost_lines(self, moves):
        """:return: list of dicts for ``account.move.line``, by the accounts of the products"""
        sums = defaultdict(float)
        for move in moves.with_company(self.company_id):
            accounts = move.product_id.product_tmpl_id._get_product_accounts()
            value = -move.value if move.is_in else move.value
            sums[accounts["expense"]] += value
            sums[accounts["stock_valuation"]] -= value
        currency = self.company_id.currency_id
        return [
            {
                "name": self.env._("Cost of goods"),
                "account_id": account.id,
                "balance": currency.round(amount),
                "amazon_store_id": self.id,
            }
            for account, amount in sums.items()
            if account and not currency.is_zero(amount)
        ]
