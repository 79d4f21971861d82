"""Invoices and payments of a store that are not made: how that is told, and the way to them."""

from odoo import models
from odoo.tools import LazyTranslate

from ..troubles.trouble_kind import TroubleKind

_lt = LazyTranslate(__name__)

INVOICES = {
    "invoices_held": TroubleKind(
        title=_lt("Amazon orders cannot be invoiced"),
        sentence=_lt(
            "Sales orders without invoice: %(count)s. Each says why under Not Invoiced. Mend "
            "that; they are invoiced automatically, or at once by Create Invoices."
        ),
        action="action_view_uninvoiced",
        action_text=_lt("Open Sales Orders"),
    ),
    "invoices_cancelled": TroubleKind(
        title=_lt("Cancelled Amazon orders are invoiced"),
        sentence=_lt(
            "Sales orders that are cancelled and have an invoice: %(count)s. Create credit notes."
        ),
        action="action_view_wrongly_invoiced",
        action_text=_lt("Open Sales Orders"),
    ),
    "payments_held": TroubleKind(
        title=_lt("Payments of Amazon orders cannot be booked"),
        sentence=_lt(
            "Invoices without payment: %(count)s. Each says why under Payment Not Booked. Mend "
            "that; they are paid automatically."
        ),
        action="action_view_unpaid",
        action_text=_lt("Open Invoices"),
    ),
}


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    def _get_invoice_trouble_domains(self):
        """:return: dict kind → (model, domain of the documents that it is about)"""
        own = ("amazon_store_id", "in", self.ids)
        return {
            "invoices_held": (
                "sale.order",
                [own, ("state", "=", "sale"), ("amazon_invoice_hold", "!=", False)],
            ),
            "invoices_cancelled": (
                "sale.order",
                [own, ("state", "=", "cancel"), ("order_line.qty_invoiced", ">", 0)],
            ),
            "payments_held": (
                "account.move",
                [
                    own,
                    ("state", "=", "posted"),
                    ("payment_state", "in", ("not_paid", "partial")),
                    ("amazon_payment_hold", "!=", False),
                ],
            ),
        }

    def _count_invoice_trouble(self, kind):
        model, domain = self._get_invoice_trouble_domains()[kind]
        return self.env[model].search_count(domain)

    def _follow_invoice_troubles(self):
        """Tell of documents that are held, or that it is over."""
        for kind in INVOICES:
            if count := self._count_invoice_trouble(kind):
                self._raise_trouble(kind, count=count)
            else:
                self._close_troubles(kind)

    # Remedies

    def action_view_uninvoiced(self):
        """:return: window action: sales orders that could not be invoiced"""
        return self._get_invoice_action("invoices_held", "sale.action_orders")

    def action_view_wrongly_invoiced(self):
        """:return: window action: cancelled sales orders that have an invoice"""
        return self._get_invoice_action("invoices_cancelled", "sale.action_orders")

    def action_view_unpaid(self):
        """:return: window action: invoices whose payment could not be booked"""
        return self._get_invoice_action("payments_held", "account.action_move_out_invoice_type")

    def _get_invoice_action(self, kind, xmlid):
        _model, domain = self._get_invoice_trouble_domains()[kind]
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return dict(action, domain=domain, context={})
