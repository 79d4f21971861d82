"""The way from a store to its take-over."""

from odoo import models


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    def action_view_takeover(self):
        """The take-over of these stores; a new one where there is none.

        :return: window action
        """
        self.check_access("write")
        account = self.account_id[:1]
        takeover = self.env["amazon.takeover"].search([("account_id", "=", account.id)], limit=1)
        stores = account.store_ids.filtered(lambda store: store.state == "draft")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Take-over"),
            "res_model": "amazon.takeover",
            "res_id": takeover.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "context": {"default_account_id": account.id, "default_store_ids": stores.ids},
        }
