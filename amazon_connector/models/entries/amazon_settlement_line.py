"""How each row of a settlement is booked, and the way from the row to its journal item."""

from odoo import fields, models

# Where a row goes. An order's row is open until it is known whether its invoice is paid already.
RESULT, ORDER, PAYMENT, AHEAD, BEFORE, SKIPPED = (
    "result",
    "order",
    "payment",
    "ahead",
    "before",
    "skipped",
)


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

    _order_index = models.Index("(order_ref) WHERE booking IN ('payment', 'ahead')")
    _open_index = models.Index("(settlement_id, order_ref) WHERE booking = 'order'")

    def action_view_move(self):
        """Open the journal entry that this row is on."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": self.move_line_id.move_id.id,
            "view_mode": "form",
        }
