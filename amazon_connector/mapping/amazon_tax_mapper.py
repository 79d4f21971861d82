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
    (IOSS, UOSS), the seller's own rate is 0 %.
    """

    name: str
    quantity: int
    amount: Decimal
    tax: Decimal = Decimal(0)
    collected: bool = False
    deemed: bool = False
    product: models.Model | None = None


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
        if document.store_id.tax_mode != "import":
            taxes = self._get_untaxed(document, line)
            return self._prepare_plain_vals(line, taxes)
        taxes = self._find_taxes(document, order, line)
        if not taxes:
            return self._prepare_plain_vals(line, self.env["account.tax"])
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

    # Which tax

    def _find_taxes(self, document, order, line):
        """The taxes of a line in the store's mapping; never creates. A hook.

        :return: ``account.tax``, empty where nothing is taxed, or None where no row fits
        """
        maps = document.store_id.tax_map_ids
        if not line.amount and not line.tax:
            return self.env["account.tax"]
        if line.collected:
            return maps._get_tax("collected")
        if line.tax:
            return self._find_stated_taxes(document, line)
        if line.deemed or not document.marketplace_id.prices_include_tax:
            return maps._get_tax("tax_free")
        return self._find_included_taxes(document, order, line)

    def _find_stated_taxes(self, document, line):
        """Where Amazon states a tax: by the kind of line, by its rate, else the default."""
        maps = document.store_id.tax_map_ids
        if line.name not in (ITEM, DISCOUNT):
            charges = maps._get_tax("charges")
            if charges:
                return charges
        cent = Decimal(1).scaleb(-document.currency_id.decimal_places)
        tolerance = cent * max(abs(line.quantity), 1)
        return maps._get_tax_at_rate(line.amount, line.tax, tolerance) or maps._get_tax("default")

    def _find_included_taxes(self, document, order, line):
        """Where prices include tax: the product's own within Europe, else by destination."""
        maps = document.store_id.tax_map_ids
        country = self._get_destination(document, order)
        if line.product and self._is_in_europe(country):
            own = line.product.taxes_id.filtered(
                lambda tax: tax.company_id in document.company_id.parent_ids
            )
            if own:
                return self._get_fiscal_position(document, order).map_tax(own)
        by_country = maps._get_tax("country", country)
        if by_country:
            return by_country
        charges = maps._get_tax("charges") if line.name not in (ITEM, DISCOUNT) else None
        return charges or maps._get_tax("default")

    def _get_destination(self, document, order):
        """:return: ``res.country`` to which the goods go; unknown (FBA) counts as the market's"""
        code = order.address.country_code if order.address else ""
        country = self.env["amazon.partner.mapper"]._find_country(code) if code else None
        return country or document.marketplace_id.country_id

    def _is_in_europe(self, country):
        return country in self.env.ref("base.europe").country_ids

    def _get_fiscal_position(self, document, order):
        """The fiscal position that Odoo finds for the destination of an order."""
        address = order.address
        partners = self.env["amazon.partner.mapper"]
        country = self._get_destination(document, order)
        buyer = self.env["res.partner"].new(
            {
                "country_id": country.id,
                "state_id": partners._find_state(country, address.state).id if address else False,
                "zip": address.postal_code if address else False,
            }
        )
        return (
            self.env["account.fiscal.position"]
            .with_company(document.company_id)
            ._get_fiscal_position(buyer)
        )

    def _is_included(self, document, line):
        """Whether a line's amount includes a tax that Amazon does not state."""
        return document.marketplace_id.prices_include_tax and not line.deemed

    def _get_untaxed(self, document, line):
        """The taxes of lines where Amazon's amounts are not imported: the included one, if any."""
        none = self.env["account.tax"]
        if not document.marketplace_id.prices_include_tax or line.name.endswith("tax"):
            return none
        return document.store_id.tax_id

    # What is missing

    def _get_missing_kinds(self, document, order, lines):
        """The kinds of tax that an order needs and its store does not map.

        :param lines: ``LineAmount`` of the order
        :return: set of names of kinds, as the mapping table shows them
        """
        if document.store_id.tax_mode != "import":
            return set()
        return {
            self._get_kind_name(document, line)
            for line in lines
            if self._find_taxes(document, order, line) is None
        }

    def _get_kind_name(self, document, line):
        kinds = dict(self.env["amazon.tax.map"]._fields["kind"]._description_selection(self.env))
        if line.collected:
            return kinds["collected"]
        included = document.marketplace_id.prices_include_tax
        if line.deemed or (not line.tax and not included):
            return kinds["tax_free"]
        return kinds["default"]
