"""The books follow a payout: its trace id, its failure, and the row that brings its money back.

A payout that failed stands on transit no more. A later settlement tells of the money again, in a
row that leaves transit a second time: from then on the payout and that row make up for each other.
One that Amazon tries again, under its number or another, stands there again, as a new entry.
So what the entries of a payout hold on transit follows from two facts, in whatever order they come.
"""

from odoo import models
from odoo.tools import LazyTranslate

from ...mapping.settlement_parts import PAYOUT
from ..entries.obstacles import Obstacle
from ..troubles.trouble_kind import TroubleKind, tell_amount
from .amazon_payout import MADE, PHASES
from .amazon_payout_overdue import KEY, UNMATCHED

_lt = LazyTranslate(__name__)

WHOLE = _lt(
    "The payout of %(amount)s %(currency)s to the bank account ending in %(tail)s failed. "
    "Check the bank account in Seller Central (Settings, Account Info, Deposit Methods). "
    "Amazon pays the money with a later settlement; its entry in Odoo, if any, was taken back."
)
PART = _lt(
    "Of the payout of settlement %(settlement)s, the part of %(amount)s %(currency)s to the bank "
    "account ending in %(tail)s failed. Check the bank account in Seller Central (Settings, "
    "Account Info, Deposit Methods). Amazon pays this part with a later settlement; in Odoo, it "
    "alone was taken back."
)
FAILED = TroubleKind(
    title=_lt("Amazon's payout failed"),
    sentence="%(which)s",
    action="action_open_form",
    action_text=_lt("Open Payout"),
    # Nothing is told of a payout that is the only one, or whose settlement is not here yet.
    words={"which": {"None": WHOLE, "part": PART}},
)


class AmazonPayout(models.Model):
    _inherit = "amazon.payout"

    def _get_trouble_kinds(self):
        return super()._get_trouble_kinds() | {"payout_failed": FAILED, KEY: UNMATCHED}

    def _is_settled(self, trouble):
        if trouble.key == "payout_failed":
            # Whoever is told looks at the bank account; the money comes with a later payout.
            return self._is_made_up_for()
        if trouble.key == KEY:
            return not self._is_overdue()
        return super()._is_settled(trouble)

    def _follow_books(self):
        """:return: whether the books follow; else it is on hold"""
        if self.phase == "failed":
            self._tell_failure()
        if self.settlement_id.stage != "posted":
            return True
        try:
            with self.env.cr.savepoint():
                self._follow_failure()
        except Obstacle as obstacle:
            self.invalidate_recordset()
            self._hold(obstacle.reason, obstacle.key)
            return False
        self._write_trace()
        if self.phase in MADE:
            self._find_bank_lines()._match_amazon_payouts()
        return True

    def _tell_failure(self):
        if self._is_made_up_for():
            return
        self._raise_trouble(
            "payout_failed",
            which="part" if self._is_part() else None,
            settlement=self.settlement_id.amazon_ref,
            amount=tell_amount(self.amount, self.currency_id),
            currency=self.currency_id.name,
            tail=self.account_tail or "–",
        )

    def _write_trace(self):
        """The bank's number may come after the entry; a bank line is found by it."""
        payout = self.settlement_id._find_payout()[:1]
        transit = self.settlement_id._get_booked_transit()
        line = payout.line_ids.filtered(lambda line: line.account_id == transit)[:1]
        is_gone = self.phase == "failed" and self._is_part() and not self.returned_row_id
        self.transit_line_id = False if is_gone else line
        ref = self.settlement_id._get_payout_ref()
        if payout and payout.ref != ref:
            payout.ref = ref

    def _follow_failure(self):
        """Take the payout's entry back, or put it back, as what Amazon tells asks for.

        :raises Obstacle: the period is locked and the store waits
        """
        settlement, currency = self.settlement_id, self.currency_id
        if self._is_part():
            self._follow_part()
            return
        moves = self._find_own_entries()
        if self._find_anew():
            if moves and self._has_failed() and not settlement._find_payout():
                settlement._post_payout()
            return
        if self.phase != "failed" or not moves:
            return
        self.returned_row_id = self._find_returned_row()
        wanted = self.amount if self.returned_row_id else 0.0
        while currency.compare_amounts(self._sum_on_transit(moves), wanted) > 0:
            settlement._reverse_move(moves.filtered(lambda move: not move._is_reversed())[-1:])
            moves = self._find_own_entries()
        if currency.compare_amounts(self._sum_on_transit(moves), wanted) < 0:
            settlement._reverse_move(moves[-1])
            moves = self._find_own_entries()
        self._match_returned(moves)

    def _is_part(self):
        """Whether Amazon pays the settlement in several payouts, of which this is one."""
        total, amount = abs(self.settlement_id.amount_total), abs(self.amount)
        is_same = self.currency_id == self.settlement_id.currency_id
        return bool(amount and is_same and self.currency_id.compare_amounts(amount, total) < 0)

    def _follow_part(self):
        """Let the entry of the payout say what is on its way; what the bank has brought of it
        stays matched.
        """
        settlement = self.settlement_id
        if not settlement._find_payout() and not self._has_failed():
            return
        if self.phase == "failed":
            self.returned_row_id = self._find_returned_row()
        lines = self._get_transit_lines(settlement._find_payout())
        matched = lines.matched_debit_ids.debit_move_id | lines.matched_credit_ids.credit_move_id
        while settlement._post_payout():
            pass
        open_ones = self._get_transit_lines(settlement._find_payout()) | matched
        open_ones = open_ones.filtered(lambda line: not line.reconciled)
        if matched and len(open_ones) > 1:
            open_ones.reconcile()
        self._match_returned(settlement._find_payout())
        # The others wait for the bank on the same entry, which may be a new one.
        for payout in settlement.payout_ids - self:
            payout._write_trace()

    def _is_made_up_for(self):
        """Whether the money of a payout that failed has come, or comes, another way."""
        return bool(self.returned_row_id or self._find_anew())

    def _find_anew(self):
        """:return: payouts of the settlement that are made: Amazon may try one that failed again,
        under its own number or under another; not its other half, which is no second try
        """
        made = self.settlement_id.payout_ids.filtered(
            lambda payout: (
                not payout.is_expected
                and payout.phase in MADE
                and payout.currency_id == self.currency_id
            )
        )
        total = sum(abs(payout.amount) for payout in made) + abs(self.amount)
        if self.currency_id.compare_amounts(total, abs(self.settlement_id.amount_total)) <= 0:
            return made.browse()
        return made.filtered(
            lambda payout: not self.currency_id.compare_amounts(payout.amount, self.amount)
        )

    def _has_failed(self):
        """Whether Amazon once told a payout of the settlement as failed."""
        steps = [step for payout in self.settlement_id.payout_ids for step in payout.history or ()]
        return any(PHASES.get(status) == "failed" for _at, status, _reason in steps)

    def _find_own_entries(self):
        """:return: the entries of the payout and what reversed them, the oldest first"""
        moves = self.settlement_id.move_ids.filtered(
            lambda move: move.amazon_entry == PAYOUT and move.state == "posted"
        )
        found = moves
        while moves := moves.reversal_move_ids.filtered(lambda move: move.state == "posted"):
            found |= moves
        return found.sorted("id")

    def _sum_on_transit(self, moves):
        return sum(self._get_transit_lines(moves).mapped("amount_currency"))

    def _get_transit_lines(self, moves):
        transit = self.settlement_id._get_booked_transit()
        return moves.line_ids.filtered(lambda line: line.account_id == transit)

    def _find_returned_row(self):
        """:return: the row of a posted settlement by which the money left transit again"""
        if self.returned_row_id and self._is_returning(self.returned_row_id):
            return self.returned_row_id
        rows = self.env["amazon.settlement.line"].search(
            [
                ("account_id", "=", self.account_id.id),
                ("kind_id.code", "=", "failed_transfer"),
                ("currency_id", "=", self.currency_id.id),
                ("amount", "=", self.amount),
                ("settlement_id", "!=", self.settlement_id.id),
                ("move_line_id", "!=", False),
                ("posted_on", ">=", self.expected_on),
            ],
            order="posted_on, id",
        )
        taken = self.search([("returned_row_id", "in", rows.ids), ("id", "!=", self.id)])
        return (rows - taken.returned_row_id).filtered(self._is_returning)[:1]

    def _is_returning(self, row):
        line = row.move_line_id
        transit = self.settlement_id._get_booked_transit()
        return line.account_id == transit and not line.move_id._is_reversed()

    def _match_returned(self, moves):
        """The payout and the row that brought it back make up for each other."""
        lines = self._get_transit_lines(moves) | self.returned_row_id.move_line_id
        lines = lines.filtered(lambda line: not line.reconciled)
        if self.returned_row_id and len(lines) > 1:
            lines.reconcile()
