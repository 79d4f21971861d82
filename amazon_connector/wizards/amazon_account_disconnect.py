"""Dialogue: what disconnecting an account deletes, and what it leaves."""

from odoo import api, fields, models


class AmazonAccountDisconnect(models.TransientModel):
    _name = "amazon.account.disconnect"
    _description = "Disconnect Account"

    account_id = fields.Many2one(
        "amazon.account", string="Amazon Account", required=True, ondelete="cascade"
    )
    listing_count = fields.Integer(string="Listings", compute="_compute_counts")
    operation_count = fields.Integer(string="Runs in the Log", compute="_compute_counts")
    order_count = fields.Integer(related="account_id.order_count", string="Amazon Orders")
    open_documents = fields.Text(compute="_compute_counts")

    @api.depends("account_id")
    def _compute_counts(self):
        for dialogue in self:
            account = dialogue.account_id
            dialogue.listing_count = len(account._find_to_drop("amazon.listing"))
            dialogue.operation_count = len(account._find_to_drop("amazon.operation"))
            dialogue.open_documents = "\n".join(
                f"{name}: {count}" for name, count in account._count_open().items()
            )

    def action_confirm(self):
        """Disconnect the account.

        :return: action that leads to the list of accounts
        """
        self.ensure_one()
        self.account_id.action_disconnect()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "amazon_connector.amazon_account_action"
            ),
            "target": "main",
        }
