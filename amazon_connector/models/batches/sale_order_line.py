"""Sales lines of a batch: the references of all its orders are made with one call."""

from odoo import models

from ...context_keys import BATCH


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _action_launch_stock_rule(self, **kwargs):
        if self.env.context.get(BATCH):
            self._create_references_together()
        return super()._action_launch_stock_rule(**kwargs)

    def _create_references_together(self):
        """Make the references by which the moves of an order find each other."""
        wanted = {}
        for line in self:
            order = line.order_id
            if (
                line.state == "sale"
                and line.product_id.type == "consu"
                and line.product_uom_qty
                and not order.locked
                and not order.stock_reference_ids
            ):
                wanted.setdefault(order, line._prepare_reference_vals())
        self.env["stock.reference"].create(list(wanted.values()))
