"""Moves of deliveries that Amazon ships for another channel."""

from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _is_new_to_its_picking(self):
        """Whether the move, about to be confirmed, makes a delivery, and is no part of an old one.

        What is split off while a delivery is validated has its picking already.
        """
        return self.state == "draft" and self.picking_id.state in (False, "draft")

    def _get_in_own_unit(self, quantity):
        """:param quantity: in the product's unit
        :return: the same in the move's unit
        """
        return self.product_id.uom_id._compute_quantity(
            quantity, self.product_uom, rounding_method="HALF-UP"
        )
