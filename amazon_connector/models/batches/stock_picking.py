"""Pickings of a batch: all with one call, and not confirmed again where nothing is left to do."""

from odoo import models

from ...context_keys import BATCH
from .batch import add_defaults


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _create_together(self, vals_list):
        """Create pickings; what Odoo would ask for each is asked once for all.

        :param vals_list: value dicts of ``stock.move._get_new_picking_values``
        :return: the pickings
        """
        complete = add_defaults(self, vals_list)
        PickingType = self.env["stock.picking.type"]
        by_type = {}
        for vals in complete:
            if vals.get("name", "/") == "/" and vals.get("picking_type_id"):
                by_type.setdefault(vals["picking_type_id"], []).append(vals)
        for type_id, several in by_type.items():
            sequence = PickingType.browse(type_id).sequence_id
            if sequence:
                names = sequence._next_several(len(several))
                for vals, name in zip(several, names, strict=True):
                    vals["name"] = name
        return self.create(complete)

    def action_confirm(self):
        """The moves of a batch are confirmed already: only reordering rules are left to be run."""
        batch = self.env.context.get(BATCH)
        if not batch:
            return super().action_confirm()
        left = self.filtered(
            lambda picking: any(
                move.state == "draft" or move.product_id.id in batch.reordered
                for move in picking.move_ids
            )
        )
        return super(StockPicking, left).action_confirm() if left else True
