"""Moves of a batch of Amazon orders, confirmed and reserved together.

A batch (context ``BATCH``, see ``sale.order._confirm_for_amazon``) ends with the same pickings,
reservations, resupply and activities as its orders one by one; what Odoo looks up or writes move
by move is done here once for the batch. Only the note "created from" on each picking is left out.

The short cut is taken for moves of sales lines alone, and not at all where another addon has a
say in what is left out (``LEFT_OUT``), or where the system parameter ``SWITCH`` turns it off.
``docs/extending.md`` tells both.
"""

from collections import defaultdict

from odoo import api, models
from odoo.tools import str2bool

from ...context_keys import BATCH, REORDERED

SWITCH = "amazon_connector.batch_moves"
# Odoo's methods that a batch does not call for each move, per model.
LEFT_OUT = {
    "stock.move": (
        "_get_available_quantity",
        "_search_picking_for_assignation",
        "_search_picking_for_assignation_domain",
        "_update_reserved_quantity",
        "_update_reserved_quantity_vals",
    ),
    "stock.quant": (
        "_gather",
        "_get_available_quantity",
        "_get_gather_domain",
        "_get_removal_strategy",
        "_get_reserve_quantity",
        "_update_reserved_quantity",
    ),
}
# Addons whose overrides of these are known to change nothing for plain goods of a new order:
# they narrow which pickings are joined, or concern lots, kits, and batches of pickings.
KNOWN = ("stock", "mrp", "product_expiry", "stock_picking_batch", "amazon_connector")


class StockMove(models.Model):
    _inherit = "stock.move"

    # Whether and how

    @api.model
    def _prepare_batch_context(self):
        """:return: dict of the context in which a batch is confirmed, empty for Odoo's own way"""
        switch = self.env["ir.config_parameter"].sudo().get_param(SWITCH, "True")
        if not str2bool(switch, True) or self._find_foreign_rules():
            return {}
        reordered = self.env["stock.warehouse.orderpoint"].sudo()._read_group([], ["product_id"])
        return {BATCH: True, REORDERED: frozenset(product.id for (product,) in reordered)}

    @api.model
    def _find_foreign_rules(self):
        """What other addons change of the methods that a batch leaves out.

        For example an addon that joins the deliveries of several orders of one buyer, or one that
        chooses the shelf to reserve from: its rules hold for Amazon orders too.

        :return: list of ``addon: model.method``
        """
        return [
            f"{addon}: {model_name}.{name}"
            for model_name, names in LEFT_OUT.items()
            for parent in type(self.env[model_name]).__mro__
            if (addon := getattr(parent, "_module", None)) and addon not in KNOWN
            for name in names
            if name in vars(parent)
        ]

    def _is_in_batch(self):
        """Whether the short cut holds for this move: of a sales line, with its references."""
        return bool(self.env.context.get(BATCH) and self.sale_line_id and self.reference_ids)

    # Pickings

    def _search_picking_for_assignation(self):
        """A picking to join has the same references; those of a new order have none yet."""
        if self._is_in_batch() and not self.reference_ids.move_ids.picking_id:
            return self.env["stock.picking"]
        return super()._search_picking_for_assignation()

    # Reordering rules

    def _trigger_scheduler(self):
        return super(StockMove, self._filter_reordered())._trigger_scheduler()

    def _update_orderpoints(self):
        return super(StockMove, self._filter_reordered())._update_orderpoints()

    def _filter_reordered(self):
        """In a batch, the moves of products with reordering rules; else all of them."""
        reordered = self.env.context.get(REORDERED)
        if reordered is None:
            return self
        return self.filtered(lambda move: move.product_id.id in reordered)

    # Reservation

    def _action_assign(self, force_qty=False):
        if not force_qty:
            self.filtered(lambda move: move._is_in_batch())._reserve_together()
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
