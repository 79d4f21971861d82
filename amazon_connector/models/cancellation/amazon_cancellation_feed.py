"""Cancellations on their way: sent together, and what follows from Amazon's answer."""

from datetime import timedelta
from functools import partial

from odoo import api, fields, models

from ...spapi.errors import Rejected
from ...spapi.orders import Cancellation, cancellation_feed
from ...spapi.words import CANCELLED
from ..sync.amazon_sync_mixin import NO_SUCH_REF
from ..sync.races import in_new_transaction

FEED_POLL = timedelta(minutes=2)
MOST_PER_FEED = 1000
# A feed of which nothing becomes known is sent again in halves, so often, to find what spoils it.
MOST_LOST_FEEDS = 3
# What Amazon has not worked off by then is a person's affair.
LONGEST_WAIT = timedelta(days=1)


class AmazonCancellation(models.Model):
    _inherit = "amazon.cancellation"

    # The job

    @api.model
    def _probe(self, client) -> bool:
        client.get_feed(NO_SUCH_REF)
        return True

    def _sync(self, schedule, operation):
        """Read what became of the feeds, then send what waits, a feed's worth at a time."""
        own = [("account_id", "=", schedule.account_id.id)]
        sent = self.search([*own, ("state", "=", "sent")])
        sent._give_up_waiting()
        unread = sent.filtered(
            lambda document: document.state == "sent" and not document.answered_at
        )
        if not unread and not self.search_count([*own, ("state", "=", "pending")], limit=1):
            return
        with operation._counting(schedule.account_id._get_client()) as client:
            trouble = unread._read_feeds(schedule, client, operation)
            self._push_pending(schedule, client, operation)
        if trouble:
            raise trouble

    def _get_pause(self, schedule, operation):
        pause = super()._get_pause(schedule, operation)
        open_ones = [
            ("account_id", "=", schedule.account_id.id),
            ("state", "in", ("pending", "sent")),
            ("answered_at", "=", False),
        ]
        return min(pause, FEED_POLL) if self.search_count(open_ones, limit=1) else pause

    # Push

    def _find_next(self, schedule, last):
        """The next cancellations that go together."""
        domain = [*self._get_pending_domain(schedule), ("id", ">", last[-1:].id or 0)]
        first = self.search(domain, order="id", limit=1)
        return self.search([*domain, ("batch", "=", first.batch)], order="id", limit=MOST_PER_FEED)

    def _push_safely(self, client, operation):
        """Send; a feed that Amazon does not take at all goes again in halves."""
        ready = in_new_transaction(self.env, self._filter_sendable)
        if not ready:
            return
        try:
            ready._push(client)
        except Rejected as error:
            ready._settle_lost(str(error), client, operation)
        else:
            operation._count(sent=len(ready))

    def _filter_sendable(self):
        """Orders may have been cancelled or shipped since: what is sent is true now."""
        waiting = self - self._drop_revived()
        open_ones = waiting.filtered(lambda document: document.order_id._filter_cancellable())
        for document in waiting - open_ones:
            if document.order_id.status == CANCELLED:
                document._mark_confirmed()
            else:
                document._refuse(
                    self.env._(
                        "The order is %s by now: it can be cancelled no longer.",
                        document.order_id.status,
                    )
                )
        return open_ones - open_ones._refuse_crossed()

    def _drop_revived(self):
        """Somebody has taken up again a sales order that was cancelled: Amazon is told nothing.

        :return: the cancellations that are no more
        """
        revived = self.filtered(
            lambda document: (
                document.follows_sale
                and document.order_id.sale_order_id.state in ("draft", "sent", "sale")
            )
        )
        for order in revived.order_id:
            order._message_log(
                body=self.env._(
                    "%s was taken up again: the order is not cancelled at Amazon.",
                    order.sale_order_id._get_html_link(),
                )
            )
        revived.unlink()
        return revived

    def _push(self, client):
        """Send these cancellations as one feed."""
        content = cancellation_feed(
            self.account_id.selling_partner_id,
            [cancellation._prepare_cancellation() for cancellation in self],
        )
        feed_ref = self._create_feed(client, content, self.order_id.marketplace_id)
        in_new_transaction(self.env, partial(self._keep_feed, feed_ref))

    def _keep_feed(self, feed_ref):
        for number, cancellation in enumerate(self, 1):
            cancellation.message_number = number
        self._mark_sent(feed_ref=feed_ref)

    def _prepare_cancellation(self):
        """:return: ``spapi.orders.Cancellation`` of all items that have not been shipped"""
        items = self.order_id.item_ids.filtered(
            lambda item: item.quantity_ordered > item.quantity_fulfilled
        )
        return Cancellation(
            self.order_id.amazon_ref, tuple(items.mapped("amazon_ref")), self.reason_code
        )

    # Answers

    def _get_feed_messages(self):
        return {document.message_number: document for document in self}

    def _settle_feed(self, accepted, refused, unanswered, client, operation):
        for document in accepted:
            document.answered_at = fields.Datetime.now()
        operation._count(processed=len(accepted))
        for document, words in refused.items():
            document._settle_error(client, words, operation)
        if unanswered:
            reason = next(iter(unanswered.values()))
            self.browse().concat(*unanswered)._settle_lost(reason, client, operation)

    def _settle_lost(self, reason, client, operation):
        """Amazon took none of them, or nobody knows: that says nothing of the single order.

        They go again in halves, so that one that spoils a feed is refused alone. Repeating a
        cancellation is harmless: an order that is cancelled by then is confirmed.
        """
        tired = self.filtered(lambda document: document.lost_feeds >= MOST_LOST_FEEDS)
        if len(self) == 1:
            tired = self
        for document in tired:
            document._settle_error(client, reason, operation)
        rest = self - tired
        operation._info(reason, self[:1])
        for number, half in enumerate((rest[: len(rest) // 2], rest[len(rest) // 2 :])):
            half._send_anew(f"{self[:1].batch or self[:1].id}.{number}")

    def _send_anew(self, batch):
        for document in self:
            document.write(
                {
                    "state": "pending",
                    "feed_ref": False,
                    "batch": batch,
                    "lost_feeds": document.lost_feeds + 1,
                }
            )

    def _follow_late_feed(self, age, client, operation):
        """A feed that does not end is sent anew; after a day a person is told."""
        since = fields.Datetime.now() - LONGEST_WAIT
        tired = self.filtered(lambda document: document.create_date < since)
        for document in tired:
            document._settle_error(
                client, self.env._("Amazon has not worked off the feed for a day."), operation
            )
        (self - tired)._send_anew(f"{self[:1].id}.late")
