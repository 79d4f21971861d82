"""The packages in which Amazon has sent a fulfillment."""

from odoo import fields, models

from ..words.label import label_of


class AmazonFulfillmentParcel(models.Model):
    _name = "amazon.fulfillment.parcel"
    _description = "Amazon Fulfillment Package"
    _rec_name = "tracking_ref"
    _order = "id"

    fulfillment_id = fields.Many2one(
        "amazon.fulfillment", required=True, ondelete="cascade", index=True, readonly=True
    )
    company_id = fields.Many2one(related="fulfillment_id.company_id", store=True)
    shipment_ref = fields.Char(
        string="Shipment",
        required=True,
        readonly=True,
        help="Amazon's number of what left one of its buildings together.",
    )
    package_ref = fields.Char(
        string="Package", readonly=True, help="Empty while Amazon names no package of a shipment."
    )
    status = fields.Char(string="Status Code", readonly=True, help="Where it is, in Amazon's word.")
    status_label = label_of("status", string="Status", help="Where it is.")
    carrier_name = fields.Char(string="Carrier", readonly=True)
    tracking_ref = fields.Char(string="Tracking Number", readonly=True)
    tracking_url = fields.Char(string="Tracking Link", readonly=True)
    shipped_at = fields.Datetime(readonly=True)
    delivery_at = fields.Datetime(string="Expected", readonly=True)
    picking_id = fields.Many2one(
        "stock.picking",
        string="Delivery",
        ondelete="set null",
        index="btree_not_null",
        readonly=True,
        help="Done delivery that has taken the goods from stock.",
    )
    added_picking_ids = fields.Many2many(
        "stock.picking",
        string="Further Deliveries",
        readonly=True,
        help="Done deliveries of goods that Amazon has added to the shipment later.",
    )
    is_followed = fields.Boolean(readonly=True, help="Odoo's stock has followed it.")
    followed_pieces = fields.Json(
        readonly=True,
        export_string_translation=False,
        help="Pieces of the shipment that were taken from stock, by line.",
    )

    _parcel_unique = models.UniqueIndex(
        "(fulfillment_id, shipment_ref, COALESCE(package_ref, ''))",
        "This package is in the list already.",
    )

    def _get_unfollowed(self, pieces):
        """What Odoo's stock has not followed yet: Amazon may add to a shipment that has left.

        :param self: the parcels of one shipment
        :param pieces: dict id of our line, as text → pieces of the shipment
        :return: the same for those that are still to be taken from stock
        """
        if not all(self.mapped("is_followed")):
            return pieces
        # Of what was followed before this was written down, nothing is known to be missing.
        followed = next(filter(None, self.mapped("followed_pieces")), pieces)
        added = {line: count - followed.get(line, 0) for line, count in pieces.items()}
        return {line: count for line, count in added.items() if count > 0}

    def _get_pickings(self):
        """:return: ``stock.picking`` that have taken the goods of these parcels from stock"""
        return self.picking_id | self.added_picking_ids

    def _get_tracking(self):
        """:return: the numbers, joined as Odoo's carriers do"""
        return ",".join(dict.fromkeys(filter(None, self.mapped("tracking_ref"))))
