"""What settlements ask of an account: one report holds the money of several of its stores."""

from odoo import models


class AmazonAccount(models.Model):
    _inherit = "amazon.account"

    def _get_stores_by_marketplace_name(self):
        """:return: dict what a report calls a marketplace, in small letters → id of the store"""
        stores = {}
        # An archived store keeps its money.
        for store in self.with_context(active_test=False).store_ids:
            market = store.marketplace_id
            for name in (market.name, market.domain.removeprefix("www.")):
                stores[name.lower()] = store.id
        return stores
