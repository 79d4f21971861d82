"""Invoices of many sales orders, created and posted together (F1).

The same invoices as by Odoo's button, from the same hooks (``_prepare_invoice``,
``_prepare_invoice_line``, ``_create_account_invoices``, ``action_post``). What Odoo looks up for
each line or invoice anew is looked up once, and amounts that are known are given, so that Odoo
finds nothing to correct. Only the note "created from" on each invoice is left out.

Where another addon changes Odoo's ``_create_invoices``, or the system parameter ``SWITCH`` says
so, Odoo's own way is taken. ``docs/extending.md`` tells both.
"""

from odoo import api, models
from odoo.fields import Command
from odoo.tools import str2bool

from ..sync.try_each import try_each

SWITCH = "amazon_connector.batch_invoices"
# Addons whose ``_create_invoices`` are known to change nothing for goods.
KNOWN = ("sale", "sale_timesheet", "amazon_connector")


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _invoice_safely(self, day=None):
        """Create the invoices of these orders as their store says; who fails is held alone.

        :param day: ``date`` of the invoices; None: as the store says
        """
        plan = self._hold_unclear_invoices()._plan_invoices(day)
        sales = self.browse().concat(*plan)
        if self.amazon_store_id.invoicing == "collective":
            failed = sales._invoice_together(plan)
        else:
            failed = try_each(sales, lambda batch: batch._invoice_for_amazon(plan))
        for sale, reason in failed.items():
            sale._hold_invoice(reason)
        (sales - self.browse().concat(*failed))._release_invoice()

    def _invoice_for_amazon(self, plan):
        """Create the invoices of these orders with one call, and post them where the store does.

        :param plan: dict ``sale.order`` → value dict of the dates
        :return: ``account.move``
        """
        if self._is_invoiced_by_odoo():
            moves = self._create_invoices(grouped=self.amazon_store_id.invoicing != "collective")
            for move in moves:
                move.write(plan[move.invoice_line_ids.sale_line_ids.order_id[:1]])
        else:
            vals_list = self._prepare_amazon_invoices(plan)
            if self.amazon_store_id.invoicing == "collective":
                vals_list = self._collect_invoices(vals_list)
            moves = self._create_account_invoices(vals_list, final=False)
        if self.amazon_store_id.invoicing in ("posted", "collective"):
            moves._post_for_amazon()
        return moves

    @api.model
    def _is_invoiced_by_odoo(self):
        """Whether the short cut is switched off, or would pass by what another addon does."""
        switch = self.env["ir.config_parameter"].sudo().get_param(SWITCH, "True")
        return not str2bool(switch, True) or any(
            "_create_invoices" in vars(parent) and getattr(parent, "_module", None) not in KNOWN
            for parent in type(self).__mro__
            if getattr(parent, "_module", None)
        )

    def _prepare_amazon_invoices(self, plan):
        """Values of one invoice for each of these orders.

        :param plan: dict ``sale.order`` → value dict of the dates
        :return: list of dicts for ``account.move.create``, in the order of ``self``
        """
        # Each order gives its lines by id: without the others, every field is read line by line.
        known = self.order_line
        has_rules = self.env.company._has_analytic_rules()
        vals_list = []
        for sale in self:
            lines = sale._get_invoiceable_lines().with_prefetch(known._prefetch_ids)
            line_vals = [
                line._prepare_amazon_invoice_vals(vals, has_rules)
                for sequence, line in enumerate(lines)
                for vals in line._prepare_invoice_lines_vals_list(sequence=sequence)
            ]
            vals = sale._prepare_invoice() | plan[sale]
            vals["invoice_line_ids"] = [
                *vals["invoice_line_ids"],
                *(Command.create(each) for each in line_vals),
            ]
            vals_list.append(vals)
        return vals_list
