"""Returns to Amazon that Odoo has heard of and not received yet."""

from odoo import models

from ..returns.amazon_return_process import SELLABLE
from .amazon_fba_stock_books import UNFINISHED


class AmazonFbaStock(models.Model):
    _inherit = "amazon.fba.stock"

    def _add_coming_back(self, books, warehouse):
        """Pieces of other channels' deliveries that Amazon is to take back, and may have."""
        awaited = self.env["amazon.fulfillment.return"].search(
            [
                ("state", "=", "sent"),
                ("picking_id.location_id", "child_of", warehouse.view_location_id.id),
            ]
        )
        for piece in awaited:
            books[piece.product_id].coming_back += piece._count_units()

    def _add_returns(self, books, stores):
        """Units that are back at Amazon, and whose receipt waits; other channels' have none."""
        booking = stores.filtered(lambda store: store.fba_returns == "done")
        waiting = self.env["amazon.return"].search_fetch(
            [
                ("account_id", "in", booking.account_id.ids),
                ("store_id", "in", [False, *booking.ids]),
                ("is_by_amazon", "=", True),
                ("disposition", "=", SELLABLE),
                ("state", "in", UNFINISHED),
                ("picking_id", "=", False),
                *("|", ("order_id", "=", False), ("order_id.is_elsewhere", "=", False)),
            ],
            ["product_id", "seller_sku", "quantity"],
        )
        # A return that comes before its order does not know its store.
        listings = (
            self.env["amazon.listing"]
            .search(
                [
                    ("store_id", "in", booking.ids),
                    ("seller_sku", "in", waiting.mapped("seller_sku")),
                ]
            )
            .grouped("seller_sku")
        )
        for told in waiting:
            sold = (told.product_id and told.order_item_id) or listings.get(told.seller_sku)
            if product := sold and sold[:1].product_id:
                books[product].returned += told.quantity * sold[:1].uom_id._get_amazon_size(product)
