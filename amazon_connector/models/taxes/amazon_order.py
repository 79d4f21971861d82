"""Orders whose tax the store does not map yet wait for it (B6)."""

from odoo import models

from ...spapi.words import CANCELLED


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    def _hold_unmapped_taxes(self, orders):
        """Hold the orders with a tax that their store does not map.

        :param orders: dict document → ``spapi.orders.Order``
        :return: the documents that may go on
        """
        held = self.browse()
        for document in self:
            missing = document._get_unmapped_taxes(orders[document])
            if missing:
                document._hold(document._get_unmapped_reason(missing), f"tax:{missing}")
                held |= document
        return self - held

    def _get_unmapped_taxes(self, order):
        """:return: the kinds of tax that the store does not map, as text"""
        if self.status == CANCELLED:
            return ""
        amounts = self.env["amazon.order.mapper"]._get_amounts(self, order)
        missing = self.env["amazon.tax.mapper"]._get_missing_kinds(self, order, amounts)
        return ", ".join(sorted(missing))

    def _get_unmapped_reason(self, missing):
        return self.env._(
            "Map the tax for %(kinds)s in store %(store)s (Taxes). The order then "
            "continues automatically.",
            kinds=missing,
            store=self.store_id.display_name,
        )
