"""Sales lines on invoices: the store's account of revenue, and Amazon's tax amounts.

Odoo keeps given tax amounts only while a line is invoiced in full. A part gets its share here:
the shares of all parts add up to Amazon's amounts to the cent.
"""

from odoo import models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _prepare_invoice_line(self, **optional_values):
        vals = super()._prepare_invoice_line(**optional_values)
        if self.amazon_order_id:
            # Amazon's title says it all: with the product's name before it, it stands there twice.
            vals["name"] = self.name
            vals |= self._prepare_amazon_account_vals()
            vals |= self._prepare_amazon_tax_vals(vals.get("quantity"))
        return vals

    def _prepare_amazon_invoice_vals(self, vals, has_rules):
        """Add to the values of an invoice line what is known, so that Odoo need not look for it.

        A known amount that Odoo finds to be another one is corrected by Odoo.

        :param vals: value dict of ``_prepare_invoice_line``
        :param has_rules: whether the company has rules for analytic distributions
        :return: value dict
        """
        if self.display_type:
            return vals
        if not has_rules:
            vals.setdefault("analytic_distribution", self.analytic_distribution)
        company = self.company_id.currency_id
        if self.currency_id == company and vals.get("quantity") == self.product_uom_qty:
            amount = -company.round(self.price_subtotal)
            vals |= {"currency_id": company.id, "amount_currency": amount, "balance": amount}
        return vals

    def _prepare_amazon_account_vals(self):
        """:return: dict with ``account_id``, empty where the product's account holds"""
        line = self.sudo().with_company(self.company_id)
        charge = (line.amazon_charge or "").partition(".")[0]
        account = line.amazon_order_id.store_id._find_income_account(charge, line.product_id)
        return {"account_id": account.id} if account else {}

    def _prepare_amazon_tax_vals(self, quantity):
        """Amazon's amounts for the part of the line that an invoice takes.

        :param quantity: of the invoice line; negative where it is credited
        :return: dict with ``extra_tax_data``, empty where the line's own holds
        """
        whole = (self.extra_tax_data or {}).get("quantity")
        if not whole or not quantity or quantity == whole:
            return {}
        return {"extra_tax_data": self._share_tax_data(self.qty_invoiced, quantity)}

    def _share_tax_data(self, invoiced, quantity):
        """The given amounts for a part of the line.

        They are shares of the quantity that the amounts were given for, not of the line's: that
        is 0 once Amazon has cancelled what is invoiced.

        :param invoiced: quantity that earlier invoices have
        :param quantity: quantity of this invoice line, negative on a credit note
        :return: dict for ``extra_tax_data``
        """
        currency = self.currency_id
        whole = self.extra_tax_data["quantity"]
        before, after = invoiced / whole, (invoiced + quantity) / whole

        def share(amount):
            # What is due up to this part less what was due before it: no cent is lost.
            return currency.round(currency.round(amount * after) - currency.round(amount * before))

        data = dict(self.extra_tax_data, quantity=quantity)
        data["manual_total_excluded_currency"] = share(data["manual_total_excluded_currency"])
        data["manual_tax_amounts"] = {
            tax: {name: share(amount) for name, amount in amounts.items()}
            for tax, amounts in data["manual_tax_amounts"].items()
        }
        return data
