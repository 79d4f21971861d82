"""What Amazon says of products as values of Odoo's: of one alone, of a family, of a variant."""

from dataclasses import dataclass, field
from typing import NamedTuple

from odoo import models
from odoo.tools import is_html_empty

from ..spapi.catalog import humanize
from ..spapi.listings import gtin, is_valid_barcode, spell_code
from .spelling.descriptions import to_html

LONGEST_NAME, LONGEST_TITLE, LONGEST_CODE = 200, 500, 40
# Of very large families so many variants are kept in mind with each of them.
MOST_SIBLINGS = 200
SIDES = ("amazon_length", "amazon_width", "amazon_height")
NOTHING: dict = {}


class Units(NamedTuple):
    """What a kilogram, a cubic meter and a meter are in the units that the database keeps."""

    weight: float
    volume: float
    length: float


@dataclass
class Book:
    """What products share, looked up or made once for a whole batch.

    ``brands`` and ``categories`` by name in small letters, ``taken_barcodes`` as other products
    have them, in 14 digits; ``rules`` are the prices in the store's pricelist, by product.
    """

    units: Units
    brands: dict = field(default_factory=dict)
    categories: dict = field(default_factory=dict)
    taken_barcodes: set = field(default_factory=set)
    rules: dict = field(default_factory=dict)


class AmazonProductMapper(models.AbstractModel):
    _name = "amazon.product.mapper"
    _description = "Amazon Listing to New Product"

    # What is kept of the catalog

    def _prepare_catalog_vals(self, item):
        """What is kept of a product of Amazon's catalog until a product is made of it. A hook.

        :param item: ``spapi.catalog.CatalogItem``
        :return: dict for JSON: texts, weight (kg), volume (m³), sides (m), parent's ASIN and
            options, pairs of the attribute's name and the value
        """
        size = item.size
        return {
            "name": item.title[:LONGEST_TITLE],
            "brand": item.brand[:LONGEST_NAME].strip(),
            "category": item.category[:LONGEST_NAME].strip(),
            "description": item.description,
            "barcode": item.barcode[:LONGEST_CODE],
            "isbn": item.isbn[:LONGEST_CODE],
            "image": item.image_url,
            "weight": float(item.weight or 0),
            "volume": float(size.volume or 0) if size else 0.0,
            "sides": [float(side or 0) for side in size] if size else [],
            "is_parent": item.is_parent,
            "parent": next(iter(item.parent_asins), "")[:LONGEST_CODE],
            "options": [
                [humanize(name)[:LONGEST_NAME], value[:LONGEST_NAME]]
                for name, value in item.options
            ],
        }

    def _prepare_parent_vals(self, item):
        """What is kept of the parent of a family, with the ASINs of all its variants.

        :param item: ``spapi.catalog.CatalogItem``
        :return: dict for JSON
        """
        kept = ("name", "brand", "category", "description", "image")
        known = self._prepare_catalog_vals(item)
        return {**{key: known[key] for key in kept}, "children": item.child_asins[:MOST_SIBLINGS]}

    def _prepare_facts(self, listing, item=None):
        """What a new product is made of: the catalog's word, else the listing's, else the order's.

        :param listing: ``amazon.listing``
        :param item: ``spapi.orders.OrderItem`` that needs the product, or None
        :return: dict as of ``_prepare_catalog_vals``, with ``title``, ``price`` and ``is_used``
        """
        known = listing.catalog or NOTHING
        title = known.get("name") or (item and item.title) or listing.title or ""
        return {
            **known,
            "title": title,
            "name": title or listing.seller_sku,
            "barcode": known.get("barcode") or listing.product_code,
            "price": listing.price or (float(item.unit_price or 0) if item else 0.0),
            "is_used": listing.is_used or (item and item.is_used) or False,
        }

    # Values of products

    def _prepare_product_vals(self, listing, facts, book):
        """Values of the product of a listing that stands alone. A hook.

        :param listing: ``amazon.listing``
        :param facts: dict of ``_prepare_facts``
        :param book: ``Book`` of brands, categories and barcodes
        :return: dict for ``product.product.create``
        """
        return {
            **self._prepare_template_vals(listing, facts, book),
            **self._prepare_variant_vals(listing, facts, book),
        }

    def _prepare_family_vals(self, listing, facts, book):
        """Values of a new family: what its variants share. A hook.

        :param listing: the first ``amazon.listing`` of the family
        :param facts: its dict; ``family`` in it is what the catalog says of the parent
        :return: dict for ``product.template.create``, without attributes
        """
        family = facts.get("family") or NOTHING
        shared = {key: family.get(key) or facts.get(key) for key in ("brand", "category")}
        return {
            **self._prepare_template_vals(listing, {**facts, **shared}, book),
            "name": self._get_family_name(facts),
            "description": self._prepare_description(family) or self._prepare_description(facts),
            "amazon_parent_asin": facts["parent"],
        }

    def _get_family_name(self, facts):
        """:return: the parent's title; where Amazon tells none, the child's without its options"""
        family = facts.get("family") or NOTHING
        title = facts["name"].rstrip()
        if title.endswith(")") and "(" in title:
            title = title[: title.rindex("(")].rstrip() or title
        return family.get("name") or title

    def _prepare_template_vals(self, listing, facts, book):
        """What a product has in common with its variants."""
        store = listing.store_id
        vals = {
            "name": facts["name"],
            "type": "consu",
            "is_storable": True,
            "description": self._prepare_description(facts),
        }
        taxes = self._find_sale_taxes(store)
        if taxes is not None:
            vals["taxes_id"] = [(6, 0, taxes.ids)]
        if not store.product_sync:
            return vals
        brand = book.brands.get((facts.get("brand") or "").lower())
        category = book.categories.get((facts.get("category") or "").lower())
        if brand:
            vals["amazon_brand_id"] = brand.id
        if category:
            vals["categ_id"] = category.id
        if facts.get("price") and listing.currency_id == listing.company_id.currency_id:
            vals["list_price"] = facts["price"]
        return vals

    def _prepare_variant_vals(self, listing, facts, book):
        """What a variant has of its own; a barcode that it gets is taken from then on. A hook.

        :return: dict for ``product.product``
        """
        vals = {
            "default_code": self._get_code(listing, facts),
            **self._prepare_measure_vals(facts, book.units),
        }
        barcode = facts.get("barcode")
        if listing.store_id.product_sync and is_valid_barcode(barcode):
            whole = gtin(barcode)
            if whole not in book.taken_barcodes:
                book.taken_barcodes.add(whole)
                vals["barcode"] = barcode
        return vals

    def _get_code(self, listing, facts):
        """The seller SKU, else ASIN, else ISBN; or the ASIN, which is of new goods, first."""
        codes = [listing.seller_sku, listing.asin, facts.get("isbn")]
        if listing.store_id.product_code_source == "asin" and not facts.get("is_used"):
            codes[:2] = codes[1::-1]
        return next(filter(None, codes), False)

    def _prepare_description(self, facts):
        """:return: Amazon's description as HTML, as clean as Odoo keeps it; False without one"""
        html = to_html((facts.get("description") or "").strip())
        return False if is_html_empty(html) else html

    def _prepare_measure_vals(self, facts, units):
        """Weight, volume and sides, in the units that the database keeps them in.

        An addon that has fields of its own for the sides writes them here too. A hook.

        :return: dict for ``product.product``; what Amazon does not tell is not in it
        """
        vals = {}
        if facts.get("weight"):
            vals["weight"] = facts["weight"] * units.weight
        if facts.get("volume"):
            vals["volume"] = facts["volume"] * units.volume
        for name, side in zip(SIDES, facts.get("sides") or (), strict=False):
            if side:
                vals[name] = side * units.length
        return vals

    def _get_units(self):
        """:return: ``Units`` of this database: kilograms or pounds, meters or feet"""
        Template = self.env["product.template"]

        def convert(name, unit):
            known = self.env.ref(f"uom.product_uom_{name}")
            return known._compute_quantity(1.0, unit, round=False)

        return Units(
            convert("kgm", Template._get_weight_uom_id_from_ir_config_parameter()),
            convert("cubic_meter", Template._get_volume_uom_id_from_ir_config_parameter()),
            convert("meter", Template._get_length_uom_id_from_ir_config_parameter()),
        )

    def _find_sale_taxes(self, store):
        """The sale taxes of new products by the store's mapping; never creates. A hook.

        Abroad the mapping names another country's tax, which is none of the goods'.

        :return: ``account.tax``, or None: the company's own default
        """
        if store.company_id.account_fiscal_country_id != store.marketplace_id.country_id:
            return None
        is_imported = store.tax_mode == "import"
        tax = store.tax_map_ids._get_tax("default") if is_imported else store.tax_id
        return tax if tax and tax.type_tax_use == "sale" else None

    # What is shared and what is taken

    def _get_taken_barcodes(self, facts):
        """:param facts: list of dicts of ``_prepare_facts``
        :return: set of their barcodes, in 14 digits, that products or packagings have already
        """
        codes = {known["barcode"] for known in facts if is_valid_barcode(known.get("barcode"))}
        domain = [("barcode", "in", list(set().union(*map(spell_code, codes))))]
        products = self.env["product.product"].with_context(active_test=False).search(domain)
        packages = self.env["product.uom"].search(domain)
        return {gtin(code) for code in (*products.mapped("barcode"), *packages.mapped("barcode"))}
