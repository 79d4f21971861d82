"""Rows of a settlement read for booking, and which way each of them goes."""

from collections import defaultdict
from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import SQL

from ...mapping.settlement_rows import LIQUIDATION, Row, find_collected
from ..loads.amazon_order_load import ORDER_ID
from ..troubles.trouble_kind import kind_of
from .amazon_order import PER_ORDER, PER_SETTLEMENT
from .amazon_settlement_checks import ORDERS
from .amazon_settlement_line import BEFORE, ORDER, RESULT, SKIPPED

UNKNOWN = "unknown"


class AmazonSettlement(models.Model):
    _inherit = "amazon.settlement"

    are_unknown_before = fields.Boolean(
        string="Earlier Orders",
        readonly=True,
        copy=False,
        help="A person said so of the orders that Odoo does not have.",
    )
    has_unknown_orders = fields.Boolean(compute="_compute_has_unknown_orders")

    @api.depends("state", "hold_key")
    def _compute_has_unknown_orders(self):
        for settlement in self:
            is_held = settlement.state == "held"
            settlement.has_unknown_orders = is_held and kind_of(settlement.hold_key) == ORDERS

    @api.model
    def _retry_unknown(self, account):
        """Orders of an account were loaded: settlements may have waited for them."""
        self._retry_held([("account_id", "=", account.id), ("hold_key", "=like", f"{ORDERS}:%")])

    def _work_off(self, account, operation, may_ask=True):
        self._wake_for_orders(account)
        self.env["amazon.settlement.line"]._link_late_orders(account)
        return super()._work_off(account, operation, may_ask)

    @api.model
    def _wake_for_orders(self, account):
        """Settlements that lack orders look again once orders have come, however these came."""
        waiting = [("account_id", "=", account.id), ("hold_key", "=like", f"{ORDERS}:%")]
        for settlement in self.search([*waiting, ("state", "=", "held")]):
            news = [("account_id", "=", account.id), ("write_date", ">=", settlement.write_date)]
            if self.env["amazon.order"].search_count(news, limit=1):
                self._retry_held([("id", "=", settlement.id)])

    def _read_rows(self, condition=None):
        """The rows that are not skipped, in the order of the file.

        :param condition: ``SQL`` on the row ``l``
        :return: list of ``Row``
        """
        self.env.flush_all()
        found = self.env.execute_query(
            SQL(
                """
                SELECT l.id, l.amount::text, k.nature, k.code, l.kind_id, l.rule_id,
                       COALESCE(l.store_id, %(store)s), COALESCE(l.order_ref, ''),
                       l.amazon_order_id, l.order_item_id, COALESCE(l.item_ref, l.sku, ''),
                       l.product_id, l.posted_on, l.booking,
                       l.transaction_type ILIKE '%%retrocharge%%' AND f.move_id IS NULL
                  FROM amazon_settlement_line l
                  JOIN amazon_fee_kind k ON k.id = l.kind_id
                  LEFT JOIN amazon_refund f ON f.id = l.refund_id
                 WHERE l.settlement_id = %(settlement)s AND l.is_skipped IS NOT TRUE
                   AND %(condition)s
                 ORDER BY l.number, l.id
                """,
                store=self.store_id.id,
                settlement=self.id,
                condition=condition or SQL("TRUE"),
            )
        )
        return [Row(row[0], Decimal(row[1]), *row[2:]) for row in found]

    def _plan(self):
        """Say of each row how it is booked; nothing is booked before all can be.

        :raises Obstacle: something is missing
        """
        self._check_before_booking()
        rows = self._read_rows()
        self._check_targets(rows)
        modes = self._find_modes(rows)
        foreign = {ref for (ref, _), mode in modes.items() if mode in (UNKNOWN, BEFORE)}
        moves = self.env["account.move"]
        if foreign and moves._adopt_lone_invoices(self.store_id, self.currency_id, foreign):
            modes = self._find_modes(rows)
        self._check_orders(rows, modes)
        collected = find_collected(rows)
        ways = defaultdict(list)
        for row in rows:
            ways[self._choose_booking(row, modes, collected)].append(row.id)
        # Most rows are results: they are written once, together with their journal item.
        for booking, ids in ways.items():
            if booking != RESULT:
                self._write_booking(ids, booking)
        self._write_skipped()
        self.stage = "booking"

    def _choose_booking(self, row, modes, collected):
        """:return: value of ``booking`` for a row that is not skipped"""
        if not row.is_of_order or _is_tax_of_amazon(row, collected):
            return RESULT
        mode = modes[row.claim]
        if mode == PER_SETTLEMENT:
            return RESULT
        if row.id in collected and (mode == BEFORE or self._leaves_tax_out(row)):
            # No invoice has it: both legs meet on the facilitator's account.
            return RESULT
        return BEFORE if mode == BEFORE else ORDER

    def _leaves_tax_out(self, row):
        return self.env["amazon.store"].browse(row.store_id).tax_mode == "ignore"

    def _find_modes(self, rows):
        """How the orders of these rows are booked, each in one way for ever.

        An invoice claims its order with all that follows, a credit note the refund alone: that of
        an order from before stands alone, and the sale was booked elsewhere.

        :return: dict (Amazon's order id, is it a refund) → ``per_order``, ``per_settlement``,
            ``before``, or ``unknown`` when Odoo has to load it first
        """
        collected = find_collected(rows)
        told = {
            row.claim: row
            for row in rows
            if row.is_of_order and not _is_tax_of_amazon(row, collected)
        }
        # What Amazon sells to a liquidator is no order: of its tax there is never an invoice.
        liquidated = {row.order_ref for row in rows if row.code == LIQUIDATION}
        refs = list({ref for ref, _is_refund in told})
        moves = self.env["account.move"]
        claims = moves._find_amazon_claims(self.account_id, refs)
        claimed = {*claims.by_order, *moves._find_amazon_payments_left(self.account_id)}
        known = dict.fromkeys(liquidated, PER_SETTLEMENT) | self._find_known_orders(refs)
        modes = {
            claim: PER_ORDER
            if claimed & {claim, (claim[0], False)}
            else known.get(claim[0]) or self._guess_mode(row)
            for claim, row in told.items()
        }
        # Of what is free of charge, as in other channels, nothing is booked that needs its order.
        costly = {row.claim for row in rows if row.amount and row.is_of_order}
        return {
            claim: PER_ORDER if mode == UNKNOWN and claim not in costly else mode
            for claim, mode in modes.items()
        }

    def _find_known_orders(self, refs):
        """:return: dict Amazon's order id → mode, of the orders that Odoo has and not invoiced"""
        known = [("account_id", "=", self.account_id.id), ("amazon_ref", "in", refs)]
        modes = dict(self.env["amazon.order"]._read_group(known, ["amazon_ref", "accounting_mode"]))
        left_out = self.env["amazon.order"].search(
            [
                *known,
                ("accounting_mode", "=", PER_ORDER),
                ("state", "=", "ignored"),
                ("sale_order_id", "=", False),
            ]
        )
        for order in left_out:
            # One that is still to come is as good as unknown.
            modes[order.amazon_ref] = None if order._is_behind() else BEFORE
        return modes

    def _guess_mode(self, row):
        """:return: how an order that Odoo does not have is booked"""
        store = self.env["amazon.store"].browse(row.store_id)
        if store.accounting_mode == PER_SETTLEMENT:
            return PER_SETTLEMENT
        first = store.import_from and fields.Date.to_date(store.import_from)
        if self.are_unknown_before or (first and row.posted_on and row.posted_on < first):
            return BEFORE
        return UNKNOWN

    @staticmethod
    def _get_unknown(modes):
        """:return: sorted list of Amazon's ids of the orders that Odoo has to load first"""
        return sorted({ref for (ref, _), mode in modes.items() if mode == UNKNOWN})

    def action_load_orders(self):
        """Load from Amazon the orders that this settlement pays and Odoo does not have.

        :return: client action: a notification with the outcome so far
        """
        self.ensure_one()
        self.check_access("write")
        # Accountants do not open Amazon's orders, in which buyers' data are.
        own = self.sudo()
        unknown = own._get_unknown(own._find_modes(own._read_rows()))
        # What is no order id of Amazon's keeps none of the others back.
        refs = list(filter(ORDER_ID.fullmatch, unknown)) or unknown
        vals = {"account_id": self.account_id.id, "kind": "ids", "refs": "\n".join(refs)}
        return own.env["amazon.order.load"].create(vals).action_start()

    def action_book_as_earlier(self):
        """Book the orders that Odoo does not have on the account of earlier orders.

        :return: the ``amazon.operation`` records
        """
        self.check_access("write")
        self.sudo().are_unknown_before = True
        return self.action_process()

    def _write_booking(self, ids, booking):
        """Rows may be many thousands, and nothing is computed from where they go."""
        if ids:
            self.env.cr.execute(
                SQL(
                    "UPDATE amazon_settlement_line SET booking = %s WHERE id = ANY(%s)",
                    booking,
                    list(ids),
                )
            )
            self.env["amazon.settlement.line"].invalidate_model(["booking"])

    def _write_skipped(self):
        self.env.cr.execute(
            SQL(
                "UPDATE amazon_settlement_line SET booking = %s"
                " WHERE settlement_id = %s AND is_skipped",
                SKIPPED,
                self.id,
            )
        )
        self.env["amazon.settlement.line"].invalidate_model(["booking"])


def _is_tax_of_amazon(row, collected):
    """Whether Amazon corrects tax that it collects itself: no document says so, and none need be
    there. Both legs meet on the facilitator's account.
    """
    return row.is_afterwards and row.id in collected
