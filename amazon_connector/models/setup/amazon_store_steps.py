"""From a loaded store to a live one: the steps, what they propose, and where they are set."""

from odoo import api, fields, models
from odoo.tools import LazyTranslate

from .setup_step import SetupStep

_lt = LazyTranslate(__name__)

STEPS = (
    SetupStep(
        "connected",
        _lt("Connect"),
        _lt("Amazon lets your application in."),
        who="owner",
        act="action_test_account",
        act_kind="test",
        place="action_open_account",
    ),
    SetupStep(
        "warehouse",
        _lt("Warehouse"),
        _lt("Where orders leave from, and the pricelist of their currency."),
        act="action_propose_warehouse",
        act_kind="propose",
        place="action_open_set_up",
    ),
    SetupStep(
        "taxes",
        _lt("Taxes"),
        _lt("Choose which tax invoices show, where prices include it."),
        who="accountant",
        act="action_propose_taxes",
        act_kind="propose",
        place="action_open_set_up_taxes",
    ),
    SetupStep(
        "listings",
        _lt("Load listings"),
        _lt("Orders find their products by the listing's SKU."),
        act="action_sync_listings",
        act_kind="load",
        place="action_open_set_up_listings",
        shows="amazon.listing",
    ),
    SetupStep(
        "live",
        _lt("Go live"),
        _lt("Orders are imported from now on."),
        act="action_ask_go_live",
        act_kind="go",
    ),
    SetupStep(
        "accounts",
        _lt("Accounts"),
        _lt("Amazon's settlements, fees and payouts are booked there."),
        who="accountant",
        is_required=False,
        place="action_set_up_accounting",
    ),
    SetupStep(
        "team",
        _lt("Sales team"),
        _lt("Sales are reported by team."),
        is_required=False,
        act="action_propose_team",
        act_kind="propose",
        place="action_open_set_up_customers",
    ),
    SetupStep(
        "quantities",
        _lt("Quantities"),
        _lt("Amazon shows what you have in stock."),
        is_required=False,
        place="action_open_set_up_quantities",
    ),
)


class AmazonStore(models.Model):
    _name = "amazon.store"
    _inherit = ["amazon.store", "amazon.setup.mixin"]

    setup_step_ids = fields.One2many(
        "amazon.setup.step", "store_id", string="Checklist", readonly=True
    )

    @api.model
    def _get_setup_steps(self):
        return (*super()._get_setup_steps(), *STEPS)

    # What is done

    def _is_set_up_connected(self):
        return self.account_id.state == "connected"

    def _is_set_up_warehouse(self):
        currency = self.marketplace_id.currency_id
        return self.warehouse_id.active and self.pricelist_id.currency_id == currency

    def _is_set_up_taxes(self):
        return not self._names_no_tax()

    def _is_set_up_listings(self):
        return bool(self.listing_count)

    def _is_set_up_live(self):
        return self.state == "live"

    def _is_set_up_accounts(self):
        return bool(self.settlement_journal_id and self.clearing_account_id)

    def _is_set_up_team(self):
        return bool(self.team_id)

    def _is_set_up_quantities(self):
        return self.push_stock

    # What it is

    def _get_set_up_connected(self):
        return self.account_id.name

    def _get_set_up_warehouse(self):
        return ", ".join(filter(None, (self.warehouse_id.name, self.pricelist_id.display_name)))

    def _get_set_up_taxes(self):
        if self._names_no_tax():
            return self.env._("No tax yet")
        if self.tax_mode != "import":
            return self.tax_id.name or ""
        return ", ".join(self.tax_map_ids.tax_id.mapped("name"))

    def _get_set_up_listings(self):
        if not self.listing_count:
            return ""
        return self.env._(
            "%(count)s loaded, %(unlinked)s without a product",
            count=self.listing_count,
            unlinked=self.unlinked_count,
        )

    def _get_set_up_accounts(self):
        return self.settlement_journal_id.name or ""

    def _get_set_up_team(self):
        return self.team_id.name or ""
