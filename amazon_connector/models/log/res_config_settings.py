"""How long the log of all companies is kept."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..jobs.amazon_operation import DEFAULT_DAYS, LOG_DAYS


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    amazon_log_days = fields.Integer(
        string="Keep Amazon Sync Log (days)",
        config_parameter=LOG_DAYS,
        default=DEFAULT_DAYS,
        help="Runs older than this are deleted once a day.",
    )

    @api.constrains("amazon_log_days")
    def _check_amazon_log_days(self):
        if any(settings.amazon_log_days < 1 for settings in self):
            raise UserError(self.env._("Keep the sync log for at least one day."))
