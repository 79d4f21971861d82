"""Stock that changes is told to the stores that sell it."""

from odoo import api, models

from .changes import SHELVES, note_change

# Whether more or less is there to be offered depends on these.
COUNTED = frozenset(("quantity", "reserved_quantity", "location_id", "owner_id"))


class StockQuant(models.Model):
    _inherit = "stock.quant"

    @api.model_create_multi
    def create(self, vals_list):
        quants = super().create(vals_list)
        note_change(quants.product_id, SHELVES)
        return quants

    def write(self, vals):
        result = super().write(vals)
        if not COUNTED.isdisjoint(vals):
            note_change(self.product_id, SHELVES)
        return result
