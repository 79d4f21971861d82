"""Amazon listings as values of the listing records, and which product they are."""

from odoo import models

from ..spapi.listings import spell_code

# Amazon's words for what is in the seller's catalog and not on offer; any other word is an offer.
NOT_ON_OFFER = ("inactive", "incomplete")


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
            "is_used": row.is_used if row.condition else None,
        }
        # What the report does not say stays as it is known.
        stated = {name: value for name, value in told.items() if value not in (None, "")}
        return {**stated, "is_listed": True, "vanished_at": False}

    def _is_wanted(self, store, row):
        """Whether a listing that Odoo does not know yet is loaded. A hook.

        What the report does not say keeps nothing out. Listings that are known are kept current
        whatever the answer.

        :param store: ``amazon.store``
        :param row: ``spapi.listings.ListingRow``
        :return: bool
        """
        if store.only_active_listings and (row.status or "").lower() in NOT_ON_OFFER:
            return False
        since = store.listings_since
        opened_at = row.opened_at and row.opened_at.replace(tzinfo=None)
        return not (since and opened_at) or opened_at >= since

    def _find_products(self, store, listings):
        """The products of listings, by the ways that the store links; never creates. A hook.

        The ways are tried in the store's order; a reference that several products share links none
        of them: a person decides.

        :param listings: ``amazon.listing`` without product
        :return: dict listing → ``product.product``
        """
        found = {}
        for way in store._get_link_ways():
            rest = listings.filtered(lambda item: item not in found)
            found.update(getattr(self, f"_find_by_{way}")(store, rest))
        self._leave_to_new(found)
        return found

    def _leave_to_new(self, found):
        """What is used has barcode and ASIN of what is new on its page, and not its stock: it takes
        the same product only where its seller SKU says so.

        :param found: dict listing → ``product.product``, which loses what is not to be linked
        """
        used = self.env["amazon.listing"].union(*(item for item in found if item.is_used))
        if not used:
            return
        new = used.search(
            [
                ("company_id", "in", used.company_id.ids),
                ("asin", "in", used.mapped("asin")),
                ("is_used", "=", False),
                ("link_state", "=", "linked"),
            ]
        )
        taken = {(item.asin, item.product_id) for item in new}
        taken |= {(item.asin, found[item]) for item in found if not item.is_used}
        kin = used._find_by_kin()
        for item in used:
            is_named = found[item] == kin.get(item) or found[item].default_code == item.seller_sku
            if (item.asin, found[item]) in taken and not is_named:
                del found[item]

    def _find_by_sku(self, store, listings):
        """The seller SKU is the internal reference.

        :return: dict listing → ``product.product``
        """
        by_sku = self._find_by_field("default_code", store, listings.mapped("seller_sku"))
        return {item: by_sku[item.seller_sku] for item in listings if item.seller_sku in by_sku}

    def _find_by_asin(self, store, listings):
        """The ASIN is the internal reference, or that of listings that share one product.

        :return: dict listing → ``product.product``
        """
        asins = [asin for asin in listings.mapped("asin") if asin]
        by_asin = self._find_by_field("default_code", store, asins)
        found = {item: by_asin[item.asin] for item in listings if item.asin in by_asin}
        rest = listings.filtered(lambda item: item not in found)
        return found | rest._find_by_kin()

    def _find_by_barcode(self, store, listings):
        """A UPC is an EAN without its first zero: the same code in all its lengths is one product.

        :return: dict listing → the one product of the store's company that has the code, itself
            or on one of its packagings
        """
        packagings = self._find_packagings(store, listings)
        spellings = self._spell_codes(listings)
        by_code = self._find_by_field("barcode", store, set().union(*spellings.values()))
        found = {}
        for item, codes in spellings.items():
            own = [by_code[code] for code in codes if code in by_code]
            products = packagings[item].product_id.union(*own)
            if len(products) == 1:
                found[item] = products
        return found

    def _find_packagings(self, store, listings):
        """:return: dict listing that has a code → ``product.uom`` of the store's company, or of
        one above it, whose barcode it is
        """
        packagings, products = self.env["product.uom"], self.env["product.product"]
        spellings = self._spell_codes(listings)
        # As of products: a branch sells what its parent company keeps.
        companies = products._check_company_domain(store.company_id)
        by_code = packagings.search(
            [
                ("barcode", "in", list(set().union(*spellings.values()))),
                *companies,
                ("product_id", "any", [("active", "=", True), *companies]),
            ]
        )
        # What a listing cannot be sold by links none: it would be sold by single units.
        by_code = by_code.filtered(
            lambda packaging: (
                packaging.uom_id in (packaging.product_id.uom_id | packaging.product_id.uom_ids)
                and packaging.uom_id._has_common_reference(packaging.product_id.uom_id)
            )
        ).grouped("barcode")
        return {
            item: packagings.union(*(by_code[code] for code in codes if code in by_code))
            for item, codes in spellings.items()
        }

    @staticmethod
    def _spell_codes(listings):
        """:return: dict listing that has a code → the code in all its lengths"""
        coded = listings.filtered("product_code")
        return {item: spell_code(item.product_code) for item in coded}

    def _find_by_field(self, field_name, store, values):
        """:return: dict value → the one product of the store's company that has it"""
        products = self.env["product.product"].search(
            [(field_name, "in", [value for value in set(values) if value])]
            + self.env["product.product"]._check_company_domain(store.company_id)
        )
        return {
            value: group for value, group in products.grouped(field_name).items() if len(group) == 1
        }
