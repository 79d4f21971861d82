"""Journal items of Amazon: their store, kind and order, and the rows that they are made of."""

from odoo import fields, models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    amazon_store_id = fields.Many2one(
        "amazon.store",
        string="Amazon Store of the Row",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    amazon_document_store_id = fields.Many2one(
        related="move_id.amazon_store_id",
        string="Amazon Store",
        help="Store of the invoice or entry that the journal item is on.",
    )
    amazon_refs = fields.Char(
        related="move_id.amazon_refs", string="Amazon Orders", related_sudo=True
    )
    amazon_kind_id = fields.Many2one(
        "amazon.fee.kind", string="Amazon Fee Kind", readonly=True, ondelete="restrict"
    )
    amazon_order_ref = fields.Char(
        string="Amazon Order of the Row", readonly=True, index="btree_not_null"
    )
    amazon_row_ids = fields.One2many(
        "amazon.settlement.line", "move_line_id", string="Amazon Rows", readonly=True
    )

    def action_view_amazon_rows(self):
        """Open the rows of settlements that these journal items are made of."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Amazon Rows"),
            "res_model": "amazon.settlement.line",
            "view_mode": "list,pivot",
            "domain": [("move_line_id", "in", self.ids)],
        }
