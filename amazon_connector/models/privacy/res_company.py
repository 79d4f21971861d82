"""How long a company keeps what Amazon tells about buyers."""

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    amazon_buyer_days = fields.Integer(
        string="Erase Amazon Buyers After",
        default=30,
        help="Days after shipment. Amazon allows 30, unless a law asks for more. Zero: never.",
    )
