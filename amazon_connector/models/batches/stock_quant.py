"""Quants of a batch: what all its moves take is written once."""

from odoo import api, models

from ...context_keys import RESERVED_TOGETHER
from ..sync.locking import lock_rows


class StockQuant(models.Model):
    _inherit = "stock.quant"

    @api.model
    def _update_reserved_quantity(self, *args, **kwargs):
        """Not line by line where ``_reserve_together`` writes the sum."""
        if self.env.context.get(RESERVED_TOGETHER):
            return None
        return super()._update_reserved_quantity(*args, **kwargs)

    @api.model
    def _reserve_together(self, taken):
        """Write what a batch takes, in the order in which every batch takes its quants.

        :param taken: dict ``stock.quant`` → quantity in the product's unit
        """
        quants = self.sudo().concat(*taken)
        lock_rows(quants)
        for quant, quantity in taken.items():
            quant.sudo().reserved_quantity += quantity
