"""Brands of products, as Amazon names them: Odoo has no field for them."""

from odoo import fields, models


class AmazonBrand(models.Model):
    _name = "amazon.brand"
    _description = "Brand"
    _order = "name"

    name = fields.Char(required=True)

    _name_unique = models.UniqueIndex("(lower(name))", "There is a brand of this name already.")
