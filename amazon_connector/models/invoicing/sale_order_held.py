"""Sales orders that cannot be invoiced now: why, and until when they rest."""

from datetime import timedelta
from functools import cache

from odoo import fields, models
from odoo.exceptions import UserError

from ..sync.isolation import explain_failure

# What a person has to mend is looked at again after this time, or once a setting has changed.
REST = timedelta(hours=4)


class SaleOrder(models.Model):
    _inherit = "sale.order"

    amazon_invoice_hold = fields.Char(
        string="Not Invoiced",
        readonly=True,
        copy=False,
        help="Why the connector has not created the invoice.",
    )
    amazon_invoice_retry_at = fields.Datetime(
        string="Next Try", readonly=True, copy=False, help="When it tries again."
    )

    def _hold_invoice(self, reason):
        """Leave the invoice of these orders to a later try.

        :param reason: sentence for a person
        """
        self.write(
            {
                "amazon_invoice_hold": reason,
                "amazon_invoice_retry_at": fields.Datetime.now() + REST,
            }
        )

    def _release_invoice(self):
        held = self.filtered("amazon_invoice_hold")
        held.write({"amazon_invoice_hold": False, "amazon_invoice_retry_at": False})

    def _hold_unclear_invoices(self):
        """Hold what is to be decided by a person, before anything is created.

        :return: the sales orders that may go on
        """
        unclear = self._adopt_typed_invoices()
        for sale, reason in unclear.items():
            sale._hold_invoice(reason)
        rest = self - self.browse().concat(*unclear)
        rest = rest.filtered_domain(self._get_untyped_domain())
        excess = rest.filtered(
            lambda sale: not any(line.qty_to_invoice > 0 for line in sale.order_line)
        )
        excess._hold_invoice(
            self.env._(
                "More was invoiced than Amazon sold in the end. Create a credit note for the rest."
            )
        )
        return rest - excess

    def _plan_invoices(self, day=None):
        """Date and journal of the invoices of these orders; where the period is locked, or
        there is no rate, they wait.

        :param day: ``date`` of all of them; None: as the store says
        :return: dict ``sale.order`` → value dict with ``invoice_date``, ``date``, ``journal_id``
        """
        plan = {}
        get_journal = cache(lambda store, currency: store._get_invoice_journal(currency))
        for sale in self:
            store = sale.amazon_store_id
            journal = sale.journal_id or get_journal(store, sale.currency_id)
            wanted = day or sale._choose_amazon_invoice_date()
            has_tax = bool(sale.order_line.tax_ids)
            try:
                opened = store._choose_open_day(wanted, has_tax, journal)
                if store.invoicing in ("posted", "collective"):
                    store._check_rate(sale.currency_id, opened, is_any=True)
            except UserError as error:
                sale._hold_invoice(explain_failure(self.env, error))
            else:
                plan[sale] = {
                    "invoice_date": wanted,
                    "date": opened,
                    "journal_id": journal.id,
                }
        return plan
