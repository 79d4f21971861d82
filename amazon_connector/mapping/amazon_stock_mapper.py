"""Odoo's stock as the quantities that Amazon is told."""

from collections import defaultdict

from odoo import models


class AmazonStockMapper(models.AbstractModel):
    _name = "amazon.stock.mapper"
    _description = "Stock to Amazon Quantity"

    def _get_available(self, store, products):
        """Available quantity of products in the store's warehouses: on hand less reserved.

        One grouped query for all products and warehouses.

        :param store: ``amazon.store``
        :param products: ``product.product``
        :return: dict product id → quantity in the product's unit
        """
        warehouses = store.stock_warehouse_ids or store.warehouse_id
        groups = self.env["stock.quant"]._read_group(
            [
                ("product_id", "in", products.ids),
                ("location_id", "child_of", warehouses.lot_stock_id.ids),
                ("location_id.usage", "=", "internal"),
            ],
            ["product_id"],
            ["quantity:sum", "reserved_quantity:sum"],
        )
        return {product.id: on_hand - reserved for product, on_hand, reserved in groups}

    def _get_free(self, warehouses, products):
        """Quantities that are reserved for nobody, per warehouse, with one query.

        :param warehouses: ``stock.warehouse``
        :param products: ``product.product``
        :return: dict (warehouse, product) → quantity in the product's unit
        """
        groups = self.env["stock.quant"]._read_group(
            [
                ("product_id", "in", products.ids),
                ("location_id", "child_of", warehouses.lot_stock_id.ids),
                ("location_id.usage", "=", "internal"),
            ],
            ["location_id", "product_id"],
            ["quantity:sum", "reserved_quantity:sum"],
        )
        free = defaultdict(float)
        for location, product, on_hand, reserved in groups:
            free[location.warehouse_id, product] += on_hand - reserved
        return free

    def _get_quantity_to_push(self, listing, available):
        """The quantity that Amazon shall offer for a listing: whole, never negative. A hook.

        For example, to keep two pieces back::

            def _get_quantity_to_push(self, listing, available):
                return super()._get_quantity_to_push(listing, available - 2)

        :param listing: ``amazon.listing``
        :param available: available quantity of its product, in the product's unit
        :return: int
        """
        return max(int(available), 0)

    def _prepare_feed_message(self, message):
        """One message of a JSON_LISTINGS_FEED.

        :param message: ``amazon.submission.message``; its id comes back in Amazon's report
        :return: dict: Amazon's schema ``listings-feed-schema-v2``
        """
        return {
            "messageId": message.id,
            "sku": message.listing_id.seller_sku,
            "operationType": "PATCH",
            **self._prepare_quantity_payload(message.quantity, message.lead_time),
        }

    def _prepare_quantity_payload(self, quantity, lead_time):
        """The body of a patch that sets quantity and, where known, lead time.

        ``merge`` keeps the attributes that are not named, ``replace`` would wipe them.

        :param quantity: pieces
        :param lead_time: days to ship, 0 leaves Amazon's value
        :return: dict: Listings Items API 2021-08-01, ``ListingsItemPatchRequest``
        """
        availability = {"fulfillment_channel_code": "DEFAULT", "quantity": quantity}
        if lead_time:
            availability["lead_time_to_ship_max_days"] = lead_time
        return {
            "productType": "PRODUCT",
            "patches": [
                {
                    "op": "merge",
                    "path": "/attributes/fulfillment_availability",
                    "value": [availability],
                }
            ],
        }
