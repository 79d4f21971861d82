"""Brands of products, as Amazon names them: Odoo has no field for them."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL


class AmazonBrand(models.Model):
    _name = "amazon.brand"
    _description = "Brand"
    _order = "name"

    name = fields.Char(required=True)

    @api.constrains("name")
    def _check_name(self):
        self.flush_model(["name"])
        query = SQL(
            "SELECT min(name) FROM amazon_brand WHERE lower(name) IN"
            " (SELECT lower(name) FROM amazon_brand WHERE id = ANY(%s))"
            " GROUP BY lower(name) HAVING count(*) > 1",
            self.ids,
        )
        twice = self.env.execute_query(query)
        if twice:
            raise ValidationError(self.env._("There is a brand %s already.", twice[0][0]))
