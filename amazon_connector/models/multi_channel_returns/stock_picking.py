"""Deliveries that Amazon has shipped for another channel, and what of them comes back."""

from odoo import api, fields, models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    amazon_may_return = fields.Boolean(
        compute="_compute_amazon_may_return",
        compute_sudo=True,
        export_string_translation=False,
        help="Amazon has shipped this delivery and can be asked to take goods of it back.",
    )

    @api.depends(
        "state",
        "amazon_fulfillment_id.parcel_ids.picking_id",
        "amazon_fulfillment_id.parcel_ids.added_picking_ids",
    )
    def _compute_amazon_may_return(self):
        for picking in self:
            sent = picking.amazon_fulfillment_id.parcel_ids._get_pickings()
            picking.amazon_may_return = picking.state == "done" and picking in sent

    def action_return_to_amazon(self):
        """Ask Amazon to take goods of this delivery back.

        :return: window action of ``amazon.fulfillment.return.ask``
        """
        self.ensure_one()
        return self.env["amazon.fulfillment.return.ask"]._open_for(self.amazon_fulfillment_id, self)
