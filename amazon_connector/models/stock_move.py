"""Moves of Amazon orders, counted in what the buyer ordered."""

from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _get_amazon_quantity(self):
        """The quantity of a done move in the unit of its sales line.

        :return: float, pieces that the buyer ordered
        """
        return self.product_uom._compute_quantity(
            self.quantity, self.sale_line_id.product_uom_id, rounding_method="HALF-UP"
        )
