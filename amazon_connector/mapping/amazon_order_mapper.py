"""An Amazon order as values of Odoo's sales order. No network, no writes."""

from typing import TYPE_CHECKING

from odoo import models

from ..context_keys import SKIP_ANALYTIC

if TYPE_CHECKING:
    from ..spapi.orders import Order, OrderItem
    from .amazon_partner_mapper import OrderPartners
    from .amazon_tax_mapper import LineAmount


class AmazonOrderMapper(models.AbstractModel):
    _name = "amazon.order.mapper"
    _description = "Amazon Order to Sales Order"

    def _prepare_sale_order_vals(
        self, document: models.Model, order: "Order", partners: "OrderPartners"
    ) -> dict:
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
        return {
            **self._prepare_customer_vals(document, partners),
            "company_id": store.company_id.id,
            "warehouse_id": self._get_warehouse(document, order).id,
            "carrier_id": self._get_carrier(document, order).id,
            "date_order": document.purchase_date,
            "commitment_date": document.ship_by,
            "client_order_ref": document.amazon_ref,
            "origin": document.amazon_ref,
            "amazon_store_id": store.id,
            "amazon_purchase_order_ref": order.buyer.purchase_order_number or False,
            "order_line": [
                (0, 0, line) for line in self._prepare_sale_order_lines(document, order)
            ],
        }

    def _prepare_customer_vals(self, document: models.Model, partners: "OrderPartners") -> dict:
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
            **self._prepare_currency_vals(document),
        }

    def _get_warehouse(self, document: models.Model, order: "Order") -> models.Model:
        """The warehouse that delivers the order: as routed. A hook.

        :return: ``stock.warehouse``
        """
        return document.warehouse_id or document._get_store_warehouse()

    def _get_carrier(self, document: models.Model, order: "Order") -> models.Model:
        """The delivery method of the sales order. A hook.

        :return: ``delivery.carrier``, empty when the service is mapped to none
        """
        if order.fulfilled_by == "AMAZON":
            return self.env["delivery.carrier"]
        return document.store_id.shipping_map_ids._get_carrier(order.service_level)

    def _prepare_sale_order_lines(self, document: models.Model, order: "Order") -> list[dict]:
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

    def _prepare_sale_order_line_vals(
        self, document: models.Model, order: "Order", item: "OrderItem", record: models.Model
    ) -> dict:
        """Values of the sales line of one item. A hook; prices are as Amazon charged them.

        :param item: ``spapi.orders.OrderItem``
        :param record: its ``amazon.order.item``, with listing and product
        :return: dict for ``sale.order.line``
        """
        product = record._get_product()
        amount = self._get_item_amount(document, item, product)
        name = item.title or product.display_name
        if item.gift_message:
            name += "\n" + self.env._("Gift message: %s", item.gift_message)
        return {
            "product_id": product.id,
            "name": name,
            "product_uom_qty": item.quantity_ordered,
            "product_uom_id": (record.uom_id or product.uom_id).id,
            "discount": 0.0,
            "amazon_order_id": document.id,
            "amazon_item_id": record.id,
            **self.env["amazon.tax.mapper"]._prepare_tax_vals(document, order, amount),
            **self._prepare_analytic_vals(document.store_id),
        }

    def _prepare_charge_line_vals(
        self, document: models.Model, order: "Order", charge: "LineAmount"
    ) -> dict:
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
            **self._prepare_analytic_vals(document.store_id),
        }

    # Terms

    def _prepare_analytic_vals(self, store: models.Model) -> dict:
        """The store's analytic account; or none, where the batch's company has no analytic rules.

        Without saying so, each line looks for rules with queries of its own.

        :return: dict for ``sale.order.line``, empty where Odoo's rules decide
        """
        if account := store.analytic_account_id:
            return {"analytic_distribution": {str(account.id): 100.0}}
        if self.env.context.get(SKIP_ANALYTIC):
            return {"analytic_distribution": False}
        return {}
