"""Deliveries and receipts that are planned, put off or cancelled: some stores count them.

Where nothing is reserved no quant changes with them.
"""

from odoo import models

from .changes import MOVES, note_change

# What leaves soon, and what comes soon, follows from these.
COUNTED = frozenset(
    ("state", "date", "product_uom_qty", "location_id", "location_dest_id", "location_final_id")
)


class StockMove(models.Model):
    _inherit = "stock.move"

    def write(self, vals):
        if not COUNTED.isdisjoint(vals):
            note_change(self.sudo().product_id, MOVES)
        return super().write(vals)
