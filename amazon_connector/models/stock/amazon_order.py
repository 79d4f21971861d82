"""Pieces that Amazon has sold and Odoo has not put into a delivery yet: they are not offered again.

What is in a delivery, or held for a pending order, is known by its moves.
"""

import json

from odoo import api, models
from odoo.tools import split_every

from ...spapi.orders import parse_order_demand
from ...spapi.words import AMAZON

# Their items are not what the stored payload says, or not there at all.
UNREAD = ("received", "failed")
PAYLOADS_AT_ONCE = 500


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    @api.model
    def _find_undelivered(self, store, warehouse_ids):
        """Orders that count against what a store offers, whatever has become of them in Odoo.

        Held, failed, not wanted, a quotation, pending or not read yet: Amazon has sold the goods.
        What a person has set aside does not count, nor what was cancelled in Odoo.

        :param store: ``amazon.store``, whose setting says which statuses count
        :param warehouse_ids: those whose stock the store offers; orders that have no warehouse yet
            count for their own store
        :return: ``amazon.order``
        """
        return self.search(
            [
                ("company_id", "=", store.company_id.id),
                ("status", "in", store._get_count_statuses()),
                ("fulfilled_by", "!=", AMAZON),
                ("dismissed_by_id", "=", False),
                "|",
                ("sale_order_id", "=", False),
                ("sale_order_id.state", "in", ("draft", "sent")),
                ("is_holding_stock", "=", False),
                "|",
                ("warehouse_id", "in", warehouse_ids),
                "&",
                ("warehouse_id", "=", False),
                "|",
                ("store_id", "in", (store.id, False)),
                ("store_id.warehouse_id", "in", warehouse_ids),
            ]
        )

    def _get_undelivered(self):
        """What these orders still take from stock.

        :return: list of (``amazon.order`` id, product id, quantity in the product's unit)
        """
        unread = self.filtered(lambda order: order.state in UNREAD)
        demand = (self - unread)._read_item_demand() + unread._read_payload_demand()
        products = self._find_listed_goods({(order, sku) for order, sku, _goods, _pieces in demand})
        rows = []
        for order, sku, goods, pieces in demand:
            goods = goods or products.get((order.store_id, sku))
            goods = goods or products.get((order.account_id, sku))
            if goods and pieces > 0:
                product_id, size = goods
                rows.append((order.id, product_id, pieces * size))
        return rows

    def _read_item_demand(self):
        """:return: list of (order, seller SKU, goods, pieces) of the stored items; the goods are
        (product id, units of it in one piece), or False where the item has no product
        """
        items = self.env["amazon.order.item"].search([("order_id", "in", self.ids)])
        return [
            (
                item.order_id,
                item.seller_sku,
                item._get_goods_of_piece(),
                item.quantity_ordered - item.quantity_fulfilled,
            )
            for item in items
        ]

    def _read_payload_demand(self):
        """:return: list as of ``_read_item_demand``, from what Amazon has sent"""
        demand = []
        unreadable = self.browse()
        for ids in split_every(PAYLOADS_AT_ONCE, self.ids):
            orders = self.browse(ids)
            for order, payload in zip(orders, orders.mapped("payload"), strict=True):
                try:
                    items = parse_order_demand(json.loads(payload))
                except ValueError:
                    unreadable |= order
                    continue
                demand += [(order, sku, False, pieces) for sku, pieces in items]
            orders.invalidate_recordset(["payload"])
        return demand + unreadable._read_item_demand()

    def _find_listed_goods(self, wanted):
        """The goods of seller SKUs: of their store, else of any store of the account.

        :param wanted: set of (order, seller SKU)
        :return: dict (``amazon.store`` or ``amazon.account``, seller SKU) → (product id, units of
            it in one piece)
        """
        listings = self.env["amazon.listing"].search_fetch(
            [
                ("account_id", "in", self.account_id.ids),
                ("seller_sku", "in", list({sku for _order, sku in wanted if sku})),
                ("product_id", "!=", False),
            ],
            ["store_id", "account_id", "seller_sku", "product_id", "uom_id"],
        )
        found = {}
        for listing in listings:
            goods = next(iter(listing._get_sizes(listing.product_id.ids).items()))
            found[listing.store_id, listing.seller_sku] = goods
            found.setdefault((listing.account_id, listing.seller_sku), goods)
        return found
