"""Deliveries of Amazon orders: whose they are, their parcels, and what the packer reads."""

from typing import NamedTuple

from odoo import fields, models

from ...context_keys import SHIPPED_ELSEWHERE
from ..sync.locking import lock_rows

# What a delivery is to the Amazon orders that own it.
SALE, HOLD = "sale", "hold"


class Owner(NamedTuple):
    """Whose a delivery is: what it is to them, and Amazon's documents (one model, or none)."""

    kind: str
    documents: models.BaseModel


class StockPicking(models.Model):
    _inherit = "stock.picking"

    amazon_parcel_refs = fields.Char(
        string="Packages at Amazon",
        copy=False,
        readonly=True,
        help="Amazon's references of the packages, shipped without Odoo, that this delivery is.",
    )

    def _get_amazon_owner(self):
        """Which documents of Amazon's this delivery belongs to. A hook for further kinds::

            def _get_amazon_owner(self):
                if self.amazon_repair_id:
                    return Owner("repair", self.amazon_repair_id)
                return super()._get_amazon_owner()

        :return: ``Owner``, its documents as superuser: *sale*, it brings the goods of
            ``amazon.order``; *hold*, it only holds stock for one; no kind, it is not Amazon's
        """
        self.ensure_one()
        # Pickers have no rights at Amazon, and need none.
        picking = self.sudo()
        if picking.amazon_order_id:
            return Owner(HOLD, picking.amazon_order_id)
        documents = (
            picking.move_ids.sale_line_id.amazon_order_id or picking.sale_id.amazon_order_ids
        )
        return Owner(SALE if documents else "", documents)

    def send_to_shipper(self):
        """Buy the label of a parcel, unless somebody else has shipped it already."""
        if self.env.context.get(SHIPPED_ELSEWHERE):
            return None
        # Not only while validating: a person may buy a label later, by the button.
        self._lock_for_label()
        return super().send_to_shipper()

    def _lock_for_label(self):
        """Take what is written once labels are bought: from then on nothing may be repeated.

        Odoo works on a snapshot and repeats a request that meets a row which somebody else has
        changed since. That is harmless before the label and costs a second one after it. So all
        that waits to be written is written now, and what Odoo writes afterwards is locked: the
        tracking number on all steps of the delivery and on its shipments, the carrier's price on
        the sales order. Locked in one order, so that two pickers never wait for each other; so
        as not to keep out those who refer to the rows by new ones (a message, a line).
        """
        self.env.flush_all()
        # Pickers have no rights at sales orders.
        steps = self.sudo() | self.sudo()._get_amazon_steps()
        # A day's sales order is shared by many pickers: taken only if something is added to it.
        adds = "real" in self.carrier_id.mapped("invoice_policy") or any(
            not move.sale_line_id for move in steps.move_ids
        )
        sales = steps.sale_id.filtered(lambda sale: adds or not sale.amazon_day)
        for records in (sales, sales.order_line, steps, steps.amazon_shipment_ids):
            lock_rows(records)

    def _get_amazon_steps(self):
        """The other transfers of the goods of these deliveries: picked and packed, or to be."""
        moves = before = after = self.move_ids
        while before := before.move_orig_ids - moves:
            moves |= before
        while after := after.move_dest_ids - moves:
            moves |= after
        return moves.picking_id - self

    # Parcels that were shipped without Odoo

    def _label_for_amazon(self, parcels, find_carrier):
        """Note carrier and tracking number of parcels that were shipped without Odoo.

        :param parcels: list of ``Parcel`` that leave with this delivery
        :param find_carrier: function of store and Amazon's carrier, gives ``delivery.carrier``
        """
        named = [parcel for parcel in parcels if parcel.reference]
        if not named or self.picking_type_code != "outgoing":
            return
        vals = {
            "amazon_parcel_refs": ",".join(parcel.reference for parcel in named),
            "carrier_tracking_ref": ",".join(
                parcel.tracking_number for parcel in named if parcel.tracking_number
            ),
        }
        told = next((parcel.carrier for parcel in named if parcel.carrier), "")
        if told or not self.carrier_id:
            vals["carrier_id"] = find_carrier(self.sale_id.amazon_store_id, told).id
        # What Amazon does not say stays as a person has written it.
        self.write({name: value for name, value in vals.items() if value})

    def _date_for_amazon(self, parcels):
        """The goods left when Amazon says, not when Odoo heard of it: invoices are dated by it.

        :param parcels: list of ``Parcel`` that have left with this delivery
        """
        left_at = max((parcel.shipped_at for parcel in parcels if parcel.shipped_at), default=None)
        if left_at and self.state == "done" and left_at < self.date_done:
            self.date_done = left_at

    # Gift messages

    def _note_gift_messages(self, items):
        """Write down gift messages that the delivery does not show yet.

        :param items: ``amazon.order.item`` that the delivery brings
        """
        for item in items.filtered("gift_message"):
            self._add_amazon_note(
                self.env._(
                    "Gift message for %(product)s (Amazon order %(order)s): %(message)s",
                    product=item.product_id.display_name or item.seller_sku,
                    order=item.order_id.amazon_ref,
                    message=item.gift_message,
                )
            )
