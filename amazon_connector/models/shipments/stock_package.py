"""Packages: a parcel with a tracking number of its own."""

from odoo import fields, models


class StockPackage(models.Model):
    _inherit = "stock.package"

    amazon_tracking_ref = fields.Char(
        string="Tracking Number",
        copy=False,
        help="Tracking number of this parcel, told to Amazon for what is in it. Empty: the one of "
        "the delivery; where that lists as many numbers as there are packages, each gets its own.",
    )
    amazon_shipment_ids = fields.One2many(
        "amazon.shipment",
        "package_id",
        groups="amazon_connector.group_user",
        readonly=True,
    )

    def write(self, vals):
        result = super().write(vals)
        if "amazon_tracking_ref" in vals:
            self.sudo().amazon_shipment_ids._notice_correction()
        return result
