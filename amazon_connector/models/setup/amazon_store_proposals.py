"""What the checklist of a store proposes and opens."""

from odoo import models

from ..words.notification import notify


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    # Propose

    def action_test_account(self):
        """Test the connection of the store's account.

        :return: the ``amazon.operation``
        """
        return self.account_id.action_test_connection()

    def action_propose_warehouse(self):
        """Set the company's first warehouse and a pricelist in the marketplace's currency.

        :return: client action that tells what was chosen
        """
        self.ensure_one()
        self.check_access("write")
        store = self.sudo().with_company(self.company_id)
        if not store.warehouse_id.active:
            store.warehouse_id = False
        if store.pricelist_id.currency_id != store.marketplace_id.currency_id:
            store.pricelist_id = False
        store._set_defaults()
        return self._tell_proposal(store._is_set_up_warehouse(), store._get_set_up_warehouse())

    def action_propose_taxes(self):
        """Put the company's own taxes on the store's invoices, country by country.

        :return: client action that tells what was chosen, or what the company lacks
        """
        self.ensure_one()
        self.check_access("write")
        store = self.sudo()
        if store._names_no_tax() and store._find_tax_for(store.marketplace_id.country_id):
            store.tax_mode = "import"
            store.action_suggest_taxes()
        if not store._names_no_tax():
            return self._tell_proposal(True, store._get_set_up_taxes())
        message = self.env._(
            "The company has no sales tax for %(country)s. Choose one in the tab Taxes, or press "
            "Go Live and sell without tax.",
            country=self.marketplace_id.country_id.name,
        )
        return notify(message, is_good=False)

    def action_propose_team(self):
        """Give the store a sales team of its own name.

        :return: client action that tells the team
        """
        self.ensure_one()
        self.check_access("write")
        store = self.sudo()
        if not store.team_id:
            teams = self.env["crm.team"].sudo()
            company_ids = (False, self.company_id.id)
            store.team_id = teams.search(
                [("name", "=", self.name), ("company_id", "in", company_ids)], limit=1
            ) or teams.create({"name": self.name, "company_id": self.company_id.id})
        return self._tell_proposal(True, store.team_id.name)

    def _tell_proposal(self, is_set, words):
        if is_set:
            return notify(self.env._("Chosen: %(words)s", words=words))
        message = self.env._("Nothing fits yet. Open the step and choose.")
        return notify(message, is_good=False)

    # Open

    def action_open_set_up(self):
        """The store's form at its first tab.

        :return: window action
        """
        return self._get_form_action("amazon_store_view_form")

    def action_open_set_up_taxes(self):
        """The store's form at the tab Taxes.

        :return: window action
        """
        return self._get_form_action("amazon_store_view_form_taxes")

    def action_open_set_up_customers(self):
        """The store's form at the tab Customers, where the sales team is.

        :return: window action
        """
        return self._get_form_action("amazon_store_view_form_customers")

    def action_open_set_up_quantities(self):
        """The store's form at the tab Quantities.

        :return: window action
        """
        return self._get_form_action("amazon_store_view_form_quantities")

    def action_open_set_up_listings(self):
        """The store's listings.

        :return: window action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_listing_action"
        )
        return dict(action, domain=[("store_id", "=", self.id)], context={})

    def _get_form_action(self, view):
        """:return: window action that opens the store's form, in one of its views"""
        self.ensure_one()
        form = self.env.ref(f"amazon_connector.{view}")
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(form.id, "form")],
        }
