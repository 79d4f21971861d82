"""Outbox of cancellations: an order that the seller does not ship, to be cancelled at Amazon.

Amazon takes cancellations by the order acknowledgement feed alone, one feed per two minutes: what
waits goes together, and each order gets its own answer from the feed's report.
"""

from contextlib import suppress
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import LazyTranslate

from ...spapi.errors import Rejected, UnreadablePayload
from ...spapi.words import ACKNOWLEDGEMENT_FEED, CANCELLED, XML_CONTENT_TYPE

# Amazon's list; the first ones are those that sellers need.
CANCEL_REASONS = [
    ("NoInventory", "No stock"),
    ("BuyerCanceled", "Buyer cancelled"),
    ("ShippingAddressUndeliverable", "Address cannot be delivered to"),
    ("GeneralAdjustment", "General adjustment"),
    ("CustomerExchange", "Customer exchange"),
    ("CarrierCreditDecision", "Carrier's credit decision"),
    ("RiskAssessmentInformationNotValid", "Risk assessment information not valid"),
    ("CarrierCoverageFailure", "Carrier does not serve the address"),
    ("CustomerReturn", "Customer return"),
    ("MerchandiseNotReceived", "Merchandise not received"),
]
# How long Amazon may take from a message that went well to an order that shows it.
LONGEST_SILENCE = timedelta(hours=24)

_lt = LazyTranslate(__name__)


class AmazonCancellation(models.Model):
    _name = "amazon.cancellation"
    _description = "Amazon Cancellation"
    _inherit = ["amazon.feed.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _sync_name = _lt("Cancellations")
    _sync_words = {"sent": (_lt("1 cancellation sent"), _lt("%(count)s cancellations sent"))}
    _rec_name = "order_id"
    _feed_type = ACKNOWLEDGEMENT_FEED
    _feed_content_type = XML_CONTENT_TYPE

    order_id = fields.Many2one(
        "amazon.order", required=True, readonly=True, ondelete="cascade", index=True
    )
    store_id = fields.Many2one(related="order_id.store_id", store=True, index=True)
    partner_id = fields.Many2one(related="order_id.partner_id", string="Customer")
    reason_code = fields.Selection(
        CANCEL_REASONS,
        string="Cancel Reason",
        required=True,
        readonly=True,
        help="Told to Amazon, which counts cancellations for lack of stock against the seller.",
    )
    user_id = fields.Many2one(
        "res.users", string="Cancelled by", default=lambda self: self.env.user, readonly=True
    )
    message_number = fields.Integer(
        readonly=True, copy=False, help="Number of the order's message in the feed, from 1."
    )
    batch = fields.Char(
        readonly=True,
        copy=False,
        help="What is sent together again, after a feed of which nothing became known.",
    )
    lost_feeds = fields.Integer(
        readonly=True, copy=False, help="Feeds of this order of which nothing became known."
    )
    follows_sale = fields.Boolean(
        readonly=True,
        copy=False,
        help="Written down because the sales order was cancelled in Odoo: sent only as long as it "
        "still is.",
    )
    last_parcel = fields.Integer(
        readonly=True,
        copy=False,
        help="The order's last parcel when somebody asked for the cancellation: goods that leave "
        "later were not meant.",
    )
    answered_at = fields.Datetime(
        readonly=True, copy=False, help="When Amazon reported that the message went well."
    )

    @api.model
    def _create_for(self, orders, reason_code):
        """Write down that orders are to be cancelled at Amazon; twice changes nothing.

        :param orders: ``amazon.order``, those that cannot be cancelled any more are left out
        :param reason_code: one of ``CANCEL_REASONS``
        :return: the new ``amazon.cancellation``
        """
        orders = orders.filtered(lambda order: not order._is_being_cancelled())
        cancellations = self.sudo().create(
            [
                {
                    "account_id": order.account_id.id,
                    "order_id": order.id,
                    "reason_code": reason_code,
                    "user_id": self.env.uid,
                    "follows_sale": order.sudo().sale_order_id.state == "cancel",
                    "last_parcel": max(order.sudo().shipment_ids.ids, default=0),
                }
                for order in orders._filter_cancellable()
            ]
        )
        cancellations.order_id._log_cancellation(reason_code)
        # Whoever was asked to decide has decided.
        cancellations.order_id._close_troubles("buyer_asks_to_cancel", "cancelled_in_odoo")
        cancellations._run_soon()
        return cancellations

    # Read back

    def _settle_error(self, client, error, operation):
        """Amazon refused: look whether the order is cancelled already, for example by a repeat."""
        order = self.order_id
        # Where Amazon does not answer for the order, what is known of it counts.
        with suppress(Rejected, UnreadablePayload):
            order._load_one(self.account_id, client, order.amazon_ref, operation)
        if order.status == CANCELLED:
            self._mark_confirmed()
            return
        self._refuse(error)
        operation._count(failed=1)
        operation._error(f"{order.amazon_ref}: {error}", self)

    def _read_back(self, orders):
        """What an order shows as cancelled, Amazon has confirmed."""
        self.filtered(
            lambda document: (
                document.state in ("pending", "sent") and document.order_id.status == CANCELLED
            )
        )._mark_confirmed()

    def _give_up_waiting(self):
        """Amazon took the message, yet the order never showed it: a person has to look."""
        before = fields.Datetime.now() - LONGEST_SILENCE
        for document in self.filtered(lambda document: document.answered_at):
            if document.answered_at < before:
                document._refuse(
                    self.env._(
                        "Amazon took the message, but a day later still shows the order as %s. "
                        "Look at it in Seller Central.",
                        document.order_id.status,
                    )
                )

    def action_retry(self):
        """Send refused cancellations again, as their orders are by then."""
        self.check_access("write")
        for document in self.sudo():
            document.write(
                {
                    "answered_at": False,
                    "feed_ref": False,
                    "batch": False,
                    "lost_feeds": 0,
                    "last_parcel": max(document.order_id.shipment_ids.ids, default=0),
                }
            )
        return super().action_retry()
