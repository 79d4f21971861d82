"""Delivered packs are counted from the units that have left, however many deliveries they took."""

from odoo import models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _prepare_qty_delivered(self):
        """Parts of a pack add up: Odoo rounds each move by itself, 3 and 5 of 8 to 1.01 packs."""
        quantities = super()._prepare_qty_delivered()
        for line in self.filtered("amazon_item_id"):
            is_packed = line.product_uom_id != line.product_id.uom_id
            # The parts of a kit are Odoo's to count.
            if is_packed and line.move_ids.product_id == line.product_id:
                quantities[line] = line._count_delivered_packs()
        return quantities

    def _count_delivered_packs(self):
        """:return: packs, of all the units that have left less those that came back"""
        left, back = self._get_outgoing_incoming_moves()
        packs = sum(
            sign
            * move.product_uom._compute_quantity(move.quantity, self.product_uom_id, round=False)
            for moves, sign in ((left, 1), (back, -1))
            for move in moves
            if move.state == "done"
        )
        return self.product_uom_id.round(packs)
