"""Products whose number at Amazon follows from the stock of others."""

from odoo import models


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _get_amazon_sold_with(self):
        """Products whose quantity at Amazon changes with the stock of these: themselves. A hook.

        For kits, for example, that are made of them::

            def _get_amazon_sold_with(self):
                return super()._get_amazon_sold_with() | self._find_kits_with(self)

        :return: ``product.product``
        """
        return self
