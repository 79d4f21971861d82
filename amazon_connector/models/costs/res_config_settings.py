"""The choice of who books the cost of goods, among Odoo's settings for accounting."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    amazon_cost_of_goods = fields.Selection(
        related="company_id.amazon_cost_of_goods", readonly=False
    )
