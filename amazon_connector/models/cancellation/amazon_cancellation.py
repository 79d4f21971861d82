"""Outbox of cancellations: an order that the seller does not ship, to be cancelled at Amazon.

Amazon takes cancellations by the order acknowledgement feed alone, one feed per two minutes: what
waits goes together, and each order gets its own answer from the feed's report.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import LazyTranslate

from ...spapi.errors import Rejected
from ...spapi.orders import Cancellation, cancellation_feed, parse_processing_report
from ...spapi.orders.acknowledgement import CONTENT_TYPE, FEED_TYPE
from ..sync.amazon_sync_mixin import NO_SUCH_REF

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
FEED_POLL = timedelta(minutes=2)
# How long Amazon may take from a message that went well to an order that shows it.
LONGEST_SILENCE = timedelta(hours=24)
MOST_PER_FEED = 1000

_lt = LazyTranslate(__name__)


class AmazonCancellation(models.Model):
    _name = "amazon.cancellation"
    _description = "Amazon Cancellation"
    _inherit = ["amazon.outbox.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _sync_name = _lt("Cancellations")
    _rec_name = "order_id"

    order_id = fields.Many2one(
        "amazon.order", required=True, readonly=True, ondelete="cascade", index=True
    )
    store_id = fields.Many2one(related="order_id.store_id", store=True, index=True)
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
    feed_ref = fields.Char(string="Feed Id", readonly=True, copy=False)
    message_number = fields.Integer(
        readonly=True, copy=False, help="Number of the order's message in the feed, from 1."
    )
    answered_at = fields.Datetime(
        readonly=True, copy=False, help="When Amazon reported that the message went well (UTC)."
    )

    @api.model
    def _create_for(self, orders, reason_code):
        """Write down that orders are to be cancelled at Amazon; twice changes nothing.

        :param orders: ``amazon.order``, those that cannot be cancelled any more are left out
        :param reason_code: one of ``CANCEL_REASONS``
        :return: the new ``amazon.cancellation``
        """
        orders = orders.filtered(
            lambda order: (
                not order.cancellation_ids.filtered(
                    lambda known: known.state in ("pending", "sent")
                )
            )
        )
        cancellations = self.sudo().create(
            [
                {
                    "account_id": order.account_id.id,
                    "order_id": order.id,
                    "reason_code": reason_code,
                    "user_id": self.env.uid,
                }
                for order in orders._filter_cancellable()
            ]
        )
        # Whoever was asked to decide has decided.
        cancellations.order_id._close_troubles("buyer_asks_to_cancel", "cancelled_in_odoo")
        cancellations._run_soon()
        return cancellations

    # The job

    @api.model
    def _probe(self, client) -> bool:
        client.get_feed(NO_SUCH_REF)
        return True

    def _sync(self, schedule, operation):
        """Read what became of the feeds, then send what waits as one feed."""
        own = [("account_id", "=", schedule.account_id.id)]
        sent = self.search([*own, ("state", "=", "sent")])
        pending = self.search([*own, ("state", "=", "pending")], order="id", limit=MOST_PER_FEED)
        sent._give_up_waiting()
        unread = sent.filtered(
            lambda document: document.state == "sent" and not document.answered_at
        )
        if not unread and not pending:
            return
        with operation._counting(schedule.account_id._get_client()) as client:
            for feed_ref, cancellations in unread.grouped("feed_ref").items():
                cancellations._read_feed(client, feed_ref, operation)
                schedule._checkpoint()
            if pending:
                pending._push_safely(client, operation)

    def _get_pause(self, schedule, operation):
        pause = super()._get_pause(schedule, operation)
        unread = [
            ("account_id", "=", schedule.account_id.id),
            ("state", "=", "sent"),
            ("answered_at", "=", False),
        ]
        return min(pause, FEED_POLL) if self.search_count(unread, limit=1) else pause

    def _push(self, client):
        """Send these cancellations as one feed."""
        for number, cancellation in enumerate(self, 1):
            cancellation.message_number = number
        self.feed_ref = client.create_feed(
            FEED_TYPE,
            cancellation_feed(
                self.account_id.selling_partner_id,
                [cancellation._prepare_cancellation() for cancellation in self],
            ),
            content_type=CONTENT_TYPE,
            marketplace_ids=self.order_id.marketplace_id.mapped("code"),
        )
        self._mark_sent()

    def _push_safely(self, client, operation):
        """Send; a feed that Amazon does not take at all is refused for each of its orders."""
        try:
            self._push(client)
        except Rejected as error:
            self._refuse(str(error))
            operation._count(failed=len(self))
            operation._error(str(error), self[:1])
        else:
            operation._count(sent=len(self))

    def _prepare_cancellation(self):
        """:return: ``spapi.orders.Cancellation`` of all items that have not been shipped"""
        items = self.order_id.item_ids.filtered(
            lambda item: item.quantity_ordered > item.quantity_fulfilled
        )
        return Cancellation(
            self.order_id.amazon_ref, tuple(items.mapped("amazon_ref")), self.reason_code
        )

    # Read back

    def _read_feed(self, client, feed_ref, operation):
        """Ask what became of a feed, and of each of its orders once Amazon has worked it off."""
        feed = client.get_feed(feed_ref)
        if feed.status in ("IN_QUEUE", "IN_PROGRESS"):
            operation._info(self.env._("Amazon is working on feed %s.", feed_ref), self[:1])
            return
        if feed.status != "DONE" or not feed.result_document_id:
            self._refuse(self.env._("Amazon gave up on the feed (%s).", feed.status))
            operation._count(failed=len(self))
            return
        document = client.download_feed_result(feed.result_document_id)
        errors = parse_processing_report(document.text())
        for cancellation in self:
            if error := errors.get(cancellation.message_number) or errors.get(0):
                cancellation._settle_error(client, error, operation)
            else:
                cancellation.answered_at = fields.Datetime.now()
                operation._count(processed=1)

    def _settle_error(self, client, error, operation):
        """Amazon refused: look whether the order is cancelled already, for example by a repeat."""
        order = self.order_id
        order._load_one(self.account_id, client, order.amazon_ref, operation)
        if order.status == "CANCELLED":
            self._mark_confirmed()
            return
        self._refuse(error)
        operation._count(failed=1)
        operation._error(f"{order.amazon_ref}: {error}", self)

    def _read_back(self, orders):
        """What an order shows as cancelled, Amazon has confirmed."""
        self.filtered(
            lambda document: (
                document.state in ("pending", "sent") and document.order_id.status == "CANCELLED"
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
        self.check_access("write")
        self.sudo().write({"answered_at": False, "feed_ref": False})
        return super().action_retry()
