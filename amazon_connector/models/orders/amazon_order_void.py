"""Void and import again: the sales order is taken back, the link forgotten, the order reloaded."""

from odoo import api, models
from odoo.exceptions import UserError

from ...context_keys import SILENT


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    def action_void(self):
        """Take back what Odoo made of these orders, and import them again from Amazon.

        :return: the ``amazon.operation`` records, one per account
        :raises UserError: when goods have left or an invoice is posted
        """
        self.check_access("unlink")  # What was made of them goes.
        documents = self.sudo()  # Who voids needs no rights in sales, stock and accounting.
        for document in documents:
            document._check_voidable()
        for document in documents:
            document._void(self.env.user)
        return self.action_reload()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sold(self):
        sold = self.filtered(lambda document: document.sale_order_id.state not in (False, "cancel"))
        if sold:
            raise UserError(
                self.env._(
                    "%(orders)s cannot be deleted: the sales orders %(sales)s are alive. Void the "
                    "Amazon orders or cancel the sales orders first.",
                    orders=", ".join(sold.mapped("amazon_ref")),
                    sales=", ".join(sold.sale_order_id.mapped("name")),
                )
            )

    def _check_voidable(self):
        """:raises UserError: a sentence that says what stands against it"""
        lines = self._get_sale_lines()
        if gone := lines._get_moves_gone():
            raise UserError(
                self.env._(
                    "%(order)s cannot be voided: its delivery %(delivery)s is done. Take the "
                    "goods in as a return and correct the sales order instead.",
                    order=self.amazon_ref,
                    delivery=", ".join(gone.picking_id.mapped("name")),
                )
            )
        if invoices := lines._get_invoices_posted():
            raise UserError(
                self.env._(
                    "%(order)s cannot be voided: its invoice %(invoice)s is posted. Reverse it "
                    "by a credit note first.",
                    order=self.amazon_ref,
                    invoice=", ".join(invoices.mapped("name")),
                )
            )

    def _void(self, user):
        """Cancel the sales order, or this order's part of a shared one, and forget the link."""
        sale, lines = self.sale_order_id, self._get_sale_lines()
        lines._drop_draft_invoice_lines()
        if sale.amazon_order_ids == self and not sale.amazon_closes_at:
            sale.with_context(**{SILENT: True})._action_cancel()
        elif sale.state != "cancel":
            lines._withdraw_for_amazon()
        if sale:
            self._message_log(
                body=self.env._(
                    "%(user)s has voided %(sale)s to import the order again.",
                    user=user.name,
                    sale=sale._get_html_link(),
                )
            )
            sale.message_post(
                body=self.env._(
                    "%(user)s has voided Amazon order %(order)s here to import it again.",
                    user=user.name,
                    order=self.amazon_ref,
                )
            )
        self._forget_sale(lines.exists())

    def _forget_sale(self, lines):
        """Make the document as it was before its import; the sales order keeps its lines.

        :param lines: ``sale.order.line`` that stood for this order
        """
        lines.write({"amazon_order_id": False, "amazon_item_id": False, "amazon_charge": False})
        self.item_ids.write({"sale_line_id": False, "excess_quantity": 0})
        self.write(
            {
                "sale_order_id": False,
                "state": "received",
                "reason": False,
                "cancelled_at": False,
                "address_key": False,
                "dismissed_by_id": False,
                "is_requested": True,
            }
        )
