"""The journal of a store's settlements."""

from itertools import count

from odoo import models

# Odoo keeps so many letters of a journal's code, and cuts off the rest without a word.
LONGEST_CODE = 5


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    def _get_or_create_settlement_journal(self):
        """A journal of its own, so that its numbers make nobody else wait.

        Without an account of its own: Odoo would put there what is missing from an entry.

        :return: ``account.journal``
        """
        self.ensure_one()
        if self.settlement_journal_id:
            return self.settlement_journal_id
        company = self.company_id
        journals = self.env["account.journal"].with_company(company)
        return journals.create(
            {
                # Stores are mostly named after the marketplace: Amazon.com.
                "name": self.name if "amazon" in self.name.lower() else f"Amazon {self.name}",
                "code": self._find_journal_code(journals),
                "type": "general",
                "company_id": company.id,
                "default_account_id": False,
            }
        )

    def _find_journal_code(self, journals):
        """:return: a short code that no journal of the company has yet"""
        family = self.company_id.root_id
        taken = set(
            journals.sudo()
            .with_context(active_test=False)
            .search([("company_id", "child_of", family.id)])
            .mapped("code")
        )
        country = self.marketplace_id.country_id.code or ""
        wanted = f"AMZ{country}"[:LONGEST_CODE]
        others = (f"AM{country}{number}"[:LONGEST_CODE] for number in count(2))
        return wanted if wanted not in taken else next(code for code in others if code not in taken)

    def action_set_up_accounting(self):
        """Journal, accounts, taxes and contact of this store (Accounts for Amazon).

        :return: window action
        """
        self.ensure_one()
        self.env["amazon.settlement"].check_access("write")
        return self.env["amazon.accounting.setup"]._open_for(self)._get_again_action()
