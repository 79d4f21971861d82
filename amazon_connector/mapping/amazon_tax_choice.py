"""Which of Odoo's taxes a line of an Amazon order gets, by the store's mapping and destination."""

from decimal import Decimal

from odoo import models

from .amazon_tax_mapper import DISCOUNT, ITEM
from .spelling.countries import is_without_vat


class AmazonTaxMapper(models.AbstractModel):
    _inherit = "amazon.tax.mapper"

    # Which tax

    def _find_taxes(self, document, order, line):
        """The taxes of a line in the store's mapping; never creates. A hook.

        :return: ``account.tax``, empty where nothing is taxed, or None where no row fits
        """
        maps = document.store_id.tax_map_ids
        if not line.amount and not line.tax:
            return self.env["account.tax"]
        # Where Amazon is the supplier in law, the tax that it states is its own, too.
        if line.collected or (line.deemed and line.tax):
            return maps._get_tax("collected")
        if line.deemed:
            return maps._get_tax("tax_free")
        if document.marketplace_id.prices_include_tax:
            return self._find_included_taxes(document, order, line)
        return self._find_stated_taxes(document, line) if line.tax else maps._get_tax("tax_free")

    def _find_stated_taxes(self, document, line):
        """Where Amazon states a tax: by the kind of line, by its rate, else the default."""
        maps = document.store_id.tax_map_ids
        charges = None if self._is_goods(line) else maps._get_tax("charges")
        return charges or self._find_at_rate(document, line) or maps._get_tax("default")

    def _find_at_rate(self, document, line):
        """The tax whose rate explains what Amazon states; it may round by shipment or by piece."""
        cent = Decimal(1).scaleb(-document.currency_id.decimal_places)
        return document.store_id.tax_map_ids._get_tax_at_rate(
            line.amount, line.tax, cent * (abs(line.quantity) + line.parts)
        )

    def _find_included_taxes(self, document, order, line):
        """Where prices include tax: that of the destination, be it the marketplace's or another.

        Abroad, only what is said of that country will do: a fiscal position that changes the tax
        of the goods, or a row. The tax of one country is never booked on that of another, nor is
        a tax that Amazon charged there booked as an export without any.
        """
        country = self._get_destination(document, order)
        taxes = self._find_taxes_of(document, order, line, country)
        is_charged = line.tax and self._is_abroad(document, country)
        return None if taxes is not None and is_charged and not _has_rate(taxes) else taxes

    def _find_taxes_of(self, document, order, line, country):
        """The included tax that rows, or the goods and a fiscal position, name for a country.

        :return: ``account.tax``, or None where nothing is said
        """
        maps = document.store_id.tax_map_ids
        if self._leaves_vat(order):
            own = self._find_own_taxes(document, order, line, country)
            return maps._get_tax("tax_free") if own is None and not line.tax else own
        by_country = maps._get_tax("country", country)
        if by_country and not self._is_in_europe(country):
            return by_country
        if country == document.marketplace_id.country_id:
            stated = None if self._is_goods(line) else maps._get_tax("charges")
            stated = stated or (line.tax and self._find_at_rate(document, line))
            if stated:
                return stated
        own = self._find_own_taxes(document, order, line, country)
        if own is not None:
            return own
        if by_country or country != document.marketplace_id.country_id:
            return by_country
        return maps._get_tax("default")

    def _find_own_taxes(self, document, order, line, country):
        """The taxes of the goods themselves, as the fiscal position of the destination has them.

        :return: ``account.tax``; None where the goods have none, they are another country's, or
            the goods are no export after all
        """
        own = (line.product or self.env["product.product"]).taxes_id.filtered(
            lambda tax: tax.company_id in document.company_id.parent_ids
        )
        if not own:
            return None
        vat = self._get_vat_that_counts(document, order)
        mapped = self._get_fiscal_position(document, order, vat).map_tax(own)
        if self._leaves_vat(order):
            return None if mapped == own else mapped
        if not self._is_abroad(document, country):
            return mapped
        # What Amazon stores at a marketplace abroad was sold from there.
        stays_abroad = order.fulfilled_by == "AMAZON" and self._is_abroad(
            document, document.marketplace_id.country_id
        )
        is_export = not _has_rate(mapped)
        return None if mapped == own or (is_export and (line.tax or stays_abroad)) else mapped

    def _get_vat_that_counts(self, document, order):
        """The VAT id by which the buyer's company owes the tax itself; "" where Amazon charged it.

        Where ids have to be looked up (VIES), none counts: no order waits for that answer.
        """
        vat = self.env["amazon.partner.mapper"]._get_vat(order)
        company = document.company_id
        is_looked_up = "vat_check_vies" in company._fields and company.vat_check_vies
        is_charged = any(charge.tax for item in order.items for charge in item.charges)
        if not vat or is_looked_up or is_charged:
            return ""
        country = self._get_destination(document, order)
        return self.env["res.partner"]._run_vat_checks(country, vat, validation="setnull")[0]

    @staticmethod
    def _is_abroad(document, country):
        """Whether a country is another than the one in which the company files its taxes."""
        home = document.company_id.account_fiscal_country_id
        return bool(home) and country != home

    @staticmethod
    def _leaves_vat(order):
        """Whether goods go to a part of a country where its VAT is not due."""
        return bool(order.address) and is_without_vat(order.address.country_code)

    @staticmethod
    def _is_goods(line):
        return line.name in (ITEM, DISCOUNT)

    def _get_destination(self, document, order):
        """:return: ``res.country`` to which the goods go; unknown (FBA) counts as the market's"""
        code = order.address.country_code if order.address else ""
        country = self.env["amazon.partner.mapper"]._find_country(code) if code else None
        return country or document.marketplace_id.country_id

    def _is_in_europe(self, country):
        return country in self.env.ref("base.europe").country_ids

    def _get_fiscal_position(self, document, order, vat=""):
        """The fiscal position that Odoo finds for the destination of an order.

        :param vat: VAT id of the buyer where it counts
        """
        address = order.address
        partners = self.env["amazon.partner.mapper"]
        country = self._get_destination(document, order)
        buyer = self.env["res.partner"].new(
            {
                "country_id": country.id,
                "state_id": partners._find_state(country, address.state).id if address else False,
                "zip": address.postal_code if address else False,
                "vat": vat,
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

    def _find_store_tax(self, document, order, line):
        """The tax of lines where Amazon's amounts are not imported: the included one, if any.

        :return: ``account.tax``, or None where the goods go abroad and nothing says how that is
            taxed
        """
        store = document.store_id
        market = document.marketplace_id
        # A tax that Amazon pays to the state is not the seller's.
        is_amazons = line.collected or line.deemed
        if is_amazons or not market.prices_include_tax or line.name.endswith("tax"):
            return self.env["account.tax"]
        country = self._get_destination(document, order)
        if store.tax_id and self._leaves_vat(order):
            mapped = self._get_fiscal_position(document, order).map_tax(store.tax_id)
            return mapped if mapped != store.tax_id else mapped.browse()
        if not store.tax_id or country == market.country_id:
            return store.tax_id
        if by_country := store.tax_map_ids._get_tax("country", country):
            return by_country
        mapped = self._get_fiscal_position(document, order).map_tax(store.tax_id)
        return None if mapped == store.tax_id else mapped

    # What is missing

    def _get_missing_kinds(self, document, order, lines):
        """The kinds of tax that an order needs and its store does not map.

        :param lines: ``LineAmount`` of the order
        :return: set of names of kinds, as the mapping table shows them
        """
        is_imported = document.store_id.tax_mode == "import"
        find = self._find_taxes if is_imported else self._find_store_tax
        return {
            self._get_kind_name(document, order, line)
            for line in lines
            if find(document, order, line) is None
        }

    def _get_kind_name(self, document, order, line):
        kinds = dict(self.env["amazon.tax.map"]._fields["kind"]._description_selection(self.env))
        market = document.marketplace_id
        if line.collected or (line.deemed and line.tax):
            return kinds["collected"]
        leaves_vat = self._leaves_vat(order)
        if line.deemed or (not line.tax and (leaves_vat or not market.prices_include_tax)):
            return kinds["tax_free"]
        country = self._get_destination(document, order)
        if leaves_vat:
            return f"{kinds['country']} {country.name} ({order.address.country_code})"
        if market.prices_include_tax and country != market.country_id:
            return f"{kinds['country']} {country.name}"
        return kinds["default"]


def _has_rate(taxes):
    """Whether there is anything to pay of these ``account.tax``, groups of taxes included."""
    return any(tax.amount for tax in taxes._flatten_taxes_and_sort_them()[0])
