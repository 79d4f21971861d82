"""From a store to the proof of its clearing account."""

from odoo import models


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    def action_view_statement(self, first=None, last=None):
        """Open the statement of this store's clearing account.

        :param first: day of its opening balance, None for the start of this month
        :param last: day of its closing balance
        :return: window action
        """
        self.ensure_one()
        context = {"default_store_id": self.id}
        if first and last:
            context |= {"default_date_from": first, "default_date_to": last}
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Clearing Statement"),
            "res_model": "amazon.statement",
            "view_mode": "form",
            # Its buttons stand below it, and only in a dialog.
            "target": "new",
            "context": context,
        }
