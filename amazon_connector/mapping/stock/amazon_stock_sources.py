"""What counts as stock of a product: shelves, moves and orders, each read for all products."""

from collections import defaultdict

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .places import Places
from .terms import (
    INCOMING,
    LEAVING,
    LOTS,
    NO_LESS,
    ON_HAND,
    ORDERS,
    RESERVED,
    UNRESERVED,
    Term,
    flatten,
    get_net,
)


class AmazonStockMapper(models.AbstractModel):
    _inherit = "amazon.stock.mapper"

    def _get_terms(self, store, products):
        """The sum of each product in the places that count for a store. A hook.

        For example, to count what lies at partners, ``_read_at_partners`` being yours::

            def _get_terms(self, store, products):
                terms = super()._get_terms(store, products)
                for product_id, quantity in self._read_at_partners(products).items():
                    terms[product_id] += (Term("at_partners", quantity, product_id),)
                return terms

        :param store: ``amazon.store``
        :param products: ``product.product`` that are stored
        :return: dict product id → tuple of ``mapping.stock.terms.Term``, in the product's unit
        """
        places = self._get_places(store)
        amounts = defaultdict(lambda: defaultdict(float))
        self._add_quants(amounts, store, places, products)
        self._add_moves(amounts, store, places, products)
        if store.incoming_days:
            self._add_incoming(amounts, store, places, products)
        for product_id, quantity in self._read_orders(store, places).items():
            amounts[product_id][ORDERS] -= quantity
        return {product_id: _order(product_id, amounts[product_id]) for product_id in products._ids}

    # Where, and what of it

    def _get_places(self, store) -> Places:
        """Where stock counts for a store. A hook.

        :param store: ``amazon.store``
        :return: ``mapping.stock.places.Places``
        """
        roots = store._get_stock_roots()
        counted = self.env["stock.location"].search(
            [
                ("id", "child_of", roots.ids),
                ("id", "not in", store._get_fba_locations().ids),
                ("usage", "=", "internal"),
            ]
        )
        above = {int(part) for root in roots for part in root.parent_path.split("/") if part}
        return Places(counted._ids, tuple(above.union(counted._ids)), roots.warehouse_id._ids)

    def _get_uncounted_lots_domain(self, store) -> Domain:
        """Which lots do not count: those past their expiry, and those that are blocked. A hook.

        What no installed module knows is left out: ``expiration_date`` is of Odoo's *Products
        Expiration Date*, ``locked`` of OCA's *Stock Lock Lot*.

        :param store: ``amazon.store``
        :return: ``odoo.fields.Domain`` on ``stock.lot``
        """
        known = self.env["stock.lot"]._fields
        domain = Domain.FALSE
        if "expiration_date" in known:
            domain |= Domain("expiration_date", "<=", fields.Datetime.now())
        if "locked" in known:
            domain |= Domain("locked", "=", True)
        return domain

    def _get_uncounted_lots(self, store) -> SQL:
        """:return: SQL of the ids of lots that do not count"""
        domain = self._get_uncounted_lots_domain(store)
        return self.env["stock.lot"]._search(domain).subselect()

    # Shelves

    def _add_quants(self, amounts, store, places, products):
        """What lies on the shelves, and what of it is reserved if that takes away."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT product_id, SUM(quantity), SUM(quantity) FILTER (WHERE is_out),
                       SUM(reserved_quantity) FILTER (WHERE NOT is_out)
                  FROM (SELECT product_id, quantity, reserved_quantity,
                               COALESCE(lot_id IN %(lots)s, FALSE) AS is_out
                          FROM stock_quant
                         WHERE product_id = ANY(%(products)s)
                           AND location_id = ANY(%(places)s)) AS quant
                 GROUP BY product_id
                """,
                lots=self._get_uncounted_lots(store),
                products=list(products._ids),
                places=list(places.counted),
            )
        )
        is_reserved_out = store.stock_basis == "available"
        for product_id, on_hand, lots, reserved in rows:
            own = amounts[product_id]
            own[ON_HAND] = on_hand or 0.0
            own[LOTS] = -(lots or 0.0)
            if is_reserved_out:
                own[RESERVED] = -(reserved or 0.0)

    # Orders

    def _read_orders(self, store, places):
        """Pieces that Amazon has sold and that are in no delivery yet, kits as their parts.

        :return: dict product id → quantity in its unit
        """
        taken = defaultdict(float)
        orders = self.env["amazon.order"]._find_undelivered(store, places.warehouses)
        sold = orders._get_undelivered()
        products = self.env["product.product"].browse({product_id for _, product_id, _ in sold})
        recipes = flatten(self._get_recipes(store, products)) if products else {}
        for _order_id, product_id, quantity in sold:
            for part_id, amount in self._get_taken(product_id, quantity, recipes).items():
                taken[part_id] += amount
        return taken

    def _get_taken(self, product_id, quantity, recipes):
        """What a quantity of a product takes from the shelf: itself, or the parts of a kit.

        :return: dict product id → quantity
        """
        recipe = recipes.get(product_id)
        if not recipe or not recipe.is_kit:
            return {product_id: quantity}
        return {part_id: quantity * need for part_id, need in recipe.parts.items()}


ORDERED = (ON_HAND, LOTS, RESERVED, LEAVING, INCOMING)


def _order(product_id, amounts):
    """The terms of a product in their order; more promised to others than there is is no less.

    What Amazon has sold comes last: what one product lacks for it, another of the pool has to give.

    :return: tuple of ``Term``
    """
    terms = [Term(code, amounts[code], product_id) for code in ORDERED if amounts.get(code)]
    if (net := get_net(terms)) < 0:
        terms.append(Term(NO_LESS, -net, product_id))
    sold = (UNRESERVED, ORDERS)
    return (*terms, *(Term(code, amounts[code], product_id) for code in sold if amounts.get(code)))
