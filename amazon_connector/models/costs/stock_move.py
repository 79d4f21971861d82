"""Which entry has booked the cost of a move: each is booked once."""

from odoo import fields, models


class StockMove(models.Model):
    _inherit = "stock.move"

    amazon_cost_move_id = fields.Many2one(
        "account.move",
        string="Cost Entry",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
