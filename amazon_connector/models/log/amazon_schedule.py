"""Jobs that a person has stopped: they rest until somebody resumes them."""

from odoo import api, fields, models


class AmazonSchedule(models.Model):
    _inherit = "amazon.schedule"

    is_stopped = fields.Boolean(
        string="Stopped", readonly=True, help="A person has stopped it; it rests for a day at most."
    )

    @api.model
    def _find_stopped(self, kind, accounts):
        """:return: the accounts whose job of a kind a person has stopped"""
        stopped = [("model_name", "=", kind), ("is_stopped", "=", True)]
        stopped.append(("account_id", "in", accounts.ids))
        return self.sudo().search(stopped).account_id
