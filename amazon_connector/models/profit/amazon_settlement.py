"""Finding what the rows of posted settlements are worth: shares of the items they stand on."""

from odoo import models
from odoo.tools import SQL

TAXES = ("tax", "refund_tax")
# Each row on an entry has its share of the journal item that it stands on: what pays an invoice, at
# the invoice's own rate. The rest is worth what the settlement's entries of today make of it.
WORTH = """
    WITH share AS (
        SELECT i.id, (-i.balance / i.amazon_gross)::float8 AS factor
          FROM account_move_line i JOIN account_move m ON m.id = i.move_id
         WHERE m.amazon_settlement_id IN %(ids)s AND i.amazon_gross != 0
    ), rate AS (
        SELECT m.amazon_settlement_id AS id,
               (sum(abs(i.balance)) / NULLIF(sum(abs(i.amount_currency)), 0))::float8 AS rate
          FROM account_move m JOIN account_move_line i ON i.move_id = m.id
          JOIN amazon_settlement t ON t.id = m.amazon_settlement_id
         WHERE m.amazon_settlement_id IN %(ids)s AND m.state = 'posted' AND i.amount_currency != 0
           AND (m.amazon_entry = 'payout' OR m.amazon_entry = 'result' AND m.amazon_run = t.run)
         GROUP BY 1
    ), told AS (
        SELECT DISTINCT l.settlement_id, l.order_ref
          FROM amazon_settlement_line l JOIN amazon_fee_kind k ON k.id = l.kind_id
         WHERE l.settlement_id IN %(ids)s AND k.code IN %(taxes)s AND l.amount != 0
           AND l.booking IN ('payment', 'ahead')
    ), paid AS (
        SELECT l.id, COALESCE(o.price_subtotal / NULLIF(o.price_total, 0), 1)::float8 AS factor
          FROM amazon_settlement_line l
          JOIN amazon_store store ON store.id = l.store_id
          JOIN amazon_marketplace place ON place.id = store.marketplace_id
               AND place.prices_include_tax
          JOIN amazon_order_item item ON item.id = l.order_item_id
          JOIN sale_order_line o ON o.id = item.sale_line_id
         WHERE l.settlement_id IN %(ids)s AND l.booking IN ('payment', 'ahead')
           AND NOT EXISTS (SELECT 1 FROM told WHERE told.settlement_id = l.settlement_id
                              AND told.order_ref = l.order_ref)
    ), worth AS (
        SELECT l.id, l.amount::float8 * COALESCE(share.factor, rate.rate, 1)
                   * COALESCE(paid.factor, 1) AS worth
          FROM amazon_settlement_line l
          LEFT JOIN share ON share.id = l.move_line_id AND l.booking IN ('result', 'payment')
          LEFT JOIN rate ON rate.id = l.settlement_id
          LEFT JOIN paid ON paid.id = l.id
         WHERE l.settlement_id IN %(ids)s AND l.booking IN ('result', 'payment', 'ahead')
    )
    UPDATE amazon_settlement_line r SET worth = worth.worth FROM worth WHERE worth.id = r.id
"""


class AmazonSettlement(models.Model):
    _inherit = "amazon.settlement"

    def _write_worth(self):
        """Keep what each row of these posted settlements is worth, as their entries have it.

        What pays an invoice has the order's own tax taken out, unless the report tells tax apart
        or prices are without it.
        """
        if not self:
            return
        self.env.flush_all()
        # PostgreSQL knows nothing yet of rows that were written just now, takes them for few, and
        # may compare each with each: minutes for some thousands.
        self.env.cr.execute("SET LOCAL enable_nestloop = off")
        # A loop that it needs all the same then looks so costly that it would be compiled for
        # seconds.
        self.env.cr.execute("SET LOCAL jit = off")
        self.env.cr.execute(SQL(WORTH, ids=tuple(self.ids), taxes=TAXES))
        self.env.cr.execute("SET LOCAL enable_nestloop TO DEFAULT")
        self.env["amazon.settlement.line"].invalidate_model(["worth"])
