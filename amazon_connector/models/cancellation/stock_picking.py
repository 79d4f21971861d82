"""Deliveries whose buyer asks to cancel: the picker sees it before the goods leave."""

from odoo import fields, models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    amazon_cancel_note = fields.Char(
        related="sale_id.amazon_cancel_note", string="Cancellation at Amazon"
    )
