"""Sales lines whose price was refunded: what is refunded is not invoiced again."""

from odoo import api, models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _get_refunded_lines(self):
        """:return: lines of this sales line on credit notes of Amazon's refunds"""
        return self.invoice_lines.filtered(
            lambda line: (
                line.move_id.move_type == "out_refund"
                and line.move_id.is_amazon
                and line.parent_state != "cancel"
            )
        )

    def _prepare_qty_invoiced(self):
        """A part of the price given back takes no unit off the invoice."""
        quantities = super()._prepare_qty_invoiced()
        for line in self:
            quantities[line] += line._count_refunded(is_amount=True)
        return quantities

    def _compute_qty_invoiced_posted(self):
        result = super()._compute_qty_invoiced_posted()
        for line in self.filtered("amazon_order_id"):
            line.qty_invoiced_posted += line._count_refunded(is_amount=True)
        return result

    @api.depends("qty_invoiced")
    def _compute_qty_to_invoice(self):
        """Units that Amazon has refunded are not sold any more, returned or not."""
        result = super()._compute_qty_to_invoice()
        for line in self.filtered(lambda line: line.amazon_order_id and line.qty_to_invoice > 0):
            refunded = line._count_refunded(is_amount=False)
            line.qty_to_invoice = max(line.qty_to_invoice - refunded, 0.0)
        return result

    def _count_refunded(self, is_amount):
        """How many units stand on credit notes of refunds, in the unit of the sales line.

        :param is_amount: of lines that give back money alone, or of those that give back units
        """
        lines = self._get_refunded_lines().filtered(lambda line: line.amazon_is_amount == is_amount)
        return sum(
            line.product_uom_id._compute_quantity(line.quantity, self.product_uom_id)
            for line in lines
        )
