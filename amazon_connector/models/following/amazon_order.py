"""What an order sells is sold elsewhere too."""

from odoo import models

from ...spapi.words import AMAZON


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    def _fail(self, error):
        """What Amazon has sold counts although it could not be processed."""
        result = super()._fail(error)
        if self.attempts == 1 and self.fulfilled_by != AMAZON:
            sold = {product_id for _order_id, product_id, _pieces in self._get_undelivered()}
            products = self.env["product.product"].browse(sold)
            self.env["amazon.listing"]._follow_products(products)
        return result

    def _tell_stores(self):
        """Every store that sells the goods of these orders looks soon at what it offers.

        Also of orders that reserve nothing yet: what Amazon has sold is not offered again. Orders
        that Amazon ships take nothing from the seller's stock.
        """
        items = self.filtered(lambda document: document.fulfilled_by != AMAZON).item_ids
        products = items.product_id | items.listing_id._get_products()
        # Orders that are not imported, for example pending ones, are linked to nothing.
        unlinked = {(item.order_id, item.seller_sku) for item in items if not item.product_id}
        if unlinked:
            listed = self._find_listed_goods(unlinked).values()
            products |= products.browse({product_id for product_id, _size in listed})
        self.env["amazon.listing"]._follow_products(products)
