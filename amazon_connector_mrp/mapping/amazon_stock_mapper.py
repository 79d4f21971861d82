"""Kits, and what can be manufactured, as the quantities that Amazon is told."""

from odoo import models
from odoo.addons.amazon_connector.mapping.stock import terms
from odoo.addons.amazon_connector.mapping.stock.terms import Recipe
from odoo.tools import SQL


class AmazonStockMapper(models.AbstractModel):
    _inherit = "amazon.stock.mapper"

    def _get_recipes(self, store, products):
        """Look up bills of materials level by level, for all products of a level at once."""
        recipes = dict(super()._get_recipes(store, products))
        level, seen = products, set()
        while level:
            seen.update(level._ids)
            found = self._read_recipes(store, level)
            recipes.update(found)
            parts = {part_id for recipe in found.values() for part_id in recipe.parts}
            level = products.browse(parts - seen)
        return {
            product_id: recipe._replace(parts=self._drop_unstored(recipe.parts, recipes))
            for product_id, recipe in recipes.items()
        }

    def _read_recipes(self, store, products):
        """:return: dict product id → ``Recipe`` of those products that have one"""
        types = ("phantom", "normal") if store.stock_manufacturable else ("phantom",)
        products = products.browse(self._find_made(products, types))
        found = {}
        for bom_type in types:
            boms = self.env["mrp.bom"]._bom_find(
                products, company_id=store.company_id.id, bom_type=bom_type
            )
            for product in products:
                bom = boms[product]
                if bom and product.id not in found:
                    found[product.id] = Recipe(
                        bom._get_amazon_parts(product), bom.type == "phantom"
                    )
        return found

    def _find_made(self, products, types):
        """Which products may have a bill of materials: most have none, and cost nothing.

        :return: list of product ids
        """
        rows = self.env.execute_query(
            SQL(
                """
                SELECT product_id FROM mrp_bom
                 WHERE active AND type IN %(types)s AND product_id = ANY(%(products)s)
                UNION
                SELECT product.id
                  FROM product_product AS product
                  JOIN mrp_bom AS bom ON bom.product_tmpl_id = product.product_tmpl_id
                 WHERE bom.active AND bom.type IN %(types)s AND bom.product_id IS NULL
                   AND product.id = ANY(%(products)s)
                """,
                types=types,
                products=list(products._ids),
            )
        )
        return [product_id for (product_id,) in rows]

    def _drop_unstored(self, parts, recipes):
        """Parts that are not stored, and not made of what is, are always there."""
        stored = self.env["product.product"].browse(parts).filtered("is_storable")
        return {
            part_id: need
            for part_id, need in parts.items()
            if part_id in stored._ids or part_id in recipes
        }

    def _find_behind(self, listing, term):
        if term.code not in (terms.KIT, terms.MADE):
            return super()._find_behind(listing, term)
        product = self.env["product.product"].browse(term.product_id)
        bom_type = "phantom" if term.code == terms.KIT else "normal"
        return (
            self.env["mrp.bom"]
            .sudo()
            ._bom_find(product, company_id=listing.company_id.id, bom_type=bom_type)[product]
        )
