"""An item of an Amazon order: which seller SKU, how many, which product, which sales line."""

from collections import defaultdict

from odoo import api, fields, models

from ...spapi.words import CANCELLED
from ..words.label import label_of


class AmazonOrderItem(models.Model):
    _name = "amazon.order.item"
    _description = "Amazon Order Item"
    _order = "order_id, id"
    _rec_name = "seller_sku"

    order_id = fields.Many2one("amazon.order", required=True, ondelete="cascade", index=True)
    store_id = fields.Many2one(related="order_id.store_id", store=True)
    company_id = fields.Many2one(related="order_id.company_id", store=True)
    currency_id = fields.Many2one(related="order_id.currency_id")
    amazon_ref = fields.Char(string="Amazon Item Id", required=True)
    seller_sku = fields.Char(string="Seller SKU")
    asin = fields.Char(string="ASIN")
    title = fields.Char()
    is_used = fields.Boolean(
        export_string_translation=False, help="Amazon tells another condition than new."
    )
    quantity_ordered = fields.Integer(string="Ordered")
    quantity_fulfilled = fields.Integer(string="Shipped")
    amount_total = fields.Monetary(string="Amazon Total")
    gift_message = fields.Char(groups="amazon_connector.group_user")
    cancel_reason = fields.Char(string="Reason Code")
    cancel_reason_label = label_of(
        "cancel_reason",
        string="Cancel Reason",
        help="Why the buyer asks to cancel, or why Amazon cancelled.",
    )
    listing_id = fields.Many2one("amazon.listing", index="btree_not_null", ondelete="set null")
    product_id = fields.Many2one("product.product", index="btree_not_null", ondelete="set null")
    sale_line_id = fields.Many2one(
        "sale.order.line", index="btree_not_null", ondelete="set null", string="Sales Line"
    )

    _ref_unique = models.UniqueIndex("(order_id, amazon_ref)", "One record per Amazon item.")

    @api.model
    def _receive(self, documents, orders):
        """Create or update the items of a batch of orders.

        :param documents: ``amazon.order``
        :param orders: dict document → ``spapi.orders.Order``
        """
        stored = {
            (item.order_id, item.amazon_ref): item
            for item in self.search([("order_id", "in", documents.ids)])
        }
        to_create = []
        for document in documents:
            for item in orders[document].items:
                vals = self._prepare_vals(item)
                known = stored.get((document, item.item_id))
                if known:
                    known.write(vals)
                else:
                    to_create.append(dict(vals, order_id=document.id, amazon_ref=item.item_id))
        self.create(to_create)

    @api.model
    def _prepare_vals(self, item):
        """:param item: ``spapi.orders.OrderItem``
        :return: value dict of an ``amazon.order.item``; without the money and the gift message
            that Amazon may have told before, and leaves out now
        """
        request = item.cancel_request
        vals = {
            "seller_sku": item.sku,
            "asin": item.asin,
            "title": item.title,
            "is_used": item.is_used,
            "quantity_ordered": item.quantity_ordered,
            "quantity_fulfilled": item.quantity_fulfilled,
            "cancel_reason": (request.reason if request else item.cancel_reason) or False,
        }
        if item.gift_message:
            vals["gift_message"] = item.gift_message
        if item.total is not None or item.charges or not item.quantity_ordered:
            total = item.charges_total if item.total is None else item.total
            vals["amount_total"] = float(total)
        return vals

    def _link(self):
        """Find each item's listing, make one where the catalog lacks it, take its product."""
        self._follow_units()
        open_items = self.filtered(lambda item: not item.product_id and item.store_id)
        listings = self.env["amazon.listing"]._get_or_create_for_items(open_items)
        linked = {}
        for item in open_items:
            if listing := listings.get((item.store_id, item.seller_sku)):
                linked[item] = listing
        products = self._choose_products(linked)
        for item, listing in linked.items():
            item.write(
                {
                    "listing_id": listing.id,
                    "product_id": products[item].id,
                    "uom_id": listing.uom_id.id if products[item] else False,
                }
            )

    @api.model
    def _choose_products(self, listings):
        """The product that each item takes: the first of its listing's pool with enough free stock.

        What one item takes is no longer free for the next one. Where none has enough, the item
        takes the listing's own product, and waits for it as usual.

        :param listings: dict ``amazon.order.item`` → ``amazon.listing``
        :return: dict item → ``product.product``, empty where the listing has none
        """
        pools = {item: listing._get_products() for item, listing in listings.items()}
        chosen = {item: products[:1] for item, products in pools.items()}
        pooled = [item for item, products in pools.items() if item._has_choice(products)]
        goods, places = {}, {}
        for item in pooled:
            places[item] = item._get_pool_warehouses()
            sizes = listings[item]._get_sizes(pools[item]._ids)
            goods[item] = {
                product: product._get_amazon_goods(
                    item.quantity_ordered * sizes[product.id], item.company_id
                )
                for product in pools[item]
            }
        free = self._get_free_for_pools(goods, places)
        for item in pooled:
            warehouse, product = _first_that_has_enough(free, places[item], goods[item])
            chosen[item] = product
            for part, quantity in goods[item][product].items():
                free[warehouse, part] -= quantity
        return chosen

    def _has_choice(self, products):
        live = self.quantity_ordered and self.order_id.status != CANCELLED
        return bool(live and len(products) > 1)

    def _get_pool_warehouses(self):
        """:return: ``stock.warehouse`` that may deliver the item, the likeliest first"""
        own = self.order_id._get_store_warehouse()
        is_fba = own == self.store_id.fba_warehouse_id
        return own if is_fba else own | self.store_id.stock_warehouse_ids

    @api.model
    def _get_free_for_pools(self, goods, places):
        """What is reserved for nobody of all that is to be chosen from, with one query.

        :return: dict (warehouse, product) → quantity
        """
        parts = {part for choices in goods.values() for taken in choices.values() for part in taken}
        if not parts:
            return defaultdict(float)
        return self.env["amazon.stock.mapper"]._get_free(
            self.env["stock.warehouse"].union(*places.values()),
            self.env["product.product"].union(*parts),
        )

    def _get_unlinked(self):
        """Items with a quantity and no product."""
        return self.filtered(lambda item: item.quantity_ordered and not item.product_id)

    def _get_product(self):
        """The product that the sales line takes: the linked one, or the store's stand-in."""
        self.ensure_one()
        return self.product_id or self.store_id.product_unknown_id


def _first_that_has_enough(free, warehouses, choices):
    """The first product whose goods are all free in one warehouse; the first one where none is.

    :param free: dict (warehouse, product) → quantity
    :param warehouses: ``stock.warehouse``, the likeliest first
    :param choices: dict ``product.product`` → its goods, the first choice first
    :return: tuple (warehouse, product)
    """
    for warehouse in warehouses:
        for product, goods in choices.items():
            if all(free[warehouse, part] >= quantity for part, quantity in goods.items()):
                return warehouse, product
    return warehouses[:1], next(iter(choices))
