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
from odoo.tools import clean_context, str2bool

from ...context_keys import BATCH, RESERVED_TOGETHER
from .batch import Batch

SWITCH = "amazon_connector.batch_moves"
# Odoo's methods that a batch does not call for each move, per model.
LEFT_OUT = {
    "stock.move": (
        "_assign_picking",
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
    "ir.sequence": ("_next", "_next_do", "next_by_code", "next_by_id"),
}
# Addons whose overrides of these are known to change nothing for plain goods of a new order:
# they narrow which pickings are joined, or concern lots, kits, and batches of pickings.
KNOWN = ("base", "stock", "mrp", "product_expiry", "stock_picking_batch", "amazon_connector")


class StockMove(models.Model):
    _inherit = "stock.move"

    # Whether and how

    @api.model
    def _may_work_together(self):
        """Whether the short cuts are taken at all."""
        switch = self.env["ir.config_parameter"].sudo().get_param(SWITCH, "True")
        return str2bool(switch, True) and not self._find_foreign_rules()

    @api.model
    def _prepare_batch_context(self, products, reserves_later=False):
        """In which context a batch is confirmed or reserved.

        :param products: all ``product.product`` of the batch
        :param reserves_later: see ``Batch``
        :return: dict, empty for Odoo's own way
        """
        if not self._may_work_together():
            return {}
        reordered = self.env["stock.warehouse.orderpoint"].sudo()._read_group([], ["product_id"])
        ids = frozenset(product.id for (product,) in reordered)
        return {BATCH: Batch(ids, frozenset(products.ids), reserves_later)}

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

    def _action_confirm(self, merge=True, merge_into=False, create_proc=True):
        own = self.filtered(lambda move: move._is_in_batch())
        if own:  # Creating pickings confirms their moves: without an end, if there are none.
            own._create_pickings_together()
        new = self.filtered(lambda move: move._is_new_to_its_picking())
        moves = super()._action_confirm(merge, merge_into, create_proc)
        new.exists().picking_id._offer_to_amazon()
        return moves

    def _create_pickings_together(self):
        """Give the first moves of each order their picking, all pickings with one call."""
        new = self.filtered(
            lambda move: (
                move.state == "draft"
                and move._should_be_assigned()
                and move.product_uom.compare(move.product_uom_qty, 0) > 0
                and not move.reference_ids.move_ids.picking_id
            )
        ).with_context(clean_context(self.env.context))
        groups = list(new.grouped(lambda move: move._key_assign_picking()).values())
        pickings = self.env["stock.picking"]._create_together(
            [moves._get_new_picking_values() for moves in groups]
        )
        for moves, picking in zip(groups, pickings, strict=True):
            moves.write({"picking_id": picking.id})
            moves._assign_picking_post_process(new=True)

    # Reordering rules

    def _trigger_scheduler(self):
        return super(StockMove, self._filter_reordered())._trigger_scheduler()

    def _update_orderpoints(self):
        return super(StockMove, self._filter_reordered())._update_orderpoints()

    def _filter_reordered(self):
        """In a batch, the moves of products with reordering rules; else all of them."""
        batch = self.env.context.get(BATCH)
        if not batch:
            return self
        return self.filtered(lambda move: move.product_id.id in batch.reordered)

    # Reservation

    def _should_assign_at_confirm(self):
        batch = self.env.context.get(BATCH)
        if batch and batch.reserves_later and self._is_in_batch():
            return self._should_bypass_reservation()  # What is in no stock waits for nobody.
        return super()._should_assign_at_confirm()

    def _assign_as_confirmed(self):
        """Reserve what Odoo would have reserved when these moves were confirmed."""
        self.filtered(
            lambda move: (
                move.state in ("confirmed", "partially_available")
                and move._should_assign_at_confirm()
            )
        )._action_assign()

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
        vals_list, taken = [], defaultdict(float)
        for (product, location), group in moves.grouped(
            lambda move: (move.product_id, move.location_id)
        ).items():
            needed = sum(group.mapped("product_qty"))
            quant = _get_sufficient(by_product[product.id], location, needed, taken)
            if quant:
                taken[quant] += needed
                vals_list += [
                    move._prepare_move_line_vals(move.product_qty, quant) for move in group
                ]
        self.env["stock.quant"]._reserve_together(taken)
        Line = self.env["stock.move.line"].with_context(**{RESERVED_TOGETHER: True})
        lines = Line.create(vals_list).with_env(self.env)
        lines._apply_putaway_strategy()

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


def _get_sufficient(places, location, quantity, taken):
    """The quant that serves a whole batch, if there is no choice where to take the goods from.

    :param places: dict (location, lot, package, owner id) → ``stock.quant`` of one product
    :param location: ``stock.location`` to take from, with what lies below it
    :param quantity: what the batch needs, in the product's unit
    :param taken: dict ``stock.quant`` → what the batch has taken already
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
    # Of a quant that is only looked at, nothing is taken: Odoo refuses to reserve nothing of it.
    free = sum(quant.quantity - quant.reserved_quantity - taken.get(quant, 0) for quant in quants)
    if any(particulars) or quants.product_uom_id.compare(free, quantity) < 0:
        return None
    return quants[0]
