"""Dialog *Accounts for Amazon*: journal, accounts, taxes and contact of a store, proposed."""

from odoo import api, fields, models
from odoo.exceptions import UserError

# Settings of the store that are chosen here.
SETTINGS = (
    "accounting_mode",
    "settlement_auto",
    "settlement_grouping",
    "split_by_month",
    "settlement_journal_id",
    "clearing_account_id",
    "carried_forward_account_id",
    "accrued_account_id",
    "payout_journal_id",
    "amazon_partner_id",
    "before_account_id",
)
# Those of them that the dialog can make.
CREATED = (
    "settlement_journal_id",
    "clearing_account_id",
    "carried_forward_account_id",
    "amazon_partner_id",
)
# Of whom Amazon's fees come in the European Union.
EUROPEAN_BILLER = "base.lu"


class AmazonAccountingSetup(models.TransientModel):
    _name = "amazon.accounting.setup"
    _description = "Accounts for Amazon"
    _check_company_auto = True

    store_id = fields.Many2one("amazon.store", required=True)
    company_id = fields.Many2one(related="store_id.company_id")
    accounting_mode = fields.Selection(
        lambda self: self.env["amazon.store"]._fields["accounting_mode"].selection, required=True
    )
    settlement_auto = fields.Boolean(string="Post Settlements Automatically")
    settlement_grouping = fields.Selection(
        lambda self: self.env["amazon.store"]._fields["settlement_grouping"].selection,
        string="Journal Items",
        required=True,
    )
    split_by_month = fields.Boolean()
    settlement_journal_id = fields.Many2one(
        "account.journal",
        string="Journal",
        check_company=True,
        domain="[('type', '=', 'general')]",
    )
    clearing_account_id = fields.Many2one("account.account", check_company=True)
    carried_forward_account_id = fields.Many2one(
        "account.account", string="Carried Forward", check_company=True
    )
    accrued_account_id = fields.Many2one("account.account", string="Accrued", check_company=True)
    payout_journal_id = fields.Many2one(
        "account.journal", string="Bank", check_company=True, domain="[('type', '=', 'bank')]"
    )
    amazon_partner_id = fields.Many2one(
        "res.partner", string="Amazon as Contact", check_company=True
    )
    before_account_id = fields.Many2one(
        "account.account", string="Orders before Going Live", check_company=True
    )
    biller_country_id = fields.Many2one(
        "res.country",
        string="Fees Billed From",
        help="Country of the entity of Amazon's on the invoices for its fees: another country "
        "means reverse charge.",
    )
    line_ids = fields.One2many("amazon.accounting.setup.line", "wizard_id", string="Fee Kinds")
    missing_names = fields.Char(compute="_compute_missing_names")
    can_create = fields.Boolean(compute="_compute_can_create")

    @api.depends("line_ids.gl_account_id", *CREATED)
    def _compute_missing_names(self):
        for wizard in self:
            missing = [name for name in CREATED if not wizard[name]]
            names = [wizard._fields[name]._description_string(wizard.env) for name in missing]
            lines = wizard.line_ids.filtered(lambda line: not line.gl_account_id)
            wizard.missing_names = ", ".join((*names, *lines.mapped("kind_id.name")))

    @api.depends_context("uid")
    def _compute_can_create(self):
        self.can_create = self.env.user.has_group("account.group_account_manager")

    # Propose

    @api.model
    def _open_for(self, store):
        """:return: the dialog for a store: what is set, and what is usual where nothing is"""
        country = store.marketplace_id.country_id
        europe = self.env.ref("base.europe").country_ids
        wizard = self.create(
            {
                "store_id": store.id,
                "biller_country_id": (
                    self.env.ref(EUROPEAN_BILLER) if country in europe else country
                ).id,
                **{name: _plain(store[name]) for name in SETTINGS},
            }
        )
        kinds = (
            self.env["amazon.fee.kind"]
            .with_company(store.company_id)
            .search([("code", "!=", False)])
        )
        wizard.line_ids = [
            (0, 0, {"kind_id": kind.id, "gl_account_id": kind.gl_account_id.id}) for kind in kinds
        ]
        wizard._propose()
        return wizard

    def _propose(self):
        """Fill in what is usual wherever nothing is chosen."""
        kinds, company = self.env["amazon.fee.kind"], self.company_id
        for name in ("clearing", "carried_forward", "accrued"):
            field = f"{name}_account_id"
            self[field] = self[field] or kinds._find_usual_account(company, name)
        self.payout_journal_id = self.payout_journal_id or self._find_bank()
        for line in self.line_ids:
            line._propose()

    def _find_bank(self):
        """:return: the bank journal in the store's currency, where there is one alone"""
        currency = self.store_id.marketplace_id.currency_id
        banks = self.env["account.journal"].search(
            [
                *self.env["account.journal"]._check_company_domain(self.company_id),
                ("type", "=", "bank"),
            ]
        )
        fitting = banks.filtered(
            lambda bank: (bank.currency_id or bank.company_id.currency_id) == currency
        )
        return fitting if len(fitting) == 1 else fitting.browse()

    @api.onchange("biller_country_id")
    def _onchange_biller_country_id(self):
        for line in self.line_ids.filtered(lambda line: line.kind_id.nature == "fee"):
            line.tax_id = line.kind_id._find_usual_tax(self.store_id, self.biller_country_id)

    # Buttons

    def action_create_usual(self):
        """Make the journal, the accounts and the contact that are missing.

        :raises UserError: the person may not make accounts
        """
        self.ensure_one()
        if not self.can_create:
            raise UserError(
                self.env._(
                    "Accounts and journals are made by an administrator of Invoicing: ask one to "
                    "open this dialog, or choose accounts that are there."
                )
            )
        kinds, company = self.env["amazon.fee.kind"], self.company_id
        for name in ("clearing", "carried_forward", "accrued"):
            field = f"{name}_account_id"
            self[field] = self[field] or kinds._get_or_create_usual_account(company, name)
        for line in self.line_ids.filtered(lambda line: not line.gl_account_id):
            line.gl_account_id = line._find_own_tax_account() or kinds._get_or_create_usual_account(
                company, line.kind_id.code, self.payout_journal_id
            )
        self.settlement_journal_id = (
            self.settlement_journal_id or self.store_id._get_or_create_settlement_journal()
        )
        self.amazon_partner_id = self.amazon_partner_id or self._get_or_create_partner()
        return self._get_again_action()

    def _get_or_create_partner(self):
        """:return: ``res.partner`` that stands for Amazon in this company"""
        partners = self.env["res.partner"].sudo()
        company_ids = [False, self.company_id.id]
        found = partners.search(
            [("name", "=", "Amazon"), ("is_company", "=", True), ("company_id", "in", company_ids)],
            limit=1,
        )
        country = self.biller_country_id.id
        return found or partners.create(
            {"name": "Amazon", "is_company": True, "country_id": country}
        )

    def action_save(self):
        """Keep what is chosen; settlements that waited for it go on by themselves."""
        self.ensure_one()
        self.env["amazon.settlement"].check_access("write")
        self.store_id.check_access("read")
        self.store_id.sudo().write({name: _plain(self[name]) for name in SETTINGS})
        for line in self.line_ids:
            kind = line.kind_id.sudo().with_company(self.company_id)
            kind.write({"gl_account_id": line.gl_account_id.id, "tax_id": line.tax_id.id})
        return {"type": "ir.actions.act_window_close"}

    def _get_again_action(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Accounts for Amazon"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }


class AmazonAccountingSetupLine(models.TransientModel):
    _name = "amazon.accounting.setup.line"
    _description = "Account of an Amazon Fee Kind"
    _check_company_auto = True

    wizard_id = fields.Many2one("amazon.accounting.setup", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="wizard_id.company_id")
    kind_id = fields.Many2one("amazon.fee.kind", required=True)
    nature = fields.Selection(related="kind_id.nature")
    gl_account_id = fields.Many2one(
        "account.account",
        string="Account",
        check_company=True,
        domain="[('account_type', 'not in', ('asset_receivable', 'liability_payable'))]",
    )
    tax_id = fields.Many2one("account.tax", check_company=True)

    def _propose(self):
        """Fill in the usual account and tax where none is chosen; a choice is left alone."""
        wizard = self.wizard_id
        kind = self.kind_id.with_company(wizard.company_id)
        if kind.gl_account_id:
            self.tax_id = self.tax_id or kind.tax_id
            return
        self.gl_account_id = (
            self.gl_account_id
            or self._find_own_tax_account()
            or kind._find_usual_account(wizard.company_id, kind.code, wizard.payout_journal_id)
        )
        self.tax_id = self.tax_id or kind._find_usual_tax(wizard.store_id, wizard.biller_country_id)

    def _find_own_tax_account(self):
        """:return: ``account.account`` for tax that the seller owes, empty for other kinds"""
        if self.kind_id.code not in ("tax", "refund_tax"):
            return self.env["account.account"]
        return self.kind_id._find_tax_account(self.wizard_id.store_id)


def _plain(value):
    """The value as a value dict takes it."""
    return value.id if isinstance(value, models.BaseModel) else value
