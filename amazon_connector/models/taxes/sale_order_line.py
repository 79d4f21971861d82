"""Amazon's tax amounts on invoices of a part of a line.

Odoo keeps given tax amounts only while a line is invoiced in full. A part gets its share here:
the shares of all parts add up to Amazon's amounts to the cent.
"""

from odoo import models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _prepare_invoice_line(self, **optional_values):
        vals = super()._prepare_invoice_line(**optional_values)
        quantity = vals.get("quantity")
        if (
            self.amazon_order_id
            and self.extra_tax_data
            and quantity
            not in (
                None,
                0,
                self.product_uom_qty,
            )
        ):
            vals["extra_tax_data"] = self._share_tax_data(self.qty_invoiced, quantity)
        return vals

    def _share_tax_data(self, invoiced, quantity):
        """The given amounts for a part of the line.

        :param invoiced: quantity that earlier invoices have
        :param quantity: quantity of this invoice line, negative on a credit note
        :return: dict for ``extra_tax_data``
        """
        currency = self.currency_id
        before = invoiced / self.product_uom_qty
        after = (invoiced + quantity) / self.product_uom_qty

        def share(amount):
            # What is due up to this part less what was due before it: no cent is lost.
            return currency.round(amount * after) - currency.round(amount * before)

        data = dict(self.extra_tax_data, quantity=quantity)
        data["manual_total_excluded_currency"] = currency.round(
            share(data["manual_total_excluded_currency"])
        )
        data["manual_tax_amounts"] = {
            tax: {name: currency.round(share(amount)) for name, amount in amounts.items()}
            for tax, amounts in data["manual_tax_amounts"].items()
        }
        return data
