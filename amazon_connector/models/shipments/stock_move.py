"""Moves of Amazon orders: which of them a buyer receives, counted in what the buyer ordered."""

from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _filter_for_amazon(self):
        """What is to be confirmed at Amazon: done, to a buyer, of orders that the merchant ships.

        Left out: returns, and goods that go out again after Amazon was told of them, steps inside
        the warehouse, deliveries from the warehouse that stands for Amazon's own (FBA), and
        stores that confirm nothing. Goods that a vendor sends to the buyer are in.
        """
        return self.filtered(
            lambda move: (
                move.state == "done"
                and move.location_dest_id.usage == "customer"
                and not move._is_told_before()
                and move.sale_line_id.amazon_order_id._is_shipped_by(
                    move.picking_type_id.warehouse_id
                )
            )
        )

    def _is_told_before(self):
        """Whether the goods go out once more, and Amazon was told of the first time, or will be.

        A delivery that was done by mistake and taken back before Amazon knew tells nothing: its
        goods leave as the return of that return.
        """
        back = self.origin_returned_move_id
        if not back:
            return False
        first = back.origin_returned_move_id
        if not first or first._is_told_before():
            return True
        item = first.sale_line_id.amazon_item_id
        lines = first.picking_id.amazon_shipment_ids.line_ids
        told = sum(line._count_told() for line in lines if line.item_id == item)
        moves = first.picking_id._get_done_moves(first.sale_line_id)
        return told >= moves._get_amazon_pieces(item)

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
