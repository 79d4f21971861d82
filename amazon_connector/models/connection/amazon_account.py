"""Who we are at Amazon: a seller's login in one region. Holds the client, nothing else."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...spapi.client import Client, check_url
from ...spapi.credentials import Credentials
from ..sync.races import expected_races
from ..vault.secret import Secret
from .amazon_marketplace import REGIONS


class AmazonAccount(models.Model):
    _name = "amazon.account"
    _description = "Amazon Account"
    _inherit = [
        "amazon.entry.mixin",
        "amazon.trouble.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(
        required=True,
        tracking=True,
        default=lambda self: self.env.company.name,
        help="What the account is called in Odoo; Amazon is not told.",
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    region = fields.Selection(
        REGIONS,
        required=True,
        default=lambda self: self._default_region(),
        tracking=True,
        help="Part of the world in which the seller sells; each has a login of its own at Amazon. "
        "Connecting sets it as Amazon says.",
    )
    selling_partner_id = fields.Char(
        string="Merchant Token",
        tracking=True,
        help="Amazon's id of the seller, shown in Seller Central under Account Info.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        help="Notified about issues such as expired credentials, failed orders and refused "
        "shipments.",
    )
    state = fields.Selection(
        [("draft", "Not connected"), ("connected", "Connected"), ("error", "Needs attention")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    state_reason = fields.Char(string="Connection", readonly=True, copy=False)
    application_ref = fields.Char(
        string="Application Id",
        copy=False,
        help="Id of your public application in Amazon's Solution Provider Portal "
        "(amzn1.sp.solution…). Needed to authorize it in the browser; an application for your own "
        "shop is private and needs a refresh token instead.",
    )
    application_is_draft = fields.Boolean(
        string="Draft Application",
        copy=False,
        help="Amazon has not approved the application yet: its consent page then needs to be told.",
    )
    lwa_client_id = fields.Char(
        string="Client Id",
        groups="base.group_system",
        copy=False,
        help="Login with Amazon: who your application is (amzn1.application-oa2-client…).",
    )
    lwa_client_secret = Secret(
        string="Client Secret",
        groups="base.group_system",
        copy=False,
        help="Login with Amazon: the application's password. It expires after 180 days.",
    )
    refresh_token = Secret(
        groups="base.group_system",
        copy=False,
        help="The seller's consent (Atzr|…). Authorizing at Amazon fills it in.",
    )
    has_refresh_token = fields.Boolean(compute="_compute_has_refresh_token", compute_sudo=True)
    authorization_nonce = Secret(
        groups="base.group_system",
        copy=False,
        help="Goes to Amazon's consent page and back once: no reply is accepted twice.",
        readonly=True,
    )
    api_url = fields.Char(
        string="API Address",
        groups="base.group_system",
        help="Overrides Amazon's address: a proxy, or a simulator on this machine.",
    )
    token_url = fields.Char(
        string="Token Address",
        groups="base.group_system",
        help="Overrides the address at which Amazon hands out access tokens.",
    )
    consent_url = fields.Char(
        string="Consent Page Address",
        groups="base.group_system",
        help="Overrides the page of Seller Central on which the seller confirms the access.",
    )
    store_ids = fields.One2many("amazon.store", "account_id", string="Stores", readonly=True)
    store_count = fields.Integer(compute="_compute_counts")
    order_count = fields.Integer(string="Orders", compute="_compute_counts")
    problem_count = fields.Integer(
        string="Issues",
        compute="_compute_counts",
        help="Open issues of the account, its stores, orders, shipments and other documents.",
    )
    # Those of archived stores rest: they say nothing of what works today.
    schedule_ids = fields.One2many(
        "amazon.schedule",
        "account_id",
        string="Schedules",
        domain=["|", ("store_id", "=", False), ("store_id.active", "=", True)],
    )

    _seller_unique = models.UniqueIndex(
        "(company_id, selling_partner_id, region)"
        " WHERE active AND selling_partner_id IS NOT NULL AND selling_partner_id != ''",
        "This seller is connected already in this region.",
    )

    @api.depends("refresh_token")
    def _compute_has_refresh_token(self):
        for account in self:
            account.has_refresh_token = self._fields["refresh_token"].get_state(account) != "empty"

    @api.depends("store_ids")
    def _compute_counts(self):
        domain = [("account_id", "in", self.ids)]
        # Numbers alone: accountants see the account, and no orders.
        orders = self.env["amazon.order"].sudo()
        orders = dict(orders._read_group(domain, ["account_id"], ["__count"]))
        issues = self.env["amazon.trouble"]._count_open("account_id", self)
        for account in self:
            account.store_count = len(account.store_ids)
            account.order_count = orders.get(account, 0)
            account.problem_count = issues.get(account, 0)

    @api.constrains("api_url", "token_url", "consent_url")
    def _check_urls(self):
        for account in self.sudo():
            for url in filter(None, (account.api_url, account.token_url, account.consent_url)):
                try:
                    check_url(url)
                except ValueError as error:
                    raise ValidationError(str(error)) from error

    @api.model_create_multi
    def create(self, vals_list):
        cleaned = [self._date_secret(self._clean_pasted(vals)) for vals in vals_list]
        # A query that the database refuses holds the secrets: no value of it is logged.
        with expected_races():
            accounts = super().create(cleaned)
            accounts.flush_recordset()
        self.env["amazon.schedule"]._ensure_for(accounts)
        return accounts

    def write(self, vals):
        vals = self._date_secret(self._clean_pasted(vals))
        if any(isinstance(self._fields.get(name), Secret) for name in vals):
            with expected_races():
                result = super().write(vals)
                self.flush_recordset()
        else:
            result = super().write(vals)
        if "secret_expires_on" in vals:
            self._close_troubles(*self._get_secret_kinds())
        if "user_id" in vals:
            self.env["amazon.trouble"].sudo()._follow_responsibles(self)
        if vals.get("active"):
            self._reconnect()
        return result

    # The client

    def _get_client(self):
        """The way to Amazon for this account; the hook for proxies and own transports.

        :return: ``spapi.client.Client``, counting its calls in ``.calls``
        :raises UserError: when credentials are missing
        """
        self.ensure_one()
        account = self.sudo()
        account._check_secrets()
        if not (account.lwa_client_id and account.lwa_client_secret and account.refresh_token):
            raise UserError(
                self.env._(
                    "Account %(account)s is not connected: enter client id, client secret and "
                    "refresh token, or authorize the application at Amazon.",
                    account=self.name,
                )
            )
        return Client(
            Credentials(account.lwa_client_id, account.lwa_client_secret, account.refresh_token),
            self.region,
            selling_partner_id=self.selling_partner_id or "",
            api_url=account.api_url or "",
            token_url=account.token_url or "",
            rate_limiter=self.env["amazon.rate.bucket"]._limiter(self),
        )

    def action_load_stores(self):
        """Create a store for each marketplace in which the seller takes part (A4).

        :return: the ``amazon.operation`` with the counts
        """
        self.check_access("write")
        operations = self.env["amazon.operation"]
        for account in self:
            with operations._record(account, "stores") as operation:
                worker = account._work_env()
                with operation._counting(worker._get_client()) as client:
                    participations = client.get_marketplace_participations()
                worker.env["amazon.store"]._receive(worker, participations, operation)
                worker.env["amazon.settlement"]._follow_stores(worker)
                if worker.state != "connected":
                    worker._mark_connected(False)
            operations |= operation
        return operations
