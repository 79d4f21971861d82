"""Gift messages are taken off the sales lines of orders whose buyer is forgotten."""

from odoo import models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _erase_amazon_gifts(self):
        """Take the gift message off the description, with the line that announces it."""
        # A locked order lets nobody change a description; it stays locked for everybody else.
        locked = self.order_id.filtered("locked")
        locked.locked = False
        for line in self:
            message = line.amazon_item_id.gift_message
            before, found, after = (line.name or "").partition(message or "\n\n\n")
            if found:
                line.name = before.rpartition("\n")[0] + after
        locked.locked = True
