"""Fulfillments of which something comes back."""

from odoo import api, fields, models


class AmazonFulfillment(models.Model):
    _inherit = "amazon.fulfillment"

    return_ids = fields.One2many(
        "amazon.fulfillment.return", "fulfillment_id", string="Returns", readonly=True
    )
    may_return = fields.Boolean(
        compute="_compute_may_return", compute_sudo=True, export_string_translation=False
    )

    @api.depends("parcel_ids.picking_id", "parcel_ids.is_followed")
    def _compute_may_return(self):
        for document in self:
            document.may_return = bool(document.parcel_ids.picking_id)

    def _get_shipped(self):
        """What has left and Odoo has taken from stock, which is what can come back.

        :return: list of (``amazon.fulfillment.line``, ``stock.picking``, Amazon's shipment, pieces)
        """
        shipped = []
        left_with = {
            (picking, parcel.shipment_ref): None
            for parcel in self.parcel_ids
            for picking in parcel._get_pickings()
        }
        for picking, shipment in left_with:
            done = picking.move_ids._filter_delivered()
            for line in self.line_ids:
                moves = done.filtered(lambda move, own=line: move.product_id == own.product_id)
                size = line.uom_id._get_amazon_size(line.product_id)
                pieces = round(sum(moves.mapped("product_qty")) / size)
                if pieces:
                    shipped.append((line, picking, shipment, pieces))
        return shipped

    def action_return(self):
        """Ask Amazon why and how goods of this fulfillment can come back, and choose.

        :return: window action of ``amazon.fulfillment.return.ask``
        """
        self.ensure_one()
        return self.env["amazon.fulfillment.return.ask"]._open_for(self)
