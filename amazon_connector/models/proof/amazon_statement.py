"""The proof of a store for a period: clearing from its opening to its closing balance."""

from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools import SQL, LazyTranslate

_lt = LazyTranslate(__name__)

MOVEMENTS = {
    "sale": _lt("Sales"),
    "refund": _lt("Refunds"),
    "facilitator": _lt("Tax withheld by Amazon"),
    "fee": _lt("Fees"),
    "income": _lt("Reimbursements and other income"),
    "balance": _lt("Reserves, loans, transfers"),
    "tax": _lt("Taxes"),
    "before": _lt("Orders from before going live"),
    "carried": _lt("Carried forward between months"),
    "payout": _lt("Payouts"),
    "exchange": _lt("Exchange differences"),
    "other": _lt("Other entries"),
}
OPEN = {
    "unsettled": _lt("Orders paid, not settled yet or settled otherwise"),
    "settlement": _lt("Settlements: skipped rows, or orders settled otherwise"),
    "payout": _lt("Payouts without their settlement"),
    "other": _lt("Entries made by hand"),
}


FACILITATOR = {
    "in": _lt("Charged to buyers"),
    "out": _lt("Withheld by Amazon, or given back"),
    "net": _lt("Facilitator tax, net"),
}

# What stands against clearing in each entry, by what it is.
FIND_MOVEMENTS = """
    SELECT CASE WHEN m.amazon_entry = 'payout' OR o.amazon_entry = 'payout'
                THEN 'payout'
                WHEN k.nature IS NOT NULL AND l.account_id = ANY(%(before)s) THEN 'before'
                WHEN k.nature IS NOT NULL THEN k.nature
                WHEN l.account_id = %(carried)s THEN 'carried'
                WHEN l.tax_line_id IS NOT NULL THEN 'tax'
                WHEN a.account_type = 'asset_receivable' AND l.balance <= 0 THEN 'sale'
                WHEN a.account_type = 'asset_receivable' THEN 'refund'
                WHEN m.journal_id = %(exchange)s THEN 'exchange'
                ELSE 'other' END,
           count(*), -sum(l.balance)
      FROM account_move_line l
      JOIN account_move m ON m.id = l.move_id
      LEFT JOIN account_move o ON o.id = m.reversed_entry_id
      JOIN account_account a ON a.id = l.account_id
      LEFT JOIN amazon_fee_kind k ON k.id = l.amazon_kind_id
     WHERE l.parent_state = 'posted' AND l.company_id = %(company)s
       AND l.date BETWEEN %(first)s AND %(last)s AND l.account_id != %(clearing)s
       AND EXISTS (SELECT 1 FROM account_move_line c
                    WHERE c.move_id = l.move_id AND c.account_id = %(clearing)s)
     GROUP BY 1
"""


class AmazonStatement(models.TransientModel):
    _name = "amazon.statement"
    _description = "Amazon Clearing Statement"

    store_id = fields.Many2one(
        "amazon.store", required=True, default=lambda self: self._get_first_store()
    )
    company_id = fields.Many2one(related="store_id.company_id")
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: fields.Date.start_of(fields.Date.context_today(self), "month"),
    )
    date_to = fields.Date(
        string="To",
        required=True,
        default=lambda self: fields.Date.end_of(fields.Date.context_today(self), "month"),
    )
    amount_opening = fields.Monetary(string="Opening Balance", compute="_compute_statement")
    amount_closing = fields.Monetary(string="Closing Balance", compute="_compute_statement")
    difference = fields.Monetary(
        compute="_compute_statement",
        help="Closing balance less opening balance and movements: always zero.",
    )
    line_ids = fields.One2many(
        "amazon.statement.line", "statement_id", compute="_compute_line_ids", store=True
    )

    def _get_first_store(self):
        """:return: ``amazon.store``, the first that has a clearing account"""
        return self.env["amazon.store"].search([("clearing_account_id", "!=", False)], limit=1)

    @api.depends("store_id", "date_from", "date_to")
    def _compute_statement(self):
        for statement in self:
            moved = sum(amount for _count, amount in statement._sum_movements().values())
            opening = statement._get_balance(SQL("l.date < %s", statement.date_from))
            closing = statement._get_balance(SQL("l.date <= %s", statement.date_to))
            currency = statement.currency_id or statement.env.company.currency_id
            statement.amount_opening, statement.amount_closing = opening, closing
            statement.difference = currency.round(closing - opening - moved)

    @api.depends("store_id", "date_from", "date_to")
    def _compute_line_ids(self):
        for statement in self:
            sections = [
                ("movement", MOVEMENTS, statement._sum_movements()),
                ("open", OPEN, statement._sum_open()),
                ("facilitator", FACILITATOR, statement._sum_facilitator()),
            ]
            lines = [
                {
                    "section": section,
                    "name": self.env._(names[key]),
                    "count": found[key][0],
                    "amount": found[key][1],
                }
                for section, names, found in sections
                for key in names
                if key in found
            ]
            statement.line_ids = [Command.clear(), *map(Command.create, lines)]

    def _get_balance(self, condition):
        """:return: balance of clearing, in the company's currency"""
        ((balance,),) = self._query(
            SQL(
                """
                SELECT COALESCE(sum(l.balance), 0) FROM account_move_line l
                 WHERE l.account_id = %s AND l.company_id = %s AND l.parent_state = 'posted' AND %s
                """,
                self.store_id.clearing_account_id.id or 0,
                self.company_id.id or 0,
                condition,
            )
        )
        return balance

    def _get_before_accounts(self):
        """:return: ``account.account``: a file may hold money of several stores"""
        stores = self.env["amazon.store"].with_context(active_test=False)
        return stores.search([("company_id", "=", self.company_id.id)]).before_account_id

    def _sum_movements(self):
        """What moved clearing, by what stands against it in the posted entries.

        :return: dict key of ``MOVEMENTS`` → (number of lines, amount)
        """
        store = self.store_id
        return self._query_keyed(
            SQL(
                FIND_MOVEMENTS,
                before=self._get_before_accounts().ids,
                carried=store.carried_forward_account_id.id or 0,
                exchange=self.company_id.currency_exchange_journal_id.id or 0,
                clearing=store.clearing_account_id.id or 0,
                company=self.company_id.id or 0,
                first=self.date_from,
                last=self.date_to,
            )
        )

    def _sum_open(self):
        """What of clearing is matched with nothing today, and why.

        :return: dict key of ``OPEN`` → (number of lines, amount)
        """
        return self._query_keyed(
            SQL(
                """
                SELECT CASE WHEN m.amazon_entry = 'payout' THEN 'payout'
                            WHEN m.amazon_settlement_id IS NOT NULL THEN 'settlement'
                            WHEN EXISTS (SELECT 1 FROM account_move_line r
                                           JOIN account_account a ON a.id = r.account_id
                                          WHERE r.move_id = m.id
                                            AND a.account_type = 'asset_receivable')
                            THEN 'unsettled' ELSE 'other' END,
                       count(*), sum(l.amount_residual)
                  FROM account_move_line l JOIN account_move m ON m.id = l.move_id
                 WHERE l.account_id = %s AND l.company_id = %s AND l.parent_state = 'posted'
                   AND NOT l.reconciled AND l.date <= %s
                 GROUP BY 1
                """,
                self.store_id.clearing_account_id.id or 0,
                self.company_id.id or 0,
                self.date_to,
            )
        )

    def _sum_facilitator(self):
        """:return: dict key of ``FACILITATOR`` → (number of lines, amount) in the period"""
        kinds = self.env["amazon.fee.kind"].with_company(self.company_id)
        accounts = kinds.search([("nature", "=", "facilitator")]).gl_account_id
        return self._query_keyed(
            SQL(
                """
                SELECT side.key, count(*), sum(side.amount)
                  FROM account_move_line l
                  CROSS JOIN LATERAL (VALUES ('in', l.credit), ('out', -l.debit),
                                             ('net', l.credit - l.debit)) AS side(key, amount)
                 WHERE l.account_id IN %s AND l.company_id = %s AND l.parent_state = 'posted'
                   AND l.date BETWEEN %s AND %s AND (side.key = 'net' OR side.amount != 0)
                 GROUP BY 1
                """,
                tuple(accounts.ids) or (0,),
                self.company_id.id or 0,
                self.date_from,
                self.date_to,
            )
        )

    def _query_keyed(self, query):
        return {key: (count, amount) for key, count, amount in self._query(query)}

    def _query(self, query):
        self.env.flush_all()
        return self.env.execute_query(query)

    def action_print(self):
        """Print the statement for the auditor.

        :return: report action
        """
        report = self.env.ref("amazon_connector.amazon_statement_report")
        return report.report_action(self)
