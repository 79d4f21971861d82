"""Kits: what they take from stock are their parts."""

from collections import defaultdict

from odoo import models


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _get_amazon_goods(self, quantity, company):
        """A kit takes its parts from stock, those of kits inside it too; services take nothing."""
        if not self.with_company(company).is_kits:
            return super()._get_amazon_goods(quantity, company)
        bom = self._find_amazon_kit(company)
        times = self.uom_id._compute_quantity(quantity, bom.product_uom_id) / bom.product_qty
        goods = defaultdict(float)
        for line, data in bom.explode(self, times)[1]:
            part = line.product_id
            if part.type == "consu":
                goods[part] += line.product_uom_id._compute_quantity(data["qty"], part.uom_id)
        return goods

    def _find_amazon_kit(self, company):
        """:return: the ``mrp.bom`` that makes this product a kit"""
        return self.env["mrp.bom"]._bom_find(self, company_id=company.id, bom_type="phantom")[self]

    def _get_amazon_sold_with(self):
        """Also what is made of these products, at any depth: its number follows from theirs."""
        found = frontier = super()._get_amazon_sold_with()
        while frontier:
            boms = self.env["mrp.bom.line"].search([("product_id", "in", frontier.ids)]).bom_id
            general = boms.filtered(lambda bom: not bom.product_id)
            made = boms.product_id | general.product_tmpl_id.product_variant_ids
            frontier = made - found
            found |= frontier
        return found

    def _filter_kept_at_amazon(self, company):
        """A kit has no stock of its own: its parts have."""
        kits = self.with_company(company).filtered("is_kits")
        return super()._filter_kept_at_amazon(company) - kits
