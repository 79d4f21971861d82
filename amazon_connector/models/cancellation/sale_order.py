"""Sales orders whose Amazon order is cancelled, and Amazon orders whose sales order is.

What becomes of a cancellation at each stage is laid down in ``docs/cancellations.md``.
"""

from contextlib import contextmanager

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...context_keys import SILENT


class SaleOrder(models.Model):
    _inherit = "sale.order"

    amazon_cancel_note = fields.Char(
        string="Cancellation at Amazon", compute="_compute_amazon_cancel_note", compute_sudo=True
    )
    amazon_can_cancel = fields.Boolean(
        compute="_compute_amazon_cancel_note",
        compute_sudo=True,
        help="Whether Amazon would still take a cancellation of this order.",
    )

    @api.depends("state", "amazon_order_ids.cancel_note", "amazon_order_ids.can_cancel")
    def _compute_amazon_cancel_note(self):
        for sale in self:
            documents = sale.amazon_order_ids
            sale.amazon_cancel_note = "\n".join(filter(None, documents.mapped("cancel_note")))
            sale.amazon_can_cancel = any(documents.mapped("can_cancel"))

    # From Amazon to Odoo

    def _cancel_for_amazon(self, documents):
        """Amazon has cancelled: take back what has not left; the rest is for a person to decide.

        A sales order that stands for nothing else is cancelled as a whole, else each order's
        lines are lowered to what was delivered.

        :param documents: the cancelled ``amazon.order`` of these sales orders
        """
        live = self.filtered(lambda sale: sale.state != "cancel")
        whole = live.filtered(
            lambda sale: (
                sale._has_only_cancelled(documents) and not sale.order_line._get_moves_gone()
            )
        )
        for document in documents.filtered(lambda document: document.sale_order_id in live):
            document._tell_cancelled()
            lines = document._get_sale_lines()
            lines._drop_draft_invoice_lines()
            if document.sale_order_id not in whole:
                lines._withdraw_for_amazon()
        whole.with_context(**{SILENT: True})._action_cancel()

    def _has_only_cancelled(self, documents):
        """Whether nothing remains but these and earlier cancelled orders; an open day may grow."""
        others = self.amazon_order_ids - documents
        return not self.amazon_closes_at and all(others.mapped("cancelled_at"))

    @contextmanager
    def _unlocked_for_amazon(self):
        """What changed at Amazon enters locked orders too: the lock keeps people's hands off."""
        locked = self.filtered("locked")
        locked.locked = False
        yield
        locked.locked = True

    # From Odoo to Amazon

    @api.ondelete(at_uninstall=False)
    def _unlink_except_open_at_amazon(self):
        open_ones = self.sudo().amazon_order_ids._filter_cancellable()
        if open_ones:
            raise UserError(
                self.env._(
                    "%(orders)s is still to be shipped: without its sales order nobody would "
                    "know. Cancel it at Amazon, or void the Amazon order, first.",
                    orders=", ".join(open_ones.mapped("amazon_ref")),
                )
            )

    def _action_cancel(self):
        result = super()._action_cancel()
        if not self.env.context.get(SILENT):
            self.sudo().amazon_order_ids._filter_cancellable()._follow_cancelled_sale()
        return result

    def action_amazon_cancel(self):
        """Ask for the reason, then cancel these orders at Amazon."""
        return self.amazon_order_ids.action_cancel_at_amazon()
