"""Pending orders hold stock without being sales: a transfer each that never leaves.

The transfer is released when the order turns (its real delivery then reserves), when it is
cancelled, or when it is older than the store waits.
"""

from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models

HOLD = "reserve"


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    hold_picking_ids = fields.One2many(
        "stock.picking", "amazon_order_id", string="Held Stock", readonly=True
    )
    is_holding_stock = fields.Boolean(
        compute="_compute_is_holding_stock",
        search="_search_is_holding_stock",
        compute_sudo=True,
        help="Stock is reserved for this order, which the buyer has not paid yet.",
    )

    @api.depends("hold_picking_ids.state")
    def _compute_is_holding_stock(self):
        for order in self:
            order.is_holding_stock = bool(order._get_open_holds())

    def _search_is_holding_stock(self, operator, value):
        if operator != "in":
            return NotImplemented
        # Asked for by those too who have no rights on deliveries.
        return [("hold_picking_ids", "any!", [("state", "not in", ("done", "cancel"))])]

    def _get_open_holds(self):
        return self.hold_picking_ids.filtered(
            lambda picking: picking.state not in ("done", "cancel")
        )

    # Holding

    def _hold_stock(self):
        """Reserve stock for orders whose status says so; they become no sales yet.

        :return: the other documents
        """
        pending = self.filtered(lambda document: document._get_target() == HOLD)
        goods = pending.filtered(lambda document: not document._is_overdue())._get_goods()
        for document, wanted in goods.items():
            if document._get_open_holds()._get_amazon_held() != wanted:
                document._release_stock(always=True)
        missing = [document for document in goods if not document._get_open_holds()]
        holds = self.env["stock.picking"].create(
            [document._prepare_hold_vals(goods[document]) for document in missing]
        )
        if holds:
            holds.action_confirm()
            holds._reserve_for_amazon()
        return self - pending

    def _get_goods(self):
        """:return: dict document → dict ``product.product`` → quantity that it takes from stock"""
        goods = defaultdict(lambda: defaultdict(float))
        for item in self.item_ids.filtered("quantity_ordered"):
            for product, quantity in item._get_goods(item.quantity_ordered).items():
                goods[item.order_id][product] += quantity
        return goods

    def _prepare_hold_vals(self, goods):
        """Values of the transfer that holds stock for a pending order. A hook.

        :param goods: dict ``product.product`` → quantity in its unit
        :return: dict for ``stock.picking.create``
        """
        picking_type = self.warehouse_id._get_or_create_amazon_pending_type()
        places = {
            "location_id": picking_type.default_location_src_id.id,
            "location_dest_id": picking_type.default_location_dest_id.id,
        }
        return {
            "picking_type_id": picking_type.id,
            "amazon_order_id": self.id,
            "origin": self.amazon_ref,
            **places,
            "move_ids": [
                (
                    0,
                    0,
                    {
                        "product_id": product.id,
                        "product_uom": product.uom_id.id,
                        "product_uom_qty": quantity,
                        **places,
                    },
                )
                for product, quantity in goods.items()
            ],
        }

    # Releasing

    def _release_stock(self, always=False):
        """Give back what is held for orders that are no longer to hold it.

        :param always: also for those that are
        """
        over = self if always else self.filtered(lambda document: document._get_target() != HOLD)
        holds = over._get_open_holds()
        if holds:
            holds.action_cancel()

    def _is_overdue(self):
        """Whether the order has been pending for longer than its store waits."""
        days = self.store_id.pending_days
        return bool(days) and self.purchase_date < fields.Datetime.now() - timedelta(days=days)

    @api.model
    def _cron_release_overdue(self):
        """Give back what is held for orders that never came."""
        holding = self.search([("is_holding_stock", "=", True)])
        holding.filtered(lambda document: document._is_overdue())._release_stock(always=True)

    def _filter_ignorable(self):
        # An order that only holds stock is no sale yet: its goods can be given back.
        holding = self.filtered(lambda order: order.is_holding_stock and not order.sale_order_id)
        return super()._filter_ignorable() | holding

    def _let_go(self):
        self._release_stock(always=True)

    @api.model
    def _find_holding(self, stores):
        """:return: the stores' orders that hold stock"""
        return self.sudo().search([("store_id", "in", stores.ids), ("is_holding_stock", "=", True)])

    def action_view_held_stock(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Held Stock"),
            "res_model": "stock.picking",
            "view_mode": "list,form",
            "domain": [("amazon_order_id", "=", self.id)],
        }
