"""Listings that sell a product by a packaging: Amazon counts packs, the warehouse counts units."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class AmazonListing(models.Model):
    _inherit = "amazon.listing"

    uom_id = fields.Many2one(
        "uom.uom",
        string="Sold By",
        domain="[('id', 'in', allowed_uom_ids)]",
        ondelete="restrict",
        tracking=True,
        help="What a buyer gets for one piece at Amazon, for example Pack of 6: one of the "
        "product's units and packagings. Empty: one unit of the product. It counts for orders from "
        "now on; those that are sales orders already keep theirs.",
    )
    allowed_uom_ids = fields.Many2many(
        "uom.uom", compute="_compute_allowed_uom_ids", export_string_translation=False
    )

    @api.depends("product_id")
    def _compute_allowed_uom_ids(self):
        for listing in self:
            listing.allowed_uom_ids = listing.product_id.uom_id | listing.product_id.uom_ids

    @api.constrains("uom_id", "product_id")
    def _check_uom(self):
        for listing in self.filtered("uom_id"):
            listing._check_sold_by(listing._get_products())

    def _check_sold_by(self, products):
        """:raises ValidationError: one of the products is not counted in what it is sold by"""
        for product in products:
            if not self._is_countable(product):
                raise ValidationError(
                    self.env._(
                        "%(sku)s is sold by %(unit)s, which %(product)s cannot be counted in: it "
                        "is kept by %(other)s. Choose another unit or packaging first.",
                        sku=self.seller_sku,
                        unit=self.uom_id.name,
                        product=product.display_name,
                        other=product.uom_id.name,
                    )
                )

    def _is_countable(self, product):
        """Whether a product can be sold by what this listing is sold by."""
        return not self.uom_id or self.uom_id._has_common_reference(product.uom_id)

    def _is_sold_singly(self):
        """Whether a piece is one unit of the product: what Amazon says of a pack (price, weight,
        sides, barcode) is not true of the product.
        """
        sizes = self._get_sizes(self.product_id.ids)
        return all(size == 1 for size in sizes.values())

    def _get_sizes(self, product_ids):
        """How many units of each product one piece of this listing holds.

        :param product_ids: ids of ``product.product``
        :return: dict product id → units, in the same order
        """
        if not self.uom_id:
            return dict.fromkeys(product_ids, 1.0)
        products = self.env["product.product"].browse(product_ids)
        return {product.id: self.uom_id._get_amazon_size(product) for product in products}

    def _take_over_units(self):
        """Listings that were linked just now are sold by the packaging whose barcode Amazon tells,
        else by what others of their ASIN are sold by.

        An ASIN is one page for all stores: as a pack in one of them, it is one in all.
        """
        self._take_units_of_barcodes()
        plain = self.filtered(lambda listing: listing.asin and not listing.uom_id)
        if not plain:
            return
        known = self.search(
            [
                ("company_id", "in", plain.company_id.ids),
                ("asin", "in", plain.mapped("asin")),
                ("product_id", "in", plain.product_id.ids),
                ("id", "not in", plain.ids),
            ]
        )
        units = {key: own.uom_id for key, own in known.grouped(_get_page).items()}
        for key, listings in plain.grouped(_get_page).items():
            if len(units.get(key, ())) == 1:
                listings.uom_id = units[key]

    def _take_units_of_barcodes(self):
        mapper = self.env["amazon.listing.mapper"]
        plain = self.filtered(lambda listing: not listing.uom_id)
        for store, listings in plain.grouped("store_id").items():
            for listing, packagings in mapper._find_packagings(store, listings).items():
                unit = (packagings & listing.product_id.product_uom_ids).uom_id
                if len(unit) == 1:
                    listing.uom_id = unit


def _get_page(listing):
    return listing.company_id, listing.asin, listing.product_id
