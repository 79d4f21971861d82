"""Deliveries of Amazon orders: what they tell Amazon, and whom they leave in peace."""

import re

from odoo import api, fields, models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    amazon_shipment_ids = fields.One2many(
        "amazon.shipment",
        "picking_id",
        groups="amazon_connector.group_user",
        readonly=True,
    )
    amazon_shipment_count = fields.Integer(compute="_compute_amazon_shipment_count")
    amazon_store_id = fields.Many2one(related="sale_id.amazon_store_id", string="Amazon Store")

    @api.depends("amazon_shipment_ids")
    def _compute_amazon_shipment_count(self):
        counts = dict(
            self.env["amazon.shipment"]
            .sudo()
            ._read_group([("picking_id", "in", self.ids)], ["picking_id"], ["__count"])
        )
        for picking in self:
            picking.amazon_shipment_count = counts.get(picking, 0)

    def _action_done(self):
        result = super()._action_done()
        # Pickers have no rights at Amazon, and need none.
        done = self.sudo().filtered(lambda picking: picking.state == "done")
        self.env["amazon.shipment"].sudo()._collect(done)
        return result

    def write(self, vals):
        result = super().write(vals)
        if "carrier_tracking_ref" in vals or "carrier_id" in vals:
            self.sudo().amazon_shipment_ids._follow_pickings()
        return result

    def _get_amazon_tracking(self, package):
        """The tracking number of a parcel of this delivery.

        The package's own; else, where the delivery lists as many numbers as it has parcels (as
        carriers' modules do, joined by commas), the one at the parcel's place in the order of
        packing; else the first number of the delivery.

        :param package: ``stock.package``, empty for goods that are not packed
        :return: tracking number, or False
        """
        if package.amazon_tracking_ref:
            return package.amazon_tracking_ref.strip()
        numbers = [part.strip() for part in re.split("[,;+]", self.carrier_tracking_ref or "")]
        numbers = [number for number in numbers if number]
        parcels = self.move_line_ids.result_package_id.sorted("id")
        if package and len(numbers) == len(parcels):
            return numbers[list(parcels).index(package)]
        return numbers[0] if numbers else False

    def _done_for_amazon(self):
        """Do these deliveries as shipped in full, without a picker, a wizard or a message.

        Amazon is not told: it told us.
        """
        if not self:
            return
        pickings = self.with_context(
            skip_sms=True,
            skip_backorder=True,
            skip_expired=True,
            cancel_backorder=False,
            amazon_shipped_elsewhere=True,
        )
        pickings.action_confirm()
        for move in pickings.move_ids.filtered(lambda move: move.state not in ("done", "cancel")):
            move.quantity = move.product_uom_qty
        pickings.move_ids.picked = True
        pickings._action_done()

    # Buyers hear from Amazon; Odoo writes only where the store says so

    def _is_silent_for_amazon(self):
        store = self.sudo().amazon_store_id
        return bool(store) and not store.notify_buyers

    def _send_confirmation_email(self):
        silent = self.filtered(lambda picking: picking._is_silent_for_amazon())
        if silent:
            # The delivery modules buy labels in this method, so it must run all the same.
            super(
                StockPicking, silent.with_context(amazon_silent=True, skip_sms=True)
            )._send_confirmation_email()
        if self - silent:
            super(StockPicking, self - silent)._send_confirmation_email()
        return None

    def message_post_with_source(self, source_ref, **kwargs):
        if self.env.context.get("amazon_silent"):
            return self.env["mail.message"]
        return super().message_post_with_source(source_ref, **kwargs)

    def _message_sms_with_template(self, *args, **kwargs):
        if self._is_silent_for_amazon():
            return self.env["mail.message"]
        return super()._message_sms_with_template(*args, **kwargs)

    def action_view_amazon_orders(self):
        """Open the Amazon orders that this delivery ships."""
        self.ensure_one()
        return self.sale_id.action_view_amazon_orders()

    def action_view_amazon_shipments(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_shipment_action"
        )
        return dict(action, domain=[("picking_id", "=", self.id)], context={})
