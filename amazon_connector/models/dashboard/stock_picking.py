"""Open deliveries of sales are found among a million that are done."""

from odoo import models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    _amazon_open_index = models.Index(
        "(sale_id) WHERE sale_id IS NOT NULL AND date_done IS NULL"
        " AND state NOT IN ('draft', 'done', 'cancel')"
    )
