"""Brands of products, as Amazon names them: Odoo has no field for them."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .named import find_named


class AmazonBrand(models.Model):
    _name = "amazon.brand"
    _description = "Brand"
    _order = "name"

    name = fields.Char(required=True)

    @api.constrains("name")
    def _check_name(self):
        for brand in self:
            other = find_named(self, [brand.name.lower()], [("id", "!=", brand.id)])
            if other:
                raise ValidationError(self.env._("There is a brand %s already.", brand.name))
