"""Sales lines that Amazon cancels: what has left stays, deliveries and draft invoices shrink."""

from odoo import models
from odoo.fields import Command


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _get_moves_gone(self):
        """The moves by which goods of these lines have reached the buyer."""
        return self.move_ids.filtered(
            lambda move: move.state == "done" and move.location_dest_id.usage == "customer"
        )

    def _get_moves_picked(self):
        """The moves by which goods were picked or packed but have not left."""
        return self.move_ids.filtered(
            lambda move: move.state == "done" and move.location_dest_id.usage == "internal"
        )

    def _get_invoices_posted(self):
        """The posted invoices of these lines that no credit note has taken back."""
        return self.invoice_lines.move_id.filtered(
            lambda move: (
                move.state == "posted"
                and move.move_type == "out_invoice"
                and move.payment_state != "reversed"
            )
        )

    def _withdraw_for_amazon(self):
        """Lower the lines to what was delivered; nothing more of them is picked."""
        open_moves = self.move_ids.filtered(
            lambda move: move.state not in ("done", "cancel") and move.picking_code != "incoming"
        )
        # First the moves, all steps of them: the smaller quantity then asks for no counter-move.
        open_moves._action_cancel()
        with self.order_id._unlocked_for_amazon():
            for line in self:
                line._drop_for_amazon()

    def _drop_draft_invoice_lines(self):
        """Take the lines off draft invoices; an invoice of which nothing is left is cancelled."""
        drafts = self.invoice_lines.filtered(lambda line: line.move_id.state == "draft")
        for invoice, lines in drafts.grouped("move_id").items():
            if invoice.invoice_line_ids <= lines:
                invoice.button_cancel()
            else:
                invoice.invoice_line_ids = [Command.delete(line.id) for line in lines]
