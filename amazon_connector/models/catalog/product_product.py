"""Products and where they are listed on Amazon."""

from odoo import api, fields, models


class ProductProduct(models.Model):
    _inherit = "product.product"

    amazon_listing_ids = fields.One2many(
        "amazon.listing",
        "product_id",
        groups="amazon_connector.group_user",
        readonly=True,
    )
    amazon_listing_count = fields.Integer(compute="_compute_amazon_listing_count")

    @api.depends("amazon_listing_ids")
    @api.depends_context("allowed_company_ids")
    def _compute_amazon_listing_count(self):
        counts = dict(
            self.env["amazon.listing"]
            .sudo()
            ._read_group(
                [("product_id", "in", self.ids), ("company_id", "in", self.env.companies.ids)],
                ["product_id"],
                ["__count"],
            )
        )
        for product in self:
            product.amazon_listing_count = counts.get(product, 0)

    def unlink(self):
        pooled = self._find_pooled_listings()
        result = super().unlink()
        pooled._lead_by_pool()
        return result

    def _find_pooled_listings(self):
        """:return: ``amazon.listing`` in which further products stand behind these"""
        return (
            self.env["amazon.listing"]
            .sudo()
            .search([("product_id", "in", self.ids), ("pool_ids", "!=", False)])
        )

    def _get_amazon_goods(self, quantity, company):
        """What a quantity of this product takes from stock: itself. A hook, for kits.

        :param quantity: in the product's unit
        :param company: ``res.company`` that delivers
        :return: dict ``product.product`` → quantity in its unit; nothing for services
        """
        return {self: quantity} if self.type == "consu" else {}

    def action_view_amazon_listings(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_listing_action"
        )
        return dict(action, domain=[("product_id", "in", self.ids)], context={})
