"""Booking a settlement, step by step: each step is a transaction, and a killed run goes on."""

from odoo import fields, models
from odoo.tools import SQL

from .amazon_settlement_line import RESULT
from .obstacles import Obstacle


class AmazonSettlement(models.Model):
    _inherit = "amazon.settlement"

    stage = fields.Selection(
        [
            ("draft", "Nothing booked"),
            ("booking", "Being booked"),
            ("reversing", "Being reversed"),
            ("posted", "Posted"),
        ],
        string="Booking",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        help="A large settlement is booked in parts, each of them whole. Ended in between, it goes "
        "on with the next part.",
    )
    is_released = fields.Boolean(
        readonly=True, copy=False, help="A person has asked for it to be posted."
    )
    run = fields.Integer(
        string="Times Reversed",
        default=0,
        readonly=True,
        copy=False,
        help="How often it was booked anew.",
    )
    move_ids = fields.One2many(
        "account.move", "amazon_settlement_id", string="Journal Entries", readonly=True
    )
    move_count = fields.Integer(compute="_compute_move_count")

    def _compute_move_count(self):
        moves = self.env["account.move"].sudo()
        counts = dict(
            moves._read_group(
                [("amazon_settlement_id", "in", self.ids)], ["amazon_settlement_id"], ["__count"]
            )
        )
        for settlement in self:
            settlement.move_count = counts.get(settlement, 0)

    def action_process(self):
        """Post these settlements now: what a person asks for needs no review.

        :return: the ``amazon.operation`` records, one per account
        """
        self.check_access("write")
        self.sudo().is_released = True
        return super().action_process()

    def _book_step(self):
        """Do the next step of booking. The settlement stays *received* until the last one.

        Whoever calls commits after each step, so that no journal's number is kept for long.
        """
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                finished = self._do_next_step()
        except Obstacle as obstacle:
            self.invalidate_recordset()
            self._hold(obstacle.reason, obstacle.key)
            return
        if finished:
            if self.stage != "posted":
                self.stage = "posted"
                self._tell_posted()
            self._write_worth()
            self._finish()
            self._tell_facilitator()
            self._follow_payouts()
        elif self.state != "received":
            # On hold or reviewed before: now it goes on with its next step.
            self._set_state("received", False)

    def _do_next_step(self):
        """:return: whether everything is booked
        :raises Obstacle: something is missing
        """
        if self.stage == "reversing":
            self._reverse_next()
        elif self.stage == "draft":
            self._plan()
        elif self.stage == "booking":
            if self._post_next_result() or self._post_payout() or self._post_payments():
                return False
            # A payout of an earlier run stands: what was booked anew meets it.
            self._match_clearing(self.env["account.move.line"])
            return True
        return self.stage == "posted"

    def _is_unfinished(self):
        # A step was done; the next one waits.
        return self.state == "received"

    # What the steps share

    def _find_entries(self, kind, number=None):
        """:return: the posted entries of this run, of a kind"""
        domain = [
            ("amazon_settlement_id", "=", self.id),
            ("amazon_run", "=", self.run),
            ("amazon_entry", "=", kind),
            ("state", "=", "posted"),
        ]
        return self.env["account.move"].search(
            domain + ([("amazon_number", "=", number)] if number else []), order="date, id"
        )

    def _post_entry(self, entry):
        """Create an entry and post it at once: a draft could be edited, matched and forgotten.

        :param entry: ``Entry``
        :return: posted ``account.move``
        :raises Obstacle: it may not be posted
        """
        has_tax = any(part.taxes for part in entry.parts)
        entry = entry._replace(date=self._find_open_date(entry.date, has_tax=has_tax))
        self._check_rate(entry.date)
        mapper = self.env["amazon.settlement.mapper"].with_company(self.company_id)
        vals, row_ids = mapper._prepare_move_vals(self, entry)
        moves = self.env["account.move"].with_company(self.company_id)
        # Without Odoo's own tax computation, which would balance in silence what does not balance.
        move = moves.with_context(skip_invoice_sync=True).create(vals)
        move._post(soft=False)
        self._check_posted(move, entry)
        self._link_to_items(move, row_ids)
        self._attach_rows(move)
        return move

    def _link_to_items(self, move, row_ids):
        """Let each row lead to its journal item.

        :param move: posted ``account.move``
        :param row_ids: ids of the rows on each of its lines, in the order of their making
        """
        lines = zip(move.line_ids.sorted("id"), row_ids, strict=False)
        pairs = [(row, line.id) for line, ids in lines for row in ids]
        if pairs:
            rows, items = zip(*pairs, strict=True)
            self.env.cr.execute(
                SQL(
                    "UPDATE amazon_settlement_line r"
                    " SET move_line_id = v.line, booking = COALESCE(r.booking, %s)"
                    " FROM unnest(%s, %s) AS v(id, line) WHERE r.id = v.id",
                    RESULT,
                    list(rows),
                    list(items),
                )
            )
            self.env["amazon.settlement.line"].invalidate_model(["move_line_id", "booking"])

    def action_view_moves(self):
        """Open the journal entries of this settlement."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Journal Entries"),
            "res_model": "account.move",
            # Not Odoo's first list of moves, which is that of invoices.
            "views": [(self.env.ref("account.view_move_tree").id, "list"), (False, "form")],
            "domain": [("amazon_settlement_id", "in", self.ids)],
        }
