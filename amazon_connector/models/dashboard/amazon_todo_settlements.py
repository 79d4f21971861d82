"""What settlements want of the accountant: rows to be mapped, a review before they are posted."""

from odoo import api, models
from odoo.tools import SQL


class AmazonTodo(models.Model):
    _inherit = "amazon.todo"

    @api.model
    def _query_unmapped(self):
        """Settlements with rows that the fee map does not know, so that they are not posted."""
        columns = self._select(
            4,
            "amazon.settlement",
            what="'unmapped'",
            res_id="r.settlement_id",
            store_id="min(r.store_id)",
            account_id="min(r.account_id)",
            company_id="min(r.company_id)",
            count="count(*)",
            amount="sum(abs(r.amount))",
            currency_id="min(r.currency_id)",
        )
        return SQL(
            """
            SELECT %s FROM amazon_settlement_line r
              JOIN amazon_settlement s ON s.id = r.settlement_id AND s.state != 'ignored'
             WHERE r.kind_id IS NULL AND NOT r.is_skipped GROUP BY r.settlement_id
            """,
            columns,
        )

    @api.model
    def _query_unposted(self):
        """Settlements that are complete and wait for a person to post them."""
        columns = self._select(
            7,
            "amazon.settlement",
            what="'unposted'",
            res_id="s.id",
            store_id="s.store_id",
            account_id="s.account_id",
            company_id="s.company_id",
            amount="abs(s.amount_total)",
            currency_id="s.currency_id",
            since="s.date_end",
        )
        return SQL("SELECT %s FROM amazon_settlement s WHERE s.state = 'ready'", columns)
