"""Rules that changed are told to the stores that they count for, whatever their interval."""

from functools import partial

from odoo import models

from .amazon_listing import PUSHING

# Ids of the stores that this transaction wants compared.
COMPARED = "amazon_stores_compared"


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    def _compare_soon(self):
        """All quantities of these stores, as far as they push, are compared soon.

        Asked for once, before the transaction is committed, however many listings it has changed.
        """
        waiting = self.env.cr.precommit
        asked = waiting.data.setdefault(COMPARED, set())
        if self and not asked:
            waiting.add(partial(_ask, self.sudo().env))
        asked.update(self.ids)

    def _follow_stock_rules(self):
        """What one store is promised by a share is not offered by the others of its company."""
        companies = self.sudo().company_id
        self.sudo().search([("company_id", "in", companies.ids)])._compare_soon()


def _ask(env):
    ids = env.cr.precommit.data.pop(COMPARED, ())
    pushing = env["amazon.store"].search([("id", "in", list(ids)), *PUSHING])
    env["amazon.schedule"]._find_for("amazon.submission", stores=pushing)._run_soon()
