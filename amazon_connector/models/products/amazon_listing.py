"""Which product a listing becomes: one that is there already, a new one, a variant of a family."""

from odoo import fields, models

from .families import is_variant
from .turn import take_turn


class AmazonListing(models.Model):
    _inherit = "amazon.listing"

    product_problem = fields.Char(
        string="No Product Because",
        readonly=True,
        help="Why no product was made of this listing when products were loaded.",
    )

    def _make_products(self, facts):
        """Find or make the product of each listing, and link them all at once.

        What is there already is found first: by a listing of the same ASIN, then by the product's
        code, never by name. Orders and *Load Products* come this way alike.

        :param facts: dict listing → dict of ``amazon.product.mapper._prepare_facts``
        :return: ``product.product`` that the listings are linked to now
        :raises ConcurrencyError: another worker has made products meanwhile
        """
        products = self.env["product.product"]
        if not self:
            return products
        take_turn(self.env)
        self.filtered(lambda one: facts[one].get("is_used") and not one.is_used).is_used = True
        for listings in self.grouped("company_id").values():
            found, problems = listings._find_existing(facts)
            leads = listings._get_leads(facts, {*found, *problems})
            lead_ones = self.browse().union(*leads.values())
            made = lead_ones._create_products(facts, problems)
            for listing, lead in leads.items():
                if lead in made:
                    found[listing] = made[lead]
                elif lead in problems:
                    problems[listing] = problems[lead]
            listings._keep_outcome(facts, found, problems)
            self._link(found)
            listings._write_prices(found)
            products |= products.concat(*found.values())
        return products

    # What is there

    def _find_existing(self, facts):
        """:return: tuple (dict listing → product, dict listing → why none may be made)"""
        found = self._find_by_kin()
        rest = self.filtered(lambda listing: listing not in found)
        by_code, problems = rest._find_by_code(facts)
        return found | by_code, problems

    def _find_by_kin(self):
        """The product of other listings of the same goods, where it is one alone.

        A broken link was made for another ASIN, and what a person has unlinked stays so.

        :return: dict listing → ``product.product``
        """
        asins = {asin for asin in self.mapped("asin") if asin}
        kin = self.env["amazon.listing"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("asin", "in", list(asins)),
                ("link_state", "=", "linked"),
                ("product_id.active", "=", True),
            ]
        )
        products = {goods: own.product_id for goods, own in kin.grouped(_get_goods).items()}
        known = {listing: products.get(_get_goods(listing)) for listing in self}
        return {
            listing: product
            for listing, product in known.items()
            if len(product or ()) == 1 and product != listing.unlinked_product_id
        }

    def _find_by_code(self, facts):
        """Products that have the code that a new one would get.

        :return: tuple (dict listing → product, dict listing → why none may be made)
        """
        mapper = self.env["amazon.product.mapper"]
        codes = {listing: mapper._get_code(listing, facts[listing]) for listing in self}
        Product = self.env["product.product"].with_context(active_test=False)
        known = Product.search(
            [
                ("default_code", "in", list(set(codes.values()))),
                *Product._check_company_domain(self.company_id),
            ]
        ).grouped("default_code")
        found, problems = {}, {}
        for listing, code in codes.items():
            products = known.get(code)
            if not products:
                continue
            one = len(products) == 1 and products.active
            is_refused = products == listing.unlinked_product_id
            if one and listing.store_id.link_by_sku and not is_refused:
                found[listing] = products.with_env(self.env)
            else:
                problems[listing] = self._explain_taken(code, products)
        return found, problems

    def _explain_taken(self, code, products):
        if not any(product.active for product in products):
            return self.env._(
                "An archived product has the reference %(code)s, so none is created. Take it out "
                "of the archive, or link another one under Amazon > Listings.",
                code=code,
            )
        return self.env._(
            "There are products with the reference %(code)s already, so none is created. Link one "
            "of them under Amazon > Listings.",
            code=code,
        )

    def _get_leads(self, facts, done):
        """Listings of the same goods, or of one code, become one product: that of the first.

        :param done: those of which the outcome is known
        :return: dict listing → the listing whose product it shares, for most itself
        """
        mapper = self.env["amazon.product.mapper"]
        seen, leads = {}, {}
        for listing in self:
            if listing in done:
                continue
            code = ("code", mapper._get_code(listing, facts[listing]))
            goods = ("goods", _get_goods(listing) if listing.asin else code)
            lead = seen.get(goods) or seen.get(code) or listing
            seen.setdefault(goods, lead)
            seen.setdefault(code, lead)
            leads[listing] = lead
        return leads

    # What is made

    def _create_products(self, facts, problems):
        """Make the products of these listings: variants of families, and those that stand alone.

        :param problems: gets why a listing has none
        :return: dict listing → new ``product.product``
        """
        if not self:
            return {}
        book = self._open_book(facts)
        variants = self.filtered(lambda listing: is_variant(facts[listing]))
        made = variants._create_variants(facts, problems, book)
        # What is new comes first: one barcode is one product's.
        singles = (self - variants).sorted(lambda listing: listing.is_used)
        mapper = self.env["amazon.product.mapper"]
        products = self.env["product.product"].create(
            [mapper._prepare_product_vals(listing, facts[listing], book) for listing in singles]
        )
        made.update(zip(singles, products, strict=True))
        self.browse().concat(*made).store_id._lock_product_code()
        return made

    # What came of it

    def _keep_outcome(self, facts, found, problems):
        """Say on each listing why it has no product, or which picture its product is to get."""
        for listing in self:
            known = facts[listing]
            vals = {"product_problem": problems.get(listing, False)}
            if listing in found and listing.store_id.product_sync and known.get("image"):
                vals["picture_url"] = known["image"]
            if any(listing[name] != value for name, value in vals.items()):
                listing.write(vals)

    def _write_prices(self, found):
        """The price of each product, into its store's pricelist; a rule that is there is kept.

        :param found: dict listing → product
        """
        for store, listings in self.grouped("store_id").items():
            if store._keeps_prices():
                # Of several listings of one product that speaks which was read first.
                prices = {
                    found[listing]: listing.price
                    for listing in listings.sorted("id", reverse=True)
                    if listing in found and listing.price and listing._is_sold_singly()
                }
                store.pricelist_id._add_amazon_prices(prices)


def _get_goods(listing):
    """New goods are those of their page; what is used is, in all stores, that of its seller SKU."""
    return listing.asin, listing.is_used and listing.seller_sku
