"""On whose account and on which terms an Amazon order is sold, and what the buyer adds to it."""

from odoo import models


class AmazonOrderMapper(models.AbstractModel):
    _inherit = "amazon.order.mapper"

    def _prepare_sale_order_vals(self, document, order, partners):
        vals = super()._prepare_sale_order_vals(document, order, partners)
        vals.update(self._prepare_customer_vals(document, partners))
        vals["amazon_purchase_order_ref"] = order.buyer.purchase_order_number or False
        return vals

    def _prepare_customer_vals(self, document, partners):
        """Customer, addresses and terms of a sales order. A hook.

        :param document: ``amazon.order``
        :param partners: ``OrderPartners``
        :return: dict for ``sale.order``
        """
        return {
            "partner_id": partners.buyer.id,
            "partner_invoice_id": partners.payer.id,
            "partner_shipping_id": partners.recipient.id,
            **document.store_id._prepare_terms_vals(),
        }

    def _prepare_sale_order_line_vals(self, document, order, item, record):
        vals = super()._prepare_sale_order_line_vals(document, order, item, record)
        vals.update(self._prepare_store_analytic_vals(document.store_id))
        if item.gift_message:
            vals["name"] += "\n" + self.env._("Gift message: %s", item.gift_message)
        return vals

    def _prepare_charge_line_vals(self, document, order, charge):
        vals = super()._prepare_charge_line_vals(document, order, charge)
        vals.update(self._prepare_store_analytic_vals(document.store_id))
        return vals

    def _prepare_store_analytic_vals(self, store):
        """:return: dict for ``sale.order.line``, empty where the store has no analytic account"""
        account = store.analytic_account_id
        return {"analytic_distribution": {str(account.id): 100.0}} if account else {}
