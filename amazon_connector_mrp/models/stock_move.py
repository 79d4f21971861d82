"""Moves of kits: how many kits their parts make up."""

from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _get_amazon_quantity(self):
        """Parts count as the kits that they complete, with parts that left before them.

        A kit whose parts travel in several deliveries counts with the last one.
        """
        parts = self.filtered(lambda move: move.bom_line_id.bom_id.type == "phantom")
        pieces = super(StockMove, self - parts)._get_amazon_quantity()
        for line, own in parts.grouped("sale_line_id").items():
            delivered = (line.move_ids._filter_delivered() | own) & line.move_ids
            before = delivered - own
            pieces += delivered._count_amazon_kits(line) - before._count_amazon_kits(line)
        return pieces

    def _count_amazon_kits(self, line):
        """:return: how many kits of a sales line these moves complete, in the line's unit"""
        bom = self.bom_line_id.bom_id.filtered(
            lambda bom: (
                bom.type == "phantom" and bom.product_tmpl_id == line.product_id.product_tmpl_id
            )
        )[:1] or line.product_id._find_amazon_kit(line.company_id)
        if not self or not bom:
            return 0.0
        ordered = line.product_uom_id._compute_quantity(line.product_uom_qty, bom.product_uom_id)
        # A line that was lowered to nothing still tells how many of each part make a kit.
        kits = self._compute_kit_quantities(
            line.product_id,
            ordered or bom.product_qty,
            bom,
            {"incoming_moves": lambda move: True, "outgoing_moves": lambda move: False},
        )
        return bom.product_uom_id._compute_quantity(kits, line.product_uom_id, round=False)
