"""Dialog: erase what Odoo knows of the buyers of Amazon orders, which cannot be undone."""

from odoo import fields, models


class AmazonOrderErase(models.TransientModel):
    _name = "amazon.order.erase"
    _description = "Erase Buyers of Amazon Orders"

    order_ids = fields.Many2many("amazon.order", string="Orders", required=True)

    def action_confirm(self):
        """Erase the buyers.

        :return: window action of the report
        :raises UserError: while goods are still to leave
        """
        self.ensure_one()
        return self.order_ids.action_erase_buyer()
