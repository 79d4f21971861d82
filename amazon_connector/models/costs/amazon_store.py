"""Cost of goods of orders without an invoice, from the values of their stock moves."""

from collections import defaultdict
from datetime import date

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL

# Done moves of orders without an invoice whose cost neither an invoice, nor an entry that stands,
# nor a stock closing has booked. What has no value has none yet: it is booked once it has one.
FIND_UNCOSTED = """
SELECT m.id
  FROM stock_move m
  JOIN sale_order_line s ON s.id = m.sale_line_id
  JOIN amazon_order o ON o.id = s.amazon_order_id
 LEFT JOIN account_move cost ON cost.id = m.amazon_cost_move_id
 WHERE o.store_id = %(store)s AND o.accounting_mode = 'per_settlement'
   AND m.state = 'done' AND (m.is_in OR m.is_out OR m.is_dropship)
   AND m.account_move_id IS NULL AND m.value <> 0
   AND (cost.id IS NULL OR cost.state != 'posted' OR EXISTS (
       SELECT 1 FROM account_move r
        WHERE r.reversed_entry_id = cost.id AND r.state = 'posted'))
   AND (m.date AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date <= %(day)s
   AND (m.date AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date > %(closed)s
   AND NOT EXISTS (
       SELECT 1 FROM sale_order_line_invoice_rel r
         JOIN account_move_line l ON l.id = r.invoice_line_id
        WHERE r.order_line_id = s.id AND l.parent_state = 'posted')
 ORDER BY m.id
"""


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    def _post_cost_of_goods(self, day):
        """Book what the goods cost that have left, or come back, until the end of a day.

        Only for orders that are booked by settlements alone, and only where the company wants an
        entry. Moves that were booked before are left out: what came late comes with the next one.

        :param day: last ``date`` of a month, where the store is
        :return: posted ``account.move``, empty when there is nothing to book
        :raises UserError: the period is locked and the store waits, or an account is missing
        """
        self.ensure_one()
        # Two who close a month at once: the other one finds nothing left.
        self.lock_for_update(allow_referencing=True)
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
        """Moves whose cost nothing has booked: no invoice, no entry, no stock closing of Odoo's.

        :return: list of ids of ``stock.move`` that are done
        """
        self.env.flush_all()
        found = self.env.execute_query(
            SQL(
                FIND_UNCOSTED,
                store=self.id,
                zone=self.tz or "UTC",
                day=day,
                closed=self.company_id._get_last_stock_closing() or date.min,
            )
        )
        return [id_ for (id_,) in found]

    def _prepare_cost_lines(self, moves):
        """:return: list of dicts for ``account.move.line``, by the accounts of the products
        :raises UserError: a product has no accounts for its cost
        """
        sums = defaultdict(float)
        for move in moves.with_company(self.company_id):
            accounts = move.product_id.product_tmpl_id._get_product_accounts()
            value = -move.value if move.is_in else move.value
            if value and not (accounts["expense"] and accounts["stock_valuation"]):
                raise UserError(
                    self.env._(
                        "Choose the expense and the stock valuation account of %s, on the product "
                        "or its category.",
                        move.product_id.display_name,
                    )
                )
            sums[accounts["expense"], True] += value
            sums[accounts["stock_valuation"], False] -= value
        analytic = self.analytic_account_id
        distribution = {str(analytic.id): 100.0} if analytic else False
        currency = self.company_id.currency_id
        return [
            {
                "name": self.env._("Cost of goods"),
                "account_id": account.id,
                "balance": currency.round(amount),
                "amazon_store_id": self.id,
                "analytic_distribution": is_expense and distribution,
            }
            for (account, is_expense), amount in sums.items()
            if account and not currency.is_zero(amount)
        ]
