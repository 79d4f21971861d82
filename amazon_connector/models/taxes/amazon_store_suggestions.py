"""Taxes suggested for a store: what the company's own taxes and fiscal positions say, no more."""

from odoo import api, models

SALES_TAX, TAX_FREE, COLLECTED = "Sales tax", "Amazon tax-free", "Tax collected by Amazon"


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    def action_suggest_taxes(self):
        """Add the rows that the company's taxes and fiscal positions tell.

        What they do not tell stays open: orders that need it wait, and say so.
        """
        self.check_access("write")
        for store in self.sudo():
            present = {(row.kind, row.country_id) for row in store.tax_map_ids}
            self.env["amazon.tax.map"].sudo().create(
                [
                    {
                        "store_id": store.id,
                        "kind": kind,
                        "country_id": country.id,
                        "tax_id": tax.id,
                    }
                    for (kind, country), tax in store._get_suggested_taxes().items()
                    if tax and (kind, country) not in present
                ]
            )
            store._book_collected_tax(store.company_id)

    def _names_no_tax(self):
        """Whether prices include tax, and nothing says which: invoices would show none, or wait."""
        self.ensure_one()
        if not self.marketplace_id.prices_include_tax:
            return False
        if self.tax_mode == "import":
            return not self.tax_map_ids._get_tax("default")
        return not self.tax_id

    def _set_default_taxes(self):
        """A new store at home on its marketplace puts the company's own tax on its invoices."""
        home = self.company_id.account_fiscal_country_id
        is_new = self.state == "draft" and self.tax_mode == "charge" and not self.tax_map_ids
        is_home = home == self.marketplace_id.country_id
        if is_new and is_home and self._names_no_tax() and self._find_tax_for(home):
            self.tax_mode = "import"
            self.action_suggest_taxes()

    def _get_suggested_taxes(self):
        """:return: dict (kind, ``res.country``) → ``account.tax``, empty where nobody knows"""
        nowhere = self.env["res.country"]
        rows = {
            ("tax_free", nowhere): self._get_or_create_zero_tax(TAX_FREE),
            ("collected", nowhere): self._get_or_create_zero_tax(COLLECTED),
        }
        market = self.marketplace_id
        if not market.prices_include_tax:
            # Each state and town has a rate of its own: Amazon's amount, on a tax without one.
            tax = self._get_or_create_zero_tax(SALES_TAX)
            return rows | {("default", nowhere): tax, ("charges", nowhere): tax}
        # Charges have no row: they are taxed as their goods are.
        rows["default", nowhere] = self._find_rate_for(market.country_id)
        for country in self._get_destinations() - market.country_id:
            rows["country", country] = self._find_rate_for(country)
        return rows

    def _find_rate_for(self, country):
        """The tax of a country, where it is sure.

        Goods of a marketplace abroad are an untaxed export only if they are sent from home, not
        if Amazon keeps them there. So nobody knows before the order: its row stays open.

        :return: ``account.tax``, empty where nobody knows
        """
        tax = self._find_tax_for(country)
        is_home = self.marketplace_id.country_id == self.company_id.account_fiscal_country_id
        return tax if is_home or tax.amount else tax.browse()

    def _get_destinations(self):
        """:return: ``res.country`` to which parcels of an Amazon store usually go"""
        return (
            self.env["amazon.marketplace"]._get_all().country_id
            | self.env.ref("base.europe").country_ids
            | self.company_id.account_fiscal_country_id
        )

    def _find_tax_for(self, country):
        """The company's usual tax as it is for sales to consumers of a country.

        :return: ``account.tax``; empty abroad, where no fiscal position changes the tax
        """
        company = self.company_id
        usual = company.account_sale_tax_id
        if not usual or country == company.account_fiscal_country_id:
            return usual
        consumer = self.env["res.partner"].new({"country_id": country.id})
        positions = self.env["account.fiscal.position"].with_company(company)
        mapped = positions._get_fiscal_position(consumer).map_tax(usual)
        return mapped if len(mapped) == 1 and mapped != usual else usual.browse()

    def _get_or_create_zero_tax(self, name):
        """A sales tax of 0 % of the company, by name: Amazon's amounts are put on it.

        Its tax account is the one of the company's usual sales tax, so that a collected tax is
        a liability until the settlement nets it; see ``_book_collected_tax``.
        """
        # Whoever sets up a store needs no rights in accounting for a tax of 0 %.
        Tax = self.env["account.tax"].sudo().with_company(self.company_id)
        found = Tax.search(
            [
                ("name", "=", name),
                ("type_tax_use", "=", "sale"),
                *Tax._check_company_domain(self.company_id),
            ],
            limit=1,
        )
        tax = found or self._create_zero_tax(name)
        # Without an account a tax is booked where its goods are: as revenue.
        nowhere = _get_tax_lines(tax).filtered(lambda line: not line.account_id)
        nowhere.account_id = self._get_usual_tax_account(self.company_id)
        return tax

    def _create_zero_tax(self, name):
        labels = {
            SALES_TAX: self.env._("Sales tax"),
            TAX_FREE: self.env._("Tax-free"),
            COLLECTED: self.env._("Tax collected by Amazon"),
        }
        company = self.company_id
        group = self.env["account.tax.group"].with_company(company)
        group = group.create({"name": labels[name], "company_id": company.id})
        return (
            self.env["account.tax"]
            .with_company(company)
            .create(
                {
                    "name": name,
                    # What buyers read on invoices.
                    "invoice_label": labels[name],
                    "tax_group_id": group.id,
                    "amount": 0.0,
                    "amount_type": "percent",
                    "type_tax_use": "sale",
                    "company_id": company.id,
                }
            )
        )

    @api.model
    def _get_usual_tax_account(self, company):
        return company.account_sale_tax_id.invoice_repartition_line_ids.account_id[:1]

    @api.model
    def _book_collected_tax(self, company):
        """Put tax that Amazon collects where the settlement takes it away: there it nets to zero.

        Called when that account is chosen, and when a store's taxes are. Only taxes of 0 %, which
        bear Amazon's amounts, and only where they are still booked as at first: what a person has
        chosen stays.

        :param company: ``res.company``
        """
        kinds = self.env["amazon.fee.kind"].sudo().with_company(company)
        account = kinds.search([("nature", "=", "facilitator")], limit=1).gl_account_id
        if not account:
            return
        rows = self.env["amazon.tax.map"].sudo()
        rows = rows.search([("kind", "=", "collected"), ("company_id", "=", company.id)])
        at_first = self._get_usual_tax_account(company.sudo())
        _get_tax_lines(rows.tax_id.filtered(lambda tax: not tax.amount)).filtered(
            lambda line: line.account_id in (at_first, line.account_id.browse())
        ).account_id = account


def _get_tax_lines(taxes):
    # Not `repartition_line_ids`, which does not know of the lines that a new tax was given.
    lines = taxes.invoice_repartition_line_ids | taxes.refund_repartition_line_ids
    return lines.filtered(lambda line: line.repartition_type == "tax")
