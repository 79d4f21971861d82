"""Stock that changes is told to the stores that sell it."""

from functools import partial

from odoo import api, models

# Whether more or less is there to be offered depends on these.
COUNTED = frozenset(("quantity", "reserved_quantity", "location_id", "owner_id"))
# Ids of the products whose stock this transaction has changed.
CHANGED = "amazon_stock_changed"


class StockQuant(models.Model):
    _inherit = "stock.quant"

    @api.model_create_multi
    def create(self, vals_list):
        quants = super().create(vals_list)
        quants._tell_amazon_stores()
        return quants

    def write(self, vals):
        result = super().write(vals)
        if not COUNTED.isdisjoint(vals):
            self._tell_amazon_stores()
        return result

    def _tell_amazon_stores(self):
        """Once, before the transaction is committed, for all that it has changed."""
        changed = self.env.cr.precommit.data.setdefault(CHANGED, set())
        if self and not changed:
            self.env.cr.precommit.add(partial(_follow_changed, self.sudo().env))
        changed.update(self.product_id.ids)


def _follow_changed(env):
    ids = env.cr.precommit.data.pop(CHANGED, ())
    env["amazon.listing"]._follow_products(env["product.product"].browse(ids))
