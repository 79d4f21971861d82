"""Dialog *Return at Amazon*: which pieces come back, and why, in the reasons that Amazon offers."""

from itertools import count, islice

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..spapi.errors import SpApiError, UnreadablePayload


class AmazonFulfillmentReturnAsk(models.TransientModel):
    _name = "amazon.fulfillment.return.ask"
    _description = "Return at Amazon"

    fulfillment_id = fields.Many2one("amazon.fulfillment", required=True, readonly=True)
    line_ids = fields.One2many("amazon.fulfillment.return.ask.line", "wizard_id")
    reason_ids = fields.One2many("amazon.fulfillment.return.ask.reason", "wizard_id", readonly=True)
    warning = fields.Text(readonly=True, help="Why Amazon offers no reasons, in its own words.")

    @api.model
    def _open_for(self, document, picking=None):
        """:param document: ``amazon.fulfillment``
        :param picking: ``stock.picking``, whose goods alone are offered; None for all that has left
        :return: window action of the dialog, with the reasons that Amazon offers
        """
        document.check_access("read")
        shipped = [
            (line, delivery, shipment, pieces)
            for line, delivery, shipment, pieces in document.sudo()._get_shipped()
            if picking in (None, delivery.with_env(self.env))
        ]
        if not shipped:
            raise UserError(
                self.env._(
                    "Nothing of %s has left with a delivery of Odoo's. Ask for returns of other "
                    "goods in Seller Central.",
                    document.display_name,
                )
            )
        wizard = self.create({"fulfillment_id": document.id})
        wizard._offer(shipped)
        wizard._fetch_reasons()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Return at Amazon"),
            "res_model": self._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
        }

    def _offer(self, shipped):
        """:param shipped: as of ``amazon.fulfillment._get_shipped``"""
        self.env["amazon.fulfillment.return.ask.line"].create(
            [
                {
                    "wizard_id": self.id,
                    "line_id": line.id,
                    "picking_id": picking.id,
                    "shipment_ref": shipment,
                    "shipped": pieces,
                }
                for line, picking, shipment, pieces in shipped
            ]
        )

    def _fetch_reasons(self):
        """Ask Amazon why each of the goods may come back; its answer is part of the dialog."""
        document = self.fulfillment_id.sudo()
        client = document.account_id._work_env()._get_client()
        for sku in sorted(set(self.line_ids.mapped("seller_sku"))):
            try:
                reasons = client.list_return_reasons(document.amazon_ref, sku)
            except (SpApiError, UnreadablePayload) as error:
                self.warning = str(error)
                continue
            self.env["amazon.fulfillment.return.ask.reason"].create(
                [
                    {
                        "wizard_id": self.id,
                        "seller_sku": sku,
                        "code": reason.code,
                        "name": reason.description or reason.code,
                    }
                    for reason in reasons
                ]
            )

    def action_confirm(self):
        """Write down what is to come back; Amazon is asked within minutes."""
        self.ensure_one()
        self.env["amazon.fulfillment.return"].check_access("write")
        pieces = self.env["amazon.fulfillment.return"].sudo()
        for line in self.line_ids:
            # One after the other: two deliveries of one shipment share its numbers.
            pieces |= pieces.create(line._prepare_returns_vals())
        if not pieces:
            raise UserError(self.env._("Enter how many pieces come back."))
        pieces._run_soon()
        return {"type": "ir.actions.act_window_close"}


class AmazonFulfillmentReturnAskLine(models.TransientModel):
    _name = "amazon.fulfillment.return.ask.line"
    _description = "Goods to Be Returned at Amazon"

    wizard_id = fields.Many2one(
        "amazon.fulfillment.return.ask", required=True, ondelete="cascade", index=True
    )
    line_id = fields.Many2one("amazon.fulfillment.line", required=True, readonly=True)
    product_id = fields.Many2one(related="line_id.product_id")
    uom_id = fields.Many2one(related="line_id.uom_id")
    seller_sku = fields.Char(related="line_id.seller_sku")
    picking_id = fields.Many2one("stock.picking", string="Delivery", readonly=True)
    shipment_ref = fields.Char(string="Shipment", readonly=True)
    shipped = fields.Integer(readonly=True, help="Pieces that have left, as Amazon counts them.")
    asked = fields.Integer(
        string="Asked For", compute="_compute_asked", help="Pieces that come back already."
    )
    quantity = fields.Integer(string="Return")
    reason_id = fields.Many2one(
        "amazon.fulfillment.return.ask.reason",
        domain="[('wizard_id', '=', wizard_id), ('seller_sku', '=', seller_sku)]",
    )
    comment = fields.Char(size=1000, help="Told to Amazon. Name no person in it.")

    @api.depends("line_id", "shipment_ref", "picking_id")
    def _compute_asked(self):
        for line in self:
            line.asked = len(line._find_asked_of_delivery())

    def _find_asked(self):
        """:return: ``amazon.fulfillment.return`` of these goods of the shipment that Amazon has not
        refused
        """
        return (
            self.env["amazon.fulfillment.return"]
            .sudo()
            .search(
                [
                    ("line_id", "=", self.line_id.id),
                    ("shipment_ref", "=", self.shipment_ref),
                    ("state", "!=", "failed"),
                ]
            )
        )

    def _find_asked_of_delivery(self):
        """:return: those of ``_find_asked`` that have left with this line's delivery"""
        return self._find_asked().filtered(lambda piece: piece.picking_id == self.picking_id)

    def _prepare_returns_vals(self):
        """:return: list of value dicts of ``amazon.fulfillment.return``, one per piece
        :raises UserError: more than has left, or no reason
        """
        if not self.quantity:
            return []
        left = self.shipped - len(self._find_asked_of_delivery())
        if not 0 < self.quantity <= left:
            raise UserError(
                self.env._(
                    "%(sku)s: %(left)s at most can come back.", sku=self.seller_sku, left=left
                )
            )
        if not self.reason_id:
            raise UserError(self.env._("Choose why %s comes back.", self.seller_sku))
        document = self.wizard_id.fulfillment_id.sudo()
        taken = self._find_asked().mapped("number")
        free = (number for number in count(1) if number not in taken)
        return [
            {
                "account_id": document.account_id.id,
                "fulfillment_id": document.id,
                "line_id": self.line_id.id,
                "picking_id": self.picking_id.id,
                "shipment_ref": self.shipment_ref,
                "number": number,
                "reason_code": self.reason_id.code,
                "return_reason": self.reason_id.name,
                "comment": self.comment,
            }
            for number in islice(free, self.quantity)
        ]


class AmazonFulfillmentReturnAskReason(models.TransientModel):
    _name = "amazon.fulfillment.return.ask.reason"
    _description = "Reason That Amazon Offers for a Return"

    wizard_id = fields.Many2one(
        "amazon.fulfillment.return.ask", required=True, ondelete="cascade", index=True
    )
    seller_sku = fields.Char(string="Seller SKU", required=True, readonly=True)
    code = fields.Char(required=True, readonly=True)
    name = fields.Char(required=True, readonly=True)
