"""Moves of a batch of Amazon orders, confirmed and reserved together.

A batch (context ``amazon_batch``, see ``sale.order._confirm_for_amazon``) ends with the same
pickings, reservations and states as its orders one by one; what Odoo looks up or writes move by
move is done here once for the batch.
"""

from collections import defaultdict

from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _search_picking_for_assignation(self):
        """A picking to join is one of the same sales order; a new order has none."""
        if self.env.context.get("amazon_batch") and not self.reference_ids.move_ids.picking_id:
            return self.env["stock.picking"]
        return super()._search_picking_for_assignation()

    def _assign_picking_post_process(self, new=False):
        """The note "created from" on each picking costs more than the picking."""
        if self.env.context.get("amazon_batch"):
            self = self.with_context(amazon_silent=True)
        return super()._assign_picking_post_process(new=new)

    def _trigger_scheduler(self):
        return super(StockMove, self._filter_reordered())._trigger_scheduler()

    def _update_orderpoints(self):
        return super(StockMove, self._filter_reordered())._update_orderpoints()

    def _filter_reordered(self):
        """In a batch, the moves of products with reordering rules; else all of them."""
        reordered = self.env.context.get("amazon_reordered_product_ids")
        if reordered is None:
            return self
        return self.filtered(lambda move: move.product_id.id in reordered)

    def _action_assign(self, force_qty=False):
        if self.env.context.get("amazon_batch") and not force_qty:
            self._reserve_together()
        return super()._action_assign(force_qty=force_qty)

    def _reserve_together(self):
        """Reserve with one call what is plain: one place, no lots, enough for the whole batch.

        Everything else is left to Odoo, which reserves move by move.
        """
        moves = self.filtered(lambda move: move._is_plainly_reserved())
        known = self.env["stock.quant"]._get_quants_by_products_locations(
            moves.product_id, moves.location_id
        )
        by_product = defaultdict(dict)
        for (product_id, *place), quants in known.items():
            by_product[product_id][tuple(place)] = quants
        vals_list = []
        for (product, location), group in moves.grouped(
            lambda move: (move.product_id, move.location_id)
        ).items():
            needed = sum(group.mapped("product_qty"))
            quant = _get_sufficient(by_product[product.id], location, needed)
            vals_list += [
                move._prepare_move_line_vals(move.product_qty, quant) for move in group if quant
            ]
        lines = self.env["stock.move.line"].with_context(quants_cache=known).create(vals_list)
        lines.with_context(quants_cache=None)._apply_putaway_strategy()

    def _is_plainly_reserved(self):
        return (
            self.state == "confirmed"
            and not self.picked
            and not self.move_line_ids
            and not self.move_orig_ids
            and self.product_id.categ_id.packaging_reserve_method != "full"
            and self.procure_method == "make_to_stock"
            and self.product_id.tracking == "none"
            and self.product_uom == self.product_id.uom_id
            and self.product_uom.compare(self.product_qty, 0) > 0
            and not self._should_bypass_reservation()
        )


def _get_sufficient(places, location, quantity):
    """The quant that serves a whole batch, if there is no choice where to take the goods from.

    :param places: dict (location, lot, package, owner id) → ``stock.quant`` of one product
    :param location: ``stock.location`` to take from, with what lies below it
    :param quantity: what the batch needs, in the product's unit
    :return: ``stock.quant`` or None
    """
    inside = {
        place: quants
        for place, quants in places.items()
        if quants.location_id.parent_path.startswith(location.parent_path)
    }
    if len(inside) != 1:
        return None
    (((_location, *particulars), quants),) = inside.items()
    free = sum(quants.mapped("quantity")) - sum(quants.mapped("reserved_quantity"))
    if any(particulars) or quants.product_uom_id.compare(free, quantity) < 0:
        return None
    return quants[0]
