"""Dialog *Send to Amazon*: what Amazon would ship, how fast and for how much; one is chosen."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.words.label import label_of
from ..spapi.errors import SpApiError, UnreadablePayload


class AmazonFulfillmentSend(models.TransientModel):
    _name = "amazon.fulfillment.send"
    _description = "Send to Amazon"

    picking_id = fields.Many2one("stock.picking", string="Delivery", required=True, readonly=True)
    store_id = fields.Many2one("amazon.store", readonly=True)
    offer_ids = fields.One2many("amazon.fulfillment.send.offer", "wizard_id", string="Offers")
    offer_id = fields.Many2one(
        "amazon.fulfillment.send.offer",
        string="Shipping Speed",
        domain="[('wizard_id', '=', id)]",
        help="Amazon's estimate; what it charges stands in the settlement.",
    )
    problems = fields.Text(
        readonly=True, help="What has to be mended before Amazon is asked to ship."
    )
    warning = fields.Text(readonly=True, help="What Amazon cannot ship, in its own words.")

    @api.model
    def _open_for(self, picking):
        """:return: window action of the dialog for a delivery, with Amazon's offers"""
        picking.check_access("read")
        document = picking.sudo().amazon_fulfillment_id
        store = document.store_id or picking.sudo()._get_amazon_multi_channel_store()
        if not store or (document and (document.state != "pending" or document.attempts)):
            raise UserError(
                self.env._(
                    "Amazon does not ship %s: switch multi-channel fulfillment on for its "
                    "warehouse, or wait for what Amazon makes of it.",
                    picking.name,
                )
            )
        wizard = self.create({"picking_id": picking.id, "store_id": store.id})
        wizard._fetch_offers()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send to Amazon"),
            "res_model": self._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
        }

    def _fetch_offers(self):
        """Ask Amazon; where it does not answer, the delivery can be sent all the same."""
        picking, store = self.picking_id.sudo(), self.store_id.sudo()
        mapper = self.env["amazon.fulfillment.mapper"].sudo()
        self.problems = self._find_problems(mapper, picking, store)
        if self.problems:
            return
        quantities = picking._get_amazon_multi_channel_quantities()
        contents = mapper._get_contents(store, quantities)
        payload = mapper._prepare_preview_payload(store, picking, contents)
        try:
            preview = store.account_id._work_env()._get_client().preview_fulfillment(payload)
        except SpApiError as error:
            self.warning = mapper._hide_recipient(picking, error.message)
        except UnreadablePayload as error:
            self.warning = str(error)
        else:
            self._keep(preview, sum(pieces for _product, _listing, pieces in contents))

    def _find_problems(self, mapper, picking, store):
        """:return: text, empty when Amazon can be asked"""
        problems = []
        if wrong := mapper._find_wrong_fields(picking):
            problems.append(self.env._("Missing or too long in the address: %s.", ", ".join(wrong)))
        if unlisted := mapper._find_unlisted(store, picking):
            names = ", ".join(unlisted.mapped("display_name"))
            problems.append(self.env._("No FBA listing of: %s.", names))
        if split := mapper._find_split(store, picking):
            problems.append(mapper._explain_split(split))
        return "\n".join(problems)

    def _keep(self, preview, wanted):
        """:param preview: ``spapi.fulfillments.Preview``
        :param wanted: pieces of the delivery
        """
        currencies = self.env["res.currency"].with_context(active_test=False)
        for speed in preview.speeds():
            currency = currencies.search(
                [("name", "=", speed.fee.currency if speed.fee else False)], limit=1
            )
            self.env["amazon.fulfillment.send.offer"].create(
                {
                    "wizard_id": self.id,
                    "speed": speed.name,
                    "fee": float(speed.fee.amount) if speed.fee else 0.0,
                    "currency_id": currency.id,
                    "arrives_from": self._get_day(speed.arrives_from),
                    "arrives_until": self._get_day(speed.arrives_until),
                    "shipment_count": speed.shipment_count,
                    "missing": max(int(wanted) - sum(speed.pieces.values()), 0),
                }
            )
        usual = self.picking_id.sudo()._get_amazon_multi_channel_warehouse()
        self.offer_id = (
            self.offer_ids.filtered(lambda offer: offer.speed == usual.amazon_multi_channel_speed)
            or self.offer_ids
        )[:1]
        self.warning = "\n".join(each.message for each in preview.constraints) or False

    def _get_day(self, moment):
        """The store's day of a moment: that of UTC is another one in the evening.

        :param moment: ``datetime``, aware, or None
        """
        return moment and self.store_id.sudo()._get_local_date(moment.replace(tzinfo=None))

    def action_confirm(self):
        """Write down that Amazon ships it; the message goes within minutes."""
        self.ensure_one()
        self.env["amazon.fulfillment"].check_access("write")
        self.picking_id.check_access("read")
        if self.problems:
            raise UserError(self.problems)
        picking, offer = self.picking_id.sudo(), self.offer_id
        choices = {"is_urgent": True}
        if offer:
            choices.update(
                speed=offer.speed, estimated_fee=offer.fee, currency_id=offer.currency_id.id
            )
        document = picking.amazon_fulfillment_id
        if document.state == "pending" and not document.attempts:
            document.write({**choices, "send_after": False})
            document._wake()
        elif picking._is_for_multi_channel():
            self.env["amazon.fulfillment"].sudo()._write_down(picking, **choices)
        else:
            raise UserError(self.env._("Amazon ships %s already.", picking.name))
        return {"type": "ir.actions.act_window_close"}


class AmazonFulfillmentSendOffer(models.TransientModel):
    _name = "amazon.fulfillment.send.offer"
    _description = "Offer of Amazon's to Ship"

    wizard_id = fields.Many2one(
        "amazon.fulfillment.send", required=True, ondelete="cascade", index=True
    )
    speed = fields.Char(string="Speed Code", required=True, readonly=True)
    speed_label = label_of("speed", string="Speed")
    fee = fields.Monetary(
        string="Estimated Fee", readonly=True, help="0 where Amazon estimates none."
    )
    currency_id = fields.Many2one("res.currency", readonly=True)
    arrives_from = fields.Date(readonly=True)
    arrives_until = fields.Date(readonly=True)
    shipment_count = fields.Integer(string="Shipments", readonly=True)
    missing = fields.Integer(
        string="Missing Pieces", readonly=True, help="Pieces that Amazon does not have."
    )

    @api.depends("speed", "fee", "currency_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for offer in self:
            fee = offer.currency_id.format(offer.fee) if offer.currency_id else ""
            offer.display_name = " – ".join(filter(None, (offer.speed_label, fee)))
