"""Packages: a parcel with a tracking number of its own."""

from odoo import fields, models

from ...mapping.amazon_shipment_mapper import clean_tracking


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
            packages = self.sudo()
            packages |= packages.all_children_package_ids
            packages.amazon_shipment_ids._notice_correction()
        return result

    def _get_amazon_number(self):
        """:return: the tracking number of this parcel, else of the box that it lies in"""
        box = self
        while box:
            if number := clean_tracking(box.amazon_tracking_ref):
                return number
            box = box.package_dest_id or box.parent_package_id
        return ""
