"""Amazon listings as values of the listing records, and which product they are."""

from odoo import models

from ..spapi.listings import gtin

# The lengths in which shops write one and the same code; of UPC often without its first zero.
CODE_LENGTHS = (8, 11, 12, 13, 14)


class AmazonListingMapper(models.AbstractModel):
    _name = "amazon.listing.mapper"
    _description = "Amazon Listing to Product"

    def _prepare_listing_vals(self, store, row):
        """Values of a listing from a row of Amazon's listings report. A hook.

        :param store: ``amazon.store``
        :param row: ``spapi.listings.ListingRow``
        :return: dict for ``amazon.listing``
        """
        told = {
            "asin": row.asin,
            "title": row.title,
            "price": None if row.price is None else float(row.price),
            "amazon_quantity": row.quantity,
            "fulfillment_channel": row.fulfillment_channel,
            "status": (row.status or "").lower(),
            "product_code": row.product_id,
        }
        # What the report does not say stays as it is known.
        stated = {name: value for name, value in told.items() if value not in (None, "")}
        return {**stated, "is_listed": True}

    def _find_products(self, store, listings):
        """The products of listings, by the ways that the store links; never creates. A hook.

        A reference that several products share links none of them: a person decides.

        :param listings: ``amazon.listing`` without product
        :return: dict listing → ``product.product``
        """
        found = {}
        if store.link_by_sku:
            by_sku = self._find_by_field("default_code", store, listings.mapped("seller_sku"))
            found = {
                item: by_sku[item.seller_sku] for item in listings if item.seller_sku in by_sku
            }
        if store.link_by_barcode:
            rest = listings.filtered(lambda item: item not in found and item.product_code)
            found.update(self._find_by_barcode(store, rest))
        return found

    def _find_by_barcode(self, store, listings):
        """A UPC is an EAN without its first zero: the same code in all its lengths is one product.

        :return: dict listing → the one product of the store's company that has the code
        """
        spellings = {item: _spell_code(item.product_code) for item in listings}
        by_code = self._find_by_field("barcode", store, set().union(*spellings.values()))
        found = {}
        for item, codes in spellings.items():
            products = {by_code[code] for code in codes if code in by_code}
            if len(products) == 1:
                found[item] = products.pop()
        return found

    def _find_by_field(self, field_name, store, values):
        """:return: dict value → the one product of the store's company that has it"""
        products = self.env["product.product"].search(
            [(field_name, "in", [value for value in set(values) if value])]
            + self.env["product.product"]._check_company_domain(store.company_id)
        )
        return {
            value: group for value, group in products.grouped(field_name).items() if len(group) == 1
        }


def _spell_code(code):
    """:return: set of the ways in which a product may have the code of a listing as its barcode"""
    whole = gtin(code)
    if not whole:
        return {code}
    shorter = {whole[-length:] for length in CODE_LENGTHS if not whole[:-length].strip("0")}
    return shorter | {code}
