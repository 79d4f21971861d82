"""Gift messages are taken off the sales lines of orders whose buyer is forgotten."""

from odoo import models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _erase_amazon_gifts(self, messages):
        """Take the gift message off the description, with the line that announces it.

        :param messages: dict Amazon's order id → gift messages: of lines that were voided, whose
            items are those of another sales order by now
        """
        # A locked order lets nobody change a description; it stays locked for everybody else.
        locked = self.order_id.filtered("locked")
        locked.locked = False
        for line in self:
            told = messages.get(line.order_id.client_order_ref, ())
            if line.amazon_item_id:
                told = [line.amazon_item_id.gift_message]
            for message in filter(None, told):
                before, found, after = (line.name or "").partition(message)
                if found:
                    line.name = before.rpartition("\n")[0] + after
        locked.locked = True
