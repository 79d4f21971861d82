"""Amazon's prices as rules of a store's pricelist: one fixed price for each product."""

from odoo import models


class ProductPricelist(models.Model):
    _inherit = "product.pricelist"

    def _add_amazon_prices(self, prices):
        """Add rules for the products that have none of their own yet.

        :param prices: dict ``product.product`` → price in the pricelist's currency
        """
        ruled = self._find_amazon_rules(prices).product_id
        self._create_amazon_rules(
            {product: price for product, price in prices.items() if product not in ruled}
        )

    def _find_amazon_rules(self, products):
        """:return: the rules that name one of these products alone, at any quantity and date"""
        return self.env["product.pricelist.item"].search(
            [
                ("pricelist_id", "=", self.id),
                ("applied_on", "=", "0_product_variant"),
                ("product_id", "in", [product.id for product in products]),
                ("compute_price", "=", "fixed"),
                ("min_quantity", "<=", 1),
                ("date_start", "=", False),
                ("date_end", "=", False),
            ]
        )

    def _create_amazon_rules(self, prices):
        return self.env["product.pricelist.item"].create(
            [
                {
                    "pricelist_id": self.id,
                    "applied_on": "0_product_variant",
                    "product_id": product.id,
                    "product_tmpl_id": product.product_tmpl_id.id,
                    "compute_price": "fixed",
                    "fixed_price": price,
                }
                for product, price in prices.items()
            ]
        )
