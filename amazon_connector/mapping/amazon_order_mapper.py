"""An Amazon order as values of Odoo's sales order. No network, no writes."""

from collections import defaultdict
from decimal import Decimal

from odoo import models

ITEM = "ITEM"
# Amazon's kind of charge → the charge's name here; anything new is an "other_charge".
CHARGE_NAMES = {"SHIPPING": "shipping", "GIFT_WRAP": "gift_wrap", "COD_FEE": "cod_fee"}


class AmazonOrderMapper(models.AbstractModel):
    _name = "amazon.order.mapper"
    _description = "Amazon Order to Sales Order"

    def _prepare_sale_order_vals(self, document, order, partners):
        """Values of a new sales order. A hook; for example, to keep Amazon's service level::

            def _prepare_sale_order_vals(self, document, order, partners):
                vals = super()._prepare_sale_order_vals(document, order, partners)
                vals["x_service"] = order.service_level
                return vals

        :param document: ``amazon.order``
        :param order: ``spapi.orders.Order``
        :param partners: ``OrderPartners`` of ``amazon.partner.mapper``
        :return: dict for ``sale.order.create``
        """
        store = document.store_id
        vals = {
            "partner_id": partners.buyer.id,
            "partner_invoice_id": partners.buyer.id,
            "partner_shipping_id": partners.recipient.id,
            "company_id": store.company_id.id,
            "warehouse_id": self._get_warehouse(document, order).id,
            "pricelist_id": store.pricelist_id.id,
            "fiscal_position_id": False,
            "date_order": document.purchase_date,
            "commitment_date": document.ship_by,
            "client_order_ref": document.amazon_ref,
            "origin": document.amazon_ref,
            "team_id": store.team_id.id,
            "user_id": store.user_id.id,
            "amazon_store_id": store.id,
            "order_line": [
                (0, 0, line) for line in self._prepare_sale_order_lines(document, order)
            ],
        }
        return vals

    def _get_warehouse(self, document, order):
        """The warehouse that delivers the order. A hook.

        :return: ``stock.warehouse``
        """
        store = document.store_id
        return store.fba_warehouse_id if order.fulfilled_by == "AMAZON" else store.warehouse_id

    def _prepare_sale_order_lines(self, document, order):
        """All lines of an order: one per item with a quantity, one per kind of charge.

        :return: list of value dicts
        """
        items = {item.amazon_ref: item for item in document.item_ids}
        lines = [
            self._prepare_sale_order_line_vals(document, order, item, items[item.item_id])
            for item in order.items
            if item.quantity_ordered
        ]
        charges = self._collect_charges(order)
        lines += [
            self._prepare_charge_line_vals(document, order, name, amount)
            for name, amount in charges.items()
            if amount
        ]
        return lines

    def _prepare_sale_order_line_vals(self, document, order, item, record):
        """Values of the sales line of one item. A hook; prices are as Amazon charged them.

        :param item: ``spapi.orders.OrderItem``
        :param record: its ``amazon.order.item``, with listing and product
        :return: dict for ``sale.order.line``
        """
        product = record._get_product()
        amount = sum((charge.amount for charge in item.charges if charge.kind == ITEM), Decimal(0))
        return {
            "product_id": product.id,
            "name": item.title or product.display_name,
            "product_uom_qty": item.quantity_ordered,
            "product_uom_id": product.uom_id.id,
            # Not rounded: Odoo multiplies first and rounds the line, as Amazon does.
            "price_unit": float(amount / item.quantity_ordered),
            "discount": 0.0,
            "tax_ids": [(6, 0, self._get_taxes(document, order, ITEM).ids)],
            "amazon_order_id": document.id,
            "amazon_item_id": record.id,
            **self._prepare_analytic_vals(),
        }

    def _prepare_charge_line_vals(self, document, order, name, amount):
        """Values of the line of a charge: shipping, gift wrap, promotion, … A hook.

        :param name: ``shipping``, ``gift_wrap``, ``cod_fee``, ``tip``, ``discount``, ``tax`` or
            ``other_charge``
        :param amount: ``Decimal`` in the order's currency, negative for money off
        :return: dict for ``sale.order.line``
        """
        product = document.store_id[f"product_{name}_id"]
        return {
            "product_id": product.id,
            "name": product.name,
            "product_uom_qty": 1,
            "product_uom_id": product.uom_id.id,
            "price_unit": float(amount),
            "discount": 0.0,
            "tax_ids": [(6, 0, self._get_taxes(document, order, name).ids)],
            "amazon_order_id": document.id,
            "amazon_charge": name,
            **self._prepare_analytic_vals(),
        }

    def _collect_charges(self, order):
        """Add up the charges of an order by name; the goods themselves are left out.

        Promotions stay one amount for the whole order: nothing is spread, no cent is lost.

        :return: dict name → ``Decimal``
        """
        amounts = defaultdict(Decimal)
        for item in order.items:
            for charge in item.charges:
                if charge.kind != ITEM:
                    amounts[CHARGE_NAMES.get(charge.kind, "other_charge")] += charge.amount
                amounts["discount"] -= charge.discount
                amounts["tax"] += charge.tax - charge.discount_tax
        amounts["tip"] += order.tip
        return amounts

    def _get_taxes(self, document, order, name):
        """The taxes of a line. A hook, and the place where tax mapping goes.

        Where Amazon states tax apart from the price (US), the tax is a line of its own and
        nothing is computed; where prices include tax, the store's included tax is shown.

        :param name: ``ITEM`` or the name of a charge
        :return: ``account.tax``
        """
        none = self.env["account.tax"]
        if not document.marketplace_id.prices_include_tax or name == "tax":
            return none
        return document.store_id.tax_id

    def _prepare_analytic_vals(self):
        """Tell Odoo that no analytic rule applies, where the batch's company has none.

        Without this, each line looks for rules with queries of its own.
        """
        if self.env.context.get("amazon_skip_analytic"):
            return {"analytic_distribution": False}
        return {}

    def _explain_difference(self, document, order):
        """Why Odoo's total of an order is not Amazon's.

        :return: sentence, or False when both agree
        """
        currency = document.currency_id
        if not currency or currency.is_zero(document.amount_odoo - document.amount_total):
            return False
        parts = currency.round(float(order.charges_total))
        if not currency.is_zero(parts - document.amount_total):
            return self.env._(
                "Amazon's own lines add up to %(parts)s, its total says %(total)s.",
                parts=currency.format(parts),
                total=currency.format(document.amount_total),
            )
        if document.sale_order_id.currency_id != currency:
            return self.env._(
                "The sales order is in %(odoo)s, Amazon charged %(amazon)s: check the store's "
                "pricelist.",
                odoo=document.sale_order_id.currency_id.name,
                amazon=currency.name,
            )
        return self.env._("The sales order was changed in Odoo, or a tax was computed on top.")
