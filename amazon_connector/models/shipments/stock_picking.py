"""Deliveries of Amazon orders: what they tell Amazon, and whom they leave in peace."""

import re

from odoo import api, fields, models

from ...context_keys import BATCH
from ...mapping.amazon_shipment_mapper import clean_tracking

# Odoo's note on a new picking that says which order it was created from.
ORIGIN_NOTE = "mail.message_origin_link"


class StockPicking(models.Model):
    _inherit = "stock.picking"

    amazon_shipment_ids = fields.One2many(
        "amazon.shipment",
        "picking_id",
        groups="amazon_connector.group_user",
        readonly=True,
    )
    amazon_shipment_count = fields.Integer(compute="_compute_amazon_shipment_count")
    amazon_waits_for_tracking = fields.Boolean(
        compute="_compute_amazon_waits_for_tracking",
        compute_sudo=True,
        help="The goods have left and Amazon is not told yet: the tracking number is missing.",
    )
    amazon_refusal = fields.Char(
        compute="_compute_amazon_refusal",
        compute_sudo=True,
        help="What Amazon answered when it refused the confirmation of this delivery.",
    )
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

    @api.depends("amazon_shipment_ids.state", "carrier_tracking_ref")
    def _compute_amazon_waits_for_tracking(self):
        for picking in self:
            picking.amazon_waits_for_tracking = any(
                shipment._is_untracked() for shipment in picking.amazon_shipment_ids
            )

    @api.depends("amazon_shipment_ids.state", "amazon_shipment_ids.reason")
    def _compute_amazon_refusal(self):
        for picking in self:
            refused = picking.amazon_shipment_ids.filtered(lambda parcel: parcel.state == "failed")
            picking.amazon_refusal = " ".join(filter(None, refused.mapped("reason")))

    # Validation: all that may be repeated comes before all that may not

    def _action_done(self):
        self._check_no_hold()
        self._check_not_shipped_by_amazon()
        # Here already, and for all of them at once: the first label is bought before the last
        # delivery has its turn, and who has to begin anew has lost the least time.
        self.filtered(lambda picking: picking.carrier_id._buys_labels())._lock_for_label()
        return super()._action_done()

    def _send_confirmation_email(self):
        """The goods are done. Write down what Amazon is to be told, then let labels be bought.

        Carriers' addons buy them in here. What was done is written before, so that a conflict
        with somebody else shows now; the tracking numbers reach the new shipments by ``write``.
        """
        # Pickers have no rights at Amazon, and need none.
        done = self.sudo().filtered(lambda picking: picking.state == "done")
        self.env["amazon.shipment"].sudo()._collect(done)
        self.env.flush_all()
        return super()._send_confirmation_email()

    def write(self, vals):
        result = super().write(vals)
        if "carrier_tracking_ref" in vals or "carrier_id" in vals:
            self.sudo().amazon_shipment_ids._notice_correction()
        return result

    def _get_amazon_tracking(self, package):
        """The tracking number of a parcel of this delivery.

        The package's own; else, where the delivery lists as many numbers as it has parcels (as
        carriers' modules do, joined by commas), the one at the parcel's place in the order of
        packing; else the first number of the delivery.

        :param package: ``stock.package``, empty for goods that are not packed
        :return: tracking number, or False
        """
        if number := package._get_amazon_number():
            return number
        parts = re.split(r"[,;+\r\n\t]", self.carrier_tracking_ref or "")
        numbers = list(filter(None, map(clean_tracking, parts)))
        parcels = self.move_line_ids.result_package_id.sorted("id")
        # What was packed anew on a done delivery is in none of its parcels any more.
        if package in parcels and len(numbers) == len(parcels):
            return numbers[list(parcels).index(package)]
        return numbers[0] if numbers else False

    def _get_done_moves(self, sale_line):
        """:return: the ``stock.move`` with which this delivery has shipped of a sales line"""
        return self.move_ids.filtered(
            lambda move: move.state == "done" and move.sale_line_id == sale_line
        )

    # Buyers hear from Amazon; Odoo writes only where the store says so

    def _is_silent_for_amazon(self):
        stores = self.sudo()._get_amazon_owner().documents.store_id
        return bool(stores) and not any(stores.mapped("notify_buyers"))

    def _check_warn_sms(self):
        """No question about a text message that is never sent (addon ``stock_sms`` asks it)."""
        silent = self.filtered(lambda picking: picking._is_silent_for_amazon())
        return super(StockPicking, self - silent)._check_warn_sms()

    def message_post_with_source(self, source_ref, **kwargs):
        """Two messages are left out; all others, those of other addons too, go their way."""
        template = self.sudo().company_id.stock_mail_confirmation_template_id
        is_template = isinstance(source_ref, models.BaseModel) and source_ref == template
        to_buyer = is_template and template and self._is_silent_for_amazon()
        # The note "created from" on each picking of a batch costs more than the picking.
        if to_buyer or (self.env.context.get(BATCH) and source_ref == ORIGIN_NOTE):
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
        action.update(domain=[("picking_id", "=", self.id)], context={})
        if self.amazon_shipment_count == 1:
            shipment = self.amazon_shipment_ids
            action.update(views=[(False, "form")], res_id=shipment.id, view_mode="form")
        return action
