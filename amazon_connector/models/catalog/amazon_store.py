"""A store's listings: whether they are loaded, how they find their products, how old they are."""

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
    listings_read_at = fields.Datetime(
        string="Listings As Of",
        readonly=True,
        copy=False,
        help="When Amazon made the latest report that was read.",
    )
