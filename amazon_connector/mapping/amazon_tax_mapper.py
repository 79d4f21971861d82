"""Amazon's tax amounts on Odoo's lines, to the cent.

Odoo 19 keeps given amounts in ``extra_tax_data`` of a line: base and tax are then taken as they
are, on the order, its invoice and its credit note, whatever the tax itself would compute.
"""

from decimal import Decimal
from typing import NamedTuple

from odoo import models

ITEM = "ITEM"
DISCOUNT = "discount"


class LineAmount(NamedTuple):
    """What Amazon states for one sales line, in the order's currency.

    ``amount`` is before tax where Amazon states ``tax`` apart, else it includes tax.
    ``collected``: Amazon collects and remits the tax. ``deemed``: Amazon is the supplier in law
    (IOSS, UOSS), the seller's own rate is 0 %. ``parts``: how many taxes, each rounded by Amazon,
    ``tax`` adds up.
    """

    name: str
    quantity: int
    amount: Decimal
    tax: Decimal = Decimal(0)
    collected: bool = False
    deemed: bool = False
    product: models.Model | None = None
    parts: int = 1


class AmazonTaxMapper(models.AbstractModel):
    _name = "amazon.tax.mapper"
    _description = "Amazon Tax to Odoo Tax"

    def _prepare_tax_vals(self, document, order, line):
        """Price and tax of a sales line. A hook.

        :param document: ``amazon.order``
        :param order: ``spapi.orders.Order``
        :param line: ``LineAmount``
        :return: dict with ``price_unit``, ``tax_ids`` and ``extra_tax_data``
        """
        is_imported = document.store_id.tax_mode == "import"
        find = self._find_taxes if is_imported else self._find_store_tax
        taxes = find(document, order, line) or self.env["account.tax"]
        is_plain = not is_imported and all(tax.price_include for tax in taxes)
        if not taxes or is_plain:
            return self._prepare_plain_vals(line, taxes)
        return self._prepare_forced_vals(document, line, taxes)

    def _prepare_plain_vals(self, line, taxes):
        """A line whose tax, if any, Odoo computes as it always does."""
        return {
            # Not rounded: Odoo multiplies first and rounds the line, as Amazon does.
            "price_unit": float(line.amount / line.quantity),
            "tax_ids": [(6, 0, taxes.ids)],
            "extra_tax_data": False,
        }

    def _prepare_forced_vals(self, document, line, taxes):
        """A line whose base and tax amounts are given."""
        flat = taxes._flatten_taxes_and_sort_them()[0]
        amounts = self._split(document, line, flat)
        base = line.amount + line.tax - sum(amounts.values())
        gross = all(tax.price_include for tax in flat)
        price_unit = float((base + sum(amounts.values()) if gross else base) / line.quantity)
        return {
            "price_unit": price_unit,
            "tax_ids": [(6, 0, taxes.ids)],
            "extra_tax_data": {
                "currency_id": document.currency_id.id,
                "price_unit": price_unit,
                "discount": 0.0,
                "quantity": float(line.quantity),
                "manual_total_excluded_currency": float(base),
                "manual_tax_amounts": {
                    str(tax.id): {
                        "tax_amount_currency": float(amount),
                        "base_amount_currency": float(base),
                    }
                    for tax, amount in amounts.items()
                },
            },
        }

    def _split(self, document, line, taxes):
        """The amount of each tax: Amazon's where it states one, else computed out of the price.

        :param taxes: flat ``account.tax``
        :return: dict tax → ``Decimal``; together they are Amazon's amount to the cent
        """
        if line.tax or not self._is_included(document, line) or line.collected:
            return self._share(document.currency_id, line.tax, taxes)
        details = taxes._get_tax_details(
            float(line.amount),
            1.0,
            precision_rounding=document.currency_id.rounding,
            special_mode="total_included",
            product=line.product,
        )
        return {
            data["tax"]: self._round(document.currency_id, data["tax_amount"])
            for data in details["taxes_data"]
        }

    def _share(self, currency, amount, taxes):
        """Share a stated amount among taxes by their rates; the last one takes the rest."""
        total = sum(taxes.mapped("amount"))
        amounts, rest = {}, amount
        for tax in taxes[:-1]:
            part = float(amount) * (tax.amount / total if total else 1 / len(taxes))
            amounts[tax] = self._round(currency, part)
            rest -= amounts[tax]
        amounts[taxes[-1]] = rest
        return amounts

    @staticmethod
    def _round(currency, amount):
        return Decimal(str(currency.round(amount))).quantize(
            Decimal(1).scaleb(-currency.decimal_places)
        )
