"""Receipts of what Amazon's buyers send back, made by Odoo's own dialog of returns."""

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _create_amazon_receipt(self, wanted):
        """Return goods of this delivery.

        :param wanted: dict ``stock.move`` of it → quantity in the product's unit
        :return: the receipt, a ``stock.picking``, ready
        """
        dialog = self.env["stock.return.picking"].create({"picking_id": self.id})
        for line in dialog.product_return_moves:
            quantity = wanted.get(line.move_id, 0.0)
            line.quantity = line.product_id.uom_id._compute_quantity(quantity, line.uom_id)
        return dialog._create_return()

    def _receive_for_amazon(self, place):
        """Do this receipt in full, into a place of Amazon's.

        :param place: ``stock.location``
        :raises UserError: Odoo wants more than Amazon tells, for example a lot
        """
        self.move_ids.write({"location_dest_id": place.id})
        self.move_ids.move_line_ids.write({"location_dest_id": place.id})
        for move in self.move_ids:
            if not move.move_line_ids:
                move.move_line_ids = [Command.create(move._prepare_move_line_vals())]
            move.quantity = move.product_uom_qty
            move.picked = True
        self._action_done()
        if self.state != "done":
            raise UserError(self.env._("The receipt %s cannot be done.", self.name))
