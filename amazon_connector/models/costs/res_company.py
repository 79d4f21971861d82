"""Who books the cost of goods of orders that have no invoice: a choice of the company."""

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    amazon_cost_of_goods = fields.Selection(
        [("closing", "Left to Odoo's stock closing"), ("entry", "By an entry at each month's end")],
        string="Cost of Amazon Orders without Invoice",
        default="closing",
        required=True,
        help="Odoo books the cost of goods with the invoice. Orders that are booked by settlements "
        "alone have none: their cost comes with Odoo's stock closing, or with an entry of the "
        "connector from the values of their stock moves. Never both.",
    )

    def _get_last_stock_closing(self):
        """:return: ``date`` until which Odoo's stock closing has booked all costs, or False"""
        # Where Odoo keeps its closings; its own reader gives the moment of posting, not the date.
        key = f"{self.id}.stock_valuation_closing_ids"
        ids = self.env["ir.config_parameter"].sudo().get_param(key) or ""
        closings = self.env["account.move"].sudo().browse(map(int, filter(None, ids.split(","))))
        posted = closings.exists().filtered(lambda move: move.state == "posted")
        return max(posted.mapped("date"), default=False)
