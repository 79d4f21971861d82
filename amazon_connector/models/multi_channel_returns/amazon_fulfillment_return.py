"""Outbox of returns: a piece that Amazon has shipped for another channel comes back to Amazon.

Amazon knows returns piece by piece, each by a number of ours that is chosen before it is asked for
the first time, so that a message that is repeated never makes a second one.
"""

import secrets
from functools import partial

from odoo import api, fields, models
from odoo.tools import LazyTranslate

from ...spapi.errors import Rejected, UnreadablePayload
from ...spapi.fulfillments.returns import DUPLICATE
from ..sync.races import in_new_transaction
from ..sync.try_each import try_steps
from ..words.label import label_of

_lt = LazyTranslate(__name__)


class AmazonFulfillmentReturn(models.Model):
    _name = "amazon.fulfillment.return"
    _description = "Return of an Amazon Fulfillment"
    _inherit = ["amazon.outbox.mixin", "amazon.entry.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_name = "amazon_ref"
    _sync_minutes = 120
    _sync_name = _lt("Returns of fulfillments")
    _sync_words = {
        "processed": (_lt("1 return received"), _lt("%(count)s returns received")),
        "sent": (_lt("1 return requested"), _lt("%(count)s returns requested")),
    }

    state = fields.Selection(
        help="To send: Amazon does not know of it yet. Sent: Amazon expects the piece. Confirmed: "
        "Amazon has received it, and Odoo's stock has followed. Refused: Amazon does not take it.",
    )
    amazon_ref = fields.Char(
        string="Number at Amazon",
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: f"RET-{secrets.token_hex(8)}",
    )
    fulfillment_id = fields.Many2one(
        "amazon.fulfillment", required=True, ondelete="restrict", index=True, readonly=True
    )
    store_id = fields.Many2one(related="fulfillment_id.store_id", store=True, index=True)
    line_id = fields.Many2one(
        "amazon.fulfillment.line", required=True, ondelete="restrict", readonly=True
    )
    product_id = fields.Many2one(related="line_id.product_id", store=True)
    uom_id = fields.Many2one(related="line_id.uom_id")
    seller_sku = fields.Char(related="line_id.seller_sku")
    picking_id = fields.Many2one(
        "stock.picking",
        string="Delivery",
        ondelete="set null",
        index="btree_not_null",
        readonly=True,
        help="With which the piece has left.",
    )
    # Looked for by those too who have no rights on deliveries.
    picking_name = fields.Char(
        related="picking_id.name", string="Delivery's Number", export_string_translation=False
    )
    partner_id = fields.Many2one(related="fulfillment_id.partner_id")
    shipment_ref = fields.Char(string="Shipment", required=True, readonly=True)
    number = fields.Integer(
        required=True, readonly=True, help="Which piece of its shipment it is, from 1."
    )
    reason_code = fields.Char(required=True, readonly=True)
    return_reason = fields.Char(readonly=True, help="Why it comes back, in Amazon's words.")
    # As long as Amazon takes it (``CreateReturnItem.returnComment``).
    comment = fields.Char(size=1000, readonly=True)
    attempts = fields.Integer(readonly=True, copy=False, help="How often Amazon was asked.")
    condition = fields.Char(string="Condition Code", readonly=True, copy=False)
    condition_label = label_of(
        "condition", string="Found", help="In what state Amazon has found the piece."
    )
    amazon_status = fields.Char(string="Status Code", readonly=True, copy=False)
    amazon_status_label = label_of("amazon_status", string="Status at Amazon")
    read_at = fields.Datetime(string="Asked On", readonly=True, copy=False)
    authorization_ref = fields.Char(string="Return Authorization", readonly=True, copy=False)
    rma_ref = fields.Char(
        string="RMA", readonly=True, copy=False, help="The buyer encloses it with the goods."
    )
    rma_url = fields.Char(
        string="Label", readonly=True, copy=False, help="Page with barcode and mailing label."
    )
    return_address = fields.Text(
        string="Send To", readonly=True, copy=False, help="Amazon's warehouse that takes it back."
    )
    receipt_id = fields.Many2one("stock.picking", readonly=True, copy=False, index="btree_not_null")

    _ref_unique = models.UniqueIndex(
        "(account_id, amazon_ref)", "A return has this number already."
    )
    _piece_unique = models.UniqueIndex(
        "(line_id, shipment_ref, number) WHERE state <> 'failed'",
        "Amazon is asked to take this piece back already.",
    )

    @api.model
    def _get_entry_points(self):
        return (*super()._get_entry_points(), "action_sync")

    # The job

    def _sync(self, schedule, operation):
        """Ask for what is to come back, and see what has."""
        account = schedule.account_id
        open_ones = [("account_id", "=", account.id), ("state", "in", ("pending", "sent"))]
        if not self.search_count(open_ones, limit=1):
            return
        with operation._counting(account._get_client()) as client:
            try_steps(
                partial(self._push_pending, schedule, client, operation),
                partial(self._fetch_news, schedule, client, operation),
            )

    def action_sync(self):
        """Ask for these returns now, and read what became of all others.

        :return: the ``amazon.operation`` records, one per account
        """
        self.check_access("read")
        return self.env["amazon.schedule"]._run_now(self._name, self.account_id)

    def _push_safely(self, client, operation):
        # That Amazon may know of it is ours for good before it does; nothing is locked meanwhile.
        in_new_transaction(self.env, self._count_attempt)
        return super()._push_safely(client, operation)

    def _count_attempt(self):
        self.attempts += 1

    def _push(self, client):
        """Ask Amazon to take the piece back; who may have asked before looks first.

        :raises Rejected: also where nobody can read the answer: it would be the same at every run
        """
        try:
            return self._push_or_find(client)
        except UnreadablePayload as error:
            raise Rejected(str(error)) from error

    def _push_or_find(self, client):
        reference = self.fulfillment_id.amazon_ref
        if self.attempts > 1 and (known := self._fetch_known(client)):
            return known
        payload = self.env["amazon.fulfillment.mapper"]._prepare_return_payload(self)
        told = client.create_fulfillment_return(reference, [payload])
        wrong = told.invalid.get(self.amazon_ref)
        if wrong and wrong.code == DUPLICATE and (known := self._fetch_known(client)):
            return known
        if wrong or self.amazon_ref not in told.pieces:
            raise Rejected(wrong.description or wrong.code if wrong else self._explain_silence())
        return self._prepare_told_vals(told)

    def _explain_silence(self):
        return self.env._("Amazon did not say whether it takes the piece back.")

    def _fetch_known(self, client):
        """:return: dict of what Amazon says of our number, empty where it has none such"""
        told = client.get_fulfillment_returns(self.fulfillment_id.amazon_ref)
        return self._prepare_told_vals(told) if self.amazon_ref in told.pieces else {}

    def _prepare_told_vals(self, told):
        """:param told: ``spapi.fulfillments.FulfillmentReturns``
        :return: value dict of what Amazon says of this piece; what it has said once stays
        """
        piece = told.pieces[self.amazon_ref]
        vals = {
            "amazon_status": piece.status,
            "condition": piece.condition,
            "authorization_ref": piece.authorization,
        }
        if known := told.authorizations.get(piece.authorization):
            vals |= {
                "rma_ref": known.rma,
                "rma_url": known.page_url,
                "return_address": known.address,
            }
        return {name: value for name, value in vals.items() if value}

    @api.depends("product_id", "fulfillment_id", "number")
    def _compute_display_name(self):
        for piece in self:
            names = (piece.fulfillment_id.display_name, piece.seller_sku, str(piece.number))
            piece.display_name = " / ".join(filter(None, names))
