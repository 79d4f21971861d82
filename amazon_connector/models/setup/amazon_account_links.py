"""Letting someone else authorize an account: its set-up links (A2)."""

from odoo import fields, models


class AmazonAccount(models.Model):
    _inherit = "amazon.account"

    setup_link_ids = fields.One2many(
        "amazon.setup.link",
        "account_id",
        string="Setup Links",
        readonly=True,
        groups="amazon_connector.group_manager",
    )

    def action_send_setup_link(self):
        """Ask where to send a link with which somebody else authorizes this account.

        :return: window action
        """
        self.ensure_one()
        self.check_access("write")
        self._check_authorizable()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send Setup Link"),
            "res_model": "amazon.setup.link.send",
            "view_mode": "form",
            "target": "new",
            "context": {"default_account_id": self.id},
        }
