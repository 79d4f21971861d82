"""Which sales orders of a store are to be invoiced now, and doing it chunk by chunk."""

from functools import partial

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import split_every

from ...spapi.words import SHIPPED
from ..sync.races import in_new_transaction

# Posting takes the lock of the journal's numbers: so many invoices hold it for half a second.
CHUNK = 100
# Sales orders whose numbers are looked for among invoices in one run.
MOST_TYPED = 5000


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    # Entry points

    def action_create_invoices(self):
        """Create now the invoices that are due, those on hold too, and book what is paid.

        :return: the ``amazon.operation`` records
        """
        self.check_access("read")
        may = "amazon_connector.group_manager,account.group_account_invoice"
        if not self.env.su and not self.env.user.has_groups(may):
            raise AccessError(self.env._("Ask somebody who may create invoices."))
        self.sudo()._retry_invoices()
        return self.env["amazon.schedule"]._run_now("amazon.invoicing", stores=self)

    # What is due

    def _get_due_domain(self):
        """Which sales orders the job invoices: what has left and is not invoiced yet. A hook.

        :return: ``Domain`` of ``sale.order``
        """
        return (
            Domain("amazon_store_id", "=", self.id)
            # Booked by settlements alone, as the store was set when they came in.
            & Domain("amazon_order_ids", "not any", [("accounting_mode", "=", "per_settlement")])
            & Domain("date_order", ">=", self._get_invoices_since())
            & self.env["sale.order"]._get_untyped_domain()
            & self._get_left_domain()
        )

    @api.model
    def _get_left_domain(self):
        """Sales orders that can be invoiced, as their goods have left.

        Of an order that has left in part only lines that are invoiced by delivered quantity are
        due: what else there is would be invoiced before it is shipped.

        :return: ``Domain`` of ``sale.order``
        """
        kept = [
            ("qty_to_invoice", ">", 0),
            ("product_id.type", "!=", "service"),
            ("product_id.invoice_policy", "=", "order"),
        ]
        without_goods = Domain("delivery_status", "=", False) & Domain(
            "amazon_order_ids", "not any", [("status", "!=", SHIPPED)]
        )
        partial = Domain("delivery_status", "=", "partial")
        in_part = partial & Domain("order_line", "not any", kept)
        # What is open of it is on its way back: the receipt of a return.
        leaving = [("state", "not in", ("done", "cancel")), ("picking_type_code", "!=", "incoming")]
        returned = partial & Domain("picking_ids", "not any", leaving)
        return (
            Domain("state", "=", "sale")
            & Domain("invoice_status", "=", "to invoice")
            & Domain("amazon_closes_at", "=", False)
            & (Domain("delivery_status", "=", "full") | without_goods | in_part | returned)
        )

    # Doing it

    def _invoice_due(self, operation):
        """Invoice what is due, each chunk with a commit of its own.

        :return: whether everything was done before the time was up
        """
        own = Domain("amazon_store_id", "=", self.id)
        in_new_transaction(self.env, partial(self.env["sale.order"]._release_taken_back, own))
        if not self._makes_invoices():
            return self._link_typed_invoices()
        awake = Domain("amazon_invoice_retry_at", "=", False) | Domain(
            "amazon_invoice_retry_at", "<=", fields.Datetime.now()
        )
        due = self.env["sale.order"].search(self._get_due_domain() & awake, order="date_order, id")
        for chunk in self._split_due(due):
            done = in_new_transaction(self.env, partial(self._invoice_chunk, chunk.ids))
            held = len(done.filtered("amazon_invoice_hold"))
            operation._count(processed=len(done) - held, held=held)
            if not operation._checkpoint(len(done)):
                return False
        return True

    def _link_typed_invoices(self):
        """Where people create all invoices: find those that do not come from the sales order.

        :return: whether everything was done before the time was up
        """
        if self.accounting_mode == "per_order":
            due = self.env["sale.order"].search(self._get_due_domain(), limit=MOST_TYPED)
            unclear = due._adopt_typed_invoices()
            for sale, reason in unclear.items():
                sale._hold_invoice(reason)
            (due - due.browse().concat(*unclear))._release_invoice()
        return True

    def _makes_invoices(self):
        """Whether the store's sales orders are invoiced by the connector at all. A hook."""
        return self.invoicing != "none"

    def _split_due(self, due):
        """:return: list of ``sale.order`` recordsets that are invoiced in one transaction each"""
        if self.invoicing == "collective":
            return due._split_by_period()
        return list(split_every(CHUNK, due.ids, due.browse))

    def _invoice_chunk(self, ids):
        """Invoice sales orders in this transaction; what cannot be invoiced is held alone.

        A person who invoices one of them at this moment writes its row too: one of the two loses
        the race, begins anew and finds the invoice of the other.

        :return: ``sale.order``, those that were still due and free
        """
        due = Domain("id", "in", ids) & self._get_due_domain()
        sales = self.env["sale.order"].search(due, order="date_order, id")
        sales = sales.try_lock_for_update(allow_referencing=True)
        sales._invoice_safely()
        return sales

    # With their settlement

    def _invoice_settled_orders(self, orders, day):
        """Give number and date to the invoices of orders that Amazon has settled.

        For stores whose invoices are *posted with their settlement*. What has no invoice yet gets
        one; what cannot be invoiced is held with its reason. The caller commits.

        :param orders: ``amazon.order`` of this store
        :param day: ``date`` of the invoices, in the store's time zone
        :return: ``account.move``, the invoices that were posted
        """
        if self.invoicing != "settlement":
            return self.env["account.move"]
        sales = orders.sale_order_id.filtered(lambda sale: sale.invoice_status == "to invoice")
        sales._invoice_safely(day)
        drafts = orders.sale_order_id.invoice_ids.filtered(
            lambda move: move.state == "draft" and move.move_type == "out_invoice"
        )
        return drafts._post_settled(self, day)
