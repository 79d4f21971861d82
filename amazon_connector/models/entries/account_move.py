"""Entries that a settlement has made: which one, of which store, and back to its rows."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...context_keys import SETTLING
from ...mapping.settlement_parts import PAYOUT
from ..orders.amazon_order import MOST_NAMED

ENTRIES = [
    ("result", "Result"),
    ("payments", "Payments"),
    ("payout", "Payout"),
    ("accrual", "Accrual"),
    ("cost", "Cost of goods"),
    ("reversal", "Reversal"),
]

# Of entries that no posted one reverses: a draft does not yet, a canceled one never.
UNREVERSED = ("reversal_move_ids", "not any", [("state", "=", "posted")])


class AccountMove(models.Model):
    _inherit = "account.move"

    amazon_settlement_id = fields.Many2one(
        "amazon.settlement",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    amazon_entry = fields.Selection(ENTRIES, readonly=True, copy=False)
    amazon_number = fields.Char(
        readonly=True, copy=False, help="Tells the entries of one kind and settlement apart."
    )
    amazon_run = fields.Integer(
        readonly=True, copy=False, help="How often the settlement had been reversed before."
    )
    amazon_order_ref = fields.Char(
        string="Amazon Order",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Order of a credit note that has no sales order.",
    )
    amazon_refs = fields.Char(
        string="Amazon Orders",
        compute="_compute_amazon_refs",
        search="_search_amazon_refs",
        compute_sudo=True,
        help="Amazon's numbers of the orders that the document is of.",
    )
    amazon_row_count = fields.Integer(string="Amazon Rows", compute="_compute_amazon_row_count")

    amazon_settled_count = fields.Integer(
        string="Settlement Rows", compute="_compute_amazon_settled_count"
    )

    # Whatever happens (two workers, a kill between two commits), nothing is booked twice.
    _amazon_once = models.UniqueIndex(
        "(amazon_settlement_id, amazon_entry, amazon_number, COALESCE(amazon_run, 0)) "
        "WHERE amazon_settlement_id IS NOT NULL AND amazon_entry != 'reversal'",
        "This part of the settlement is booked already.",
    )

    @api.depends("amazon_order_ref", "line_ids.sale_line_ids.amazon_order_id")
    def _compute_amazon_refs(self):
        for move, refs in self._get_amazon_refs().items():
            named = [*sorted(refs)[:MOST_NAMED], *["…"] * (len(refs) > MOST_NAMED)]
            move.amazon_refs = ", ".join(named) or False

    @api.model
    def _search_amazon_refs(self, operator, value):
        if operator not in ("in", "like", "ilike", "=like", "=ilike"):
            return NotImplemented
        # Whoever sees the document finds it by Amazon's number, without rights at Amazon.
        orders = self.env["amazon.order"].sudo()._search([("amazon_ref", operator, value)])
        sold = self.env["sale.order.line"].sudo()._search([("amazon_order_id", "in", orders)])
        items = self.env["account.move.line"].sudo()._search([("sale_line_ids", "in", sold)])
        return [
            "|",
            ("amazon_order_ref", operator, value),
            ("id", "in", items.subselect("move_id")),
        ]

    def _compute_amazon_row_count(self):
        rows = self.env["amazon.settlement.line"].sudo()
        counts = rows._read_group(
            [("move_line_id.move_id", "in", self.ids)], ["move_line_id"], ["__count"]
        )
        totals = dict.fromkeys(self.ids, 0)
        for line, count in counts:
            totals[line.move_id.id] += count
        for move in self:
            move.amazon_row_count = totals.get(move.id, 0)

    def _get_settled_domain(self):
        """:return: domain of the rows of settlements that tell of the orders of this document"""
        orders = self.sudo().line_ids.sale_line_ids.amazon_order_id
        refs = list(set().union(*self._get_amazon_refs().values()))
        by_name = [("order_ref", "in", refs), ("booking", "in", ("payment", "ahead"))]
        return ["|", ("amazon_order_id", "in", orders.ids), "&", *by_name]

    def _compute_amazon_settled_count(self):
        rows = self.env["amazon.settlement.line"].sudo()
        for move in self:
            move.amazon_settled_count = (
                rows.search_count(move._get_settled_domain()) if move.is_amazon else 0
            )

    def action_view_amazon_settled(self):
        """The rows of settlements by which Amazon paid or took back this document.

        :return: window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_settlement_line_action"
        )
        return dict(action, domain=self._get_settled_domain(), context={})

    def action_view_amazon_rows(self):
        """Open the rows of the settlement that stand on this entry."""
        return self.line_ids.action_view_amazon_rows()

    def action_view_amazon_settlement(self):
        """Open the settlement that made this entry."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "amazon.settlement",
            "res_id": self.amazon_settlement_id.id,
            "view_mode": "form",
        }

    def _is_reversed(self):
        """Whether a posted entry reverses this one, as ``UNREVERSED`` asks."""
        return "posted" in self.reversal_move_ids.mapped("state")

    def _is_missed(self):
        """Whether nothing stands in the place of this entry of a settlement, which is reversed."""
        settlement = self.amazon_settlement_id
        if self.amazon_entry != PAYOUT:
            return self.amazon_run == settlement.run
        # One that failed at Amazon has no business in the books.
        is_failed = "failed" in settlement.payout_ids.mapped("phase")
        return not (is_failed or settlement._find_payout())

    def _check_draftable(self):
        """What the connector has posted is reversed, never reset: its matches would stay, and
        count what is a draft as paid.
        """
        result = super()._check_draftable()
        for move in self:
            if reason := move._explain_no_reset():
                raise UserError(reason)
        return result

    def _explain_no_reset(self):
        """:return: sentence with what to do instead, "" where this is no entry of the connector"""
        if self.amazon_settlement_id and self.amazon_entry:
            return self.env._(
                "%(entry)s is an entry of Amazon's settlement %(settlement)s. Open the settlement "
                "and press Reverse and Process Again: it is booked anew, as things are set now.",
                entry=self.display_name,
                settlement=self.amazon_settlement_id.amazon_ref,
            )
        # Cost is posted along with an accrual, and not taken back with it.
        if self.amazon_entry == "cost" or self.line_ids.amazon_invoice_id:
            return self.env._(
                "%s was posted by the Amazon connector. Reverse it instead.", self.display_name
            )
        if self.amazon_entry == "accrual" or self.amazon_accrual_id:
            return self.env._(
                "%s is an entry of an accrual. Open the accrual and press Take Back.",
                self.display_name,
            )
        return ""

    def _post(self, soft=True):
        posted = super()._post(soft)
        if not self.env.context.get(SETTLING):
            # What Amazon settled before there was an invoice is waiting for it.
            posted.filtered("is_amazon")._match_amazon_settled()
        return posted
