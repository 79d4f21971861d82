"""Dialogue: cancel orders at Amazon, and why."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..context_keys import SILENT
from ..models.cancellation.amazon_cancellation import CANCEL_REASONS


class AmazonOrderCancel(models.TransientModel):
    _name = "amazon.order.cancel"
    _description = "Cancel Amazon Orders"

    order_ids = fields.Many2many("amazon.order", string="Orders", required=True)
    reason_code = fields.Selection(
        CANCEL_REASONS,
        string="Reason",
        compute="_compute_reason_code",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        help="Amazon counts cancellations for lack of stock against your account; say Buyer "
        "cancelled where the buyer asked for it.",
    )
    cancel_sales = fields.Boolean(
        string="Cancel Sales Orders Now",
        default=True,
        help="Off: they are cancelled once Amazon shows the cancellation.",
    )

    @api.depends("order_ids")
    def _compute_reason_code(self):
        for wizard in self:
            orders = wizard.order_ids
            asked = orders and all(order.cancel_requested for order in orders)
            usual = orders.store_id[:1].cancel_reason or CANCEL_REASONS[0][0]
            wizard.reason_code = "BuyerCanceled" if asked else usual

    def action_confirm(self):
        """Write the cancellations down for sending, and cancel the sales orders."""
        self.ensure_one()
        orders = self.order_ids._filter_cancellable()
        orders.check_access("write")
        if not orders:
            raise UserError(
                self.env._(
                    "Amazon takes cancellations of unshipped orders that you ship yourself only; "
                    "these are not, or not any more."
                )
            )
        self.env["amazon.cancellation"]._create_for(orders, self.reason_code)
        if self.cancel_sales:
            # Who may cancel at Amazon needs no rights in sales and stock for what follows from it.
            self._cancel_sales(orders.sudo())
        return {"type": "ir.actions.act_window_close"}

    def _cancel_sales(self, orders):
        """Cancel the sales orders that stand for these orders alone and of which nothing left."""
        sales = orders.sale_order_id.filtered(
            lambda sale: (
                sale.state != "cancel"
                and sale.amazon_order_ids <= orders
                and not sale.order_line._get_moves_gone()
            )
        )
        sales.with_context(**{SILENT: True})._action_cancel()
