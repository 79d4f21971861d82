"""Further products of a listing: one seller SKU that stands for several products of Odoo."""

from odoo import api, fields, models


class AmazonListingProduct(models.Model):
    _name = "amazon.listing.product"
    _description = "Further Product of an Amazon Listing"
    _order = "listing_id, sequence, id"
    _rec_name = "product_id"
    _check_company_auto = True

    listing_id = fields.Many2one("amazon.listing", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="listing_id.company_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    product_id = fields.Many2one(
        "product.product",
        required=True,
        check_company=True,
        index=True,
        ondelete="cascade",
        help="Sold under the same seller SKU when the products before it have no stock left.",
    )

    _product_unique = models.UniqueIndex(
        "(listing_id, product_id)", "This product is in the listing's pool already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._tell_again()
        lines.listing_id._release_orders()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if "product_id" in vals:
            self._tell_again()
        return result

    def unlink(self):
        self._tell_again()
        return super().unlink()

    def _tell_again(self):
        """The pool is another one: what Amazon was told was about other products."""
        listings = self.listing_id.sudo()
        listings._tell_again()
        listings.store_id._compare_soon()
