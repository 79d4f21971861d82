"""Where profit is read from: posted settlements, orders without one, and the cost of goods."""

from odoo import api, models
from odoo.tools import SQL

from .amazon_profit import MEASURES
from .amazon_settlement import TAXES

# Which measure a fee kind counts to. What is tax, or only moves between balances, is none.
CODES = {
    "sale": "revenue",
    "shipping": "revenue",
    "giftwrap": "revenue",
    "promotion": "promotions",
    "seller_fee": "selling_fees",
    "fba_fee": "fulfillment_fees",
    "inbound": "fulfillment_fees",
    "shipping_label": "fulfillment_fees",
    "storage": "storage_fees",
    "advertising": "advertising",
    "coupon_deal": "advertising",
}
NATURES = {"refund": "refunds", "fee": "other_fees", "income": "reimbursements"}
# Three sources of ids that never meet.
SOURCES = 4
BOUGHT = SQL("(o.purchase_date AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(store.tz, 'UTC'))::date")
# What the goods of a line cost by their product.
BY_PRODUCT = SQL(
    "l.product_uom_qty * sold.factor / kept.factor"
    " * COALESCE((p.standard_price->>(s.company_id::text))::numeric, 0)"
)
# Rows of posted settlements that tell of a sale.
SALES = SQL(
    """
    amazon_settlement_line r
      JOIN amazon_settlement t ON t.id = r.settlement_id AND t.stage = 'posted'
      JOIN amazon_fee_kind k ON k.id = r.kind_id AND k.code = 'sale'
    """
)
# Whether one of them is of the item of a line, or of its order where either names none.
SETTLED = SQL(
    """
    SELECT FROM %s
     WHERE r.amazon_order_id = o.id
       AND (l.amazon_item_id IS NULL OR r.order_item_id IS NULL
            OR r.order_item_id = l.amazon_item_id)
    """,
    SALES,
)


class AmazonProfit(models.Model):
    _inherit = "amazon.profit"

    @api.model
    def _get_sources(self):
        """The queries that profit is the union of. A hook: FBA and other channels add theirs.

        Each has the columns of ``_select``: one measure in a row is enough, the others are 0; and
        their sum as ``profit``, which nobody has to add up for a million rows.

        :return: list of ``SQL``
        """
        return [self._query_settled(), self._query_estimated(), self._query_cost()]

    @api.model
    def _select(self, source, columns):
        """:param source: number that keeps the ids apart
        :param columns: dict of column → ``SQL``; measures that are missing are 0
        :return: ``SQL`` of a list of columns, in the order of all sources
        """
        names = (
            "date",
            "company_id",
            "currency_id",
            "store_id",
            "order_id",
            "product_id",
            "settlement_id",
        )
        parts = [SQL("%s::bigint * %s + %s AS id", columns["id"], SQL(str(SOURCES)), SQL(source))]
        parts += [SQL("%s AS %s", columns[name], SQL.identifier(name)) for name in names]
        parts.append(SQL("%s AS is_estimated", columns["is_estimated"]))
        parts += [
            SQL("%s AS %s", columns.get(name, SQL("0::float8")), SQL.identifier(name))
            for name in (*MEASURES, "profit")
        ]
        return SQL(", ").join(parts)

    @api.model
    def _query_settled(self):
        """Rows of posted settlements, as their entries have them: net of tax, at their rate."""
        # Grouped, so that each kind's measure is found once and not anew for each of a million
        # rows, and in a way that PostgreSQL still shares out among parallel workers.
        return SQL(
            """
            SELECT %(columns)s
              FROM amazon_settlement_line r
              JOIN (SELECT k.id, %(measure)s AS measure FROM amazon_fee_kind k GROUP BY k.id) k
                ON k.id = r.kind_id AND k.measure IS NOT NULL
              JOIN amazon_settlement s ON s.id = r.settlement_id AND s.stage = 'posted'
              LEFT JOIN res_company company ON company.id = r.company_id
             WHERE r.worth IS NOT NULL
            """,
            measure=self._get_measure(),
            columns=self._select("0", self._get_settled_columns()),
        )

    @api.model
    def _get_settled_columns(self):
        """:return: dict of column → ``SQL``, of row ``r``, settlement ``s`` and fee kind ``k``"""
        return {
            name: SQL("CASE WHEN k.measure = %s THEN r.worth ELSE 0 END", number)
            for number, name in enumerate(MEASURES[:-1])
        } | {
            "id": SQL("r.id"),
            "date": SQL("r.posted_on"),
            "company_id": SQL("r.company_id"),
            "currency_id": SQL("company.currency_id"),
            "store_id": SQL("COALESCE(r.store_id, s.store_id)"),
            "order_id": SQL("r.amazon_order_id"),
            "product_id": SQL("r.product_id"),
            "settlement_id": SQL("r.settlement_id"),
            "is_estimated": SQL("FALSE"),
            "profit": SQL("r.worth"),
        }

    @api.model
    def _get_measure(self):
        """The measure of fee kind ``k``: its place among the measures, which a million rows are
        compared with faster than with its name; NULL where it is none.

        :return: ``SQL``
        """
        place = {name: number for number, name in enumerate(MEASURES)}
        cases = [SQL("WHEN k.code IN %s THEN NULL", TAXES)]
        for column, names in (("k.code", CODES), ("k.nature", NATURES)):
            cases += [
                SQL("WHEN %s = %s THEN %s", SQL(column), key, place[name])
                for key, name in names.items()
            ]
        return SQL("CASE %s END", SQL(" ").join(cases))

    @api.model
    def _query_estimated(self):
        """What no posted settlement has told of: from the sales orders; fees to come.

        Of an order that was settled in part, the items that are still to come.
        """
        value = SQL("(l.price_subtotal / COALESCE(NULLIF(s.currency_rate, 0), 1))::float8")
        is_discount = SQL("l.amazon_charge LIKE 'discount%%'")
        columns = self._get_sale_columns() | {
            "date": BOUGHT,
            "is_estimated": SQL("TRUE"),
            "revenue": SQL("CASE WHEN %s THEN 0 ELSE %s END", is_discount, value),
            "promotions": SQL("CASE WHEN %s THEN %s ELSE 0 END", is_discount, value),
            "profit": value,
        }
        return SQL(
            """
            SELECT %(columns)s
              FROM sale_order_line l
              JOIN sale_order s ON s.id = l.order_id AND s.state = 'sale'
              JOIN amazon_order o ON o.id = l.amazon_order_id
              JOIN amazon_store store ON store.id = o.store_id
              JOIN res_company company ON company.id = s.company_id
             WHERE l.display_type IS NULL
               AND NOT EXISTS (%(settled)s)
               AND COALESCE(l.amazon_charge, '') NOT LIKE 'tax%%'
               AND COALESCE(l.amazon_charge, '') NOT LIKE 'collected_tax%%'
            """,
            columns=self._select("1", columns),
            settled=SETTLED,
        )

    @api.model
    def _query_cost(self):
        """What the goods of orders cost, by their stock moves; kits by those of their parts."""
        cost = SQL("-COALESCE(cost.value, %s)::float8", BY_PRODUCT)
        # Cost and revenue of an order are posted, or estimated, together.
        columns = {"is_estimated": SQL("cost.value IS NULL OR settled.id IS NULL")}
        columns |= {"cost": cost, "profit": cost}
        return SQL(
            """
            SELECT %(columns)s FROM sale_order_line l
              JOIN sale_order s ON s.id = l.order_id AND s.state = 'sale'
              JOIN amazon_order o ON o.id = l.amazon_order_id
              JOIN amazon_store store ON store.id = o.store_id
              JOIN res_company company ON company.id = s.company_id
              JOIN product_product p ON p.id = l.product_id
              JOIN product_template t ON t.id = p.product_tmpl_id
              JOIN uom_uom kept ON kept.id = t.uom_id
              JOIN uom_uom sold ON sold.id = l.product_uom_id
              LEFT JOIN (%(settled)s) settled ON settled.id = o.id
              LEFT JOIN (
                SELECT v.sale_line_id, sum(v.value * CASE WHEN v.is_in THEN -1 ELSE 1 END) AS value
                  FROM stock_move v WHERE v.state = 'done' AND v.sale_line_id IS NOT NULL
                   AND (v.is_in OR v.is_out OR v.is_dropship)
                 GROUP BY 1
              ) cost ON cost.sale_line_id = l.id
             WHERE l.amazon_charge IS NULL AND l.display_type IS NULL
            """,
            columns=self._select("2", self._get_sale_columns() | columns),
            settled=self._query_settled_orders(),
        )

    @api.model
    def _get_sale_columns(self):
        """:return: dict of column → ``SQL`` for line ``l`` of a sales order; its day is that of
        its sale in the first settlement, so that cost and revenue meet in one month
        """
        return {
            "id": SQL("l.id"),
            "date": SQL("COALESCE(settled.date, %s)", BOUGHT),
            "company_id": SQL("s.company_id"),
            "currency_id": SQL("company.currency_id"),
            "store_id": SQL("o.store_id"),
            "order_id": SQL("o.id"),
            "product_id": SQL("CASE WHEN l.amazon_charge IS NULL THEN l.product_id END"),
            "settlement_id": SQL("NULL::integer"),
        }

    @api.model
    def _query_settled_orders(self):
        """:return: ``SQL``: orders that posted settlements tell of, and the day of their sale"""
        return SQL(
            """
            SELECT r.amazon_order_id AS id, min(r.posted_on) AS date
              FROM %s
             WHERE r.amazon_order_id IS NOT NULL GROUP BY 1
            """,
            SALES,
        )
