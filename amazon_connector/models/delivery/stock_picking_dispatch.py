"""Deliveries that go on by themselves: reserved, validated, step by step, without a picker."""

from odoo import models
from odoo.exceptions import UserError

from ...context_keys import SHIPPED_ELSEWHERE
from .stock_move import OVER


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _filter_complete(self):
        """Deliveries of which everything is reserved and that nobody has to look at.

        Lots and serial numbers need the store's setting; a delivery method that buys labels
        needs a person, because a label that is bought cannot be taken back.
        """
        return self.filtered(
            lambda picking: (
                picking.state == "assigned"
                and all(move.state in ("assigned", *OVER) for move in picking.move_ids)
                and not picking.carrier_id._buys_labels()
                and (
                    any(picking._get_amazon_owner().documents.store_id.mapped("assign_lots"))
                    or all(move.has_tracking == "none" for move in picking.move_ids)
                )
            )
        )

    def _reserve_for_amazon(self):
        """Reserve what is in stock; what is not stays waiting."""
        self.move_ids.filtered(
            lambda move: move.state in ("confirmed", "waiting", "partially_available")
        )._action_assign()

    def _validate_for_amazon(self):
        """Validate as a picker would, in full.

        :raises UserError: when Odoo asks something that only a person can answer
        """
        pickings = self.with_context(skip_sms=True)
        pickings.move_ids.picked = True
        pickings.button_validate()
        for picking in self:
            if picking.state != "done":
                raise UserError(
                    self.env._("Odoo has a question about it: validate it by hand to answer.")
                )

    def _ship_for_amazon(self, quantities=None):
        """Do what was shipped without Odoo; what is left becomes a backorder.

        Nobody is asked or written to, no label is bought, and Amazon is not told: it told us.

        :param quantities: dict ``stock.move`` → quantity in the move's unit; None: everything
        """
        if not self:
            return
        pickings = self.with_context(
            skip_sms=True,
            skip_backorder=True,
            skip_expired=True,
            cancel_backorder=False,
            **{SHIPPED_ELSEWHERE: True},
        )
        pickings.filtered(lambda picking: picking.state == "draft").action_confirm()
        if quantities is None:
            open_moves = pickings.move_ids.filtered(lambda move: move.state not in OVER)
            quantities = {move: move.product_uom_qty for move in open_moves}
        for move in pickings.move_ids.filtered(lambda move: move in quantities):
            move.quantity = quantities[move]
            move.picked = True
        pickings._action_done()
