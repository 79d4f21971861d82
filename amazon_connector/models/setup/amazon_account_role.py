"""Amazon's roles of an account, each tried: its name, what it is for, what rests without it."""

from dataclasses import dataclass

from odoo import api, fields, models
from odoo.tools import SQL, LazyTranslate
from odoo.tools.translate import LazyGettext

from ...spapi.operations.permitted import PERSONAL_DATA

_lt = LazyTranslate(__name__)

# Rows per account, so that ids stay the same when a role is added.
ROOM = 16


@dataclass(frozen=True)
class Role:
    """A role that an application can have.

    :param name: as the Solution Provider Portal writes it, in every language
    :param purpose: what it is for, in the reader's language
    :param jobs: models of the jobs that rest without it
    :param data: parts of an order that Amazon leaves out without it
    :param loss: what else is missing without it
    """

    name: str
    purpose: LazyGettext
    jobs: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    loss: LazyGettext | str = ""


ROLES = (
    Role(
        "Selling Partner Insights",
        _lt("The marketplaces on which you sell"),
        loss=_lt("Stores are not loaded, and the connection cannot be tested"),
    ),
    Role(
        "Inventory and Order Tracking",
        _lt("Orders, and telling Amazon what has left"),
        ("amazon.order", "amazon.order.load", "amazon.shipment", "amazon.cancellation"),
    ),
    Role(
        "Direct-to-Consumer Delivery (Restricted)",
        _lt("Names and addresses of buyers"),
        data=PERSONAL_DATA,
        loss=_lt("Orders that you ship come without name and address"),
    ),
    Role(
        "Product Listing",
        _lt("Listings, products and quantities"),
        ("amazon.listing", "amazon.submission", "amazon.product.load"),
    ),
    Role(
        "Amazon Fulfillment",
        _lt("Goods in Amazon's warehouses"),
        (
            "amazon.fba.stock",
            "amazon.fulfillment",
            "amazon.fulfillment.return",
            "amazon.return",
            "amazon.reimbursement",
        ),
    ),
    Role(
        "Finance and Accounting",
        _lt("Settlements, refunds and payouts"),
        ("amazon.settlement", "amazon.refund", "amazon.payout"),
    ),
)


class AmazonAccountRole(models.Model):
    _name = "amazon.account.role"
    _description = "Amazon Role"
    _auto = False
    _order = "id"
    _depends = {"amazon.account": ["company_id"]}

    account_id = fields.Many2one("amazon.account", string="Amazon Account", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    position = fields.Integer(readonly=True)
    name = fields.Char(
        string="Role at Amazon",
        compute="_compute_words",
        help="As the Solution Provider Portal names it.",
    )
    purpose = fields.Char(string="What It Is For", compute="_compute_words")
    loss = fields.Char(string="Without It", compute="_compute_words")
    state = fields.Selection(
        [("granted", "✓ Granted"), ("missing", "✗ Missing"), ("unknown", "Not tried yet")],
        string="Tried",
        compute="_compute_state",
        help="As the test of the connection and the last runs have shown.",
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT account.id * %(room)s + position AS id, account.id AS account_id,
                   account.company_id, position
              FROM amazon_account account
        CROSS JOIN generate_series(0, %(last)s) AS position
            """,
            room=ROOM,
            last=len(ROLES) - 1,
        )

    @api.depends("position")
    @api.depends_context("lang")
    def _compute_words(self):
        jobs = dict(self.env["amazon.schedule"]._get_job_names())
        for row in self:
            role = ROLES[row.position]
            row.name = role.name
            row.purpose = self.env._(role.purpose)
            names = ", ".join(jobs[name] for name in role.jobs if name in jobs)
            row.loss = (
                self.env._("These jobs rest: %(jobs)s", jobs=names)
                if names
                else self.env._(role.loss)
            )

    @api.depends(
        "account_id.refused_data",
        "account_id.roles_tried_at",
        "account_id.schedule_ids.denied_operation",
        "account_id.schedule_ids.proved_at",
    )
    def _compute_state(self):
        for row in self:
            row.state = row._find_state(ROLES[row.position])

    def _find_state(self, role):
        """:return: what the last test, and the runs since, say of the role"""
        account = self.account_id.sudo()
        if not role.jobs:
            if account._get_refused_data().intersection(role.data):
                return "missing"
            return "granted" if account.roles_tried_at else "unknown"
        jobs = account.schedule_ids.filtered(lambda row: row.model_name in role.jobs)
        if jobs.filtered("denied_operation"):
            return "missing"
        return "granted" if any(jobs.mapped("proved_at")) else "unknown"
