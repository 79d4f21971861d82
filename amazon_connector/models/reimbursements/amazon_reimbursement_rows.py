"""Reimbursements and the rows of settlements that paid them: whichever comes first, linked once.

The link books nothing.
"""

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import SQL

# The money follows the approval, within the open settlement or the next one.
EARLIEST, LATEST = timedelta(days=5), timedelta(days=45)


class AmazonReimbursement(models.Model):
    _inherit = "amazon.reimbursement"

    settlement_line_ids = fields.One2many(
        "amazon.settlement.line", "reimbursement_id", string="Settlement Rows", readonly=True
    )
    settlement_id = fields.Many2one(
        "amazon.settlement",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="Settlement by which Amazon paid it.",
    )

    @api.model
    def _link_rows(self, account, skus):
        """Link reimbursements and rows of these SKUs that are not linked yet.

        Amazon's number of the reimbursement decides where the row has it. Else SKU and amount have
        to be the same, and the order where both name one; of several the nearest in time.

        :param account: ``amazon.account``
        :param skus: set of seller SKUs
        """
        domain = [
            ("account_id", "=", account.id),
            ("seller_sku", "in", list(skus)),
            ("settlement_id", "=", False),
            ("amount", "!=", 0),
            ("state", "!=", "ignored"),
        ]
        paid = self.search(domain, order="approved_at, id")
        if not paid:
            return
        free = self._read_free_rows(account, paid)
        for is_alike in (_is_numbered, _is_same):
            for one in paid.filtered(lambda each: not each.settlement_id):
                # A row alone before those that only together are the amount.
                found = [rows for rows in free if is_alike(one, rows)]
                found.sort(key=lambda rows, one=one: (len(rows), one._get_distance(rows)))
                if found:
                    one._take_rows(found[0])
                    taken = {row["id"] for row in found[0]}
                    free = [rows for rows in free if taken.isdisjoint(row["id"] for row in rows)]

    def action_view_settlement_rows(self):
        """Open the rows of the settlement that paid this.

        :return: window action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_settlement_line_action"
        )
        return dict(action, domain=[("reimbursement_id", "=", self.id)], context={})

    def action_view_order(self):
        """Open the Amazon order whose units they were.

        :return: window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "amazon.order",
            "res_id": self.order_id.id,
            "view_mode": "form",
        }

    def _get_distance(self, rows):
        return abs((rows[0]["posted_at"] or self.approved_at) - self.approved_at)

    def _take_rows(self, rows):
        """:param rows: list of dicts of ``_read_free_rows``"""
        self.settlement_id = rows[0]["settlement_id"]
        if not self.store_id:
            self.store_id = rows[0]["store_id"]
        self.env.cr.execute(
            SQL(
                "UPDATE amazon_settlement_line SET reimbursement_id = %s WHERE id IN %s",
                self.id,
                tuple(row["id"] for row in rows),
            )
        )
        self.env["amazon.settlement.line"].invalidate_model(["reimbursement_id"])

    @api.model
    def _read_free_rows(self, account, paid):
        """Rows that may have paid these reimbursements: each alone, and those told together.

        :return: list of lists of dicts
        """
        self.env.flush_all()
        kind = self.env["amazon.fee.kind"]._get_by_code()["reimbursement"]
        self.env.cr.execute(
            SQL(
                """
                SELECT l.id, l.settlement_id, l.store_id, l.currency_id, l.sku, l.adjustment_ref,
                       l.order_ref, l.posted_at, l.amount::text AS amount
                  FROM amazon_settlement s
                  JOIN amazon_settlement_line l ON l.settlement_id = s.id
                 WHERE s.account_id = %s AND s.date_end >= %s
                   AND l.kind_id = %s AND l.sku IN %s AND l.reimbursement_id IS NULL
                 ORDER BY l.settlement_id, l.number
                """,
                account.id,
                paid[0].approved_at - EARLIEST,
                kind.id,
                tuple(paid.mapped("seller_sku")),
            )
        )
        alone = [[row] for row in self.env.cr.dictfetchall()]
        groups = defaultdict(list)
        for [row] in alone:
            groups[
                row["settlement_id"], row["sku"], row["adjustment_ref"], row["posted_at"]
            ].append(row)
        return alone + [rows for rows in groups.values() if len(rows) > 1]


def _is_numbered(paid, rows):
    """Whether rows bear Amazon's number of a reimbursement, and are its amount."""
    return rows[0]["adjustment_ref"] == paid.reimbursement_ref and _is_amount(paid, rows)


def _is_same(paid, rows):
    """Whether rows may have paid a reimbursement by all that they say."""
    first = rows[0]
    if first["order_ref"] and paid.order_ref and first["order_ref"] != paid.order_ref:
        return False
    moment = first["posted_at"]
    in_time = not moment or -EARLIEST <= moment - paid.approved_at <= LATEST
    return in_time and _is_amount(paid, rows)


def _is_amount(paid, rows):
    total = float(sum(Decimal(row["amount"]) for row in rows))
    return (
        rows[0]["sku"] == paid.seller_sku
        and rows[0]["currency_id"] == paid.currency_id.id
        and not paid.currency_id.compare_amounts(paid.amount, total)
    )
