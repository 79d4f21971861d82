"""Deliveries of sales that are open, or left lately, are found among a million that are done."""

from odoo import models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    _amazon_open_index = models.Index(
        "(sale_id) WHERE sale_id IS NOT NULL AND date_done IS NULL"
        " AND state NOT IN ('draft', 'done', 'cancel')"
    )
    _amazon_done_index = models.Index("(date_done) WHERE sale_id IS NOT NULL AND state = 'done'")
