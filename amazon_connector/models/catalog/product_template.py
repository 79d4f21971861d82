"""The product form shows the listings of all its variants."""

from odoo import fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    amazon_listing_count = fields.Integer(compute="_compute_amazon_listing_count")

    def _compute_amazon_listing_count(self):
        for template in self:
            template.amazon_listing_count = sum(
                template.product_variant_ids.mapped("amazon_listing_count")
            )

    def unlink(self):
        # The database deletes the variants of a product along with it, past their own method.
        variants = self.with_context(active_test=False).product_variant_ids
        pooled = variants._find_pooled_listings()
        result = super().unlink()
        pooled._lead_by_pool()
        return result

    def action_view_amazon_listings(self):
        return self.product_variant_ids.action_view_amazon_listings()
