"""Further products of a listing are sold by the same unit or packaging."""

from odoo import api, models


class AmazonListingProduct(models.Model):
    _inherit = "amazon.listing.product"

    @api.constrains("product_id")
    def _check_uom(self):
        for line in self:
            line.listing_id._check_sold_by(line.product_id)
