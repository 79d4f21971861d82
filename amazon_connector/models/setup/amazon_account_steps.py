"""From an empty account to its first live store: the steps, and in which mode the account is."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from ...spapi.endpoints import is_local
from .setup_step import SetupStep

_lt = LazyTranslate(__name__)

STEPS = (
    SetupStep(
        "connect",
        _lt("Connect"),
        _lt("Amazon lets your application in."),
        who="owner",
        act="action_connect",
        act_kind="test",
    ),
    SetupStep(
        "stores",
        _lt("Load stores"),
        _lt("Each marketplace on which you sell has settings of its own."),
        act="action_load_stores",
        act_kind="load",
    ),
    SetupStep(
        "live",
        _lt("Go live"),
        _lt("Set up a store. Until it is live, nothing is imported or told to Amazon."),
        place="action_open_next_store",
    ),
    SetupStep(
        "roles",
        _lt("All roles"),
        _lt("A job whose role is missing rests; the page Roles says which."),
        who="owner",
        is_required=False,
        act="action_test_connection",
        act_kind="test",
        place="action_open_portal",
    ),
)


class AmazonAccount(models.Model):
    _name = "amazon.account"
    _inherit = ["amazon.account", "amazon.setup.mixin"]

    setup_step_ids = fields.One2many(
        "amazon.setup.step",
        "account_id",
        string="Checklist",
        domain=[("store_id", "=", False)],
        readonly=True,
    )
    mode = fields.Selection(
        [("practice", "Practice"), ("rehearsal", "Rehearsal"), ("active", "Active")],
        compute="_compute_mode",
        compute_sudo=True,
        help="Practice: connected to a local Amazon, not to the real one. Rehearsal: connected, "
        "but no store is live, so that nothing is imported and nothing is told to Amazon. "
        "Active: at least one store is live.",
    )

    @api.depends("api_url", "state", "store_ids.state")
    def _compute_mode(self):
        for account in self:
            if account.state == "draft":
                account.mode = False
            elif is_local(account.api_url or ""):
                account.mode = "practice"
            else:
                account.mode = "active" if account._is_set_up_live() else "rehearsal"

    @api.model
    def _get_setup_steps(self):
        return (*super()._get_setup_steps(), *STEPS)

    def _is_set_up_connect(self):
        return self.state == "connected"

    def _is_set_up_stores(self):
        return bool(self.store_ids)

    def _is_set_up_live(self):
        return "live" in self.store_ids.mapped("state")

    def _is_set_up_roles(self):
        return set(self.role_ids.mapped("state")) == {"granted"}

    def _get_set_up_connect(self):
        return self.state_reason or ""

    def _get_set_up_stores(self):
        return ", ".join(self.store_ids.mapped("name"))

    def _get_set_up_live(self):
        return ", ".join(
            self.store_ids.filtered(lambda store: store.state == "live").mapped("name")
        )

    def _get_set_up_roles(self):
        missing = self.role_ids.filtered(lambda role: role.state == "missing")
        names = ", ".join(missing.mapped("name"))
        return self.env._("Missing: %(roles)s", roles=names) if names else ""

    def action_open_next_store(self):
        """The store to set up next: that of the company's country, else the first one.

        :return: window action
        :raises UserError: while the account has no stores
        """
        self.ensure_one()
        if not self.store_ids:
            raise UserError(self.env._("Connect the account and load its stores first."))
        waiting = self.store_ids.filtered(lambda store: store.state == "draft") or self.store_ids
        home = self.company_id.account_fiscal_country_id
        at_home = waiting.filtered(lambda store: store.marketplace_id.country_id == home)
        return (at_home or waiting)[:1]._get_form_action("amazon_store_view_form")
