"""What a listing should offer, worked out slowly and plainly, one record at a time.

It shares no code with the addon, so that a mistake in one of the two shows. Everything is read
again for each listing.
"""

import math
from datetime import timedelta

from odoo import fields

OPEN = ("waiting", "confirmed", "partially_available", "assigned")


class SlowSum:
    def __init__(self, listing, is_blocked):
        self.listing, self.store, self.env = listing, listing.store_id, listing.env
        self.is_blocked = is_blocked
        self.boms = self.env["mrp.bom"].search([], order="sequence, product_id, id")
        self.places = [place for place in self._all_places() if self._counts(self.store, place)]

    def offer(self):
        """:return: pieces"""
        self.left, self.shelf = {}, {}
        total = 0
        further = self.listing.pool_ids.sorted("sequence").product_id
        for product in [self.listing.product_id, *further]:
            total += self.pieces(product)
        total -= self.limit(self.listing, "buffer")
        total = max(total, 0)
        most = self.limit(self.listing, "maximum")
        return min(total, most) if most else total

    def limit(self, listing, name):
        """The listing's own, else the store's unless the listing wants none of it."""
        if listing[name] or listing.has_own_limits:
            return listing[name]
        return listing.store_id[f"stock_{name}"]

    # Pieces of a product

    def size(self, unit, product):
        """Units of a product in one of a unit or packaging."""
        return unit.factor / product.uom_id.factor if unit else 1.0

    def pieces(self, product):
        size = self.size(self.listing.uom_id, product)
        if not product.is_storable and not self.kit(product):
            return 0
        short = 0
        if self.kit(product) and not self.is_made_inside(product):
            needs = self.needs(product)
            if not needs:
                return 0
            ratios = [self.rest(part) / (need * size) for part, need in needs.items()]
            short = min(math.floor(round(min(ratios), 6)), 0)
        elif not self.kit(product):
            whole = math.floor(round(self.rest(product) / size, 6))
            short = min(whole, 0)
        made = 0
        while self.take_one(product, size):
            made += 1
        return made + short

    def take_one(self, product, size):
        before = dict(self.left)
        if self.take(product, size):
            return True
        self.left = before
        return False

    def take(self, product, quantity):
        """Take from the shelf, then from the parts; False: there is not enough."""
        if not self.kit(product):
            used = min(max(self.rest(product), 0), quantity)
            self.left[product] = self.rest(product) - used
            quantity -= used
            # No part of a piece is left on the shelf for the sake of one that is made.
        if round(quantity, 6) <= 0:
            return True
        bom = self.kit(product) or self.manufactured(product)
        needs = self.direct(product, bom) if bom else {}
        if not needs:
            return False
        return all(self.take(part, quantity * need) for part, need in needs.items())

    def rest(self, product):
        if product not in self.shelf:
            self.shelf[product] = round(self.stock(product) * self.part(product), 6)
        return self.left.get(product, self.shelf[product])

    # Bills of materials

    def find_bom(self, product, kind):
        for bom in self.boms.filtered(lambda bom: bom.type == kind):
            if bom.product_id == product:
                return bom
            if not bom.product_id and bom.product_tmpl_id == product.product_tmpl_id:
                return bom
        return self.boms.browse()

    def kit(self, product):
        return self.find_bom(product, "phantom")

    def manufactured(self, product):
        if self.kit(product) or not self.store.stock_manufacturable:
            return self.env["mrp.bom"]
        return self.find_bom(product, "normal")

    def direct(self, product, bom):
        needs = {}
        batch = bom.product_uom_id.factor / product.uom_id.factor * bom.product_qty
        for line in bom.bom_line_ids:
            part = line.product_id
            if not (part.is_storable or self.kit(part)):
                continue
            quantity = line.product_uom_id.factor / part.uom_id.factor * line.product_qty
            needs[part] = needs.get(part, 0) + quantity / batch
        return needs

    def needs(self, product):
        """What a kit takes from the shelf, kits in it included."""
        found = {}
        for part, need in self.direct(product, self.kit(product)).items():
            inner = self.needs(part) if self.kit(part) else {part: 1.0}
            for below, amount in inner.items():
                found[below] = found.get(below, 0) + need * amount
        return found

    def is_made_inside(self, product):
        return any(self.manufactured(part) for part in self.needs(product))

    # The stock of a product

    def stock(self, product):
        quants = [
            quant
            for quant in self.env["stock.quant"].search([("product_id", "=", product.id)])
            if quant.location_id in self.places and not self.is_blocked(quant.lot_id)
        ]
        there = sum(quant.quantity for quant in quants)
        if self.store.stock_basis == "available":
            there -= sum(quant.reserved_quantity for quant in quants)
        sold = 0
        for move in self.env["stock.move"].search([("product_id", "=", product.id)]):
            taken, is_counted = self.leaving(move)
            if is_counted:
                there -= taken
            elif move.sale_line_id.amazon_order_id or move.picking_id.amazon_order_id:
                sold += taken
            there += self.coming(move)
        return max(there, 0) - sold - self.ordered(product)

    def leaving(self, move):
        """:return: how much of a move takes from the places, and whether the basis says so"""
        if move.state not in OPEN or move.location_dest_id in self.places:
            return 0, False
        above = any(self._is_below(place, move.location_id) for place in self.places)
        if not above:
            return 0, False
        here = everywhere = 0
        for line in move.move_line_ids:
            everywhere += line.quantity_product_uom
            if line.location_id in self.places and not self.is_blocked(line.lot_id):
                here += line.quantity_product_uom
        waits = max(move.product_qty - everywhere, 0)
        if move.procure_method == "make_to_order":
            waits = 0
        if self.store.stock_basis == "available":
            return waits, False  # What is reserved is gone already.
        is_due = not self.store.stock_days or move.date <= self._in(self.store.stock_days)
        return here + waits, self.store.stock_basis == "forecast" and is_due

    def coming(self, move):
        days = self.store.incoming_days
        if not days or move.state not in OPEN or move.date > self._in(days):
            return 0
        arrives = move.location_dest_id in self.places or move.location_final_id in self.places
        if move.location_id in self.places or not arrives:
            return 0
        for following in move.move_dest_ids:
            open_one = following.state not in ("done", "cancel")
            if open_one and following.procure_method == "make_to_order":
                return 0
        return move.product_qty

    def ordered(self, product):
        """Pieces that Amazon has sold and that are in no delivery."""
        taken = 0
        statuses = [word.strip() for word in self.store.count_statuses.split(",")]
        warehouses = self._warehouses(self.store)
        for order in self.env["amazon.order"].search([]):
            house = order.warehouse_id
            elsewhere = house and house not in warehouses
            theirs = order.store_id != self.store and order.store_id.warehouse_id not in warehouses
            if (
                order.status not in statuses
                or order.fulfilled_by == "AMAZON"
                or order.dismissed_by_id
                or order.sale_order_id.state not in (False, "draft", "sent")
                or any(held.state not in ("done", "cancel") for held in order.hold_picking_ids)
                or elsewhere
                or (not house and theirs)
            ):
                continue
            for sold, pieces in self._sold(order):
                goods = self.needs(sold) if self.kit(sold) else {sold: 1.0}
                taken += pieces * goods.get(product, 0)
        return taken

    def _sold(self, order):
        for item in order.item_ids:
            product = item.sale_line_id.product_id or item.product_id
            unit = item.uom_id or item.sale_line_id.product_uom_id
            if not product:
                listing = self._listed(item, [("store_id", "=", order.store_id.id)])
                listing = listing or self._listed(item, [("account_id", "=", order.account_id.id)])
                product, unit = listing.product_id, listing.uom_id
            if product:
                pieces = max(item.quantity_ordered - item.quantity_fulfilled, 0)
                yield product, pieces * self.size(unit, product)

    def _listed(self, item, where):
        """The first linked listing of a SKU, of its own store or else of any."""
        linked = [("seller_sku", "=", item.seller_sku), ("product_id", "!=", False), *where]
        return self.env["amazon.listing"].search(linked, limit=1)

    # Shares

    def part(self, product):
        """Which part of a product's stock is this listing's."""
        promised = 0
        for other in self.env["amazon.listing"].search([]):
            store = other.store_id
            if store != self.store:
                if not store.push_stock or store.state != "live":
                    continue
                if not any(self._counts(store, place) for place in self.places):
                    continue
            if other.fulfillment_channel == "DEFAULT" and other.is_listed:
                share = self.limit(other, "share")
                if 0 < share < 100 and product in self._goods(other):
                    promised += share
        own = self.limit(self.listing, "share")
        if 0 < own < 100:
            return own / max(promised, 100)
        return max(100 - promised, 0) / 100

    def _goods(self, listing):
        found, asked = [], [*listing.product_id, *listing.pool_ids.product_id]
        while asked:
            product = asked.pop()
            if product not in found:
                found.append(product)
                bom = self.kit(product) or self.manufactured(product)
                asked += self.direct(product, bom) if bom else []
        return found

    # Places

    def _all_places(self):
        return self.env["stock.location"].search([("usage", "=", "internal")])

    def _is_below(self, place, other):
        while place:
            if place == other:
                return True
            place = place.location_id
        return False

    def _roots(self, store):
        houses = store.stock_warehouse_ids
        if store.stock_all_warehouses:
            houses = self.env["stock.warehouse"].search([("company_id", "=", store.company_id.id)])
        elif not houses and not store.stock_location_ids:
            houses = store.warehouse_id
        roots = list(store.stock_location_ids)
        for house in houses:
            if not any(place.warehouse_id == house for place in store.stock_location_ids):
                roots.append(house.lot_stock_id)
        return roots

    def _warehouses(self, store):
        return [root.warehouse_id for root in self._roots(store)]

    def _counts(self, store, place):
        if place.warehouse_id.amazon_account_id:
            return False
        return any(self._is_below(place, root) for root in self._roots(store))

    def _in(self, days):
        return fields.Datetime.now() + timedelta(days=days)
