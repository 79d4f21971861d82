"""Refunds and the rows of settlements that tell of them again: whichever comes first, linked once.

The link books nothing. What a settlement does with such rows follows from the credit note.
"""

from collections import defaultdict
from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import SQL

from ...mapping.settlement_rows import REFUND, TAX_CODES
from ..entries.amazon_settlement_line import BEFORE, RESULT
from .amazon_refund_orders import PAUSE
from .amazon_refund_process import LONGEST_DELAY


class AmazonRefund(models.Model):
    _inherit = "amazon.refund"

    settlement_id = fields.Many2one(
        "amazon.settlement",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="Settlement by which Amazon took the money.",
    )
    settlement_line_ids = fields.One2many(
        "amazon.settlement.line", "refund_id", string="Settlement Rows", readonly=True
    )

    def _link_settlement_rows(self):
        """Find the rows of these refunds in settlements that are here already."""
        for account, refunds in self.filtered("is_released").grouped("account_id").items():
            refs = set(filter(None, refunds.mapped("order_ref")))
            self._link_for_settlement(account, refs)

    def _is_booked_by_settlement(self):
        """Whether a settlement that came first has booked its money itself: that of an order from
        before going live, or of one that settlements alone book. Nothing is left to be credited.
        """
        rows = self.settlement_line_ids
        if self.deferred_ref and self.settlement_id and not rows:
            # Those of the part that stands for all.
            parts = [("account_id", "=", self.account_id.id)]
            parts += [("deferred_ref", "=", self.deferred_ref)]
            rows = self.search(parts).settlement_line_ids
        return any(
            row.booking in (RESULT, BEFORE)
            for row in rows
            # Tax that Amazon collects is booked there in any case.
            if row.kind_id.nature == REFUND and row.kind_id.code not in TAX_CODES
        )

    def _await_other_parts(self):
        """What a settlement has booked whole, and Amazon tells in parts, is found once all of them
        are here: a part alone would be credited besides.

        :return: the refunds that may go on
        """
        parts = self.filtered(lambda one: one.deferred_ref and not one.settlement_id)
        waiting = self.browse()
        for account, refunds in parts.grouped("account_id").items():
            booked = self._read_booked(account, set(filter(None, refunds.mapped("order_ref"))))
            for refund in refunds:
                totals = [
                    total
                    for total in booked[refund.order_ref]
                    if total * refund.amount_total > 0 and abs(total) > abs(refund.amount_total)
                ]
                if totals and not refund._find_credit_notes():
                    refund._await_rest(min(totals, key=abs))
                    waiting |= refund
        return self - waiting

    def _await_rest(self, total):
        """:param total: what the settlement has booked, in the refund's currency"""
        words = {
            "booked": self.currency_id.format(-total),
            "part": self.currency_id.format(-self.amount_total),
        }
        now = fields.Datetime.now()
        if self.posted_at > now - LONGEST_DELAY:
            self._wait(
                self.env._(
                    "A settlement has booked %(booked)s for a refund of this order; this part is "
                    "%(part)s. It waits for the other parts.",
                    **words,
                ),
                now + PAUSE,
            )
            return
        self._wait_for_person(
            self.env._(
                "A settlement has booked %(booked)s for a refund of this order; this part is "
                "%(part)s, and Amazon told no others. If it is a part of that refund, press "
                "Ignore; if not, create the credit note by hand; it is found by order and amount.",
                **words,
            )
        )

    @api.model
    def _read_booked(self, account, order_refs):
        """:return: dict order id → totals of the refunds that settlements have booked themselves
        and that no refund is linked to, as Amazon told them
        """
        found = defaultdict(list)
        rows = self.env["amazon.settlement.line"].search(
            [
                ("account_id", "=", account.id),
                ("order_ref", "in", list(order_refs)),
                ("refund_id", "=", False),
                ("booking", "in", (RESULT, BEFORE)),
                ("kind_id.nature", "=", REFUND),
                ("kind_id.code", "not in", list(TAX_CODES)),
            ]
        )
        groups = self._read_settled(account, order_refs) if rows else {}
        for (_settlement, ref, _adjustment, _moment), told in groups.items():
            if set(rows.ids) & {row for row, _amount in told}:
                found[ref].append(float(sum(amount for _row, amount in told)))
        return found

    @api.model
    def _link_for_settlement(self, account, order_refs):
        """Link refunds and settlement rows of orders that are not linked yet.

        :param account: ``amazon.account``
        :param order_refs: Amazon's order ids
        :return: dict ``amazon.refund`` → ids of the rows that were linked to it
        """
        if not order_refs:
            return {}
        linked = self._find_for_settlement(account, self._read_settled(account, order_refs))
        for refund, (settlement_id, row_ids) in linked.items():
            refund.settlement_id = settlement_id
            if not row_ids:
                continue
            self.env.cr.execute(
                SQL(
                    "UPDATE amazon_settlement_line SET refund_id = %s WHERE id IN %s",
                    refund.id,
                    tuple(row_ids),
                )
            )
        self.env["amazon.settlement.line"].invalidate_model(["refund_id"])
        return {refund: row_ids for refund, (_settlement, row_ids) in linked.items()}

    @api.model
    def _find_for_settlement(self, account, groups):
        """Which refund is told by which rows: same order and total, the same moment preferred.

        :param account: ``amazon.account``
        :param groups: dict (settlement id, order id, adjustment, moment) → list of tuples (row
            id, ``Decimal``)
        :return: dict ``amazon.refund`` → tuple (settlement id, list of row ids)
        """
        open_ones = self.search(
            [
                ("account_id", "=", account.id),
                ("order_ref", "in", list({key[1] for key in groups})),
                ("settlement_id", "=", False),
                ("is_released", "=", True),
                ("state", "!=", "ignored"),
            ],
            order="posted_at, id",
        ).grouped("order_ref")
        found = {}
        for (settlement_id, ref, _adjustment, moment), rows in groups.items():
            total = float(sum((amount for _row, amount in rows), Decimal(0)))
            fitting = [
                refund
                for refund in open_ones.get(ref, ())
                if refund not in found
                and refund.currency_id.compare_amounts(refund.amount_total, total) == 0
            ]
            fitting.sort(key=lambda refund, moment=moment: refund.posted_at != moment)
            left = [refund for refund in open_ones.get(ref, ()) if refund not in found]
            told = fitting[:1] or self._find_parts(left, total)
            # The rows lead to one refund; of several parts to the first.
            for refund in told:
                ids = [row for row, _amount in rows] if refund == told[0] else []
                found[refund] = (settlement_id, ids)
        return found

    @api.model
    def _find_parts(self, refunds, total):
        """Settlements tell the whole of what Amazon has released in parts.

        :return: those of these refunds that are parts of one estimate and come to a total
        """
        parts = defaultdict(list)
        for refund in refunds:
            if refund.deferred_ref:
                parts[refund.deferred_ref].append(refund)
        for several in parts.values():
            amount = sum(refund.amount_total for refund in several)
            if not several[0].currency_id.compare_amounts(amount, total):
                return several
        return []

    @api.model
    def _read_settled(self, account, order_refs):
        """Rows of orders that no refund is linked to, together as Amazon told them.

        :return: dict, see ``_find_for_settlement``
        """
        self.env.flush_all()
        found = self.env.execute_query(
            SQL(
                """
                SELECT l.settlement_id, l.order_ref, l.adjustment_ref, l.posted_at,
                       l.id, l.amount::text
                  FROM amazon_settlement_line l
                 WHERE l.account_id = %s AND l.order_ref IN %s AND l.refund_id IS NULL
                   AND l.transaction_type !~* '^order( |_|$)'
                 ORDER BY l.settlement_id, l.number
                """,
                account.id,
                tuple(order_refs),
            )
        )
        groups = defaultdict(list)
        for settlement_id, ref, adjustment, moment, row_id, amount in found:
            groups[settlement_id, ref, adjustment, moment].append((row_id, Decimal(amount)))
        return groups

    # Screens

    def action_view_settlement_rows(self):
        """The rows of the settlement that tell of this refund.

        :return: window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_settlement_line_action"
        )
        return dict(action, domain=[("refund_id", "in", self.ids)], context={})
