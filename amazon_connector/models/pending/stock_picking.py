"""Transfers that hold stock for pending Amazon orders: nothing ever leaves with them."""

from odoo import fields, models
from odoo.exceptions import UserError

from ..delivery.stock_picking import HOLD


class StockPicking(models.Model):
    _inherit = "stock.picking"

    amazon_order_id = fields.Many2one(
        "amazon.order",
        string="Holds Stock for",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="Pending Amazon order whose goods are put aside by this transfer. It is cancelled "
        "automatically when the order is paid, its real delivery then takes the goods, or when the "
        "order is cancelled.",
    )

    def _get_amazon_held(self):
        """:return: dict ``product.product`` → quantity that these transfers are to hold"""
        return {
            product: sum(moves.mapped("product_qty"))
            for product, moves in self.move_ids.grouped("product_id").items()
        }

    def _check_no_hold(self):
        """:raises UserError: one of these transfers only holds stock: its goods stay"""
        held = self.filtered(lambda picking: picking._get_amazon_owner().kind == HOLD)
        if held:
            raise UserError(
                self.env._(
                    "%(transfers)s only holds stock for an Amazon order that is not paid yet. "
                    "Nothing may leave: the delivery comes automatically once the order is paid.",
                    transfers=", ".join(held.mapped("name")),
                )
            )
