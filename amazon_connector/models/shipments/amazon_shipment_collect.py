"""From a done delivery to what Amazon has to be told: one shipment per order and parcel."""

from collections import defaultdict

from odoo import api, fields, models

from ...context_keys import SHIPPED_ELSEWHERE
from ...mapping.stock.terms import whole
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
        parts, are counted too. A kit or a pack that travels apart counts with its last parcel.

        :param moves: done ``stock.move`` of one order
        :param unconfirmed: dict item → pieces that Amazon was not told yet; counted down
        :return: dict ``stock.package`` (empty: not packed) → dict item → pieces
        """
        contents = defaultdict(dict)
        for line, own in moves.grouped("sale_line_id").items():
            item = line.amazon_item_id
            expected = max(unconfirmed.get(item, 0), 0)
            pieces = min(whole(own._get_amazon_pieces(item) + self._get_begun(own, item)), expected)
            before = 0
            for package, share in self._fill_parcels(own.move_line_ids):
                so_far = int(pieces * share + ROUNDING)
                if so_far > before:
                    contents[package][item] = so_far - before
                before = so_far
            unconfirmed[item] = expected - pieces
        return contents

    @api.model
    def _get_begun(self, moves, item):
        """Which part of a pack has left in deliveries before these moves.

        :param moves: done ``stock.move`` of one sales line
        :return: 0 to 1
        """
        before = item.sale_line_id.move_ids._filter_delivered() - moves
        earlier = before.filtered(lambda move: (move.date, move.id) < (moves[0].date, moves[0].id))
        if not earlier:
            return 0.0
        # As a difference: parts of kits count with what was there before them.
        pieces = (earlier | moves)._get_amazon_pieces(item) - moves._get_amazon_pieces(item)
        return pieces - whole(pieces)

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

    def _notice_correction(self):
        """Carrier or tracking number of these shipments' deliveries may have changed in Odoo.

        What this transaction has written down itself is nobody else's yet and takes them over at
        once. Any other shipment may be in the hands of a lane, which writes it before and after
        it asks Amazon: the person only points to it, and the lane compares.
        """
        own = self.filtered(lambda shipment: shipment.create_date == self.env.cr.now())
        own._take_over_corrections()
        if others := self - own:
            self.env["amazon.signal"]._leave(others)
            schedules = self.env["amazon.schedule"]._find_for(self._name, others.account_id)
            schedules._run_soon()

    @api.model
    def _follow_deliveries(self, accounts):
        """Look at the shipments of accounts to whose deliveries somebody has pointed.

        :param accounts: ``amazon.account``
        """
        signals = self.env["amazon.signal"].sudo().search([("res_model", "=", self._name)])
        pointed = self.browse(signals.mapped("res_id")).exists()
        pointed = pointed.filtered(lambda shipment: shipment.account_id in accounts)
        pointed._take_over_corrections()
        signals.filtered(lambda signal: signal.res_id in pointed.ids).unlink()

    def _take_over_corrections(self):
        """Tell Amazon of the carriers and numbers that differ from those it was told.

        The package keeps its number, so that Amazon changes it instead of adding another.
        """
        changed = self.filtered(lambda shipment: shipment._follow_delivery())
        for store, shipments in changed.grouped("store_id").items():
            automatic = store.push_shipments_by == "cron"
            shipments.write({"state": "pending", "reason": False, "is_released": automatic})
        if changed:
            changed._run_soon()
