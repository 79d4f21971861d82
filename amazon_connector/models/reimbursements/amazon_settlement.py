"""A settlement finds the reimbursements that its rows have paid."""

from odoo import models
from odoo.tools import SQL


class AmazonSettlement(models.Model):
    _inherit = "amazon.settlement"

    def _link_reimbursements(self):
        """Let the rows of reimbursements lead to those that Amazon has told of before."""
        self.env.flush_all()
        kind = self.env["amazon.fee.kind"]._get_by_code()["reimbursement"]
        found = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT l.sku
                  FROM amazon_settlement_line l
                 WHERE l.settlement_id = %s AND l.kind_id = %s
                   AND l.reimbursement_id IS NULL AND l.sku IS NOT NULL
                """,
                self.id,
                kind.id,
            )
        )
        if found:
            skus = {sku for (sku,) in found}
            self.env["amazon.reimbursement"]._link_rows(self.account_id, skus)
