"""Dialog: leave Amazon orders alone, after saying how many of those chosen that would be."""

from odoo import api, fields, models


class AmazonOrderIgnore(models.TransientModel):
    _name = "amazon.order.ignore"
    _description = "Ignore Amazon Orders"

    order_ids = fields.Many2many("amazon.order", string="Orders", required=True)
    chosen_count = fields.Integer(string="Chosen", compute="_compute_counts")
    ignorable_count = fields.Integer(
        string="To Be Ignored",
        compute="_compute_counts",
        help="Those that are received, on hold or failed. Orders that are done stay as they are.",
    )

    @api.depends("order_ids")
    def _compute_counts(self):
        for wizard in self:
            wizard.chosen_count = len(wizard.order_ids)
            wizard.ignorable_count = len(wizard.order_ids._filter_ignorable())

    def action_confirm(self):
        """Ignore the orders that can be ignored.

        :return: client action: a notification that says how many they were
        """
        self.ensure_one()
        return self.order_ids.action_ignore()
