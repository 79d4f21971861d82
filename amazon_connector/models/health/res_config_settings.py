"""The token of the health address, among Odoo's general settings."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    # Computed: a stored one would be copied into each settings page that somebody opens.
    amazon_health_token = fields.Char(
        compute="_compute_amazon_health_token",
        groups="base.group_system",
        help="What your monitoring tool sends as 'Authorization: Bearer …' to /amazon/health. "
        "Without a token the address does not exist.",
    )

    def _compute_amazon_health_token(self):
        self.amazon_health_token = self.env["amazon.health"]._get_token()

    def action_new_amazon_health_token(self):
        """Give the address a new token; the old one ends at once."""
        self.check_access("create")
        self.env["amazon.health"]._set_token()
        return {"type": "ir.actions.client", "tag": "reload"}

    def action_end_amazon_health_token(self):
        """Close the address."""
        self.check_access("create")
        self.env["amazon.health"]._drop_token()
        return {"type": "ir.actions.client", "tag": "reload"}
