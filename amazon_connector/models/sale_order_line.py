"""Sales lines, and which item or charge of which Amazon order they stand for."""

from odoo import api, fields, models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    amazon_order_id = fields.Many2one(
        "amazon.order", copy=False, index="btree_not_null", readonly=True, ondelete="set null"
    )
    amazon_item_id = fields.Many2one(
        "amazon.order.item", copy=False, index="btree_not_null", readonly=True, ondelete="set null"
    )
    amazon_charge = fields.Char(
        copy=False, readonly=True, help="Kind of charge: shipping, gift_wrap, discount, tax, …"
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        for line in lines.filtered("amazon_item_id"):
            line.amazon_item_id.sale_line_id = line
        return lines

    # Prices are Amazon's: no pricelist replaces them when a quantity or a product changes.

    def _compute_price_unit(self):
        others = self.filtered(lambda line: not line.amazon_order_id)
        super(SaleOrderLine, others)._compute_price_unit()

    def _compute_discount(self):
        others = self.filtered(lambda line: not line.amazon_order_id)
        super(SaleOrderLine, others)._compute_discount()

    def _get_amazon_key(self):
        """:return: tuple (item id or None, charge or None) that identifies the line"""
        return self.amazon_item_id.id or None, self.amazon_charge or None

    def _drop_for_amazon(self):
        """Amazon no longer knows this line: take it out, or to zero once confirmed."""
        if self.order_id.state in ("draft", "sent"):
            self.unlink()
        elif self.product_uom_qty:
            self.product_uom_qty = max(self.qty_delivered, 0)
