"""In which currency a store sells."""

from odoo import models


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    def _get_sales_currency(self):
        """:return: ``res.currency`` of the store's sales orders"""
        return self.pricelist_id.currency_id or self.company_id.currency_id
