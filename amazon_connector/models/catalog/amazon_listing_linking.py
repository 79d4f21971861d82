"""Which product a listing is: found by itself, or chosen by a person."""

from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from ...spapi.words import AMAZON, DEFAULT_CHANNEL, MERCHANT
from ..sync.races import make_alone
from ..words.notification import notify

# A report may show a listing as it was hours before.
REPORT_LAG = timedelta(hours=6)
# Who ships an order, as the channel of its listings; Amazon's other words say nothing.
CHANNELS = {AMAZON: AMAZON, MERCHANT: DEFAULT_CHANNEL}


class AmazonListing(models.Model):
    _inherit = "amazon.listing"

    def _link_automatically(self):
        """Link listings without product in the ways that their store allows.

        What a person has left blank stays so, and what was unlinked is not linked again.

        :return: the listings that were linked
        """
        mapper = self.env["amazon.listing.mapper"]
        found = {}
        open_ones = self.filtered(lambda listing: listing.link_state == "unlinked")
        for store, listings in open_ones.grouped("store_id").items():
            found.update(mapper._find_products(store, listings))
        return self.browse()._link(
            {
                listing: product
                for listing, product in found.items()
                if product != listing.unlinked_product_id and listing._is_countable(product)
            }
        )

    @api.model
    def _create_products_for_listings(self, store):
        """Where the store wants it, make the products of all its listings that have none.

        :param store: ``amazon.store`` whose listings were loaded just now
        """
        if store.create_products:
            self.search(store._get_unlinked_domain())._load_products()

    @api.model
    def _find_by_skus(self, stores, skus):
        """The listings of these seller SKUs, joined by the unique index.

        A list in a domain would be looked up in the index of trigrams, where all SKUs of a seller
        look alike: a thousand of 40,000 took three seconds instead of seven milliseconds. So did
        several stores in one question, whence one for each.

        :param stores: ``amazon.store``
        :param skus: iterable of texts
        :return: ``amazon.listing``
        """
        if not stores or not skus:
            return self.browse()
        self.flush_model(["store_id", "seller_sku"])
        found = self._select_by_skus(stores, list(skus))
        return self.search([("id", "in", SQL("(%s)", found))], order="id")

    def _select_by_skus(self, stores, skus):
        of_a_store = (
            "SELECT known.id FROM amazon_listing AS known JOIN unnest(%s::text[]) AS wanted"
            " ON known.seller_sku = wanted WHERE known.store_id = %s"
        )
        return SQL(" UNION ALL ").join(SQL(of_a_store, skus, store_id) for store_id in stores.ids)

    @api.model
    def _get_or_create_for_items(self, items):
        """The listings of order items; a SKU that was never loaded gets one, linked if possible.

        :param items: ``amazon.order.item``
        :return: dict (store, seller SKU) → ``amazon.listing``
        """
        wanted = {(item.store_id, item.seller_sku): item for item in items if item.seller_sku}
        found = self._find_by_skus(items.store_id, [sku for _store, sku in wanted])
        listings = {(listing.store_id, listing.seller_sku): listing for listing in found}
        self._believe_orders(items, listings)
        missing = [item for key, item in wanted.items() if key not in listings]
        keys = [(item.store_id.id, item.seller_sku) for item in missing]
        make_alone(self, ("store_id", "seller_sku"), keys)
        created = self.create(
            [
                {
                    "store_id": item.store_id.id,
                    "seller_sku": item.seller_sku,
                    "asin": item.asin,
                    "title": item.title,
                    "is_used": item.is_used,
                    "fulfillment_channel": CHANNELS.get(item.order_id.fulfilled_by, False),
                    "channel_at": item.order_id.amazon_updated_at,
                }
                for item in missing
            ]
        )
        created._link_automatically()
        listings.update({(listing.store_id, listing.seller_sku): listing for listing in created})
        return listings

    @api.model
    def _believe_orders(self, items, listings):
        """An order that Amazon ships has come since the last report: the listing is FBA now.

        Only this way round: to take a listing for the seller's by mistake would push a quantity,
        and that switches Amazon's offer to the seller.

        :param items: ``amazon.order.item``
        :param listings: dict (store, seller SKU) → ``amazon.listing``
        """
        for item in items:
            listing = listings.get((item.store_id, item.seller_sku))
            told_at = item.order_id.amazon_updated_at
            if listing and item.order_id.fulfilled_by == AMAZON and told_at:
                listing._believe_amazon_ships(told_at)

    def _believe_amazon_ships(self, told_at):
        """Something newer than the last report says that Amazon ships these listings.

        :param told_at: when Amazon said so (UTC, naive): an order, a look at the listing, FBA stock
        """
        for listing in self:
            read_at = listing.store_id.listings_read_at
            if not listing.is_fba and (not read_at or told_at >= read_at - REPORT_LAG):
                listing.write({"fulfillment_channel": AMAZON, "channel_at": told_at})

    # Buttons

    def action_link_automatically(self):
        """Look for products of unlinked listings again."""
        linked = self._link_automatically()
        return notify(self.env._("Listings linked: %s.", len(linked)), linked)
