"""A settlement finds the refunds that its rows tell of."""

from odoo import models
from odoo.tools import SQL


class AmazonSettlement(models.Model):
    _inherit = "amazon.settlement"

    def _link_refunds(self):
        """Let the rows of refunds lead to those that Amazon has told of before."""
        self.env.flush_all()
        found = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT l.order_ref
                  FROM amazon_settlement_line l
                  JOIN amazon_refund r
                    ON r.account_id = l.account_id AND r.order_ref = l.order_ref
                 WHERE l.settlement_id = %s AND l.refund_id IS NULL AND r.settlement_id IS NULL
                """,
                self.id,
            )
        )
        refs = [ref for (ref,) in found]
        self.env["amazon.refund"]._link_for_settlement(self.account_id, refs)
