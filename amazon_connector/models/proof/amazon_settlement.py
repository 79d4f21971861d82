"""The proof of a settlement: what its rows are, what became of them, and that nothing is left."""

from odoo import fields, models
from odoo.tools import SQL, LazyTranslate

from ..troubles.trouble_kind import tell_amount
from ..words.empty_page import say_empty

_lt = LazyTranslate(__name__)

# Lines of the proof by the nature of the rows, in the order of the page.
NATURES = {
    "sale": _lt("Sales"),
    "refund": _lt("Refunds"),
    "facilitator": _lt("Tax withheld by Amazon"),
    "fee": _lt("Fees"),
    "income": _lt("Reimbursements and other income"),
    "balance": _lt("Reserves, loans, transfers"),
    "skipped": _lt("Skipped rows"),
}
UNMAPPED = _lt("Rows without a fee kind")


class AmazonSettlement(models.Model):
    _inherit = "amazon.settlement"

    proof_sale = fields.Monetary(string="Sales", compute="_compute_proof")
    proof_refund = fields.Monetary(string="Refunds", compute="_compute_proof")
    proof_facilitator = fields.Monetary(string="Tax Withheld by Amazon", compute="_compute_proof")
    proof_fee = fields.Monetary(string="Fees", compute="_compute_proof")
    proof_income = fields.Monetary(string="Other Income", compute="_compute_proof")
    proof_balance = fields.Monetary(string="Reserves, Loans, Transfers", compute="_compute_proof")
    proof_skipped = fields.Monetary(
        string="Skipped Rows",
        compute="_compute_proof",
        help="Not booked, by a rule of the fee map. The sum stays on clearing.",
    )
    proof_unmapped = fields.Monetary(string="Without Fee Kind", compute="_compute_proof")
    proof_payout = fields.Monetary(
        string="Payout",
        compute="_compute_proof",
        help="What the posted payout moved to the bank's transit account.",
    )
    proof_facilitator_net = fields.Monetary(
        string="Facilitator Tax, Net",
        compute="_compute_proof",
        help="Tax that Amazon charged the buyers of this settlement and withheld at once: zero, "
        "unless the file tells only one side of it.",
    )
    proof_open = fields.Monetary(
        string="Open on Clearing",
        compute="_compute_proof",
        help="What this settlement's entries have open on the clearing account.",
    )
    difference_ids = fields.One2many(
        "amazon.settlement.difference", "settlement_id", string="Differences", readonly=True
    )

    def _compute_proof(self):
        sums = self._sum_rows()
        nets, payouts, opens = self._sum_collected(), self._sum_payouts(), self._sum_open()
        for settlement in self:
            for nature in (*NATURES, "unmapped"):
                settlement[f"proof_{nature}"] = sums.get((settlement.id, nature), 0.0)
            settlement.proof_facilitator_net = nets.get(settlement.id, 0.0)
            settlement.proof_payout = payouts.get(settlement.id, 0.0)
            settlement.proof_open = opens.get(settlement.id, 0.0)

    def _sum_rows(self):
        """:return: dict (id, nature) → sum of the rows"""
        return self._query_sums(
            SQL(
                """
                SELECT l.settlement_id,
                       CASE WHEN l.is_skipped THEN 'skipped'
                            ELSE COALESCE(k.nature, 'unmapped') END,
                       sum(l.amount)
                  FROM amazon_settlement_line l LEFT JOIN amazon_fee_kind k ON k.id = l.kind_id
                 WHERE l.settlement_id IN %s GROUP BY 1, 2
                """,
                tuple(self.ids) or (0,),
            )
        )

    def _sum_collected(self):
        """:return: dict id → tax withheld with the tax that buyers paid for the same items"""
        return self._query_sums(
            SQL(
                """
                WITH tax AS (
                    SELECT l.settlement_id, l.amount, k.nature, k.code,
                           l.order_ref, COALESCE(l.item_ref, l.sku, '') AS item
                      FROM amazon_settlement_line l JOIN amazon_fee_kind k ON k.id = l.kind_id
                     WHERE l.settlement_id IN %s AND l.is_skipped IS NOT TRUE
                       AND (k.nature = 'facilitator' OR k.code IN ('tax', 'refund_tax'))
                ), withheld AS (
                    SELECT DISTINCT settlement_id, order_ref, item
                      FROM tax WHERE nature = 'facilitator'
                )
                SELECT tax.settlement_id, sum(tax.amount)
                  FROM tax LEFT JOIN withheld w ON w.settlement_id = tax.settlement_id
                       AND w.order_ref = tax.order_ref AND w.item = tax.item
                 WHERE tax.nature = 'facilitator' OR w.item IS NOT NULL
                 GROUP BY 1
                """,
                tuple(self.ids) or (0,),
            )
        )

    def _sum_payouts(self):
        """Whatever the store's accounts are by now: a payout has two sides of one amount. What was
        reversed moved nothing, and what was put back did.

        :return: dict id → what its payout moved from clearing
        """
        return self._query_sums(
            SQL(
                """
                WITH RECURSIVE paid AS (
                    SELECT id, amazon_settlement_id AS settlement_id, 1 AS side
                      FROM account_move
                     WHERE amazon_settlement_id IN %s AND amazon_entry = 'payout'
                       AND state = 'posted'
                     UNION ALL
                    SELECT m.id, paid.settlement_id, -paid.side
                      FROM account_move m JOIN paid ON m.reversed_entry_id = paid.id
                     WHERE m.state = 'posted'
                )
                SELECT s.id, sum(l.amount_currency * paid.side * sign(s.amount_total))
                  FROM paid
                  JOIN amazon_settlement s ON s.id = paid.settlement_id
                  JOIN account_move_line l ON l.move_id = paid.id AND l.amount_currency > 0
                 GROUP BY 1
                """,
                tuple(self.ids) or (0,),
            )
        )

    def _sum_open(self):
        """The store may have another clearing account by now: the payout's entry has that of its
        day, as its last line.

        :return: dict id → what is open on clearing of its entries
        """
        return self._query_sums(
            SQL(
                """
                WITH clearing AS (
                    SELECT s.id AS settlement_id, store.clearing_account_id AS account_id
                      FROM amazon_settlement s JOIN amazon_store store ON store.id = s.store_id
                     WHERE s.id IN %(ids)s
                     UNION
                    SELECT m.amazon_settlement_id, last.account_id
                      FROM account_move m
                      JOIN LATERAL (SELECT l.account_id FROM account_move_line l
                                     WHERE l.move_id = m.id ORDER BY l.id DESC LIMIT 1
                           ) last ON TRUE
                     WHERE m.amazon_settlement_id IN %(ids)s AND m.amazon_entry = 'payout'
                       AND m.state = 'posted'
                )
                SELECT m.amazon_settlement_id, sum(l.amount_residual_currency)
                  FROM account_move m
                  JOIN clearing c ON c.settlement_id = m.amazon_settlement_id
                  JOIN account_move_line l ON l.move_id = m.id AND l.account_id = c.account_id
                 WHERE m.state = 'posted' GROUP BY 1
                """,
                ids=tuple(self.ids) or (0,),
            )
        )

    def _query_sums(self, query):
        """:return: dict: what a query groups by, one column or several → its last column"""
        self.env.flush_all()
        return {
            row[0] if len(row) == 2 else row[:-1]: float(row[-1])
            for row in self.env.execute_query(query)
        }

    def _tell_facilitator(self):
        """Tell a person where the tax that Amazon collects does not come to zero."""
        for settlement in self:
            net = settlement.proof_facilitator_net
            if settlement.currency_id.is_zero(net):
                settlement._close_troubles("facilitator_open")
            else:
                settlement._raise_trouble(
                    "facilitator_open",
                    settlement=settlement.amazon_ref,
                    amount=tell_amount(net, settlement.currency_id),
                    currency=settlement.currency_id.name,
                )

    def _prepare_statement(self):
        """The proof, line by line, in the settlement's currency.

        :return: list of dicts ``name``, ``amount``, ``is_total``
        """
        self.ensure_one()
        lines = [(self.env._(name), self[f"proof_{key}"], False) for key, name in NATURES.items()]
        if self.proof_unmapped:
            lines.append((self.env._(UNMAPPED), self.proof_unmapped, False))
        lines += [
            (self.env._("Total of the rows"), self.amount_rows, True),
            (self.env._("Total told by Amazon"), self.amount_total, True),
            (self.env._("Payout"), self.proof_payout, False),
            (self.env._("Difference"), self.difference, True),
        ]
        return [
            {"name": name, "amount": amount, "is_total": is_total}
            for name, amount, is_total in lines
        ]

    def action_view_differences(self):
        """Open what was settled otherwise than it was invoiced."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Differences"),
            "res_model": "amazon.settlement.difference",
            "view_mode": "list",
            "domain": [("settlement_id", "=", self.id)],
            "help": say_empty(self.env._("Every order was settled with the amount of its invoice")),
        }
