"""States and provinces by the ways in which they are written."""

from odoo import api, models, tools

from ...mapping.spelling.state_names import index_states


class ResCountryState(models.Model):
    _inherit = "res.country.state"

    @api.model
    @tools.ormcache("country.id")
    def _get_amazon_ids_by_spelling(self, country):
        """:param country: ``res.country``
        :return: dict spelling → id of every state, see ``mapping/spelling/state_names.py``
        """
        states = self.sudo().search([("country_id", "=", country.id)])
        rows = [(state.id, state.code, state.name) for state in states]
        return index_states(country.code or "", rows)

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()
