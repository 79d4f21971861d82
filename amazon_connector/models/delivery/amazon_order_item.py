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
            for product, quantity in item._get_goods(item.quantity_ordered).items():
                if product.is_storable:
                    needs[item.order_id][product] += quantity
        return needs
