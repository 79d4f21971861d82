"""Listings that no product is linked to: what Amazon's catalog says of them."""

from odoo import api, fields, models
from odoo.tools import split_every

from ...spapi.errors import Unauthorized

# searchCatalogItems takes this many identifiers.
MOST_IDENTIFIERS = 20


class AmazonListing(models.Model):
    _inherit = "amazon.listing"

    catalog = fields.Json(
        readonly=True, help="What Amazon's catalog says: values for a new product."
    )
    catalog_asked_at = fields.Datetime(readonly=True)

    def _is_catalog_awaited(self):
        """Whether one of these listings needs the catalog and was not looked up there yet."""
        return any(
            listing.store_id.unknown_product_policy == "catalog" and not listing.catalog_asked_at
            for listing in self
        )

    def _may_create_product(self):
        """Whether the store's policy makes a product of this listing now."""
        policy = self.store_id.unknown_product_policy
        return policy == "create" or (policy == "catalog" and bool(self.catalog))

    def _filter_ambiguous(self):
        """Listings whose seller SKU is the reference of products that are not linked to them."""
        if not self:
            return self
        products = self.env["product.product"].search(
            [
                ("default_code", "in", self.mapped("seller_sku")),
                *self.env["product.product"]._check_company_domain(self.company_id),
            ]
        )
        codes = set(products.mapped("default_code"))
        return self.filtered(lambda listing: listing.seller_sku in codes)

    # Fetch

    @api.model
    def _fetch_catalog(self, account, operation):
        """Look up the products that orders wait for; the orders then go on.

        An application without Amazon's role *Product Listing* may not ask: the orders wait, and
        the operation says so.

        :return: whether anything was looked up
        """
        waiting = self._find_awaited(account)
        if not waiting:
            return False
        try:
            with operation._counting(account._get_client()) as client:
                for store, listings in waiting.grouped("store_id").items():
                    for ids in split_every(MOST_IDENTIFIERS, listings.ids):
                        self.browse(ids)._look_up(client, store)
                        self.env["ir.cron"]._commit_progress()
        except Unauthorized:
            operation._warning(
                self.env._(
                    "Amazon does not let this application read its catalog. Give it the role "
                    "Product Listing, or choose another policy for unknown seller SKUs."
                )
            )
        looked_up = waiting.filtered("catalog_asked_at")
        if looked_up:
            self.env["amazon.order"]._retry_held(
                [("store_id", "in", looked_up.store_id.ids), ("hold_key", "=like", "catalog:%")]
            )
        return bool(looked_up)

    @api.model
    def _find_awaited(self, account):
        """Listings of held orders that are to be looked up in the catalog."""
        items = self.env["amazon.order.item"].search(
            [
                ("order_id.account_id", "=", account.id),
                ("order_id.state", "=", "held"),
                ("product_id", "=", False),
                ("listing_id.catalog_asked_at", "=", False),
                ("listing_id.store_id.unknown_product_policy", "=", "catalog"),
            ]
        )
        return items.listing_id

    def _look_up(self, client, store):
        """Ask the catalog about these listings, at most twenty, by ASIN."""
        asins = sorted({asin for asin in self.mapped("asin") if asin})
        found = {}
        if asins:
            items = client.search_catalog_items(store.marketplace_id.code, identifiers=asins)
            found = {item.asin: item for item in items}
        mapper = self.env["amazon.product.mapper"]
        for listing in self:
            item = found.get(listing.asin)
            listing.write(
                {
                    "catalog": mapper._prepare_catalog_vals(item) if item else False,
                    "catalog_asked_at": fields.Datetime.now(),
                    "product_code": listing.product_code or (item.barcode if item else False),
                }
            )
        self._link_automatically()
