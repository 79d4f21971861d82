"""Buyers: how Amazon's identities stand on Odoo's contacts."""

from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    amazon_email = fields.Char(
        string="Amazon E-mail",
        index="btree_not_null",
        copy=False,
        help="The address that Amazon made up for this buyer. It identifies the buyer; Odoo "
        "sends nothing to it.",
    )
    amazon_address_key = fields.Char(
        index="btree_not_null", copy=False, help="Fingerprint of name and address."
    )
    amazon_guest = fields.Boolean(
        copy=False, help="Stands for all buyers of a store of whom Amazon tells nothing."
    )
