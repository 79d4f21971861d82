"""Kinds of amounts in settlements: where each is booked is chosen once per kind and company."""

from odoo import fields, models

NATURES = [
    ("sale", "Sales"),
    ("refund", "Refunds"),
    ("facilitator", "Tax collected by Amazon"),
    ("fee", "Fees"),
    ("income", "Other income"),
    ("balance", "Balances"),
]
# What is profit or loss; the rest only moves money.
PROFIT_NATURES = ("sale", "refund", "fee", "income")


class AmazonFeeKind(models.Model):
    _name = "amazon.fee.kind"
    _description = "Amazon Fee Kind"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True, readonly=True)
    code = fields.Char(required=True, readonly=True, help="What the connector calls it.")
    sequence = fields.Integer(default=100, readonly=True)
    nature = fields.Selection(
        NATURES,
        required=True,
        readonly=True,
        default="fee",
        help="Sales: what buyers pay, with the tax that you owe. Refunds: what they get back. Tax "
        "collected by Amazon: what it withholds and remits itself; it always nets to zero. Fees: "
        "what Amazon charges. Other income: what Amazon pays for other reasons. Balances: what "
        "Amazon keeps, lends or is owed; never profit or loss.",
    )
    gl_account_id = fields.Many2one(
        "account.account",
        string="Account",
        company_dependent=True,
        check_company=True,
        domain="[('account_type', 'not in', ('asset_receivable', 'liability_payable'))]",
    )
    tax_id = fields.Many2one(
        "account.tax",
        company_dependent=True,
        check_company=True,
        help="Written net: the amounts of the settlement include this tax. Reverse charge adds "
        "and deducts it at once.",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Contact",
        company_dependent=True,
        check_company=True,
        help="Contact of the journal items. Empty: the store's own contact for Amazon.",
    )
    analytic_account_id = fields.Many2one(
        "account.analytic.account",
        company_dependent=True,
        check_company=True,
        help="Empty: the store's own, for sales, refunds, fees and other income.",
    )
    rule_ids = fields.One2many("amazon.settlement.rule", "kind_id", readonly=True)

    _code_unique = models.UniqueIndex("(code)", "This fee kind exists already.")

    def write(self, vals):
        result = super().write(vals)
        if "gl_account_id" in vals:
            if "facilitator" in self.mapped("nature"):
                self.env["amazon.store"]._book_collected_tax(self.env.company)
            waiting = [("company_id", "=", self.env.company.id)]
            waiting.append(("hold_key", "in", ("account:kind", "account:archived")))
            self.env["amazon.settlement"]._retry_held(waiting)
        return result

    def _get_analytic(self, store):
        """The analytic account of this kind, else that of the store for what is earned and spent.

        :param store: ``amazon.store``, may be empty
        :return: dict for ``analytic_distribution``, None where there is none
        """
        account = self.analytic_account_id
        if not account and self.nature in PROFIT_NATURES:
            account = store.analytic_account_id
        return {str(account.id): 100.0} if account else None

    def _get_by_code(self):
        """:return: dict code → ``amazon.fee.kind``, of all kinds"""
        return {kind.code: kind for kind in self.search([("code", "!=", False)])}
