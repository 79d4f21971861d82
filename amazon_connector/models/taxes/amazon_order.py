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
        mapper = self.env["amazon.order.mapper"]
        for document in self.filtered(lambda document: document.status != CANCELLED):
            order = orders[document]
            missing = self.env["amazon.tax.mapper"]._get_missing_kinds(
                document, order, mapper._get_amounts(document, order)
            )
            if missing:
                document._hold(
                    self.env._(
                        "Map the tax for %(kinds)s in store %(store)s (Taxes). The order then "
                        "continues automatically.",
                        kinds=", ".join(sorted(missing)),
                        store=document.store_id.display_name,
                    ),
                    f"tax:{', '.join(sorted(missing))}",
                )
                held |= document
        return self - held
