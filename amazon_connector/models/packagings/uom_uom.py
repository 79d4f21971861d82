"""Units and packagings: how many units of a product one of them holds."""

from odoo import models


class UomUom(models.Model):
    _inherit = "uom.uom"

    def _get_amazon_size(self, product):
        """How many units of a product one of this unit holds: 6 for a pack of 6.

        :param product: ``product.product``
        :return: float, not rounded; 1 where there is no unit or no product
        """
        if not self or not product:
            return 1.0
        return self._compute_quantity(1.0, product.uom_id, round=False)
