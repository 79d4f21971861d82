"""Loading orders on purpose: of a period, by id, or to see which are missing (B10).

A load may take hours where Amazon's quota is small. It is worked off in steps, each with a
commit: progress is seen, a person may stop it, and it resumes where it was.
"""

import re
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from ..words.notification import notify

ORDER_ID = re.compile(r"\d{3}-\d{7}-\d{7}")
# Amazon shows nothing of the last two minutes.
SETTLED = timedelta(minutes=3)

_lt = LazyTranslate(__name__)


class AmazonOrderLoad(models.Model):
    _name = "amazon.order.load"
    _description = "Amazon Order Load"
    _inherit = ["amazon.sync.mixin", "amazon.paging.mixin"]
    _order = "id desc"
    _sync_minutes = 24 * 60
    _sync_name = _lt("Load orders")

    account_id = fields.Many2one(
        "amazon.account",
        string="Amazon Account",
        required=True,
        ondelete="cascade",
        index=True,
        default=lambda self: self._default_account_id(),
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    kind = fields.Selection(
        [
            ("dates", "Orders of a period"),
            ("ids", "Orders by id"),
            ("missing", "Find missing orders"),
        ],
        string="Load",
        required=True,
        default="dates",
        help="Orders of a period: all orders placed in it are loaded, even those placed before "
        "a store's first import date. Orders by id: paste as many ids as you like. Find missing "
        "orders: compares Amazon with Odoo, lists what is not in Odoo and loads it with one "
        "click.",
    )
    date_from = fields.Datetime(
        string="Placed From",
        default=lambda self: fields.Datetime.now() - timedelta(days=7),
        help="Orders placed from this time on are looked for.",
    )
    is_before_live = fields.Boolean(
        compute="_compute_is_before_live",
        help="The period begins before the first import date of a store, so that orders of before "
        "become sales orders too.",
    )
    date_to = fields.Datetime(string="Placed Until", help="Empty: until now.")
    refs = fields.Text(
        string="Order IDs", help="Amazon order IDs, separated by blanks, commas or line ends."
    )
    state = fields.Selection(
        [("draft", "New"), ("running", "Running"), ("stopped", "Stopped"), ("done", "Done")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    reason = fields.Text(readonly=True, copy=False, help="Why it was stopped, and what to do.")
    line_ids = fields.One2many("amazon.order.load.line", "load_id", string="Orders", readonly=True)
    found_count = fields.Integer(
        string="Orders Checked",
        readonly=True,
        copy=False,
        help="Orders that Amazon has shown so far.",
    )
    open_count = fields.Integer(string="Missing", compute="_compute_open_count")
    operation_id = fields.Many2one("amazon.operation", string="Last Run", readonly=True, copy=False)
    until = fields.Datetime(readonly=True, copy=False, help="End of the period as asked.")

    @api.model
    def _default_account_id(self):
        accounts = self.env["amazon.account"].search([], limit=2)
        return accounts if len(accounts) == 1 else accounts.browse()

    @api.depends("kind", "date_from", "account_id.store_ids.import_from")
    def _compute_is_before_live(self):
        for load in self:
            first_dates = load.account_id.store_ids.filtered("import_from").mapped("import_from")
            load.is_before_live = (
                load.kind == "dates"
                and bool(load.date_from and first_dates)
                and load.date_from < max(first_dates)
            )

    @api.depends("line_ids.state")
    def _compute_open_count(self):
        for load in self:
            load.open_count = len(load.line_ids.filtered(lambda line: line.state == "open"))

    @api.depends("kind", "account_id")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for load in self:
            parts = (kinds.get(load.kind), load.account_id.display_name)
            load.display_name = ", ".join(filter(None, parts))

    # Buttons

    def action_start(self):
        """Begin, or resume where it was left off; what takes longer goes on by itself.

        :return: client action: a notification with the outcome so far
        """
        self.ensure_one()
        self.check_access("write")
        load = self.sudo()
        if load.state == "draft":
            load._prepare()
        load.write({"state": "running", "reason": False})
        schedule = self.env["amazon.schedule"]._find_for(self._name, self.account_id)
        schedule._run_soon()
        operation = schedule._run()
        if not operation:
            return notify(
                self.env._(
                    "Orders of this account are being loaded right now. This load follows "
                    "automatically."
                )
            )
        return operation._get_notification()

    def action_stop(self):
        """Stop after the step that is under way."""
        self.check_access("write")
        self.sudo().filtered(lambda load: load.state == "running").state = "stopped"

    def action_load_missing(self):
        """Load the orders that were found missing.

        :return: window action of the load by id
        """
        self.ensure_one()
        self.check_access("create")
        refs = self.line_ids.filtered(lambda line: line.state == "open").mapped("amazon_ref")
        vals = {"account_id": self.account_id.id, "kind": "ids", "refs": "\n".join(refs)}
        # Amazon has told these ids, whatever their form.
        load = self.sudo().create({**vals, "line_ids": self._prepare_lines(refs)})
        load.with_env(self.env).action_start()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": load.id,
            "view_mode": "form",
        }

    def _prepare(self):
        """Fix what is asked for, so that a resumed load asks Amazon the same.

        :raises UserError: when nothing, or something else than ids, was entered
        """
        if self.kind == "ids":
            if not self.line_ids:
                self._read_refs()
            return
        settled = fields.Datetime.now() - SETTLED
        if not self.date_from:
            raise UserError(self.env._("Enter from when on orders are looked for."))
        if self.date_from > min(self.date_to or settled, settled):
            raise UserError(
                self.env._(
                    "The period has to begin before it ends, and some minutes before now: Amazon "
                    "does not show the latest orders yet."
                )
            )
        self.until = min(self.date_to, settled) if self.date_to else False

    def _read_refs(self):
        """Make a line of each id that was pasted.

        :raises UserError: names what is no order id
        """
        words = [word for word in re.split(r"[\s,;]+", self.refs or "") if word]
        wrong = [word for word in words if not ORDER_ID.fullmatch(word)]
        if wrong or not words:
            raise UserError(
                self.env._(
                    "Amazon order ids look like 123-1234567-1234567. This is none: %s",
                    ", ".join(wrong[:5]) or self.env._("(nothing was entered)"),
                )
            )
        self.line_ids = self._prepare_lines(words)

    def _prepare_lines(self, refs):
        """:return: list of commands, one for each id"""
        return [fields.Command.create({"amazon_ref": ref}) for ref in dict.fromkeys(refs)]
