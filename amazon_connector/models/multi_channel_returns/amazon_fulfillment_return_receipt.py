"""Received by Amazon: the goods come back in Odoo as a return of their delivery, once."""

from odoo import models
from odoo.exceptions import UserError

from ...spapi.fulfillments.returns import SELLABLE


class AmazonFulfillmentReturn(models.Model):
    _inherit = "amazon.fulfillment.return"

    def _take_back(self):
        """Book the receipts of these pieces, which Amazon has.

        :raises UserError: Odoo wants more than Amazon tells, for example a lot
        """
        for piece in self:
            receipt = piece._find_by_hand() or piece._create_receipt()
            piece.receipt_id = receipt
            piece._mark_confirmed()

    def _count_units(self):
        """:return: units of the product that the piece is"""
        return self.line_id.uom_id._get_amazon_size(self.product_id)

    def _get_left_with(self):
        """:return: ``stock.move``, done, with which the product has left in the delivery"""
        delivered = self.picking_id.move_ids._filter_delivered()
        return delivered.filtered(lambda move: move.product_id == self.product_id)

    def _get_returned(self):
        """:return: ``stock.move`` back from the buyer, by whomever, done or not"""
        return self._get_left_with().returned_move_ids.filtered(
            lambda move: move.state != "cancel" and move.location_id.usage == "customer"
        )

    def _find_by_hand(self):
        """A receipt that a person has made and that no return of ours is about yet.

        :return: ``stock.picking``
        """
        units = self._count_units()
        for picking, moves in self._get_returned().grouped("picking_id").items():
            ours = self.search(
                [("receipt_id", "=", picking.id), ("product_id", "=", self.product_id.id)]
            )
            used = sum(piece._count_units() for piece in ours)
            if sum(moves.mapped("product_qty")) - used >= units:
                return picking
        return self.env["stock.picking"]

    def _create_receipt(self):
        """:return: ``stock.picking``, done
        :raises UserError: the delivery has no such units any more
        """
        wanted, left = {}, self._count_units()
        returned = self._get_returned()
        for move in self._get_left_with():
            back = returned.filtered(lambda one, own=move: one.origin_returned_move_id == own)
            taken = min(left, move.product_qty - sum(back.mapped("product_qty")))
            if taken > 0:
                wanted[move] = taken
                left -= taken
        if left > 0:
            raise UserError(
                self.env._("Its delivery in Odoo holds no such goods that are not returned yet.")
            )
        receipt = self.picking_id._create_amazon_receipt(wanted)
        receipt.origin = self.env._("Amazon return of %s", self.picking_id.name)
        receipt._receive_for_amazon(self._get_place())
        return receipt

    def _get_place(self):
        """Where a piece goes that Amazon has: those that it calls sellable to its stock. A hook.

        :return: ``stock.location``
        """
        if self.condition == SELLABLE:
            return self.picking_id._get_amazon_multi_channel_warehouse().lot_stock_id
        return self.fulfillment_id.store_id._get_damaged_location()
