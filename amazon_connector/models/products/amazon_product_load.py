"""The job that makes products of listings, a store at a time, and fetches their pictures."""

import time
from functools import partial

from odoo import api, fields, models
from odoo.tools import LazyTranslate, split_every

from ..sync.races import in_new_transaction
from .amazon_listing_loading import CHUNK, PATIENCE

PICTURES = 20
# So many prices are written together: the first time they are those of all that a store lists.
PRICES = 1000

_lt = LazyTranslate(__name__)


class AmazonProductLoad(models.AbstractModel):
    _name = "amazon.product.load"
    _description = "Products from Amazon"
    _inherit = ["amazon.sync.mixin"]
    _sync_documents = "amazon.listing"
    _sync_scope = "store"
    _sync_minutes = 24 * 60
    _sync_name = _lt("Products from Amazon")
    _sync_words = {"processed": (_lt("1 product created"), _lt("%(count)s products created"))}

    @api.model
    def _sync(self, schedule, operation):
        """Make the products that are wanted, follow Amazon where it is master, fetch pictures."""
        account = schedule.account_id
        deadline = time.monotonic() + PATIENCE
        with operation._counting(account._get_client()) as client:
            for step in self._get_steps():
                while step(schedule.store_id, client, operation):
                    left = min(schedule._checkpoint(1), deadline - time.monotonic())
                    if left <= 0:
                        operation.state = "partial"
                        return

    @api.model
    def _get_steps(self):
        """:return: functions of store, client, operation; each says whether there is more to do"""
        return (self._load_next, self._price_all, self._follow_next, self._fetch_next_pictures)

    @api.model
    def _price_all(self, store, client, operation):
        """Products that were linked, and not made, get their price in the store's pricelist too."""
        if not store._keeps_prices():
            return False
        listings = self.env["amazon.listing"].search(
            [("store_id", "=", store.id), ("product_id", "!=", False), ("price", ">", 0)],
            order="id",
        )
        for ids in split_every(PRICES, listings.ids):
            in_new_transaction(self.env, partial(self._price, listings.browse(ids)))
        return False

    @api.model
    def _price(self, listings):
        listings._write_prices(
            {listing: listing.product_id for listing in listings if listing.product_id}
        )

    @api.model
    def _load_next(self, store, client, operation):
        """:return: whether a chunk of listings was worked on"""
        listings = self.env["amazon.listing"].search(
            self._get_wanted_domain(store), limit=CHUNK, order="id"
        )
        if not listings:
            return False
        products = listings._load_chunk(client)
        problems = listings.filtered("product_problem")
        operation._count(received=len(listings), processed=len(products), failed=len(problems))
        for listing in problems:
            operation._warning(f"{listing.seller_sku}: {listing.product_problem}", listing)
        return True

    @api.model
    def _follow_next(self, store, client, operation):
        """:return: whether products were brought in step with Amazon"""
        return store._follow_amazon(client, operation)

    @api.model
    def _fetch_next_pictures(self, store, client, operation):
        """:return: whether pictures were asked for"""
        listings = self.env["amazon.listing"].search(
            self._get_picture_domain(store), limit=PICTURES, order="id"
        )
        for listing in listings:
            listing._fetch_picture(client)
        return bool(listings)

    @api.model
    def _get_wanted_domain(self, stores):
        now = fields.Datetime.now()
        return [
            ("store_id", "in", stores.ids),
            ("is_product_wanted", "=", True),
            "|",
            ("catalog_next_try", "=", False),
            ("catalog_next_try", "<=", now),
        ]

    @api.model
    def _get_picture_domain(self, stores):
        return [
            ("store_id", "in", stores.ids),
            ("picture_url", "!=", False),
            # Switched off meanwhile: nothing of a product is changed any more.
            ("store_id.product_sync", "=", True),
            "|",
            ("picture_next_try", "=", False),
            ("picture_next_try", "<=", fields.Datetime.now()),
        ]

    @api.model
    def _find_with_work(self, schedules):
        """A store has work while listings of it wait for a product or a picture."""
        Listing = self.env["amazon.listing"]
        stores = schedules.store_id
        with_work = self.env["amazon.store"]
        for domain in (self._get_wanted_domain(stores), self._get_picture_domain(stores)):
            rows = Listing._read_group(domain, ["store_id"])
            with_work |= with_work.concat(*(store for (store,) in rows))
        return schedules.filtered(lambda row: row.store_id in with_work)

    @api.model
    def _probe(self, client):
        """The catalog asks for the role of listings; the connection test looks there already."""
        return False
