"""Where each fee kind is usually booked: found in the chart of the company, or made."""

from odoo import models
from odoo.exceptions import UserError

from ...mapping.chart_accounts import (
    CHARTS,
    IN_TRANSIT,
    LIKE,
    SERVICE_TAXES,
    TAXED_FEES,
    TAXED_SALES,
    USUAL,
)


class AmazonFeeKind(models.Model):
    _inherit = "amazon.fee.kind"

    # Accounts

    def _find_chart_account(self, company, name):
        """The account of the company's chart for a kind.

        :param company: ``res.company``
        :param name: code of a kind, or of an account of the store
        :return: ``account.account``, empty where the chart has none that fits
        """
        template = CHARTS.get(company.root_id.sudo().chart_template, {}).get(name)
        accounts = self.env["account.account"]
        if not template:
            return accounts
        charts = self.env["account.chart.template"].with_company(company)
        found = charts.ref(template, raise_if_not_found=False)
        # An account that was deleted or archived is none to propose.
        return found if found and found.active else accounts

    def _find_made_account(self, company, name):
        """The account that *Create the Usual Accounts* has made before.

        :return: ``account.account``, empty where there is none
        """
        usual = USUAL.get(name)
        accounts = self._get_accounts(company)
        if not usual:
            return accounts
        return accounts.search(
            [
                *accounts._check_company_domain(company),
                # As it was named, whatever the reader's language.
                ("name", "=", usual.name),
                ("account_type", "=", usual.account_type),
            ],
            limit=1,
        ).with_env(self.env)

    def _find_usual_account(self, company, name, bank=None):
        """The account to propose for a kind or for a setting of the store.

        :param bank: ``account.journal`` that Amazon pays out to
        :return: ``account.account``, empty where none fits
        """
        if name in IN_TRANSIT:
            return self._find_transit_account(company, bank)
        found = self._find_chart_account(company, name) or self._find_made_account(company, name)
        if not found and name in LIKE:
            return self._find_usual_account(company, LIKE[name], bank)
        return found

    def _find_transit_account(self, company, bank=None):
        """Where a payout waits for the bank's line: as Odoo chooses it for payments.

        :return: ``account.account``, empty where the company has none
        """
        charts = self.env["account.chart.template"].with_company(company)
        return (
            (bank.inbound_payment_method_line_ids.payment_account_id[:1] if bank else None)
            or charts.ref("account_journal_payment_debit_account_id", raise_if_not_found=False)
            or company.transfer_account_id
        )

    def _get_or_create_usual_account(self, company, name, bank=None):
        """:return: ``account.account``: the usual one, made where the chart has none
        :raises UserError: the company has no account to take the number after, or the user does
            not work in the company whose chart it is
        """
        found = self._find_usual_account(company, name, bank)
        name = LIKE.get(name, name)
        if found or name not in USUAL:
            return found
        self._check_may_create(company)
        usual = USUAL[name]
        accounts = self._get_accounts(company)
        made = accounts.create(
            {
                "name": usual.name,
                "code": accounts._search_new_account_code(self._find_code_near(company, usual)),
                "account_type": usual.account_type,
                "reconcile": usual.is_reconciled,
            }
        )
        return made.with_env(self.env)

    def _find_code_near(self, company, usual):
        """:return: code of the account whose number the new one follows"""
        accounts = self._get_accounts(company)
        near = self._find_chart_account(company, usual.near) or accounts.search(
            [
                *accounts._check_company_domain(company),
                ("account_type", "=", usual.account_type),
            ],
            order="code desc",
            limit=1,
        )
        if not near:
            raise UserError(
                self.env._(
                    "%(company)s has no chart of accounts: choose one in the settings of "
                    "Invoicing first.",
                    company=company.name,
                )
            )
        return near.with_company(company.root_id).code

    def _get_accounts(self, company):
        """:return: empty ``account.account`` in which codes are those of the company"""
        # A branch shares the chart of its parent, in which its accountant need not work.
        owner = company.root_id.sudo()
        context = {"allowed_company_ids": owner.ids, "lang": "en_US"}
        return self.env["account.account"].sudo().with_company(owner).with_context(**context)

    def _check_may_create(self, company):
        """:raises AccessError: the user makes no accounts
        :raises UserError: nor in the company whose chart it is
        """
        self.env["account.account"].check_access("create")
        owner = company.root_id.sudo()
        if not self.env.su and owner not in self.env.user.sudo().company_ids:
            raise UserError(
                self.env._(
                    "The chart of accounts is that of %s. Ask somebody who works there to create "
                    "the accounts.",
                    owner.name,
                )
            )

    # Taxes

    def _find_usual_tax(self, store, country):
        """The tax to propose for this kind.

        :param store: ``amazon.store``
        :param country: ``res.country`` of the entity of Amazon's that bills its fees
        :return: ``account.tax``, empty where none fits
        """
        self.ensure_one()
        company = store.company_id
        if self.code in TAXED_SALES and store.marketplace_id.prices_include_tax:
            return company.account_sale_tax_id
        names = SERVICE_TAXES.get(company.root_id.sudo().chart_template)
        if self.code not in TAXED_FEES or not names:
            return self.env["account.tax"]
        is_abroad = country != company.account_fiscal_country_id
        charts = self.env["account.chart.template"].with_company(company)
        tax = names[is_abroad] and charts.ref(names[is_abroad], raise_if_not_found=False)
        return tax or self.env["account.tax"]

    def _find_tax_account(self, store):
        """Where tax of its own rows is usually booked that the seller owes himself.

        :return: ``account.account``, empty where Amazon collects the tax of the marketplace
        """
        tax = store.company_id.account_sale_tax_id
        if not store.marketplace_id.prices_include_tax:
            return self.env["account.account"]
        return tax.invoice_repartition_line_ids.account_id[:1]
