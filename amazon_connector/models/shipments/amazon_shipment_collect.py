"""From a done delivery to what Amazon has to be told: one shipment per order and parcel."""

from collections import defaultdict

from odoo import api, fields, models

from ...context_keys import SHIPPED_ELSEWHERE
from ..delivery.stock_picking import SALE

# A share of a whole number of pieces is whole up to this.
ROUNDING = 1e-6


class AmazonShipment(models.Model):
    _inherit = "amazon.shipment"

    @api.model
    def _collect(self, pickings):
        """Write down a shipment for each Amazon order and parcel of done deliveries.

        :param pickings: done ``stock.picking``
        """
        if self.env.context.get(SHIPPED_ELSEWHERE):
            return self
        sold = pickings.filtered(lambda picking: picking._get_amazon_owner().kind == SALE)
        moves = sold.move_ids._filter_for_amazon()
        unconfirmed = moves.sale_line_id.amazon_item_id._count_unconfirmed()
        vals_list = []
        for picking, done in moves.grouped("picking_id").items():
            orders = done.grouped(lambda move: move.sale_line_id.amazon_order_id)
            for order, own_moves in orders.items():
                contents = self._split_by_package(own_moves, unconfirmed)
                vals_list += [
                    self._prepare_vals(picking, order, package, items)
                    for package, items in contents.items()
                ]
        # Only new rows: carriers that the store's map lacks are listed by the lane, since two
        # pickers who add the same one would be in each other's way.
        shipments = self.create(vals_list)
        if shipments:
            shipments._run_soon()
        return shipments

    @api.model
    def _split_by_package(self, moves, unconfirmed):
        """What each parcel holds of one Amazon order; never more than the buyer still expects.

        A parcel holds of an item what it holds of its goods; so kits, whose goods are their
        parts, are counted too. A kit whose parts travel apart counts with its last parcel.

        :param moves: done ``stock.move`` of one order
        :param unconfirmed: dict item → pieces that Amazon was not told yet; counted down
        :return: dict ``stock.package`` (empty: not packed) → dict item → pieces
        """
        contents = defaultdict(dict)
        for line, own in moves.grouped("sale_line_id").items():
            item = line.amazon_item_id
            expected = max(unconfirmed.get(item, 0), 0)
            pieces = min(int(own._get_amazon_quantity()), expected)
            before = 0
            for package, share in self._fill_parcels(own.move_line_ids):
                so_far = int(pieces * share + ROUNDING)
                if so_far > before:
                    contents[package][item] = so_far - before
                before = so_far
            unconfirmed[item] = expected - pieces
        return contents

    @api.model
    def _fill_parcels(self, lines):
        """Which part of the goods of a sales line is packed, parcel after parcel.

        :param lines: done ``stock.move.line`` of the sales line
        :return: list of (``stock.package``, share of the goods in it and those before it)
        """
        goods = sum(lines.mapped("quantity_product_uom"))
        filled, packed = [], 0.0
        for package, own in lines.grouped("result_package_id").items():
            packed += sum(own.mapped("quantity_product_uom"))
            filled.append((package, packed / goods if goods else 1.0))
        return filled

    @api.model
    def _prepare_vals(self, picking, order, package, items):
        """:param package: ``stock.package``, empty for goods that are not packed
        :param items: dict ``amazon.order.item`` → pieces
        :return: value dict of the shipment of an Amazon order in a parcel
        """
        return {
            "account_id": order.account_id.id,
            "order_id": order.id,
            "picking_id": picking.id,
            "package_id": package.id,
            "shipped_at": picking.date_done or fields.Datetime.now(),
            "is_released": order.store_id.push_shipments_by == "cron",
            "line_ids": [
                (0, 0, {"item_id": item.id, "quantity": quantity})
                for item, quantity in items.items()
            ],
            **self._prepare_tracking_vals(picking, package),
        }

    @api.model
    def _prepare_tracking_vals(self, picking, package):
        """:return: value dict: carrier and tracking number of a parcel as the delivery has them"""
        return {
            "carrier_id": picking.carrier_id.id,
            "carrier_name": picking.carrier_id.name,
            "tracking_ref": picking._get_amazon_tracking(package),
        }

    def _follow_pickings(self):
        """Carrier or tracking number has changed in Odoo: tell Amazon the new one.

        The package keeps its number, so that Amazon changes it instead of adding another.
        """
        changed = self.browse()
        for shipment in self:
            if not shipment._follow_delivery():
                continue
            automatic = shipment.store_id.push_shipments_by == "cron"
            shipment.write({"state": "pending", "reason": False, "is_released": automatic})
            changed |= shipment
        if changed:
            changed._run_soon()
