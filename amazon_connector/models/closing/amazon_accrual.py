"""Accrual of a store and month: sales that Amazon has not released at the month's end (F10)."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from ..troubles.trouble_kind import TroubleKind

_lt = LazyTranslate(__name__)

WAITS = TroubleKind(
    title=_lt("Deferred sales are not accrued"),
    sentence=_lt(
        "What Amazon held back at the end of %(month)s is not posted. Open it: it says why."
    ),
    action="action_view_accrual",
    action_text=_lt("Open Accrual"),
    severity="warning",
)


class AmazonAccrual(models.Model):
    _name = "amazon.accrual"
    _description = "Amazon Accrual"
    _inherit = [
        "amazon.entry.mixin",
        "amazon.sync.mixin",
        "amazon.trouble.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "month desc, store_id"
    _check_company_auto = True
    _sync_scope = "store"
    _sync_minutes = 12 * 60
    _sync_name = _lt("Accruals")
    _sync_words = {"processed": (_lt("1 entry posted"), _lt("%(count)s entries posted"))}

    store_id = fields.Many2one(
        "amazon.store", required=True, readonly=True, index=True, ondelete="restrict"
    )
    account_id = fields.Many2one(related="store_id.account_id")
    company_id = fields.Many2one(related="store_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="store_id.marketplace_id.currency_id")
    month = fields.Date(required=True, readonly=True, help="The first day of it.")
    day = fields.Date(string="Month's End", compute="_compute_day", store=True)
    state = fields.Selection(
        [("draft", "Draft"), ("posted", "Posted"), ("nothing", "Nothing Deferred")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    is_measured = fields.Boolean(readonly=True, copy=False)
    amount_rows = fields.Monetary(
        string="Deferred Transactions", readonly=True, help="Sum of the transactions of the list."
    )
    amount_told = fields.Monetary(
        string="Deferred Balance", readonly=True, help="What Amazon's balances say."
    )
    amount_gap = fields.Monetary(
        string="Without Details",
        readonly=True,
        help="The balance less the transactions: Amazon's list may leave some out. What is booked "
        "per settlement is accrued all the same, without tax.",
    )
    unknown_words = fields.Char(
        readonly=True, help="Words of Amazon's that nobody knows yet; they count to the gap."
    )
    reason = fields.Text(readonly=True, copy=False)
    move_ids = fields.One2many(
        "account.move", "amazon_accrual_id", string="Journal Entries", readonly=True
    )
    run = fields.Integer(readonly=True, copy=False)

    _once = models.UniqueIndex("(store_id, month)", "A month of a store is accrued once.")

    @api.model
    def _get_entry_points(self):
        return (*super()._get_entry_points(), "action_measure")

    @api.model
    def _get_trouble_kinds(self):
        return super()._get_trouble_kinds() | {"accrual_waits": WAITS}

    def _is_settled(self, trouble):
        return self.state != "draft"

    @api.depends("month")
    def _compute_day(self):
        for accrual in self:
            accrual.day = accrual.month and fields.Date.end_of(accrual.month, "month")

    @api.depends("store_id", "month")
    def _compute_display_name(self):
        for accrual in self:
            month = accrual.month and accrual.month.strftime("%Y-%m")
            accrual.display_name = " ".join(filter(None, (accrual.store_id.display_name, month)))

    @api.model
    def _get_or_create(self, store, month):
        """:return: the accrual of a store and month, made if there is none"""
        month = fields.Date.start_of(fields.Date.to_date(month), "month")
        found = self.search([("store_id", "=", store.id), ("month", "=", month)])
        return found or self.create({"store_id": store.id, "month": month})

    # Job

    def _sync(self, schedule, operation):
        """Accrue the month that is over, once, where the store wants it."""
        store = schedule.store_id
        if not store.accrue_deferred or store.state != "live":
            return
        last = fields.Date.start_of(store._get_today(), "month") - timedelta(days=1)
        accrual = self._get_or_create(store, last)
        if accrual.state == "draft":
            accrual._measure(operation)
            accrual._try_to_post(operation)

    def _try_to_post(self, operation):
        """Post it, or tell a person why not."""
        try:
            with self.env.cr.savepoint():
                self._post()
        except UserError as error:
            self.reason = str(error)
            operation._warning(f"{self.display_name}: {error}", self)
            self._raise_trouble("accrual_waits", month=self.month.strftime("%Y-%m"))
        else:
            operation._count(processed=1)
            self._close_troubles("accrual_waits")

    # Buttons

    def action_measure(self):
        """Ask Amazon what it holds back of these, as far as they are not posted.

        :return: the ``amazon.operation`` records, one per account
        """
        self.check_access("write")
        operations = self.env["amazon.operation"]
        drafts = self.sudo().filtered(lambda accrual: accrual.state == "draft")
        for account, accruals in drafts.grouped("account_id").items():
            worker = account._work_env()
            with worker.env["amazon.operation"]._record(worker, self._name) as operation:
                for accrual in accruals.with_env(worker.env):
                    accrual._measure(operation)
                    operation._count(processed=1)
            operations |= operation
        return operations.with_env(self.env)

    def action_post(self):
        """Post these accruals, and reverse each on the first of the next month.

        :raises UserError: the month is not over, an account or a rate is missing, or it is locked
        """
        self.check_access("write")
        for accrual in self.sudo().filtered(lambda accrual: accrual.state == "draft"):
            accrual._post()
            accrual._close_troubles("accrual_waits")

    def action_redo(self):
        """Take back what was posted and begin anew: it is measured and posted again.

        :raises UserError: the period is locked
        """
        self.check_access("write")
        for accrual in self.sudo().filtered(lambda accrual: accrual.state != "draft"):
            accrual._take_back()

    def action_view_accrual(self):
        """Open this accrual.

        :return: window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }

    def action_view_moves(self):
        """Open the entries of this accrual.

        :return: window action
        """
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Journal Entries"),
            "res_model": "account.move",
            "view_mode": "list,form",
            "domain": [("amazon_accrual_id", "in", self.ids)],
        }

    def action_view_deferrals(self):
        """Open what Amazon held back at this month's end.

        :return: window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Deferred by Amazon"),
            "res_model": "amazon.deferral",
            "view_mode": "list,pivot",
            "domain": [("id", "in", self._find_deferrals().ids)],
        }
