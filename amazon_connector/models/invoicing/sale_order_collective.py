"""Collective invoices: the orders of a day, a week or a month on one invoice (F1)."""

from contextlib import closing

from odoo import fields, models
from odoo.tools import format_date, split_every

from ..sync.try_each import try_each

# A larger invoice is read, printed and corrected by nobody.
MOST_ORDERS = 500
LONGEST_ORIGIN = 2000


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _split_by_period(self):
        """The orders of each period that is over, apart by what an invoice can have only once.

        :return: list of ``sale.order`` recordsets, each for one invoice
        """
        today = self.amazon_store_id._get_local_date(fields.Datetime.now()) if self else None
        over = self.filtered(lambda sale: sale._get_amazon_period_end() < today)
        return [
            chunk
            for group in over.grouped(lambda sale: sale._get_collective_key()).values()
            for chunk in split_every(MOST_ORDERS, group.ids, self.browse)
        ]

    def _get_amazon_period_end(self):
        return self.amazon_store_id._get_period_end(self._get_amazon_invoice_date())

    def _get_collective_key(self):
        """What orders share that stand on one collective invoice. A hook.

        :return: tuple, its first value the last day of the period
        """
        return (
            self._get_amazon_period_end(),
            self.partner_invoice_id,
            self.currency_id,
            self.fiscal_position_id,
            self.journal_id,
            self.payment_term_id,
            # A business needs its own VAT id on its invoice.
            self._get_amazon_buyer_vat(),
        )

    def _collect_invoices(self, vals_list):
        """One invoice of the lines of all.

        :param vals_list: value dicts of the orders' own invoices
        :return: list with one value dict
        """
        first = vals_list[0]
        lines = [line for vals in vals_list for line in vals["invoice_line_ids"]]
        for sequence, (_command, _id, line) in enumerate(lines):
            line["sequence"] = sequence
        supplied = [vals["delivery_date"] for vals in vals_list if vals.get("delivery_date")]
        common = {
            "ref": self.env._(
                "%(store)s until %(day)s",
                store=self.amazon_store_id.display_name,
                day=format_date(self.env, first["invoice_date"]),
            ),
            "invoice_origin": ", ".join(self.mapped("name"))[:LONGEST_ORIGIN],
            "payment_reference": False,
            # Each order went to another address.
            "partner_shipping_id": first["partner_id"],
            "invoice_line_ids": lines,
        }
        if supplied:
            common["delivery_date"] = max(supplied)
        return [first | common]

    def _invoice_together(self, plan):
        """One invoice of all but those who fail, not the many that finding these takes.

        :param plan: dict ``sale.order`` → value dict of the dates
        :return: dict ``sale.order`` → reason
        """
        with closing(self.env.cr.savepoint()) as trial:
            failed = try_each(self, lambda batch: batch._invoice_for_amazon(plan))
            if not failed:
                trial.close(rollback=False)
                return failed
        good = self - self.browse().concat(*failed)
        return failed | try_each(good, lambda batch: batch._invoice_for_amazon(plan))
