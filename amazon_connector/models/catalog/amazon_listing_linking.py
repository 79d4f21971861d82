"""Which product a listing is: found by itself, or chosen by a person."""

from odoo import api, models

from ...context_keys import RELEASE_LATER


class AmazonListing(models.Model):
    _inherit = "amazon.listing"

    def _link_automatically(self):
        """Link listings without product in the ways that their store allows.

        :return: the listings that were linked
        """
        linked = self.browse()
        open_ones = self.filtered(lambda listing: not listing.product_id)
        for store, listings in open_ones.grouped("store_id").items():
            found = self.env["amazon.listing.mapper"]._find_products(store, listings)
            for listing, product in found.items():
                listing.with_context(**{RELEASE_LATER: True}).product_id = product
            linked |= self.browse().concat(*found)
        linked._release_orders()
        return linked

    @api.model
    def _get_or_create_for_items(self, items):
        """The listings of order items; a SKU that was never loaded gets one, linked if possible.

        :param items: ``amazon.order.item``
        :return: dict (store, seller SKU) → ``amazon.listing``
        """
        wanted = {(item.store_id, item.seller_sku): item for item in items if item.seller_sku}
        found = self.search(
            [
                ("store_id", "in", items.store_id.ids),
                ("seller_sku", "in", [sku for _store, sku in wanted]),
            ]
        )
        listings = {(listing.store_id, listing.seller_sku): listing for listing in found}
        missing = [item for key, item in wanted.items() if key not in listings]
        created = self.create(
            [
                {
                    "store_id": item.store_id.id,
                    "seller_sku": item.seller_sku,
                    "asin": item.asin,
                    "title": item.title,
                    "fulfillment_channel": "AMAZON"
                    if item.order_id.fulfilled_by == "AMAZON"
                    else "DEFAULT",
                }
                for item in missing
            ]
        )
        created._link_automatically()
        listings.update({(listing.store_id, listing.seller_sku): listing for listing in created})
        return listings

    # Buttons

    def action_link_automatically(self):
        """Look for products of unlinked listings again."""
        linked = self._link_automatically()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": self.env._("%s listings linked.", len(linked)),
                "type": "success" if linked else "warning",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_unlink_product(self):
        self.product_id = False
