"""What the import asks of a company."""

from odoo import models


class ResCompany(models.Model):
    _inherit = "res.company"

    def _has_analytic_rules(self):
        """Whether any rule may put analytic accounts on documents of this company."""
        return bool(
            self.env["account.analytic.distribution.model"]
            .sudo()
            .search_count([("company_id", "in", [False, self.id])], limit=1)
        )
