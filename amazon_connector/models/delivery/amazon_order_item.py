"""What the items of Amazon orders take from stock."""

from collections import defaultdict

from odoo import models


class AmazonOrderItem(models.Model):
    _inherit = "amazon.order.item"

    def _get_stock_needs(self):
        """What the open pieces of these items take from stock.

        :return: dict ``amazon.order`` → dict ``product.product`` → quantity in its unit
        """
        needs = defaultdict(lambda: defaultdict(float))
        for item in self:
            goods = item.product_id._get_amazon_goods(item.quantity_ordered, item.company_id)
            for product, quantity in goods.items():
                if product.is_storable:
                    needs[item.order_id][product] += quantity
        return needs
