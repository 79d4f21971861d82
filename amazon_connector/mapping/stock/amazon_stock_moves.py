"""What leaves and what comes: Odoo's open moves as terms of the sum."""

from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

from .terms import INCOMING, LEAVING, UNRESERVED

OPEN_MOVES = ("waiting", "confirmed", "partially_available", "assigned")
MOST_DAYS = 3650
EVER = 365 * 1000

# Open moves out of the places, and what of each is reserved there and everywhere.
LEAVING_QUERY = """
    WITH leaving AS (
        SELECT move.id, move.product_id,
               line.amazon_order_id IS NOT NULL
                   OR picking.amazon_order_id IS NOT NULL AS is_amazon,
               move.date <= %(until)s AS is_due,
               CASE WHEN move.procure_method = 'make_to_order' THEN 0
                    ELSE move.product_qty END AS demand
          FROM stock_move AS move
          LEFT JOIN sale_order_line AS line ON line.id = move.sale_line_id
          LEFT JOIN stock_picking AS picking ON picking.id = move.picking_id
         WHERE move.product_id = ANY(%(products)s) AND move.state IN %(states)s
           AND move.location_id = ANY(%(sources)s)
           AND move.location_dest_id <> ALL(%(places)s)
    ), held AS (
        SELECT move_id, SUM(quantity_product_uom) AS everywhere,
               SUM(quantity_product_uom) FILTER (
                   WHERE location_id = ANY(%(places)s)
                     AND COALESCE(lot_id NOT IN %(lots)s, TRUE)) AS here
          FROM stock_move_line
         WHERE move_id IN (SELECT id FROM leaving)
         GROUP BY move_id
    )
    SELECT product_id, is_amazon, is_due, SUM(COALESCE(here, 0)),
           SUM(GREATEST(demand - COALESCE(everywhere, 0), 0))
      FROM leaving LEFT JOIN held ON held.move_id = leaving.id
     GROUP BY product_id, is_amazon, is_due
"""


class AmazonStockMapper(models.AbstractModel):
    _inherit = "amazon.stock.mapper"

    def _add_moves(self, amounts, store, places, products):
        """What leaves soon, if that takes away, and what Amazon's orders take beyond.

        Every piece that Amazon has sold is taken away once, whatever the store's basis is: either
        with what is reserved or leaves soon, or by itself.
        """
        basis = store.stock_basis
        rows = self._read_leaving(store, places, products)
        for product_id, is_amazon, is_due, reserved, waiting in rows:
            own = amounts[product_id]
            if basis == "forecast" and is_due:
                own[LEAVING] -= reserved + waiting
            elif is_amazon:
                own[UNRESERVED] -= waiting if basis == "available" else reserved + waiting

    def _read_leaving(self, store, places, products):
        """Open moves out of the counted places.

        What is reserved for them counts where it lies; what is not may come from anywhere below
        their source. A move that is made to order waits for what comes for it alone.

        :return: list of (product id, of an Amazon order, due, reserved here, not reserved)
        """
        return self.env.execute_query(
            SQL(
                LEAVING_QUERY,
                until=get_until(store.stock_days),
                products=list(products._ids),
                states=OPEN_MOVES,
                sources=list(places.sources),
                places=list(places.counted),
                lots=self._get_uncounted_lots(store),
            )
        )

    def _add_incoming(self, amounts, store, places, products):
        """What comes soon and is promised to no other move: receipts of several steps count once.

        It counts from the day it is expected on, late or not.
        """
        rows = self.env.execute_query(
            SQL(
                """
                SELECT move.product_id, SUM(move.product_qty)
                  FROM stock_move AS move
                 WHERE move.product_id = ANY(%(products)s) AND move.state IN %(states)s
                   AND move.date <= %(until)s AND move.location_id <> ALL(%(places)s)
                   AND (move.location_dest_id = ANY(%(places)s)
                        OR move.location_final_id = ANY(%(places)s))
                   AND NOT EXISTS (
                       SELECT FROM stock_move_move_rel AS chain
                         JOIN stock_move AS next ON next.id = chain.move_dest_id
                        WHERE chain.move_orig_id = move.id
                          AND next.procure_method = 'make_to_order'
                          AND next.state NOT IN ('done', 'cancel'))
                 GROUP BY move.product_id
                """,
                products=list(products._ids),
                states=OPEN_MOVES,
                until=get_until(store.incoming_days),
                places=list(places.counted),
            )
        )
        for product_id, quantity in rows:
            amounts[product_id][INCOMING] = quantity


def get_until(days):
    """:return: the end of a horizon of so many days from now (UTC, naive); 0: none"""
    return fields.Datetime.now() + timedelta(days=min(days, MOST_DAYS) or EVER)
