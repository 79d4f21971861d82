"""Stock rules of a batch: the same question is asked once."""

from odoo import api, models

from ...context_keys import BATCH


class StockRule(models.Model):
    _inherit = "stock.rule"

    @api.model
    def _read_group(self, domain, groupby=(), aggregates=(), *args, **kwargs):
        """A batch asks which rules serve a place line after line; most lines ask the same."""
        batch = self.env.context.get(BATCH)
        if not batch:
            return super()._read_group(domain, groupby, aggregates, *args, **kwargs)
        question = (self.env, repr((list(domain), groupby, aggregates, args, kwargs)))
        if question not in batch.rules:
            batch.rules[question] = super()._read_group(
                domain, groupby, aggregates, *args, **kwargs
            )
        return batch.rules[question]
