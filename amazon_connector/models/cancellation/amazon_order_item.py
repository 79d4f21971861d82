"""Units of an item that Amazon cancels although they were delivered or invoiced already."""

import math

from odoo import fields, models

from ...mapping.stock.terms import DIGITS


class AmazonOrderItem(models.Model):
    _inherit = "amazon.order.item"

    excess_quantity = fields.Integer(
        readonly=True,
        help="Units delivered or invoiced here beyond what Amazon still has ordered.",
    )

    def _notice_excess(self):
        """Compare what was delivered and invoiced with what Amazon still wants; tell a person."""
        for item in self.filtered("sale_line_id"):
            line = item.sale_line_id
            gone = max(line.qty_delivered, line.qty_invoiced) / item._get_piece()
            excess = math.ceil(round(gone, DIGITS)) - item.quantity_ordered
            excess = max(excess, 0)
            key = f"excess_units:{item.amazon_ref}"
            if excess > item.excess_quantity:
                item.order_id._raise_trouble(
                    key, count=excess, sku=item.seller_sku, sale=line.order_id.name
                )
            elif item.excess_quantity and not excess:
                item.order_id._close_troubles(key)
            if excess != item.excess_quantity:
                item.excess_quantity = excess
