"""Kits, and what can be manufactured, as the quantities that Amazon is told."""

from collections import defaultdict

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
        return self._drop_unstored(recipes)

    def _read_recipes(self, store, products):
        """:return: dict product id → ``Recipe`` of those products that have one"""
        types = ("phantom", "normal") if store.stock_manufacturable else ("phantom",)
        products = products.browse(self._find_made(products, types))
        # Read with one query each, however many there are.
        products.fetch(["product_tmpl_id"])
        products.product_tmpl_id.fetch(["uom_id"])
        chosen = {}
        for bom_type in types:
            chosen = self._choose_boms(store, products, bom_type) | chosen
        lines = self._read_bom_lines(chosen)
        return {
            product.id: Recipe(bom._get_amazon_parts(product, lines[bom]), bom.type == "phantom")
            for product, bom in chosen.items()
        }

    def _choose_boms(self, store, products, bom_type):
        """As ``mrp.bom._bom_find``, which reads the variants of each template by itself.

        :return: dict ``product.product`` → ``mrp.bom``
        """
        Bom = self.env["mrp.bom"]
        boms = Bom.search_fetch(
            Bom._bom_find_domain(products, company_id=store.company_id.id, bom_type=bom_type),
            ["type", "product_id", "product_tmpl_id", "product_qty", "product_uom_id"],
            order="sequence, product_id, id",
        )
        variants = products.grouped("product_tmpl_id")
        chosen = {}
        for bom in boms:
            for product in bom.product_id or variants.get(bom.product_tmpl_id, ()):
                chosen.setdefault(product, bom)
        return chosen

    def _read_bom_lines(self, chosen):
        """:return: dict ``mrp.bom`` → its lines"""
        Line = self.env["mrp.bom.line"]
        boms = self.env["mrp.bom"].browse({bom.id for bom in chosen.values()})
        lines = Line.search_fetch(
            [("bom_id", "in", boms.ids)],
            [
                "bom_id",
                "product_id",
                "product_qty",
                "product_uom_id",
                "bom_product_template_attribute_value_ids",
            ],
            order="sequence, id",
        )
        lines.product_id.fetch(["product_tmpl_id"])
        lines.product_id.product_tmpl_id.fetch(["uom_id"])
        return defaultdict(Line.browse, lines.grouped("bom_id"))

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

    def _drop_unstored(self, recipes):
        """Parts that are not stored, and not made of what is, are always there."""
        part_ids = {part_id for recipe in recipes.values() for part_id in recipe.parts}
        parts = self.env["product.product"].search(
            [("id", "in", list(part_ids)), ("is_storable", "=", True)]
        )
        counted = recipes.keys() | set(parts._ids)
        return {
            product_id: recipe._replace(
                parts={key: need for key, need in recipe.parts.items() if key in counted}
            )
            for product_id, recipe in recipes.items()
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
