"""From a return to a receipt: done where Amazon has the goods, made ready where they travel.

Odoo's own dialogue of returns makes the receipt, so that lots, kits and quantities on the sales
order follow as they do by hand.
"""

from collections import Counter
from datetime import timedelta

from odoo import fields, models

SELLABLE = "SELLABLE"
# Words in the status of a request by which nothing comes back, or nobody knows yet.
REFUSED = ("denied", "declined", "rejected", "cancel", "closed")
OPEN = ("pending", "awaiting")
PAUSE = timedelta(hours=12)
LONGEST_WAIT = timedelta(days=30)


class AmazonReturn(models.Model):
    _inherit = "amazon.return"

    def _process(self):
        """Make a receipt of each return, once, whoever else has returned the goods already."""
        self._find_orders()
        for told in self:
            if told.picking_id:
                told._finish()
            elif reason := told._explain_unwanted():
                told._ignore(reason)
            elif reason := told._explain_waiting():
                told._wait(reason)
            else:
                told._take_back()

    def _find_orders(self):
        """Link each return to its order and item, as far as Odoo has them by now."""
        orders = self.env["amazon.order"].search(
            [
                ("account_id", "in", self.account_id.ids),
                ("amazon_ref", "in", self.mapped("order_ref")),
            ]
        )
        known = {(order.account_id, order.amazon_ref): order for order in orders}
        back = self._count_back(orders)
        for told in self.filtered(lambda told: not (told.picking_id and told.order_item_id)):
            order = known.get((told.account_id, told.order_ref), orders.browse())
            items = order.item_ids.filtered(lambda item, t=told: item.seller_sku == t.seller_sku)
            # An order may have a seller SKU on several items.
            free = items.filtered(
                lambda item, t=told: back[item] + t.quantity <= item.quantity_ordered
            )
            item = free[:1] or items[:1]
            back[item] += told.quantity
            told.write({"order_id": order.id, "order_item_id": item.id})
            if order.store_id:
                told.store_id = order.store_id

    def _count_back(self, orders):
        """:return: ``Counter``: pieces of each order item that have receipts already"""
        received = self._read_group(
            [("order_id", "in", orders.ids), ("picking_id", "!=", False)],
            ["order_item_id"],
            ["quantity:sum"],
        )
        return Counter(dict(received))

    def _wait(self, reason):
        """Look again later; what never comes is let go."""
        now = fields.Datetime.now()
        if self.told_at < now - LONGEST_WAIT:
            self._ignore(reason)
        else:
            self._set_state("held", reason, False, now + PAUSE)

    def _explain_unwanted(self):
        """:return: sentence why there will be no receipt, or "" """
        status = (self.status or "").lower()
        if not self.is_by_amazon and any(word in status for word in REFUSED):
            return self.env._("The request is over: %s.", self.status)
        setting = self.store_id.fba_returns if self.is_by_amazon else self.store_id.fbm_returns
        if self.store_id and setting == "none":
            return self.env._("Store %s makes no receipts of returns.", self.store_id.display_name)
        return ""

    def _explain_waiting(self):
        """:return: sentence what is missing for the receipt, or "" """
        status = (self.status or "").lower()
        if not self.is_by_amazon and any(word in status for word in OPEN):
            return self.env._("The request is not approved yet: %s.", self.status)
        if not self.order_item_id.sale_line_id:
            return self.env._("Its order is not a sales order.")
        if not self._get_delivered():
            return self.env._("Its order is not delivered in Odoo.")
        return ""

    # Who has returned what

    def _get_delivered(self):
        """:return: ``stock.move``, done, by which the goods of this item have left"""
        return self.order_item_id.sale_line_id._get_moves_gone()

    def _get_returned(self):
        """:return: ``stock.move`` back from the buyer, by whomever, done or not"""
        return self._get_delivered().returned_move_ids.filtered(
            lambda move: move.state != "cancel" and move.location_id.usage == "customer"
        )

    def _take_back(self):
        goods = self.order_item_id._get_goods(float(self.quantity))
        if by_hand := self._find_by_hand(goods):
            self.write({"picking_id": by_hand.id, "is_adopted": True})
            self._finish()
            return
        wanted = self._plan_moves(goods)
        if wanted is None:
            self._hold(
                self.env._(
                    "More units of %(sku)s come back than %(order)s has delivered and not "
                    "returned yet. Check the returns of the order, then press Ignore.",
                    sku=self.seller_sku,
                    order=self.sudo().order_id.sale_order_id.name,
                ),
                f"return:{self.order_ref}",
            )
            return
        self.picking_id = self._create_receipt(wanted)
        self._finish()

    def _find_by_hand(self, goods):
        """A receipt that a person has made and that no return of Amazon's is about yet.

        :param goods: dict ``product.product`` → quantity
        :return: ``stock.picking``
        """
        taken = self.search(
            [("order_item_id", "=", self.order_item_id.id), ("picking_id", "!=", False)]
        )
        product = next(iter(goods))
        moves = self._get_returned().filtered(lambda move: move.product_id == product)
        used = sum(taken.mapped("quantity")) * goods[product] / self.quantity
        # What is told as one return may stand on several receipts, and the other way around.
        if sum(moves.mapped("product_qty")) - used < goods[product]:
            return self.env["stock.picking"]
        pickings = moves.picking_id.sorted("id")
        return (pickings - taken.picking_id)[:1] or pickings[-1:]

    def _plan_moves(self, goods):
        """Which moves come back: of one delivery where one has enough, else of several.

        :param goods: dict ``product.product`` → quantity
        :return: dict ``stock.move`` → quantity in the product's unit, None where all together
            have too little
        """
        delivered = self._get_delivered()
        one_by_one = (
            self._plan_from(moves, goods) for moves in delivered.grouped("picking_id").values()
        )
        return next(filter(None, one_by_one), None) or self._plan_from(delivered, goods)

    def _plan_from(self, delivered, goods):
        """:return: the same, of these ``stock.move``"""
        returned, plan = self._get_returned(), {}
        for product, quantity in goods.items():
            for move in delivered.filtered(lambda move, p=product: move.product_id == p):
                back = returned.filtered(lambda one, m=move: one.origin_returned_move_id == m)
                taken = min(move.product_qty - sum(back.mapped("product_qty")), quantity)
                if taken > 0:
                    plan[move] = taken
                    quantity -= taken
            if quantity > 0:
                return None
        return plan

    # Receipts

    def _create_receipt(self, wanted):
        """Make a receipt for each delivery that goods come back of.

        :param wanted: dict ``stock.move`` → quantity in the product's unit
        :return: ``stock.picking``, the first of them: done where Amazon has the goods, else ready
        """
        deliveries = self.env["stock.move"].union(*wanted).picking_id
        receipts = [delivery._create_amazon_receipt(wanted) for delivery in deliveries]
        for receipt in receipts:
            receipt.origin = self.env._("Amazon return of %s", self.order_ref)
            if self.is_by_amazon:
                receipt._receive_for_amazon(self._get_place())
        return receipts[0]

    def _get_place(self):
        """Where units go that Amazon has: sellable ones to its stock. A hook.

        :return: ``stock.location``
        :raises UserError: there is no place for damaged units
        """
        if self.disposition == SELLABLE:
            return self.store_id.fba_warehouse_id.lot_stock_id
        return self.store_id._get_damaged_location()
