"""Orders that were shipped without Odoo: their parcels become done deliveries."""

from collections import defaultdict
from datetime import datetime
from functools import cache
from typing import NamedTuple

from odoo import fields, models

from ...mapping.stock.terms import whole
from ..sync.try_each import try_each
from .stock_move import OVER


class Parcel(NamedTuple):
    """A package that Amazon knows and Odoo does not: pieces per ``amazon.order.item``.

    ``shipped_at`` is when it left, UTC and naive: as Amazon says it, else its last word of the
    order, before which it must have been.
    """

    reference: str
    carrier: str
    tracking_number: str
    shipped_at: datetime | None
    pieces: dict


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    def _follow_shipments(self, orders, new):
        """Do in Odoo what was shipped without it, one delivery per parcel.

        :param orders: dict document → ``spapi.orders.Order``
        :param new: those of these documents that became sales orders just now
        """
        followed = self.filtered(lambda document: document._is_followed(document in new))
        waiting = {document: document._get_parcels(orders[document]) for document in followed}
        while waiting := {document: parcels for document, parcels in waiting.items() if parcels}:
            failed = self._deliver_parcels(
                {document: parcels.pop(0) for document, parcels in waiting.items()}
            )
            self._tell_undone(failed)
            stuck = set(failed)
            waiting = {
                document: parcels
                for document, parcels in waiting.items()
                if not stuck & set(document.sale_order_id.picking_ids)
            }

    def _is_followed(self, is_new):
        """Whether the deliveries of this order follow what Amazon says is shipped."""
        if self.sale_order_id.state != "sale":
            return False
        if self.fulfilled_by != "AMAZON" and self.store_id.follow_shipped_outside:
            return True
        return (self.fulfilled_by == "AMAZON" or is_new) and self._get_target() == "delivered"

    def _get_parcels(self, order):
        """What is shipped and not delivered in Odoo yet, parcel by parcel.

        Amazon's own shipments (FBA) come without packages, as one parcel without a name.

        :param order: ``spapi.orders.Order``
        :return: list of ``Parcel``
        """
        left = self._count_shipped_elsewhere()
        items = {item.amazon_ref: item for item in left}
        known = self._get_known_packages() if left else ()
        parcels, silent = [], []
        for package in order.packages:
            if not left or package.is_cancelled or package.reference in known:
                continue
            pieces = {}
            for item_id, quantity in package.items:
                item = items.get(item_id)
                taken = min(quantity, left.get(item, 0))
                if taken:
                    pieces[item] = taken
                    left[item] -= taken
            if pieces:
                parcels.append(self._get_parcel(package, pieces))
            elif not package.items:
                silent.append(package)
        rest = {item: pieces for item, pieces in left.items() if pieces}
        if rest and len(silent) == 1:
            # It does not say what is in it, and can hold nothing else.
            parcels.append(self._get_parcel(silent[0], rest))
        elif rest:
            parcels.append(Parcel("", "", "", self._get_shipped_at(), rest))
        return parcels

    def _get_parcel(self, package, pieces):
        """:param package: ``spapi.orders.Package``
        :param pieces: dict item → pieces
        :return: ``Parcel``
        """
        named = (package.reference, package.carrier, package.tracking_number)
        return Parcel(*named, self._get_shipped_at(package), pieces)

    def _get_shipped_at(self, package=None):
        """When a package left, of which Odoo may only learn days later.

        :return: ``datetime``, UTC, naive: within the order's life at Amazon
        """
        told = package and package.shipped_at
        told = told and told.replace(tzinfo=None, microsecond=0)
        latest = self.amazon_updated_at or fields.Datetime.now()
        return max(min(told or latest, latest), self.purchase_date or latest)

    def _count_shipped_elsewhere(self):
        """:return: dict item → pieces that have left and that Odoo has not delivered"""
        everything = self._get_target() == "delivered"
        counts = {}
        for item in self.item_ids:
            shipped = item.quantity_ordered if everything else item.quantity_fulfilled
            moves = item.sale_line_id.move_ids
            if shipped and moves.filtered(lambda move: move.state not in OVER):
                missing = shipped - whole(moves._filter_delivered()._get_amazon_pieces(item))
                if missing > 0:
                    counts[item] = missing
        return counts

    def _get_known_packages(self):
        """References of the packages that Odoo has confirmed, or followed, already.

        Each order counts its own from 1, also where a day's orders share a sales order.
        """
        moves = self._get_sale_lines().move_ids
        done = moves.picking_id.filtered(lambda picking: picking.state == "done")
        followed = done.mapped("amazon_parcel_refs")
        return {
            *filter(None, self.shipment_ids.mapped("package_ref")),
            *(reference for refs in followed if refs for reference in refs.split(",")),
        }

    def _deliver_parcels(self, parcels):
        """Do the deliveries of one parcel of each order, all steps of the warehouse.

        :param parcels: dict document → ``Parcel``
        :return: dict delivery → why it could not be done
        """
        quantities, labels, failed = {}, defaultdict(list), {}
        find_carrier = cache(lambda store, name: store._find_carrier(name))
        for document, parcel in parcels.items():
            for move, quantity in document._get_next_moves(parcel).items():
                quantities[move] = quantity
                if parcel not in labels[move.picking_id]:
                    labels[move.picking_id].append(parcel)
        while quantities:
            pickings = self.env["stock.picking"].union(*(move.picking_id for move in quantities))
            for picking in pickings:
                picking._label_for_amazon(labels[picking], find_carrier)
            failed |= try_each(
                pickings, lambda ready, quantities=quantities: ready._ship_for_amazon(quantities)
            )
            for picking in pickings:
                picking._date_for_amazon(labels[picking])
            done = [move for move in quantities if move.state == "done"]
            quantities = {}
            for move in done:
                for following in move.move_dest_ids.filtered(lambda dest: dest.state not in OVER):
                    quantities[following] = quantities.get(following, 0) + (
                        move.product_uom._compute_quantity(move.quantity, following.product_uom)
                    )
                    labels[following.picking_id] = labels[move.picking_id]
        return failed

    def _get_next_moves(self, parcel):
        """The moves with which a parcel's goods leave, those nearest to the buyer first.

        :param parcel: ``Parcel``
        :return: dict ``stock.move`` → quantity in the move's unit
        """
        chosen = {}
        for item, pieces in parcel.pieces.items():
            line = item.sale_line_id
            goods = item._get_goods(pieces)
            ready = line.move_ids.filtered(lambda move: move._is_ready_for_amazon()).sorted(
                lambda move: (move.location_dest_id.usage != "customer", move.id)
            )
            for move in ready:
                taken = min(goods.get(move.product_id, 0.0), move.product_qty)
                if taken > 0:
                    goods[move.product_id] -= taken
                    chosen[move] = move.product_id.uom_id._compute_quantity(
                        taken, move.product_uom, rounding_method="HALF-UP"
                    )
        return chosen
