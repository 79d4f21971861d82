"""Variants of Amazon's families: what they share, and who belongs to whom."""

from odoo import models

from ...mapping.amazon_product_mapper import Book
from .families import Child, Family
from .named import get_or_create_named


class AmazonListing(models.Model):
    _inherit = "amazon.listing"

    def _open_book(self, facts):
        """Look up, and make, what these products share with each other and with others."""
        own = [facts[listing] for listing in self if listing.store_id.product_sync]
        said = [*own, *(known["family"] for known in own if known.get("family"))]
        mapper = self.env["amazon.product.mapper"]
        return Book(
            mapper._get_units(),
            brands=get_or_create_named(
                self.env["amazon.brand"], [known.get("brand") for known in said]
            ),
            categories=get_or_create_named(
                self.env["product.category"],
                [known.get("category") for known in said],
                [("parent_id", "=", False)],
            ),
            taken_barcodes=mapper._get_taken_barcodes(own),
        )

    def _create_variants(self, facts, problems, book):
        """:return: dict listing → variant, found by its options or new"""
        mapper = self.env["amazon.product.mapper"]
        kin = self._find_kin(facts)
        families = {}
        for listing in self:
            known = facts[listing]
            family = families.get(known["parent"])
            if not family:
                vals = mapper._prepare_family_vals(listing, known, book)
                family = Family(known["parent"], self.company_id, vals, kin(known))
                families[known["parent"]] = family
            vals = mapper._prepare_variant_vals(listing, known, book)
            family.children.append(Child(listing, known["options"], vals))
        self.env["product.template"]._make_amazon_families(list(families.values()))
        children = [child for family in families.values() for child in family.children]
        problems.update({child.listing: child.problem for child in children if child.problem})
        return {child.listing: child.product for child in children if child.product}

    def _find_kin(self, facts):
        """Which products are variants of the same families already, by the listings of their ASINs.

        :return: function of facts → ``product.template`` of all variants that are linked
        """
        asins = {asin for listing in self for asin in _get_siblings(facts[listing])}
        linked = self.env["amazon.listing"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("asin", "in", list(asins)),
                ("product_id", "!=", False),
            ]
        )
        templates = {
            asin: listings.product_id.product_tmpl_id
            for asin, listings in linked.grouped("asin").items()
        }
        nothing = self.env["product.template"]
        return lambda known: nothing.union(
            *(templates[asin] for asin in _get_siblings(known) if asin in templates)
        )


def _get_siblings(facts):
    """:return: ASINs of the variants of the same family, as its parent names them"""
    return (facts.get("family") or {}).get("children", ())
