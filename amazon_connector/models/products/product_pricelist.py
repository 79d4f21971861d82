"""Amazon's prices as rules of a store's pricelist: one fixed price for each product."""

from odoo import models

# Rules that hold at any quantity and date.
ALWAYS = [("min_quantity", "<=", 1), ("date_start", "=", False), ("date_end", "=", False)]


class ProductPricelist(models.Model):
    _inherit = "product.pricelist"

    def _add_amazon_prices(self, prices):
        """Add rules for the products that have no price of their own yet.

        :param prices: dict ``product.product`` → price in the pricelist's currency
        """
        priced = self._find_priced(self.env["product.product"].union(*prices))
        self._create_amazon_rules(
            {product: price for product, price in prices.items() if product not in priced}
        )

    def _find_priced(self, products):
        """A rule for the variant would come before one that a person has made for the product.

        :return: those of the products that have a rule at any quantity and date, fixed or not
        """
        rules = self.env["product.pricelist.item"].search(
            [
                ("pricelist_id", "=", self.id),
                ("applied_on", "in", ("0_product_variant", "1_product")),
                ("product_tmpl_id", "in", products.product_tmpl_id.ids),
                *ALWAYS,
            ]
        )
        whole = rules.filtered(lambda rule: rule.applied_on == "1_product").product_tmpl_id
        return products.filtered(
            lambda product: product in rules.product_id or product.product_tmpl_id in whole
        )

    def _find_amazon_rules(self, products):
        """:return: the rules that name one of these products alone, at any quantity and date"""
        return self.env["product.pricelist.item"].search(
            [
                ("pricelist_id", "=", self.id),
                ("applied_on", "=", "0_product_variant"),
                ("product_id", "in", [product.id for product in products]),
                ("compute_price", "=", "fixed"),
                *ALWAYS,
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
