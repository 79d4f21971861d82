"""What the dashboard adds up of a million orders is read from an index alone."""

from odoo import models


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    _sales_index = models.Index(
        "(store_id, purchase_date) INCLUDE (state, status, currency_id, company_id, amount_total)"
    )
