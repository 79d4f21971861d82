"""Quants of a batch: what all its moves take is written once."""

from odoo import api, models

from ...context_keys import RESERVED_TOGETHER


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

        Nobody waits: for a quant that somebody else holds, perhaps a picker whose carrier is slow,
        Odoo's own way makes a row beside it, which it merges later.

        :param taken: dict ``stock.quant`` → quantity in the product's unit
        """
        quants = self.sudo().concat(*taken).sorted("id")
        free = quants.try_lock_for_update(allow_referencing=True)
        for quant in quants:
            if quant in free:
                quant.reserved_quantity += taken[quant]
            else:
                self._update_reserved_quantity(quant.product_id, quant.location_id, taken[quant])
