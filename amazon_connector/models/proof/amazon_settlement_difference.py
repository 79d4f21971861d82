"""Orders that Amazon settled with another amount than their invoices and credit notes have."""

from odoo import api, fields, models
from odoo.tools import SQL

REASONS = [
    ("no_document", "Not invoiced, or not credited yet"),
    ("less", "Settled less than invoiced: the rest may come with another settlement"),
    ("more", "Settled more than invoiced"),
    ("currency", "Invoiced in another currency"),
    ("paid", "Paid by another entry too: the buyer is owed the difference"),
]


# Whether document ``m`` is linked to order ``r`` line by line, though it was typed by hand.
IS_LINKED = SQL(
    """EXISTS (
    SELECT FROM account_move_line l
      JOIN sale_order_line_invoice_rel rel ON rel.invoice_line_id = l.id
      JOIN sale_order_line s ON s.id = rel.order_line_id
     WHERE l.move_id = m.id AND s.amazon_order_id = r.amazon_order_id)"""
)
# Whether its own credit note, of no refund, has taken it back, so that it stands for no order.
IS_TAKEN_BACK = SQL(
    """(EXISTS (
    SELECT FROM account_move n
     WHERE n.reversed_entry_id = m.id AND n.state = 'posted' AND n.amazon_order_ref IS NULL
       AND n.amount_total >= m.amount_total)
    AND NOT EXISTS (SELECT FROM sale_order o WHERE o.amazon_typed_invoice_id = m.id))"""
)


class AmazonSettlementDifference(models.Model):
    _name = "amazon.settlement.difference"
    _description = "Order Settled with Another Amount"
    _auto = False
    _order = "settlement_id desc, order_ref"
    _rec_name = "order_ref"

    settlement_id = fields.Many2one("amazon.settlement", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    order_ref = fields.Char(string="Amazon Order", readonly=True)
    amazon_order_id = fields.Many2one("amazon.order", string="Order", readonly=True)
    sale_order_id = fields.Many2one(related="amazon_order_id.sale_order_id")
    is_refund = fields.Boolean(string="Refund", readonly=True)
    amount_settled = fields.Monetary(
        string="Settled", readonly=True, help="In all settlements so far."
    )
    amount_invoiced = fields.Monetary(
        string="Invoiced", readonly=True, help="On posted invoices or credit notes."
    )
    difference = fields.Monetary(readonly=True)
    reason = fields.Selection(REASONS, readonly=True)

    # So that what is read has reached the database.
    _depends = {
        "amazon.settlement.line": ["booking", "amount", "order_ref", "amazon_order_id"],
        "account.move": [
            "state",
            "move_type",
            "amazon_order_ref",
            "amount_total",
            "amount_total_signed",
            "reversed_entry_id",
            "currency_id",
        ],
        "account.move.line": ["price_total", "amount_residual_currency", "reconciled"],
        "sale.order.line": ["amazon_order_id", "invoice_lines"],
        "sale.order": ["amazon_typed_invoice_id"],
    }

    @api.model
    def _get_documents(self):
        """:return: ``SQL``: what the posted documents of order ``r`` come to, by Amazon's signs"""
        return SQL(
            """
            SELECT sum(amount) FILTER (WHERE currency_id = r.currency_id) AS amount,
                   bool_or(currency_id != r.currency_id) AS is_foreign FROM (
                SELECT CASE WHEN r.is_refund THEN -l.price_total ELSE l.price_total END AS amount,
                       l.currency_id
                  FROM sale_order_line s
                  JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = s.id
                  JOIN account_move_line l ON l.id = rel.invoice_line_id
                  JOIN account_move m ON m.id = l.move_id
                 WHERE s.amazon_order_id = r.amazon_order_id AND m.state = 'posted'
                   AND m.move_type = CASE WHEN r.is_refund THEN 'out_refund' ELSE 'out_invoice' END
                 UNION ALL
                SELECT CASE WHEN r.is_refund THEN -m.amount_total ELSE m.amount_total END,
                       m.currency_id
                  FROM account_move m
                 WHERE m.amazon_order_ref = r.order_ref AND m.company_id = r.company_id
                   AND m.state = 'posted'
                   AND m.move_type = CASE WHEN r.is_refund THEN 'out_refund' ELSE 'out_invoice' END
                   AND NOT %s AND NOT %s
            ) AS document
            """,
            IS_LINKED,
            IS_TAKEN_BACK,
        )

    @api.model
    def _get_settled(self):
        """:return: ``SQL``: the orders that a settlement pays, their refunds apart"""
        return SQL(
            """
            SELECT min(l.id) AS id, l.settlement_id, l.company_id, l.currency_id, l.order_ref,
                   max(l.amazon_order_id) AS amazon_order_id, k.nature = 'refund' AS is_refund
              FROM amazon_settlement_line l
              JOIN amazon_fee_kind k ON k.id = l.kind_id
             WHERE l.booking IN ('payment', 'ahead')
             GROUP BY l.settlement_id, l.company_id, l.currency_id, l.order_ref,
                      k.nature = 'refund'
            """
        )

    @api.model
    def _get_overpaid(self):
        """:return: ``SQL``: what this settlement paid of order ``r`` and no document needed"""
        return SQL(
            """
            SELECT sum(p.amount_residual_currency) AS amount
              FROM account_move_line p
              JOIN account_move e ON e.id = p.move_id
              JOIN account_account a ON a.id = p.account_id
             WHERE p.amazon_order_ref = r.order_ref AND e.amazon_settlement_id = r.settlement_id
               AND e.amazon_entry = 'payments' AND e.state = 'posted' AND NOT p.reconciled
               AND a.account_type = 'asset_receivable' AND (p.amount_currency > 0) = r.is_refund
            """
        )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT r.*, s.amount AS amount_settled, COALESCE(i.amount, 0) AS amount_invoiced,
                   CASE WHEN s.amount = i.amount THEN -o.amount
                        ELSE s.amount - COALESCE(i.amount, 0) END AS difference,
                   CASE WHEN i.is_foreign THEN 'currency'
                        WHEN i.amount IS NULL THEN 'no_document'
                        WHEN s.amount = i.amount THEN 'paid'
                        WHEN abs(s.amount) < abs(i.amount) THEN 'less'
                        ELSE 'more' END AS reason
              FROM (%s) r
              JOIN LATERAL (
                SELECT sum(l.amount) AS amount
                  FROM amazon_settlement_line l
                  JOIN amazon_fee_kind k ON k.id = l.kind_id
                 WHERE l.order_ref = r.order_ref AND l.company_id = r.company_id
                   AND l.booking IN ('payment', 'ahead')
                   AND (k.nature = 'refund') = r.is_refund
              ) s ON TRUE
              LEFT JOIN LATERAL (%s) i ON TRUE
              LEFT JOIN LATERAL (%s) o ON TRUE
             WHERE s.amount != COALESCE(i.amount, 0) OR i.is_foreign OR o.amount != 0
            """,
            self._get_settled(),
            self._get_documents(),
            self._get_overpaid(),
        )

    # The way to what differs

    def action_view_sale_order(self):
        """Open the sales order, from which its invoices are reached.

        :return: window action
        """
        self.ensure_one()
        return self.sale_order_id.get_formview_action()

    def action_view_rows(self):
        """Open what settlements say of this order.

        :return: window action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_settlement_line_action"
        )
        domain = [("order_ref", "=", self.order_ref), ("company_id", "=", self.company_id.id)]
        return dict(action, domain=domain, context={})
