"""Amazon orders on their way to invoices: whose they are, their dates, who has been paid."""

from odoo import fields, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    amazon_purchase_order_ref = fields.Char(
        string="Buyer's PO Number",
        copy=False,
        readonly=True,
        index="btree_not_null",
        help="Order number that a business buyer gave at Amazon.",
    )

    def _prepare_invoice(self):
        vals = super()._prepare_invoice()
        store = self.sudo().amazon_store_id
        if store:
            vals |= {"is_amazon": True, "amazon_store_id": store.id}
            if vat := self._get_amazon_buyer_vat():
                vals["amazon_buyer_vat"] = vat
            if own := self.journal_id or store.invoice_journal_id:
                vals["journal_id"] = own.id
            if shipped_at := self._get_amazon_shipped_at():
                # The date of supply.
                vals["delivery_date"] = store._get_local_date(shipped_at)
        return vals

    def _get_amazon_buyer_vat(self):
        """:return: the buyer's VAT id that the customer of the invoice does not have, or "" """
        told = set(filter(None, self.sudo().amazon_order_ids.mapped("buyer_vat")))
        vat = told.pop() if len(told) == 1 else ""
        return vat if vat != self.partner_invoice_id.commercial_partner_id.vat else ""

    def _get_amazon_shipped_at(self):
        """When the goods left, the last of them.

        :return: ``datetime``, UTC, naive; False before anything has left
        """
        done = self.sudo().picking_ids.filtered(
            lambda picking: picking.state == "done" and picking.location_dest_id.usage == "customer"
        )
        return max(filter(None, done.mapped("date_done")), default=False)

    def _get_amazon_invoice_date(self):
        """The day that the store dates invoices by, never one to come. A hook.

        :return: ``date`` in the store's time zone
        """
        store, now = self.amazon_store_id, fields.Datetime.now()
        policy = store.invoice_date_policy
        if policy == "today" and store.invoicing == "collective":
            policy = "shipment"
        moments = {"purchase": self.date_order, "shipment": self._get_amazon_shipped_at()}
        return store._get_local_date(min(moments.get(policy) or now, now))

    def _choose_amazon_invoice_date(self):
        """:return: ``date`` on the invoice: for a collective one the last of its period"""
        store, day = self.amazon_store_id, self._get_amazon_invoice_date()
        return store._get_period_end(day) if store.invoicing == "collective" else day
