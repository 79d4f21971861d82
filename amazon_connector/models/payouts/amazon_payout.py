"""Inbox of payouts: what Amazon has paid to the bank, expects to pay, and failed to pay (H6)."""

import json

from odoo import api, fields, models
from odoo.tools import LazyTranslate, format_datetime

from ...spapi.transfers import parse_expected_payout, parse_payout
from ..words.label import label_of
from ..words.words import in_words

_lt = LazyTranslate(__name__)

EXPECTED = "expected:"
# Amazon's words, which are an open list, in those of the screens.
PHASES = {
    "SCHEDULED": "expected",
    "AT_RISK": "risk",
    "NO_PAYOUT_EXPECTED": "none",
    "STARTED": "started",
    "IN_TRANSIT": "started",
    "PAID": "paid",
    "FAILED": "failed",
    "CANCELLED": "failed",
    "NO_PAYOUT": "none",
}
# On its way to the bank, or there.
MADE = ("started", "paid")


class AmazonPayout(models.Model):
    _name = "amazon.payout"
    _description = "Amazon Payout"
    _inherit = [
        "amazon.entry.mixin",
        "amazon.payload.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "expected_on desc, id desc"
    _check_company_auto = True
    _ref_name = "id"
    _sync_minutes = 4 * 60
    _sync_name = _lt("Payouts")
    _sync_words = {"processed": (_lt("1 payout updated"), _lt("%(count)s payouts updated"))}

    amazon_ref = fields.Char(string="Payout ID")
    phase = fields.Selection(
        [
            ("expected", "Expected"),
            ("risk", "At Risk"),
            ("started", "On Its Way"),
            ("paid", "Paid"),
            ("failed", "Failed"),
            ("none", "Nothing to Pay"),
            ("other", "Other"),
        ],
        readonly=True,
        index=True,
        tracking=True,
        help="Expected and at risk are Amazon's estimates of the open period.",
    )
    status = fields.Char(string="Amazon Status Code", readonly=True)
    status_label = label_of("status", string="Amazon Status")
    is_expected = fields.Boolean(
        string="Estimate", readonly=True, help="Of an open period; replaced by the payout itself."
    )
    expected_on = fields.Date(
        string="Date", readonly=True, index=True, help="When it was made, or is to be made."
    )
    created_at = fields.Datetime(string="Started", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary(readonly=True)
    settlement_ref = fields.Char(
        string="Settlement ID", readonly=True, index="btree_not_null", copy=False
    )
    settlement_id = fields.Many2one(
        "amazon.settlement", readonly=True, index="btree_not_null", ondelete="set null"
    )
    period_start = fields.Datetime(string="From", readonly=True)
    period_end = fields.Datetime(string="To", readonly=True)
    trace_ref = fields.Char(
        string="Trace ID",
        readonly=True,
        index="btree_not_null",
        help="The bank's number of the transfer, which stands in the text of its statement.",
    )
    account_tail = fields.Char(string="Bank Account", readonly=True, help="Its last digits.")
    failure = fields.Char(string="Failure Reason", readonly=True)
    history = fields.Json(string="Steps", readonly=True, export_string_translation=False)
    history_text = fields.Text(string="History", compute="_compute_history_text")
    transit_line_id = fields.Many2one(
        "account.move.line",
        string="Transit Item",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="Line of the payout's entry that waits for the bank.",
    )
    is_matched = fields.Boolean(string="Matched", related="transit_line_id.reconciled")
    bank_line_id = fields.Many2one("account.bank.statement.line", compute="_compute_bank_line_id")
    returned_row_id = fields.Many2one(
        "amazon.settlement.line",
        string="Returned By",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="Row of a later settlement that brings back a payout that had failed.",
    )
    payload = fields.Text(groups="amazon_connector.group_manager,amazon_connector.group_accountant")

    _ref_unique = models.UniqueIndex(
        "(account_id, amazon_ref)", "This payout is in the list already."
    )
    _pending_index = models.Index("(account_id, id) WHERE state IN ('received', 'failed', 'held')")

    @api.model
    def _get_entry_points(self):
        return (*super()._get_entry_points(), "action_process", "action_retry")

    @api.depends("amazon_ref", "trace_ref", "settlement_ref", "is_expected")
    def _compute_display_name(self):
        for payout in self:
            ref = payout.settlement_ref if payout.is_expected else payout.amazon_ref
            payout.display_name = payout.trace_ref or ref or payout.amazon_ref

    @api.depends("history")
    @api.depends_context("lang", "tz")
    def _compute_history_text(self):
        env = self.env
        for payout in self:
            steps = [
                (at and format_datetime(env, at), in_words(env, status), reason)
                for at, status, reason in payout.history or ()
            ]
            payout.history_text = "\n".join(" – ".join(filter(None, step)) for step in steps)

    @api.depends("transit_line_id.reconciled")
    def _compute_bank_line_id(self):
        for payout in self:
            line = payout.sudo().transit_line_id
            others = line.matched_credit_ids.credit_move_id | line.matched_debit_ids.debit_move_id
            payout.bank_line_id = others.statement_line_id[:1]

    # Processing

    def _process(self):
        """Read what Amazon sent; then the books follow it."""
        for payout in self:
            payout.write(payout._prepare_payout_vals())
        self._link_settlements()
        for payout in self:
            payout._follow()

    def _link_settlements(self):
        """The settlements that they pay; each comes before or after its payout.

        Amazon may leave out which one it is; in its example both have the same number.
        """
        refs = {payout: payout.settlement_ref or payout.amazon_ref for payout in self}
        settlements = {
            (settlement.account_id, settlement.amazon_ref): settlement
            for settlement in self.env["amazon.settlement"].search(
                [
                    ("account_id", "in", self.account_id.ids),
                    ("amazon_ref", "in", list(refs.values())),
                ]
            )
        }
        for payout, ref in refs.items():
            payout.settlement_id = settlements.get((payout.account_id, ref))

    def _prepare_payout_vals(self):
        """:return: dict of the fields that the payload tells"""
        payload = json.loads(self.payload)
        if self.is_expected:
            read = parse_expected_payout(payload)
            scheduled = read.scheduled_at or None
            vals = {"expected_on": scheduled and self._get_local_day(scheduled)}
        else:
            read = parse_payout(payload)
            vals = {
                "created_at": read.created_at.replace(tzinfo=None, microsecond=0),
                "expected_on": self._get_local_day(read.created_at),
                "period_end": read.period_end and read.period_end.replace(tzinfo=None),
                "trace_ref": read.trace_id or False,
                "failure": read.failure or False,
                "history": [
                    (fields.Datetime.to_string(each.at and each.at.replace(tzinfo=None)) or "",
                     each.status, each.reason)
                    for each in read.history
                ],
            }  # fmt: skip
        return vals | {
            "status": read.status,
            "phase": PHASES.get(read.status, "other"),
            "amount": float(read.amount or 0),
            "currency_id": self._find_currency(read.currency).id,
            "settlement_ref": read.settlement_id or False,
            "period_start": read.period_start and read.period_start.replace(tzinfo=None),
            "account_tail": read.account_tail or False,
        }

    def _get_local_day(self, moment):
        """:return: date, where the store is"""
        local = fields.Datetime.context_timestamp(
            self.with_context(tz=self.store_id.tz or "UTC"), moment.replace(tzinfo=None)
        )
        return local.date()

    def _find_currency(self, code):
        """:return: ``res.currency``, that of the store where Amazon names none"""
        if not code:
            return self.store_id.marketplace_id.currency_id
        currencies = self.env["res.currency"].with_context(active_test=False)
        return currencies.search([("name", "=", code)], limit=1)

    def _follow(self):
        """Let the books follow: the trace id, a failure, and the line of the bank."""
        self.ensure_one()
        if not self.is_expected and not self._follow_books():
            return
        self._finish()

    # Screens

    def action_view_settlement(self):
        """Open the settlement that this payout pays.

        :return: window action
        """
        self.ensure_one()
        return self._get_form_action("amazon.settlement", self.settlement_id)

    def action_view_entry(self):
        """Open the entry of this payout.

        :return: window action
        """
        self.ensure_one()
        return self._get_form_action("account.move", self.transit_line_id.move_id)

    def _get_form_action(self, model, record):
        return {
            "type": "ir.actions.act_window",
            "res_model": model,
            "res_id": record.id,
            "view_mode": "form",
        }
