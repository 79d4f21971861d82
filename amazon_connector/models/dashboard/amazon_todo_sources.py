"""Where the list of what is to be done is read from: each source finds its few rows by an index."""

from odoo import api, models
from odoo.tools import SQL

from .amazon_todo import SOURCES
from .figures import FIGURES

SALES_DAYS = 90
COLUMNS = (
    "id",
    "what",
    "res_model",
    "res_id",
    "store_id",
    "account_id",
    "company_id",
    "count",
    "amount",
    "currency_id",
    "deadline",
    "since",
)
# What these issues say stands in the list by itself: orders on hold, refused shipments, deliveries
# that are late, rows without a kind. Other documents on hold (settlements, refunds, returns) have
# no row of their own: for them the issue is the row.
SAID = """
       NOT (t.key LIKE 'held%%:amazon.order' OR t.kind = 'held_map'
            OR t.res_model = 'amazon.order' AND o.state IN ('held', 'failed')
            OR t.res_model = 'amazon.shipment' AND t.kind LIKE 'refused%%'
            OR t.kind = 'ship_by_near')
"""
# Of an account that is put away, Amazon tells nothing more, and is told nothing.
ORDERS = """
    SELECT %s FROM amazon_order o JOIN amazon_account account ON account.id = o.account_id
     WHERE o.state IN ('held', 'failed') AND account.active
"""
SHIPMENTS = """
    SELECT %s FROM amazon_shipment s JOIN amazon_order o ON o.id = s.order_id
      JOIN amazon_account account ON account.id = s.account_id
     WHERE s.state = 'failed' AND account.active
"""
UNLINKED = """
    SELECT %s
      FROM amazon_listing l
      JOIN amazon_store store ON store.id = l.store_id
      JOIN LATERAL (
           SELECT count(DISTINCT o.id) AS orders, sum(i.amount_total) AS amount,
                  min(o.currency_id) AS currency_id, min(o.purchase_date) AS since,
                  min(o.ship_by) FILTER (WHERE o.state = 'held') AS ship_by
             FROM amazon_order_item i JOIN amazon_order o ON o.id = i.order_id
            WHERE i.listing_id = l.id AND o.state != 'ignored'
              AND o.purchase_date >= now() AT TIME ZONE 'UTC' - %s * interval '1 day'
      ) sold ON sold.orders > 0
     WHERE l.link_state = 'unlinked' AND l.is_listed
"""


class AmazonTodo(models.Model):
    _inherit = "amazon.todo"

    @api.model
    def _get_sources(self):
        """The queries that the list is the union of. A hook: extensions add theirs.

        Each has the columns of ``_select``.

        :return: list of ``SQL``
        """
        return [
            self._query_orders(),
            self._query_deliveries(),
            self._query_shipments(),
            self._query_unlinked(),
            self._query_unmapped(),
            self._query_unposted(),
            self._query_out_of_step(),
            self._query_issues(),
        ]

    @api.model
    def _select(self, source, model, **columns):
        """:param source: number that keeps the ids apart
        :param model: name of the model of ``res_id``
        :param columns: SQL text by column; what is missing is empty
        :return: ``SQL`` of a list of columns, in the order of all sources
        """
        columns["id"] = f"{columns['res_id']} * {SOURCES} + {source}"
        columns["res_model"] = f"'{model}'"
        types = {"amount": "numeric", "currency_id": "int", "store_id": "int"}
        empty = {"count": "1", "deadline": "NULL::timestamp", "since": "NULL::timestamp"}
        parts = []
        for name in COLUMNS:
            text = columns.get(name) or empty.get(name, "NULL")
            kind = types.get(name)
            parts.append(f"({text})::{kind} AS {name}" if kind else f"{text} AS {name}")
        return SQL(", ".join(parts))  # pylint: disable=sql-injection

    @api.model
    def _query_orders(self):
        """Orders that wait for a person."""
        columns = self._select(
            0,
            "amazon.order",
            what="o.state",
            res_id="o.id",
            store_id="o.store_id",
            account_id="o.account_id",
            company_id="o.company_id",
            amount="o.amount_total",
            currency_id="o.currency_id",
            deadline="o.ship_by",
            since="o.purchase_date",
        )
        return SQL(ORDERS, columns)

    @api.model
    def _query_deliveries(self):
        """Deliveries that are late, or have to leave before the reader's day ends."""
        columns = self._select(
            1,
            "stock.picking",
            what="CASE WHEN d.ship_by < now() AT TIME ZONE 'UTC' THEN 'late' ELSE 'today' END",
            res_id="d.id",
            store_id="d.store_id",
            account_id="store.account_id",
            company_id="d.company_id",
            count="d.order_count",
            amount="sale.amount_total",
            currency_id="sale.currency_id",
            deadline="d.ship_by",
            since="sale.date_order",
        )
        store = self.env["amazon.store"]
        (tomorrow,) = store._get_first_days(1)
        return SQL(
            """
            SELECT %s
              FROM (%s) d
              JOIN amazon_store store ON store.id = d.store_id
              JOIN sale_order sale ON sale.id = d.sale_id
             WHERE d.date_done IS NULL AND d.ship_by < %s
            """,
            columns,
            self.env["amazon.ship.by"]._query_deadlines(),
            store._get_midnight(tomorrow),
        )

    @api.model
    def _query_shipments(self):
        """Shipments that Amazon refuses: to Amazon these orders have not left."""
        columns = self._select(
            2,
            "amazon.shipment",
            what="'refused'",
            res_id="s.id",
            store_id="s.store_id",
            account_id="s.account_id",
            company_id="s.company_id",
            amount="o.amount_total",
            currency_id="o.currency_id",
            deadline="o.ship_by",
            since="s.shipped_at",
        )
        return SQL(SHIPMENTS, columns)

    @api.model
    def _query_unlinked(self):
        """Listings without a product that were sold lately; their orders have a deadline."""
        columns = self._select(
            3,
            "amazon.listing",
            what="'unlinked'",
            res_id="l.id",
            store_id="l.store_id",
            account_id="store.account_id",
            company_id="l.company_id",
            count="sold.orders",
            amount="sold.amount",
            currency_id="sold.currency_id",
            deadline="sold.ship_by",
            since="sold.since",
        )
        return SQL(UNLINKED, columns, SALES_DAYS)

    @api.model
    def _query_out_of_step(self):
        """Stores that offer other quantities than Odoo wants."""
        listings = self.env["amazon.listing"].sudo()
        found = listings._search(FIGURES["out_of_step"].domain)
        columns = self._select(
            5,
            "amazon.store",
            what="'out_of_step'",
            res_id="store.id",
            store_id="store.id",
            account_id="store.account_id",
            company_id="store.company_id",
            count="count(*)",
        )
        return SQL(
            "SELECT %s FROM amazon_listing l JOIN amazon_store store ON store.id = l.store_id"
            " WHERE l.id IN %s GROUP BY store.id",
            columns,
            found.subselect(),
        )

    @api.model
    def _query_issues(self):
        """Issues that people were told of, that the reader may see and no other source says."""
        told = [("closed_at", "=", False), ("told_at", "!=", False)]
        found = self.env["amazon.trouble"]._search(told)
        columns = self._select(
            6,
            "amazon.trouble",
            what="'issue'",
            res_id="t.id",
            store_id="t.store_id",
            account_id="t.account_id",
            company_id="t.company_id",
            amount="o.amount_total",
            currency_id="o.currency_id",
            deadline="o.ship_by",
            since="t.since",
        )
        return SQL(
            """
            SELECT %s
              FROM amazon_trouble t
              LEFT JOIN amazon_order o ON t.res_model = 'amazon.order' AND o.id = t.res_id
             WHERE t.id IN %s AND %s
            """,
            columns,
            found.subselect(),
            SQL(SAID),
        )
