"""Whether Amazon's money is clear, and why Odoo's total is another: sentences, no writes."""

from typing import TYPE_CHECKING

from odoo import models

from ..spapi.words import CANCELLED, NOT_PAID, TAX

if TYPE_CHECKING:
    from ..spapi.orders import Order


class AmazonOrderMapper(models.AbstractModel):
    _inherit = "amazon.order.mapper"

    def _prepare_currency_vals(self, document: models.Model) -> dict:
        """:return: dict with the pricelist of an order in another currency than its store's"""
        if not document._is_foreign():
            return {}
        pricelist = self.env["product.pricelist"]._find_amazon(
            document.company_id, document.currency_id
        )
        return {"pricelist_id": pricelist.id}

    # Unclear money

    def _explain_unclear_money(self, document: models.Model, order: "Order") -> str:
        """Why an order cannot be booked as Amazon tells it.

        :return: sentence with what to do, or "" when amounts and currency are clear
        """
        if document.status == CANCELLED:
            return ""
        if (unclear := self._explain_currency(document, order)) or document.status in NOT_PAID:
            return unclear
        return self._explain_amounts(document, order) or self._explain_country(document, order)

    def _explain_currency(self, document: models.Model, order: "Order") -> str:
        if not order.currency:
            return ""
        if not document.currency_id:
            return self.env._(
                "Amazon charged in %s, a currency that Odoo does not have. Add it under "
                "Currencies in Accounting, then press Try Again.",
                order.currency,
            )
        sale, store = document.sale_order_id, document.store_id
        usual = sale.currency_id if sale else store._get_sales_currency()
        if not usual or document.currency_id == usual:
            return ""
        if sale:
            return self.env._(
                "The sales order is in %(odoo)s, Amazon charged %(amazon)s. Void the order and "
                "import it again, or correct the sales order.",
                odoo=usual.name,
                amazon=order.currency,
            )
        return self.env._(
            "Amazon charged %(amazon)s, but sales orders of %(store)s are in %(odoo)s. Press "
            "Import as It Is for a sales order in %(amazon)s, or change the store's pricelist.",
            amazon=order.currency,
            store=store.display_name,
            odoo=usual.name,
        )

    def _explain_amounts(self, document: models.Model, order: "Order") -> str:
        is_wanted = any(item.quantity_ordered for item in order.items)
        if is_wanted and not order.has_prices and not order.is_replacement:
            return self.env._(
                "Amazon does not tell what this order costs. It continues automatically once "
                "Amazon does; to ship it now, press Import as It Is and enter the prices yourself."
            )
        if unclear := self._explain_tax_collection(document, order):
            return unclear
        if order.gap is None:
            return self.env._(
                "Amazon states taxes and no total, so nobody knows whether the prices include "
                "them. Press Reload from Amazon, or Import as It Is to add them to the prices."
            )
        rounding = document.currency_id.rounding or 0.01
        if float(order.gap) <= rounding * (len(order.items) + 1):
            return ""
        return self.env._(
            "Amazon's lines add up to %(parts)s, its total says %(total)s, with taxes included or "
            "not. Check the order in Seller Central, then press Import as It Is.",
            parts=document.currency_id.format(float(order.charges_total)),
            total=document.currency_id.format(document.amount_total),
        )

    def _explain_tax_collection(self, document: models.Model, order: "Order") -> str:
        taxed = [item for item in order.items if any(charge.tax for charge in item.charges)]
        if taxed and TAX in (document.untold_data or ""):
            return self.env._(
                "Amazon states taxes and refuses to tell who owes them, you or Amazon. Press "
                "Reload from Amazon once it does, or Import as It Is to book them as yours."
            )
        own = [item for item in taxed if not item.tax_collected_by_amazon]
        unknown = frozenset().union(*(item.unknown_collections for item in own))
        if not unknown:
            return ""
        return self.env._(
            "Amazon says that the tax is collected as %s, which the connector does not know. Find "
            "out who owes it, you or Amazon, then press Import as It Is to book it as yours.",
            ", ".join(sorted(unknown)),
        )

    def _explain_country(self, document: models.Model, order: "Order") -> str:
        """Prices that include tax hold that of the country to which the goods go."""
        code = order.address.country_code if order.address else ""
        if not code or not document.marketplace_id.prices_include_tax:
            return ""
        if self.env["amazon.partner.mapper"]._find_country(code):
            return ""
        return self.env._(
            "The order goes to %s, a country that Odoo does not have, so nobody knows its tax. Add "
            "it under Countries in Contacts, then press Try Again; or press Import as It Is to tax "
            "it as at home.",
            code,
        )

    # Differences

    def _explain_difference(self, document: models.Model, order: "Order") -> str | bool:
        """Why Odoo's total of an order is not Amazon's, in amount or in currency.

        :return: sentence, or False when both agree
        """
        if not document.totals_differ:
            return False
        if document.status == CANCELLED:
            return self.env._(
                "Amazon has cancelled the order; in Odoo goods have left or an invoice is posted."
            )
        if unclear := self._explain_unclear_money(document, order):
            return unclear
        currency = document.currency_id
        parts = currency.round(float(order.charges_total))
        if not currency.is_zero(parts - document.amount_total):
            return self.env._(
                "Amazon's own lines add up to %(parts)s, its total says %(total)s.",
                parts=currency.format(parts),
                total=currency.format(document.amount_total),
            )
        if any(item.charges_total and not item.quantity_ordered for item in order.items):
            return self.env._(
                "Amazon's total still counts what was cancelled. Check the order in Seller Central."
            )
        if document.sale_order_id.state == "cancel":
            return self.env._("The sales order is cancelled in Odoo.")
        if document.store_id.tax_mode == "ignore":
            return self.env._("The store ignores Amazon's tax.")
        return self.env._("The sales order was changed in Odoo, or a tax was computed on top.")
