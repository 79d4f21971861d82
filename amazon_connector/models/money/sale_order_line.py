"""What Amazon's sales lines cost, kept while Amazon does not tell."""

from odoo import models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _prepare_money_vals(self):
        """:return: the line's price and taxes as they are, as values of a wanted line"""
        return {
            "price_unit": self.price_unit,
            "tax_ids": [(6, 0, self.tax_ids.ids)],
            "extra_tax_data": self.extra_tax_data,
        }
