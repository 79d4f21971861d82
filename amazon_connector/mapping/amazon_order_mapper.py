"""An Amazon order as values of Odoo's sales order. No network, no writes."""

from collections import defaultdict
from decimal import Decimal

from odoo import models

from .amazon_tax_mapper import ITEM, LineAmount

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
            "carrier_id": self._get_carrier(document, order).id,
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
        """The warehouse that delivers the order: as routed. A hook.

        :return: ``stock.warehouse``
        """
        return document.warehouse_id or document._get_store_warehouse()

    def _get_carrier(self, document, order):
        """The delivery method of the sales order. A hook.

        :return: ``delivery.carrier``, empty when the service is mapped to none
        """
        if order.fulfilled_by == "AMAZON":
            return self.env["delivery.carrier"]
        return document.store_id.shipping_map_ids._get_carrier(order.service_level)

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
        return lines + [
            self._prepare_charge_line_vals(document, order, charge)
            for charge in self._collect_charges(document, order)
        ]

    def _prepare_sale_order_line_vals(self, document, order, item, record):
        """Values of the sales line of one item. A hook; prices are as Amazon charged them.

        :param item: ``spapi.orders.OrderItem``
        :param record: its ``amazon.order.item``, with listing and product
        :return: dict for ``sale.order.line``
        """
        product = record._get_product()
        amount = self._get_item_amount(document, item, product)
        return {
            "product_id": product.id,
            "name": item.title or product.display_name,
            "product_uom_qty": item.quantity_ordered,
            "product_uom_id": product.uom_id.id,
            "discount": 0.0,
            "amazon_order_id": document.id,
            "amazon_item_id": record.id,
            **self.env["amazon.tax.mapper"]._prepare_tax_vals(document, order, amount),
            **self._prepare_analytic_vals(),
        }

    def _prepare_charge_line_vals(self, document, order, charge):
        """Values of the line of a charge: shipping, gift wrap, promotion, … A hook.

        :param charge: ``LineAmount`` named ``shipping``, ``gift_wrap``, ``cod_fee``, ``tip``,
            ``discount``, ``tax``, ``collected_tax`` or ``other_charge``; negative for money off
        :return: dict for ``sale.order.line``
        """
        store = document.store_id
        product = store[f"product_{charge.name}_id"] or store.product_other_charge_id
        return {
            "product_id": product.id,
            "name": product.name,
            "product_uom_qty": 1,
            "product_uom_id": product.uom_id.id,
            "discount": 0.0,
            "amazon_order_id": document.id,
            "amazon_charge": self._get_charge_key(charge),
            **self.env["amazon.tax.mapper"]._prepare_tax_vals(document, order, charge),
            **self._prepare_analytic_vals(),
        }

    # Amounts

    def _get_amounts(self, document, order):
        """What Amazon states for each line of an order.

        :return: list of ``LineAmount``: items with a quantity, then charges
        """
        items = {item.amazon_ref: item for item in document.item_ids}
        amounts = [
            self._get_item_amount(document, item, items[item.item_id]._get_product())
            for item in order.items
            if item.quantity_ordered
        ]
        return amounts + self._collect_charges(document, order)

    def _get_item_amount(self, document, item, product):
        """:return: ``LineAmount`` of the goods of an item, without charges and promotions"""
        goods = [charge for charge in item.charges if charge.kind == ITEM]
        return LineAmount(
            ITEM,
            item.quantity_ordered,
            sum((charge.amount for charge in goods), Decimal(0)),
            sum((charge.tax for charge in goods), Decimal(0)),
            item.tax_collected_by_amazon,
            self._is_deemed(item),
            product,
        )

    def _collect_charges(self, document, order):
        """Add up the charges of an order by name; the goods themselves are left out.

        Promotions stay one amount for the whole order: nothing is spread, no cent is lost. Where
        tax is imported, what Amazon collects itself stays apart from the rest.

        :return: list of ``LineAmount`` with an amount or a tax
        """
        mode = document.store_id.tax_mode
        sums = defaultdict(lambda: [Decimal(0), Decimal(0)])

        def add(name, item, amount, tax):
            who = (item.tax_collected_by_amazon, self._is_deemed(item))
            total = sums[name, *(who if mode == "import" else (False, False))]
            total[0] += amount
            total[1] += tax

        for item in order.items:
            tax_name = "collected_tax" if item.tax_collected_by_amazon else "tax"
            for charge in item.charges:
                if charge.kind != ITEM:
                    name = CHARGE_NAMES.get(charge.kind, "other_charge")
                    add(name, item, charge.amount, charge.tax)
                add("discount", item, -charge.discount, -charge.discount_tax)
                if mode == "charge":
                    add(tax_name, item, charge.tax - charge.discount_tax, Decimal(0))
        if order.tip:
            sums["tip", False, False][0] += order.tip
        return [
            LineAmount(name, 1, amount, tax, collected, deemed)
            for (name, collected, deemed), (amount, tax) in sums.items()
            if amount or (tax and mode == "import")
        ]

    @staticmethod
    def _get_charge_key(charge):
        """What identifies the line of a charge when the order changes."""
        who = "collected" if charge.collected else "deemed" if charge.deemed else ""
        return f"{charge.name}.{who}" if who else charge.name

    @staticmethod
    def _is_deemed(item):
        """Whether Amazon is the supplier in law, so that the seller's own rate is 0 %."""
        return bool(item.reporting_schemes & {"IOSS", "UOSS"})

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
        if document.store_id.tax_mode == "ignore":
            return self.env._("The store ignores Amazon's tax.")
        return self.env._("The sales order was changed in Odoo, or a tax was computed on top.")
