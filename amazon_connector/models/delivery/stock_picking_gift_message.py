"""Gift messages of Amazon's buyers stand on the delivery, where the packer reads them."""

from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _assign_picking_post_process(self, new=False):
        result = super()._assign_picking_post_process(new=new)
        for picking, moves in self.grouped("picking_id").items():
            picking._note_gift_messages(moves.sudo().sale_line_id.amazon_item_id)
            picking._note_delivery_wishes(moves.sudo().sale_line_id.amazon_order_id)
        return result


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _note_gift_messages(self, items):
        """Write down gift messages that the delivery does not show yet.

        :param items: ``amazon.order.item`` that the delivery brings
        """
        for item in items.filtered("gift_message"):
            self._add_amazon_note(
                self.env._(
                    "Gift message for %(product)s (Amazon order %(order)s): %(message)s",
                    product=item.product_id.display_name or item.seller_sku,
                    order=item.order_id.amazon_ref,
                    message=item.gift_message,
                )
            )
