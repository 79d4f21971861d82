"""Rehearsal: how a day's orders would be booked, seen before the store goes live (H8).

The orders are real and processed for real, in a transaction that is always undone. What is kept is
this report, which stands for itself: it names no buyer and links to nothing that was undone.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_date

KEPT_DAYS = 30


class AmazonRehearsal(models.Model):
    _name = "amazon.rehearsal"
    _description = "Amazon Rehearsal"
    _order = "id desc"
    _rec_name = "day"

    account_id = fields.Many2one(
        "amazon.account",
        string="Amazon Account",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    store_ids = fields.Many2many("amazon.store", string="Stores", readonly=True)
    day = fields.Date(
        required=True, readonly=True, help="The last day with orders, in the store's time zone."
    )
    is_cut = fields.Boolean(
        readonly=True,
        export_string_translation=False,
        help="The day had more orders than were rehearsed.",
    )
    operation_id = fields.Many2one("amazon.operation", readonly=True, ondelete="set null")
    line_ids = fields.One2many(
        "amazon.rehearsal.line", "rehearsal_id", string="Orders", readonly=True
    )
    need_ids = fields.One2many(
        "amazon.rehearsal.need", "rehearsal_id", string="Missing", readonly=True
    )
    quantity_ids = fields.One2many(
        "amazon.rehearsal.quantity", "rehearsal_id", string="Quantities", readonly=True
    )
    order_count = fields.Integer(string="Orders Rehearsed", compute="_compute_counts")
    booked_count = fields.Integer(string="Booked", compute="_compute_counts")
    waiting_count = fields.Integer(string="Waiting", compute="_compute_counts")
    ignored_count = fields.Integer(string="Not Imported", compute="_compute_counts")
    differing_count = fields.Integer(string="Other Total", compute="_compute_counts")
    summary = fields.Text(compute="_compute_summary")

    @api.depends("line_ids.outcome", "line_ids.totals_differ")
    def _compute_counts(self):
        for rehearsal in self:
            lines = rehearsal.line_ids
            rehearsal.order_count = len(lines)
            rehearsal.booked_count = len(lines.filtered("is_booked"))
            rehearsal.waiting_count = len(
                lines.filtered(lambda line: line.outcome in ("held", "failed"))
            )
            rehearsal.ignored_count = len(
                lines.filtered(lambda line: line.outcome in ("ignored", "known"))
            )
            rehearsal.differing_count = len(lines.filtered("totals_differ"))

    @api.depends("day", "line_ids", "need_ids")
    @api.depends_context("lang")
    def _compute_summary(self):
        for rehearsal in self:
            rehearsal.summary = " ".join(rehearsal._get_sentences())

    def _get_sentences(self):
        """:return: list of sentences that say how the day would have been"""
        sentences = [
            self.env._(
                "%(day)s you sold %(orders)s orders; %(booked)s would be booked as they are, "
                "%(waiting)s would wait for you.",
                day=self._word_day(),
                orders=self.order_count,
                booked=self.booked_count,
                waiting=self.waiting_count,
            )
        ]
        if self.ignored_count:
            sentences.append(self.env._("Not imported: %s.", self.ignored_count))
        if self.differing_count:
            sentences.append(self.env._("Total differs from Amazon's: %s.", self.differing_count))
        if self.is_cut:
            sentences.append(
                self.env._("There were more orders: the first %s were tried.", self.order_count)
            )
        sentences.append(self.env._("Nothing was written to Amazon, and nothing is left in Odoo."))
        return sentences

    def _word_day(self):
        """:return: the day as one says it on the day of the rehearsal"""
        # The day is one of the store's, where it may still be yesterday in UTC.
        home = self.with_context(tz=self.store_ids[:1].tz or "UTC")
        made_at = fields.Datetime.context_timestamp(home, self.create_date or fields.Datetime.now())
        if self.day == made_at.date() - timedelta(days=1):
            return self.env._("Yesterday")
        return self.env._("On %s", format_date(self.env, self.day))

    @api.depends("day")
    def _compute_display_name(self):
        for rehearsal in self:
            rehearsal.display_name = self.env._(
                "Rehearsal of %s", format_date(self.env, rehearsal.day)
            )

    def action_again(self):
        """Rehearse the same stores again, after a setting was changed.

        :return: window action of the new rehearsal, or a notification of what went wrong
        """
        self.ensure_one()
        return self.store_ids.action_rehearse()

    def _get_action(self):
        """:return: window action of this rehearsal"""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Rehearsal"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    @api.autovacuum
    def _gc_rehearsals(self):
        before = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        self.search([("create_date", "<", before)]).unlink()
