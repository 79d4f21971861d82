"""What an order sells is sold elsewhere too."""

from odoo import models

from ...spapi.words import AMAZON


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    def _tell_stores(self):
        """Every store that sells the goods of these orders looks soon at what it offers.

        Also of orders that reserve nothing yet: what Amazon has sold is not offered again. Orders
        that Amazon ships take nothing from the seller's stock.
        """
        items = self.filtered(lambda document: document.fulfilled_by != AMAZON).item_ids
        products = items.product_id | items.listing_id._get_products()
        self.env["amazon.listing"]._follow_products(products)
