"""Shares: what one listing is promised in percent is not offered by another one as well."""

from collections import defaultdict

from odoo import models

from ...spapi.words import DEFAULT_CHANNEL
from .terms import get_goods


class AmazonStockMapper(models.AbstractModel):
    _inherit = "amazon.stock.mapper"

    def _read_claiming(self, store):
        """The listings with a share of stock that this store counts as well.

        Stores that count other places compete with nobody.

        :return: list of (``amazon.listing``, product ids, percent)
        """
        stores = self._find_competing(store)
        sharing = stores.filtered(lambda other: 0 < other.stock_share < 100)
        listings = self.env["amazon.listing"].search_fetch(
            [
                ("store_id", "in", stores.ids),
                ("fulfillment_channel", "=", DEFAULT_CHANNEL),
                ("is_listed", "=", True),
                ("product_id", "!=", False),
                "|",
                ("share", ">", 0),
                ("store_id", "in", sharing.ids),
            ],
            ["store_id", "product_id", "has_own_limits", "share", "buffer", "maximum"],
        )
        rules = self._get_rules(listings)
        shared = listings.filtered(lambda listing: rules[listing].is_shared)
        pools = self._read_pools(shared)
        return [(listing, pools[listing.id], rules[listing].share) for listing in shared]

    def _find_competing(self, store):
        """:return: ``amazon.store`` that push quantities of the same places, this one included"""
        others = self.env["amazon.store"].search(
            [
                ("id", "!=", store.id),
                ("company_id", "=", store.company_id.id),
                ("active", "=", True),
                ("push_stock", "=", True),
                ("state", "=", "live"),
            ]
        )
        # Read for all of them at once.
        stores = store | others
        paths = {own.id: own._get_stock_roots().mapped("parent_path") for own in stores}
        return stores.filtered(lambda other: _overlap(paths[store.id], paths[other.id]))

    def _add_up_claims(self, claiming, recipes):
        """What shares promise of each product, those of its kits included.

        :param claiming: as of ``_read_claiming``
        :return: dict product id → percent, of all listings together
        """
        claims = defaultdict(float)
        for _listing, product_ids, share in claiming:
            for product_id in get_goods(product_ids, recipes):
                claims[product_id] += share
        return claims


def _overlap(paths, others):
    """Whether places lie within each other, as ``parent_path`` of ``stock.location`` says."""
    return any(
        path.startswith(other) or other.startswith(path) for path in paths for other in others
    )
