"""From a store to the proof of its clearing account."""

from odoo import models


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    def action_view_statement(self):
        """Open the statement of this store's clearing account.

        :return: window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Clearing Statement"),
            "res_model": "amazon.statement",
            "view_mode": "form",
            "context": {"default_store_id": self.id},
        }
