"""What a package holds, per Amazon order item."""

from odoo import api, fields, models

from ...mapping.stock.terms import whole


class AmazonShipmentLine(models.Model):
    _name = "amazon.shipment.line"
    _description = "Amazon Shipment Content"
    _rec_name = "item_id"

    shipment_id = fields.Many2one("amazon.shipment", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="shipment_id.company_id", store=True)
    item_id = fields.Many2one("amazon.order.item", required=True, ondelete="restrict")
    product_id = fields.Many2one(related="item_id.product_id")
    quantity = fields.Integer(required=True)
    serial_numbers = fields.Char(
        compute="_compute_serial_numbers",
        compute_sudo=True,
        help="Lots and serial numbers that left with the goods, as the done deliveries have them.",
    )

    @api.depends("shipment_id.picking_id.move_line_ids.lot_id")
    def _compute_serial_numbers(self):
        for line in self:
            shipment = line.shipment_id
            lines = shipment.picking_id.move_line_ids.filtered(
                lambda own, line=line, shipment=shipment: (
                    own.move_id.sale_line_id == line.item_id.sale_line_id
                    and own.result_package_id == shipment.package_id
                )
            )
            line.serial_numbers = ", ".join(lines.lot_id.mapped("name")) or False

    def _count_expected(self, is_new):
        """How many pieces of this line's item the buyer still expects in this parcel.

        What was ordered, as Amazon says now, less what is on its way in other parcels: those that
        we have told of, or, where that is more, those that Amazon knows of.

        :param is_new: Amazon cannot have seen this parcel yet
        :return: pieces, never less than 0
        """
        self.ensure_one()
        item = self.item_id
        others = self.search(
            [
                ("item_id", "=", item.id),
                ("shipment_id", "!=", self.shipment_id.id),
                ("shipment_id.sent_at", "!=", False),
            ]
        )
        own = 0 if is_new else self.quantity
        elsewhere = max(sum(others.mapped("quantity")), item.quantity_fulfilled - own)
        return max(item.quantity_ordered - elsewhere, 0)

    def _count_told(self):
        """How many pieces of its item this line has told Amazon of, or is going to.

        :return: pieces: while Amazon cannot have seen the parcel, no more than are gone with it
        """
        self.ensure_one()
        if self.shipment_id.package_ref:
            return self.quantity
        return min(self.quantity, self._count_gone())

    def _count_gone(self):
        """How many pieces of this line's item are gone with its delivery in this parcel.

        :return: pieces, less what has come back and what other parcels of the delivery hold
        """
        self.ensure_one()
        item, shipment = self.item_id, self.shipment_id
        moves = shipment.picking_id._get_done_moves(item.sale_line_id)
        if not moves or not item.sale_line_id:
            return self.quantity
        back = moves.returned_move_ids.filtered(lambda move: move.state == "done")
        gone = moves._get_amazon_pieces(item) + shipment._get_begun(moves, item)
        gone -= back._get_amazon_pieces(item)
        others = (shipment.picking_id.amazon_shipment_ids - shipment).line_ids
        others = others.filtered(lambda line: line.item_id == item)
        return max(whole(gone) - sum(others.mapped("quantity")), 0)
