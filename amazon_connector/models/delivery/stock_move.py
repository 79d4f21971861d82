"""Moves of Amazon orders: which are ready, which have reached the buyer, what their parcel says."""

from odoo import models

OVER = ("done", "cancel")


class StockMove(models.Model):
    _inherit = "stock.move"

    def _is_ready_for_amazon(self):
        """Whether the move is open and waits for no step before it."""
        return self.state not in OVER and all(origin.state in OVER for origin in self.move_orig_ids)

    def _filter_delivered(self):
        """Moves that have brought goods to the buyer; what came back later was there once."""
        return self.filtered(
            lambda move: (
                move.state == "done"
                and move.location_dest_id.usage == "customer"
                and not move.origin_returned_move_id
            )
        )

    def _assign_picking_post_process(self, new=False):
        result = super()._assign_picking_post_process(new=new)
        for picking, moves in self.grouped("picking_id").items():
            picking._note_gift_messages(moves.sudo().sale_line_id.amazon_item_id)
            picking._note_delivery_wishes(moves.sudo().sale_line_id.amazon_order_id)
        return result
