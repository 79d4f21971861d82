"""A store's listings: whether they are loaded, and how they find their products."""

from odoo import fields, models


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    sync_listings = fields.Boolean(default=True, help="Keep the listings of the store current.")
    link_by_sku = fields.Boolean(
        string="Link by Seller SKU", default=True, help="Seller SKU equals internal reference."
    )
    link_by_barcode = fields.Boolean(
        string="Link by Barcode", help="Amazon's product id (EAN, UPC) equals the barcode."
    )
