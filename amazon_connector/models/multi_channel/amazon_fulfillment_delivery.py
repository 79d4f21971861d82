"""What Amazon has shipped closes the delivery; what it does not ship comes back to a person."""

from odoo import api, models
from odoo.fields import Command

from ...spapi.fulfillments.values import (
    CANCELLED,
    COMPLETE,
    DEAD_STATUSES,
    SHIPPED,
    SHIPPED_STATUSES,
)
from ..delivery.stock_move import OVER


class AmazonFulfillment(models.Model):
    _inherit = "amazon.fulfillment"

    def _get_open_picking(self):
        """:return: ``stock.picking`` whose goods Amazon is still to ship, or an empty one"""
        open_ones = self.picking_ids.filtered(lambda picking: picking.state not in OVER)
        return open_ones[:1]

    def _ship_what_left(self, shipments):
        """One done delivery for each shipment that left; what is left becomes its backorder.

        :param shipments: tuple of ``spapi.fulfillments.Shipment``
        """
        for shipment in shipments:
            parcels = self.parcel_ids.filtered(
                lambda parcel, ref=shipment.shipment_id: parcel.shipment_ref == ref
            )
            # A shipment that does not say yet what is in it has taken nothing.
            if shipment.status != SHIPPED or not any(shipment.pieces.values()):
                continue
            if parcels._get_unfollowed(shipment.pieces):
                self._ship_parcels(parcels, shipment.pieces)
            parcels._get_pickings()._label_for_multi_channel(self.store_id)

    def _ship_parcels(self, parcels, pieces):
        """Take the goods of one shipment from stock, as far as they are there still.

        :param parcels: ``amazon.fulfillment.parcel`` of the shipment
        :param pieces: dict id of our line, as text → pieces
        """
        picking = self._get_open_picking()
        quantities, too_many = self._spread(picking, parcels._get_unfollowed(pieces))
        vals = {"is_followed": True, "followed_pieces": dict(pieces)}
        if quantities and parcels.picking_id:
            vals["added_picking_ids"] = [Command.link(picking.id)]
        elif quantities:
            vals["picking_id"] = picking.id
        parcels.write(vals)
        if quantities:
            picking._label_for_multi_channel(self.store_id)
            picking._ship_for_amazon(quantities)
        if too_many or not quantities:
            self._raise_trouble("shipped_anyway", document=self.display_name)

    def _spread(self, picking, pieces):
        """Which moves bring the pieces of a shipment.

        :return: tuple (dict ``stock.move`` → quantity in its unit, whether some have no move)
        """
        own = {str(line.id): line for line in self.line_ids}
        quantities, too_many = {}, False
        for line_id, count in pieces.items():
            line = own.get(line_id, self.line_ids.browse())
            product = line.product_id
            left = count * line.uom_id._get_amazon_size(product)
            for move in picking.move_ids.filtered(lambda move: move.state not in OVER):
                taken = min(left, move.product_qty - quantities.get(move, 0.0))
                if move.product_id == product and taken > 0:
                    quantities[move] = quantities.get(move, 0.0) + taken
                    left -= taken
            too_many = too_many or left > 0
        return {move: move._get_in_own_unit(taken) for move, taken in quantities.items()}, too_many

    # Parcels

    def _take_over_parcels(self, shipments):
        """Keep the parcels as Amazon shows them; what it has named once stays.

        :param shipments: tuple of ``spapi.fulfillments.Shipment``
        """
        for shipment in shipments:
            own = self.parcel_ids.filtered(
                lambda parcel, ref=shipment.shipment_id: parcel.shipment_ref == ref
            )
            by_ref = {parcel.package_ref or "": parcel for parcel in own}
            if not shipment.parcels and any(by_ref):
                continue
            followed = own.filtered("is_followed")
            common = {
                "picking_id": followed.picking_id[:1].id,
                "added_picking_ids": [Command.set(followed.added_picking_ids.ids)],
                "is_followed": bool(followed),
                "followed_pieces": next(filter(None, followed.mapped("followed_pieces")), False),
            }
            for vals in self._prepare_parcels_vals(shipment):
                if known := by_ref.get(vals["package_ref"] or ""):
                    known.write({name: value for name, value in vals.items() if value} | common)
                else:
                    self.env["amazon.fulfillment.parcel"].create(
                        {"fulfillment_id": self.id, **vals, **common}
                    )
            if shipment.parcels and "" in by_ref:
                by_ref[""].unlink()

    @api.model
    def _prepare_parcels_vals(self, shipment):
        """:return: list of value dicts, one per package; one for all where Amazon names none"""
        shipped_at = shipment.shipped_at and shipment.shipped_at.replace(tzinfo=None)
        common = {"shipment_ref": shipment.shipment_id, "shipped_at": shipped_at}
        if not shipment.parcels:
            return [{**common, "package_ref": False, "status": shipment.status}]
        return [
            {
                **common,
                "package_ref": parcel.package_id,
                "status": parcel.status or shipment.status,
                "carrier_name": parcel.carrier,
                "tracking_ref": parcel.tracking_number,
                "tracking_url": parcel.tracking_url,
                "delivery_at": parcel.delivery_at and parcel.delivery_at.replace(tzinfo=None),
            }
            for parcel in shipment.parcels
        ]

    # How it ended

    def _conclude(self, told):
        """Amazon does nothing more: close the document, and give back what has not left.

        :param told: ``spapi.fulfillments.Fulfillment``
        """
        if told.status in SHIPPED_STATUSES and self.state != "confirmed":
            # The word alone is not enough: goods that no shipment shows have not left.
            if told.shipments is not None and self._has_all_left(told):
                self._mark_confirmed()
                self._close_troubles("cancel_late", "cancel_refused")
                self._give_back("rest")
        elif told.status == CANCELLED and self.state != "cancelled":
            self._mark_cancelled()
            self._give_back("cancelled_at_amazon")
        elif told.status in DEAD_STATUSES and self.state not in ("failed", "cancelled"):
            self._refuse(self._explain_end(told.status))

    def _has_all_left(self, told):
        """Whether the shipments show what the status says: all of it, or some and no more."""
        shipped = sum(self.line_ids.mapped("shipped"))
        if told.status == COMPLETE:
            return shipped >= self.line_ids._count_awaited()
        # Amazon need not say which pieces it has given up.
        return shipped > 0 and all(
            shipment.status in (SHIPPED, CANCELLED) for shipment in told.shipments
        )

    def _give_back(self, trouble):
        """What is left of the delivery is nobody's now: a person decides who ships it.

        :param trouble: how that person is told, unless it was one's own wish
        """
        picking = self._get_open_picking()
        if not picking:
            return
        self._release(picking)
        if not self.is_cancel_wanted:
            self._raise_trouble(trouble, document=self.amazon_ref, delivery=picking.name)

    def _release(self, picking):
        """The delivery is a plain one again, which is not sent to Amazon by itself."""
        picking.write({"amazon_fulfillment_id": False, "amazon_multi_channel_decided": True})

    def _explain_end(self, status):
        """:return: sentence on why Amazon ships nothing of it"""
        if status == "INVALID":
            return self.env._(
                "Amazon could not validate it: the address is not one that Amazon delivers to, or "
                "there is not enough stock at Amazon."
            )
        return self.env._("Amazon found no sellable piece of these goods in its warehouses.")
