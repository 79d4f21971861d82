"""Sales lines, and which item or charge of which Amazon order they stand for."""

from odoo import api, fields, models

# Facts of a line that follow Amazon; the rest is the user's.
FOLLOWED = ("product_uom_qty", "price_unit", "extra_tax_data")


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
        return super(SaleOrderLine, others)._compute_price_unit()

    def _compute_discount(self):
        others = self.filtered(lambda line: not line.amazon_order_id)
        return super(SaleOrderLine, others)._compute_discount()

    def _get_amazon_changes(self, vals):
        """What of a line's values differs from what Amazon says now.

        Fewer units than were delivered are a return, which is for a person to decide.

        :param vals: value dict as for a new line
        :return: value dict to write, empty when nothing differs
        """
        vals = self._count_in_own_unit(vals)
        vals = dict(vals, product_uom_qty=max(vals["product_uom_qty"], self.qty_delivered))
        changes = {name: vals[name] for name in FOLLOWED if (self[name] or 0) != (vals[name] or 0)}
        if changes or set(self.tax_ids.ids) != set(vals["tax_ids"][0][2]):
            changes["tax_ids"] = vals["tax_ids"]
        return changes

    def _count_in_own_unit(self, vals):
        """:return: what Amazon says in the unit of this line, if a person has changed that: the
        quantity follows, the price stays theirs
        """
        piece = self.amazon_item_id._get_piece()
        if piece == 1:
            return vals
        quantity = vals["product_uom_qty"] * piece
        return {**vals, "product_uom_qty": quantity, **self._prepare_money_vals()}

    def _is_amazon_twin(self, vals):
        """Whether a line that has no link to Amazon is the one that would be made of these values.

        Charges are told by their price: their products may be others than before.

        :param vals: value dict as for a new line
        """
        prices = (self.price_unit, vals["price_unit"])
        same_price = self.currency_id.compare_amounts(*prices) == 0
        same_goods = "amazon_charge" in vals or self.product_id.id == vals["product_id"]
        quantity = vals["product_uom_qty"]
        same_quantity = self.product_uom_id.compare(self.product_uom_qty, quantity) == 0
        # A line that counts packs as Amazon does is none of single units.
        usual = (self.product_id.uom_id.id, self.product_uom_id.id)
        same_unit = "amazon_charge" in vals or vals["product_uom_id"] in usual
        return same_goods and same_price and same_quantity and same_unit

    def _adopt_for_amazon(self, vals):
        """Let a line stand for an item or a charge of an Amazon order; what it says stays.

        :param vals: value dict as for a new line
        """
        links = ("amazon_order_id", "amazon_item_id", "amazon_charge")
        self.write({name: vals[name] for name in links if name in vals})
        self.amazon_item_id.sale_line_id = self
        self.amazon_item_id._count_as_line()

    def _get_amazon_key(self):
        """:return: tuple (item id or None, charge or None) that identifies the line"""
        return self.amazon_item_id.id or None, self.amazon_charge or None

    def _drop_for_amazon(self):
        """Amazon no longer knows this line: take it out, or to zero once confirmed."""
        if self.order_id.state in ("draft", "sent"):
            self.unlink()
        elif self.product_uom_qty:
            self.product_uom_qty = max(self.qty_delivered, 0)
