"""What Odoo knows of products at an FBA warehouse: a few queries, however many products."""

from collections import defaultdict
from datetime import timedelta
from functools import partial

from odoo import api, fields, models
from odoo.tools import SQL

from ...spapi.words import (
    AMAZON,
    PARTIALLY_SHIPPED,
    PENDING,
    PENDING_AVAILABILITY,
    SHIPPED,
    UNSHIPPED,
)
from ..packagings.piece_size import PIECE_SIZE
from .counting import Books

# Amazon holds units for orders in these states.
HOLDING = (PENDING, PENDING_AVAILABILITY, UNSHIPPED, PARTIALLY_SHIPPED)
UNFINISHED = ("received", "held", "failed")
# Orders that were looked at longer ago explain every unit that is missing.
ORDERS_LAG = timedelta(hours=2)
MOVING = ("waiting", "confirmed", "partially_available", "assigned")

# What Amazon has shipped of an item; an order that is shipped may name no units.
_SHIPPED = SQL(
    "CASE WHEN o.status = %s THEN GREATEST(i.quantity_fulfilled, i.quantity_ordered)"
    " ELSE i.quantity_fulfilled END",
    SHIPPED,
)
# By product: shipped by Amazon and not delivered yet; delivered and not shipped yet.
_DELIVERIES = """
    WITH line AS (
        SELECT i.sale_line_id, SUM(%(shipped)s) AS shipped,
               SUM(i.quantity_ordered) AS ordered
          FROM amazon_order_item i JOIN amazon_order o ON o.id = i.order_id
         WHERE o.store_id IN %(stores)s AND o.fulfilled_by = %(amazon)s
           AND i.sale_line_id IN (
               SELECT sale_line_id FROM stock_move
                WHERE state IN %(moving)s AND sale_line_id IS NOT NULL
                UNION
               SELECT item.sale_line_id FROM amazon_order_item item
                 JOIN amazon_order parent ON parent.id = item.order_id
                WHERE parent.store_id IN %(stores)s AND parent.status IN %(holding)s
                  AND item.sale_line_id IS NOT NULL)
         GROUP BY i.sale_line_id
    ), product AS (
        SELECT m.product_id, line.shipped, line.ordered, SUM(m.product_qty) AS planned,
               SUM(CASE WHEN m.state = 'done' THEN m.product_qty ELSE 0 END) AS done
          FROM line JOIN stock_move m ON m.sale_line_id = line.sale_line_id
          JOIN stock_location source ON source.id = m.location_id
          JOIN stock_location dest ON dest.id = m.location_dest_id
         WHERE m.state NOT IN ('cancel', 'draft') AND line.ordered > 0
           AND source.parent_path LIKE %(inside)s AND dest.parent_path NOT LIKE %(inside)s
         GROUP BY m.product_id, line.sale_line_id, line.shipped, line.ordered
    )
    SELECT product_id,
           SUM(GREATEST(planned * LEAST(shipped::numeric / ordered, 1) - done, 0)),
           SUM(GREATEST(done - planned * LEAST(shipped::numeric / ordered, 1), 0))
      FROM product GROUP BY product_id
"""
# Not those of other channels, for which their own deliveries stand; of what is set aside or too old
# to be imported nothing is delivered later either.
_ORDERS = """
    SELECT COALESCE(i.product_id, l.product_id),
           SUM(CASE WHEN o.status IN %(holding)s
               THEN (i.quantity_ordered - i.quantity_fulfilled) * %(size)s ELSE 0 END),
           SUM(CASE WHEN i.sale_line_id IS NULL
                     AND (o.state IN %(unfinished)s OR o.store_id IN %(importing)s
                          AND o.status IN %(holding)s AND o.dismissed_by_id IS NULL
                          AND (s.import_from IS NULL OR o.is_requested
                               OR o.purchase_date >= s.import_from))
               THEN (%(shipped)s) * %(size)s ELSE 0 END)
      FROM amazon_order_item i JOIN amazon_order o ON o.id = i.order_id
      JOIN amazon_store s ON s.id = o.store_id
      LEFT JOIN amazon_listing l
        ON l.store_id = o.store_id AND l.seller_sku = i.seller_sku
     WHERE o.store_id IN %(stores)s AND o.fulfilled_by = %(amazon)s
       AND o.is_elsewhere IS NOT TRUE
       AND (o.status IN %(holding)s OR o.state IN %(unfinished)s)
       AND COALESCE(i.product_id, l.product_id) IS NOT NULL
     GROUP BY 1
"""


class AmazonFbaStock(models.Model):
    _inherit = "amazon.fba.stock"

    @api.model
    def _read_books(self, warehouse, products, places):
        """What Odoo has, expects and owes at an FBA warehouse.

        :param warehouse: ``stock.warehouse``
        :param products: ``product.product``
        :param places: dict kind → ``stock.location`` that units of a kind have of their own
        :return: dict ``product.product`` → ``Books``
        """
        self.env.flush_all()
        stores = self.env["amazon.store"].search([("fba_warehouse_id", "=", warehouse.id)])
        books = defaultdict(partial(Books, is_behind=self._is_behind(stores)))
        self._add_quants(books, warehouse, products, places)
        self._add_transfers(books, warehouse, products)
        self._add_coming_back(books, warehouse)
        if stores:
            self._add_deliveries(books, warehouse, stores)
            self._add_orders(books, stores)
            self._add_returns(books, stores)
        return books

    @api.model
    def _is_behind(self, stores):
        """Whether Amazon may have shipped orders of which Odoo has not heard."""
        importing = stores.filtered(
            lambda store: store.state == "live" and store.import_orders and store.import_fba
        )
        schedules = self.env["amazon.schedule"]._find_for(
            "amazon.order", accounts=importing.account_id
        )
        since = fields.Datetime.now() - ORDERS_LAG
        return any(
            not schedule.last_success or schedule.last_success < since for schedule in schedules
        )

    def _add_quants(self, books, warehouse, products, places):
        apart = warehouse.lot_stock_id.union(*places.values())
        groups = self.env["stock.quant"]._read_group(
            [
                ("product_id", "in", products.ids),
                ("location_id", "child_of", apart.ids),
            ],
            ["product_id", "location_id"],
            ["quantity:sum"],
        )
        owners = {}
        for product, location, quantity in groups:
            if location not in owners:
                owners[location] = _get_kind(location, places)
            kind = owners[location]
            if kind:
                held = books[product].places
                held[kind] = held.get(kind, 0.0) + quantity
            else:
                books[product].on_hand += quantity

    def _add_transfers(self, books, warehouse, products):
        """Open transfers from outside into the warehouse, and out of it but for Amazon's orders."""
        inside = ("child_of", warehouse.view_location_id.id)
        moves = [("product_id", "in", products.ids), ("state", "in", MOVING)]
        Move = self.env["stock.move"]
        for product, quantity in Move._read_group(
            [*moves, ("location_dest_id", *inside), "!", ("location_id", *inside)],
            ["product_id"],
            ["product_qty:sum"],
        ):
            books[product].incoming += quantity
        for product, quantity in Move._read_group(
            [
                *moves,
                ("location_id", *inside),
                "!",
                ("location_dest_id", *inside),
                "|",
                ("sale_line_id", "=", False),
                ("sale_line_id.order_id.amazon_order_ids", "=", False),
            ],
            ["product_id"],
            ["product_qty:sum"],
        ):
            books[product].leaving += quantity

    def _add_deliveries(self, books, warehouse, stores):
        """Where a delivery and Amazon's own differ, in units of what is delivered (kits: parts)."""
        query = SQL(
            _DELIVERIES,
            shipped=_SHIPPED,
            stores=tuple(stores.ids),
            amazon=AMAZON,
            moving=MOVING,
            holding=HOLDING,
            inside=f"{warehouse.view_location_id.parent_path}%",
        )
        for product_id, shipped, ahead in self.env.execute_query(query):
            book = books[self.env["product.product"].browse(product_id)]
            book.shipped += float(shipped)
            book.ahead += float(ahead)

    def _add_orders(self, books, stores):
        """Orders that Amazon has not shipped, and those it has shipped that are no sale yet."""
        query = SQL(
            _ORDERS,
            shipped=_SHIPPED,
            size=PIECE_SIZE,
            stores=tuple(stores.ids),
            amazon=AMAZON,
            holding=HOLDING,
            unfinished=UNFINISHED,
            importing=tuple(stores.filtered(_imports_shipped).ids) or (0,),
        )
        for product_id, ordered, shipped in self.env.execute_query(query):
            book = books[self.env["product.product"].browse(product_id)]
            book.ordered += float(ordered)
            book.shipped += float(shipped)


def _imports_shipped(store):
    """Whether an order that Amazon ships becomes a sales order at last, if not before."""
    return (
        store.import_orders
        and store.import_fba
        and any(
            row.target != "none"
            for row in store.status_map_ids
            if (row.fulfilled_by, row.status) == (AMAZON, SHIPPED)
        )
    )


def _get_kind(location, places):
    """:return: the kind of units that a location is for, empty for the common stock"""
    for kind, place in places.items():
        if location.parent_path.startswith(place.parent_path):
            return kind
    return ""
