"""*Amazon is master*: what Amazon says otherwise than the product that a listing is linked to."""

from dataclasses import dataclass
from typing import Any

from odoo import models
from odoo.tools import float_compare, html2plaintext

from ..spapi.listings import gtin, is_valid_barcode
from .amazon_product_mapper import NOTHING

# What Amazon may be master of, in the order in which it is offered.
KEYS = (
    "name",
    "description",
    "brand",
    "category",
    "weight",
    "dimensions",
    "barcode",
    "price",
    "picture",
)


@dataclass(frozen=True)
class Change:
    """A field of a record that Amazon says otherwise.

    ``value`` is what JSON holds: of a brand or category its name. ``record`` is empty where a
    price has no rule yet.
    """

    key: str
    product: Any
    record: Any
    field: str
    value: Any


# What the variants of a family have in common.
OF_A_FAMILY = ("name", "description", "brand", "category")
# What Amazon says of a piece, which may be a pack of the product.
OF_A_PIECE = ("weight", "dimensions", "barcode", "price")


class AmazonProductMapper(models.AbstractModel):
    _inherit = "amazon.product.mapper"

    def _get_changes(self, listing, facts, book, keys):
        """What *Amazon is master* would change for one listing; changes nothing. A hook.

        :param listing: ``amazon.listing`` with a product
        :param facts: dict of ``_prepare_facts``
        :param book: ``Book`` of units, taken barcodes and price rules
        :param keys: those of ``KEYS`` that Amazon is master of
        :return: list of ``Change``
        """
        product = listing.product_id
        told = [
            *self._get_template_changes(product, facts),
            *self._get_variant_changes(product, facts, book),
            *self._get_price_changes(listing, book),
        ]
        if facts.get("image") and facts["image"] != listing.picture_taken_url:
            told.append(Change("picture", product, listing, "picture_url", facts["image"]))
        if not listing._is_sold_singly():
            told = [change for change in told if change.key not in OF_A_PIECE]
        return [change for change in told if change.key in keys and self._differs(change)]

    def _get_template_changes(self, product, facts):
        template = product.product_tmpl_id
        # A new product is called by its seller SKU where Amazon tells no title; one that has a
        # name is not.
        said = {**facts, "name": facts["title"]}
        if template._is_amazon_family():
            family = facts.get("family") or NOTHING
            said = {**family, "name": family.get("name")}
        for key, field in (
            ("name", "name"),
            ("brand", "amazon_brand_id"),
            ("category", "categ_id"),
        ):
            if said.get(key):
                yield Change(key, product, template, field, said[key])
        html = self._prepare_description(said)
        if html:
            yield Change("description", product, template, "description", str(html))

    def _get_variant_changes(self, product, facts, book):
        for field, value in self._prepare_measure_vals(facts, book.units).items():
            key = "weight" if field == "weight" else "dimensions"
            yield Change(key, product, product, field, value)
        barcode = facts.get("barcode")
        if is_valid_barcode(barcode):
            whole = gtin(barcode)
            own = gtin(product.barcode or "")
            if whole != own and whole not in book.taken_barcodes:
                yield Change("barcode", product, product, "barcode", barcode)

    def _get_price_changes(self, listing, book):
        if listing.price and listing.store_id._keeps_prices():
            rule = book.rules.get(listing.product_id, self.env["product.pricelist.item"])
            yield Change("price", listing.product_id, rule, "fixed_price", listing.price)

    def _differs(self, change):
        """Whether a record has another value than Amazon; what is equal on screen is equal."""
        return not change.record or not is_equal(change.record, change.field, change.value)


def get_bearer(product, key):
    """:return: whose value one of ``KEYS`` is: the product's, or that of all its variants"""
    return product.product_tmpl_id if key in OF_A_FAMILY else product


def is_equal(record, name, value):
    """Whether a record's field says the same as a value of a ``Change``."""
    field, own = record._fields[name], record[name]
    if field.type == "many2one":
        return (own.name or "").lower() == value.lower()
    if field.type == "html":
        return html2plaintext(own or "").split() == html2plaintext(value or "").split()
    if field.type == "float":
        digits = field.get_digits(record.env)
        return float_compare(own, value or 0.0, precision_digits=digits[1] if digits else 2) == 0
    return (own or "") == (value or "")
