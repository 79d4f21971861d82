"""Manufacturing orders that assemble what Amazon orders need."""

from odoo import fields, models
from odoo.exceptions import UserError


class MrpProduction(models.Model):
    _inherit = "mrp.production"

    amazon_order_id = fields.Many2one(
        "amazon.order",
        string="Assembled for",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="The Amazon order whose import started this assembly.",
    )

    def _finish_for_amazon(self):
        """Produce in full what all components are reserved for.

        :raises UserError: when Odoo asks something that only a person can answer
        """
        self.with_context(skip_backorder=True).button_mark_done()
        for production in self:
            if production.state != "done":
                raise UserError(
                    self.env._("Odoo has a question about it: produce it by hand to answer.")
                )
