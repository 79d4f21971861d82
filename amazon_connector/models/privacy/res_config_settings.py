"""How long Amazon's buyers are kept, among Odoo's settings."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    amazon_buyer_days = fields.Integer(related="company_id.amazon_buyer_days", readonly=False)
