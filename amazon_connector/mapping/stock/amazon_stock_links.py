"""What stands behind a term of the sum: the quants, moves, orders and rules that it is made of."""

from odoo import models
from odoo.fields import Domain

from . import terms
from .amazon_stock_moves import OPEN_MOVES, get_until

# Term → method that finds what is behind it.
FINDERS = {
    terms.ON_HAND: "_find_quants",
    terms.LOTS: "_find_uncounted_quants",
    terms.RESERVED: "_find_reserved_quants",
    terms.LEAVING: "_find_leaving",
    terms.INCOMING: "_find_incoming",
    terms.UNRESERVED: "_find_unreserved",
    terms.ORDERS: "_find_orders",
    terms.SHARE: "_find_sharing",
    terms.BUFFER: "_find_rule_owner",
    terms.MAXIMUM: "_find_rule_owner",
}


class AmazonStockMapper(models.AbstractModel):
    _inherit = "amazon.stock.mapper"

    def _find_behind(self, listing, term):
        """The records behind a term of a listing's sum. A hook, for terms of your own.

        :param listing: ``amazon.listing``
        :param term: ``mapping.stock.terms.Term``
        :return: records of one model, or None where nothing can be shown
        """
        mapper = self.sudo().with_company(listing.company_id).with_context(active_test=False)
        finder = getattr(mapper, FINDERS.get(term.code, ""), None)
        return finder(listing.with_env(mapper.env), term) if finder else None

    def _search_quants(self, listing, term, domain):
        places = self._get_places(listing.store_id)
        domain &= Domain("product_id", "=", term.product_id)
        return self.env["stock.quant"].search(domain & Domain("location_id", "in", places.counted))

    def _find_quants(self, listing, term):
        """All that lies in the counted places."""
        return self._search_quants(listing, term, Domain.TRUE)

    def _find_uncounted_quants(self, listing, term):
        """What of it lies in lots that do not count."""
        lots = Domain("lot_id", "any", self._get_uncounted_lots_domain(listing.store_id))
        return self._search_quants(listing, term, lots)

    def _find_reserved_quants(self, listing, term):
        """What of it is reserved."""
        return self._search_quants(listing, term, Domain("reserved_quantity", ">", 0))

    def _search_moves(self, term, domain):
        domain &= Domain("product_id", "=", term.product_id) & Domain("state", "in", OPEN_MOVES)
        return self.env["stock.move"].search(domain)

    def _get_leaving_domain(self, listing):
        places = self._get_places(listing.store_id)
        sources = Domain("location_id", "in", places.sources)
        return sources & Domain("location_dest_id", "not in", places.counted)

    def _find_leaving(self, listing, term):
        """Open moves out of the counted places that are due."""
        until = get_until(listing.store_id.stock_days)
        domain = self._get_leaving_domain(listing) & Domain("date", "<=", until)
        return self._search_moves(term, domain)

    def _find_incoming(self, listing, term):
        """Open moves into the counted places that are expected in time."""
        store = listing.store_id
        counted = self._get_places(store).counted
        arrives = Domain("location_dest_id", "in", counted)
        arrives |= Domain("location_final_id", "in", counted)
        arrives &= Domain("location_id", "not in", counted)
        until = get_until(store.incoming_days)
        return self._search_moves(term, arrives & Domain("date", "<=", until))

    def _find_unreserved(self, listing, term):
        """Moves of Amazon's orders that the sum takes away by themselves."""
        store = listing.store_id
        moves = self._search_moves(term, self._get_leaving_domain(listing)).filtered(
            lambda move: move.sale_line_id.amazon_order_id or move.picking_id.amazon_order_id
        )
        if store.stock_basis == "available":
            return moves.filtered(lambda move: move.quantity < move.product_uom_qty)
        if store.stock_basis == "forecast":
            until = get_until(store.stock_days)
            return moves.filtered(lambda move: move.date > until)
        return moves

    def _find_orders(self, listing, term):
        """Amazon orders that take the product, or a kit of it, and are in no delivery."""
        places = self._get_places(listing.store_id)
        orders = self.env["amazon.order"]._find_undelivered(listing.store_id, places.warehouses)
        sold = orders._get_undelivered()
        products = self.env["product.product"].browse({product_id for _, product_id, _ in sold})
        recipes = terms.flatten(self._get_recipes(listing.store_id, products))
        taking = {
            order_id
            for order_id, product_id, _quantity in sold
            if term.product_id in self._get_taken(product_id, 1.0, recipes)
        }
        return orders.browse(sorted(taking))

    def _find_sharing(self, listing, term):
        """This listing, and those that the product is promised to by a share."""
        claiming = self._read_claiming(listing.store_id)
        sharing = [own for own, ids, _share in claiming if term.product_id in ids]
        return listing.browse().union(listing, *sharing)

    def _find_rule_owner(self, listing, term):
        """The listing, where the rule is its own, else the store."""
        own = listing.buffer if term.code == terms.BUFFER else listing.maximum
        return listing if own else listing.store_id
