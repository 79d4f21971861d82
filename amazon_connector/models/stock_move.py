"""Moves of Amazon orders, counted in what the buyer ordered."""

from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _get_amazon_quantity(self):
        """What these done moves of one sales line make up, in the line's unit. A hook.

        :return: float, pieces that the buyer ordered
        """
        return sum(
            move.product_uom._compute_quantity(
                move.quantity, move.sale_line_id.product_uom_id, rounding_method="HALF-UP"
            )
            for move in self
        )
