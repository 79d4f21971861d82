"""Countries by the codes that Amazon writes."""

from odoo import api, models, tools


class ResCountry(models.Model):
    _inherit = "res.country"

    @api.model
    @tools.ormcache()
    def _get_ids_by_code(self):
        """:return: dict ISO code → id of every country"""
        return {country.code: country.id for country in self.sudo().search([("code", "!=", False)])}
