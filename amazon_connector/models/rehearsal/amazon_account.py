"""The button that rehearses all stores of an account that are not live yet."""

from odoo import api, fields, models


class AmazonAccount(models.Model):
    _inherit = "amazon.account"

    can_rehearse = fields.Boolean(compute="_compute_can_rehearse", export_string_translation=False)

    @api.depends("state", "store_ids.state")
    def _compute_can_rehearse(self):
        for account in self:
            waiting = account.store_ids.filtered(lambda store: store.state != "live")
            account.can_rehearse = account.state == "connected" and bool(waiting)

    def action_rehearse(self):
        """See how yesterday's orders would be booked; nothing is written anywhere.

        :return: window action of the report, or a notification where there is none
        """
        self.ensure_one()
        return self.store_ids.action_rehearse()

    def action_view_takeover(self):
        """Take over from another connector.

        :return: window action of the account's take-over
        """
        self.ensure_one()
        return self.store_ids.action_view_takeover()
