"""Profit: what was earned and spent, by product, order, store and month (F11)."""

from odoo import api, fields, models
from odoo.tools import SQL

# Measures that make up the profit; costs and fees are below zero.
MEASURES = (
    "revenue",
    "promotions",
    "refunds",
    "selling_fees",
    "fulfillment_fees",
    "storage_fees",
    "other_fees",
    "advertising",
    "reimbursements",
    "cost",
)
MARGIN = "margin:avg"


class AmazonProfit(models.Model):
    _name = "amazon.profit"
    _description = "Amazon Profit"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "order_id"

    date = fields.Date(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    store_id = fields.Many2one("amazon.store", readonly=True)
    order_id = fields.Many2one("amazon.order", readonly=True)
    # Looked for by accountants too, who do not open Amazon's orders.
    order_ref = fields.Char(related="order_id.amazon_ref", export_string_translation=False)
    product_id = fields.Many2one("product.product", readonly=True)
    settlement_id = fields.Many2one("amazon.settlement", readonly=True)
    currency_id = fields.Many2one("res.currency", string="Company Currency", readonly=True)
    is_estimated = fields.Boolean(
        string="Estimated",
        readonly=True,
        help="From the order, while there is no posted settlement; a cost from the product, where "
        "no stock has moved.",
    )
    revenue = fields.Monetary(readonly=True, help="Goods, shipping and gift wrap, without tax.")
    promotions = fields.Monetary(readonly=True)
    refunds = fields.Monetary(readonly=True)
    selling_fees = fields.Monetary(readonly=True)
    fulfillment_fees = fields.Monetary(
        readonly=True, help="FBA fees, inbound shipments and shipping labels."
    )
    storage_fees = fields.Monetary(readonly=True)
    other_fees = fields.Monetary(readonly=True)
    advertising = fields.Monetary(readonly=True, help="With coupons and deals.")
    reimbursements = fields.Monetary(readonly=True, help="And other income.")
    cost = fields.Monetary(string="Cost of Goods", readonly=True)
    profit = fields.Monetary(readonly=True)
    margin = fields.Float(
        string="Margin (%)",
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="Profit by revenue; of a group, that of its sums.",
    )

    # So that what is read has reached the database.
    _depends = {
        "amazon.settlement": ["stage"],
        "amazon.settlement.line": ["worth", "kind_id", "amazon_order_id", "product_id"],
        "sale.order": ["state", "currency_rate"],
        "sale.order.line": ["price_subtotal", "price_total", "product_uom_qty", "amazon_order_id"],
        "stock.move": ["value", "state", "sale_line_id"],
        "product.product": ["standard_price"],
        "amazon.order": ["purchase_date", "store_id"],
    }

    @property
    def _table_query(self):
        sources = [SQL("(%s)", source) for source in self._get_sources()]
        return SQL(
            """
            SELECT s.*, 100 * s.profit / NULLIF(s.revenue, 0) AS margin FROM (%s) s
            """,
            SQL(" UNION ALL ").join(sources),
        )

    @api.model
    def _read_group_select(self, aggregate_spec, query):
        """A margin is no average of margins: it is that of the sums."""
        if aggregate_spec != MARGIN:
            return super()._read_group_select(aggregate_spec, query)
        profit = self._field_to_sql(self._table, "profit", query)
        revenue = self._field_to_sql(self._table, "revenue", query)
        return SQL("100 * SUM(%s) / NULLIF(SUM(%s), 0)", profit, revenue)
