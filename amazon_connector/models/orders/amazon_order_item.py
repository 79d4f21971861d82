"""An item of an Amazon order: which seller SKU, how many, which product, which sales line."""

from odoo import api, fields, models


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
    quantity_ordered = fields.Integer(string="Ordered")
    quantity_fulfilled = fields.Integer(string="Shipped")
    amount_total = fields.Monetary(string="Amazon Total")
    gift_message = fields.Char(groups="amazon_connector.group_user")
    cancel_reason = fields.Char(help="Why the buyer asks to cancel, or why Amazon cancelled.")
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
        :return: value dict of an ``amazon.order.item``
        """
        request = item.cancel_request
        return {
            "seller_sku": item.sku,
            "asin": item.asin,
            "title": item.title,
            "quantity_ordered": item.quantity_ordered,
            "quantity_fulfilled": item.quantity_fulfilled,
            "amount_total": float(item.total or 0),
            "gift_message": item.gift_message or False,
            "cancel_reason": (request.reason if request else item.cancel_reason) or False,
        }

    def _link(self):
        """Find each item's listing, make one where the catalog lacks it, take its product."""
        open_items = self.filtered(lambda item: not item.product_id and item.store_id)
        listings = self.env["amazon.listing"]._get_or_create_for_items(open_items)
        for item in open_items:
            listing = listings.get((item.store_id, item.seller_sku))
            if listing:
                item.write({"listing_id": listing.id, "product_id": listing.product_id.id})

    def _get_unlinked(self):
        """Items with a quantity and no product."""
        return self.filtered(lambda item: item.quantity_ordered and not item.product_id)

    def _get_product(self):
        """The product that the sales line takes: the linked one, or the store's stand-in."""
        self.ensure_one()
        return self.product_id or self.store_id.product_unknown_id
