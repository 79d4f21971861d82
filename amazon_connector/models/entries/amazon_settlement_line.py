"""How each row of a settlement is booked, and the way from the row to its journal item."""

from odoo import api, fields, models
from odoo.tools import SQL

# Where a row goes. An order's row is open until it is known whether its invoice is paid already.
RESULT, ORDER, PAYMENT, AHEAD, BEFORE, SKIPPED = (
    "result",
    "order",
    "payment",
    "ahead",
    "before",
    "skipped",
)
# Sales and refunds that a settlement has booked; tax that Amazon collects is booked in any mode.
SOLD = ("sale", "refund")
LINK_LATE = """
    UPDATE amazon_settlement_line l
       SET amazon_order_id = found.order_id,
           order_item_id = found.item_id,
           product_id = COALESCE(l.product_id, found.product_id)
      FROM (SELECT r.id, o.id AS order_id, i.id AS item_id, i.product_id
              FROM amazon_settlement_line r
              JOIN amazon_order o ON o.account_id = r.account_id AND o.amazon_ref = r.order_ref
         LEFT JOIN amazon_order_item i ON i.order_id = o.id AND i.amazon_ref = r.item_ref
             WHERE r.account_id = %s AND r.amazon_order_id IS NULL AND r.booking IS NOT NULL
               AND r.worth IS NOT NULL
               AND (i.id IS NOT NULL OR o.state IN ('done', 'ignored'))) found
     WHERE found.id = l.id
"""


class AmazonSettlementLine(models.Model):
    _inherit = "amazon.settlement.line"

    booking = fields.Selection(
        [
            (RESULT, "Result"),
            (ORDER, "Order, to be paid"),
            (PAYMENT, "Payment"),
            (AHEAD, "Paid already"),
            (BEFORE, "Order from before going live"),
            (SKIPPED, "Skipped"),
        ],
        string="Booked as",
        readonly=True,
        help="Result: on the account of its kind. Payment: pays an invoice or credit note. Paid "
        "already: its invoice or credit note was paid on the clearing account, the row adds "
        "nothing. Skipped: stays on clearing.",
    )
    move_id = fields.Many2one(related="move_line_id.move_id", string="Journal Entry")
    # Accountants do not open Amazon's orders, in which buyers' data are, but their sales orders.
    sale_order_id = fields.Many2one(related="amazon_order_id.sale_order_id")

    _order_index = models.Index("(order_ref) WHERE booking IN ('payment', 'ahead')")
    _open_index = models.Index("(settlement_id, order_ref) WHERE booking = 'order'")

    # Few: orders that Odoo did not have when their settlement was booked.
    _unknown_index = models.Index(
        "(account_id, order_ref) WHERE amazon_order_id IS NULL AND booking IS NOT NULL"
    )

    @api.model
    def _find_sold(self, accounts, refs):
        """Orders that Odoo did not have when a settlement booked their sale or refund.

        :param accounts: ``amazon.account``
        :param refs: Amazon order ids
        :return: set of (id of the account, Amazon order id)
        """
        self.flush_model(["booking", "amazon_order_id", "kind_id"])
        query = SQL(
            """
            SELECT DISTINCT l.account_id, l.order_ref
              FROM amazon_settlement_line l
              JOIN amazon_fee_kind k ON k.id = l.kind_id AND k.code IN %s
             WHERE l.account_id IN %s AND l.order_ref IN %s
               AND l.amazon_order_id IS NULL AND l.booking = %s
            """,
            SOLD,
            tuple(accounts.ids),
            tuple(refs),
            RESULT,
        )
        return set(self.env.execute_query(query))

    @api.model
    def _link_late_orders(self, account):
        """Rows that were booked before Odoo had their orders find them.

        :param account: ``amazon.account``
        """
        self.env.flush_all()
        self.env.cr.execute(SQL(LINK_LATE, account.id))
        if self.env.cr.rowcount:
            self.invalidate_model(["amazon_order_id", "order_item_id", "product_id"])

    def action_view_move(self):
        """Open the journal entry that this row is on."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": self.move_line_id.move_id.id,
            "view_mode": "form",
        }

    def action_view_sale_order(self):
        """Open the sales order that this row is of.

        :return: window action
        """
        self.ensure_one()
        return self.sale_order_id.get_formview_action()
