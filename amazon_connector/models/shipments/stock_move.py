"""Moves of Amazon orders: which of them a buyer receives, counted in what the buyer ordered."""

from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _filter_for_amazon(self):
        """What is to be confirmed at Amazon: done, to a buyer, of orders that the merchant ships.

        Left out: returns in both directions (Amazon has seen the goods leave already), steps
        inside the warehouse, deliveries from the warehouse that stands for Amazon's own (FBA),
        and stores that confirm nothing. Goods that a vendor sends to the buyer are in.
        """
        return self.filtered(
            lambda move: (
                move.state == "done"
                and move.location_dest_id.usage == "customer"
                and not move.origin_returned_move_id
                and move.sale_line_id.amazon_order_id._is_shipped_by(
                    move.picking_type_id.warehouse_id
                )
            )
        )

    def _get_amazon_quantity(self):
        """What these done moves of one sales line make up, in the line's unit. A hook.

        :return: float, pieces that the buyer ordered
        """
        return sum(
            move.product_uom._compute_quantity(
                move.quantity, move.sale_line_id.product_uom_id, round=False
            )
            for move in self
        )

    def _get_amazon_pieces(self, item):
        """What these done moves of one sales line make up, as Amazon counts it.

        :param item: ``amazon.order.item`` of the line
        :return: float: a part of a pack, where not all of it has left
        """
        return self._get_amazon_quantity() / item._get_piece()
