"""Outbox of quantities: what differs is collected; one batch is sent, and read back, as one."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import LazyTranslate

from ...spapi.errors import Throttled, Unavailable
from ...spapi.words import DEFAULT_CHANNEL, LISTINGS_FEED

# Up to this many changes go one by one and act at once; more go as one feed.
MOST_PATCHES = 200
# So many of them go one by one all the same while feeds do not work, the urgent ones first.
MOST_URGENT = 200
FEED_POLL = timedelta(minutes=2)
# So long a newer number waits for the feed that carries an older one; then it goes another way.
FEED_PATIENCE = timedelta(minutes=30)
# After a feed that came to nothing: the pause until the next feed, doubled with each further one.
FEED_REST = timedelta(hours=1)
LONGEST_FEED_REST = timedelta(hours=8)
# All that is read of a listing to find out whether Amazon has to be told.
COLLECTED_FIELDS = (
    "product_id",
    "lead_time",
    "share",
    "buffer",
    "maximum",
    "store_id",
    "wanted_quantity",
    "pushed_quantity",
    "pushed_lead_time",
    "pushed_at",
    "push_error",
    "amazon_quantity",
    "amazon_quantity_at",
    "told_again_at",
)

_lt = LazyTranslate(__name__)


class AmazonSubmission(models.Model):
    _name = "amazon.submission"
    _description = "Amazon Submission"
    _inherit = ["amazon.feed.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _sync_scope = "store"
    _sync_minutes = 15
    _sync_lane = "amazon.submission"
    _sync_name = _lt("Stock")
    _feed_type = LISTINGS_FEED

    store_id = fields.Many2one(
        "amazon.store", required=True, ondelete="cascade", index=True, readonly=True
    )
    channel = fields.Selection(
        [("patch", "One by one"), ("feed", "Feed")], required=True, readonly=True
    )
    is_late = fields.Boolean(
        string="Late",
        readonly=True,
        help="Amazon has not ended the feed for hours: its quantities were told again another way.",
    )
    message_line_ids = fields.One2many("amazon.submission.message", "submission_id", readonly=True)
    message_line_count = fields.Integer(string="Quantities", compute="_compute_counts")
    refused_count = fields.Integer(string="Refused", compute="_compute_counts")

    @api.depends("message_line_ids.state")
    def _compute_counts(self):
        Message = self.env["amazon.submission.message"]
        domain = [("submission_id", "in", self.ids)]
        counts = dict(Message._read_group(domain, ["submission_id"], ["__count"]))
        refused = dict(
            Message._read_group(
                [*domain, ("state", "=", "refused")], ["submission_id"], ["__count"]
            )
        )
        for submission in self:
            submission.message_line_count = counts.get(submission, 0)
            submission.refused_count = refused.get(submission, 0)

    @api.depends("store_id", "channel")
    def _compute_display_name(self):
        for submission in self:
            submission.display_name = f"{submission.store_id.display_name} #{submission.id}"

    # The job

    def _sync(self, schedule, operation):
        """Read what became of the feeds, find what differs, send it.

        A feed that cannot be looked at now never keeps newer quantities back.
        """
        store, account = schedule.store_id, schedule.account_id
        with operation._counting(account._get_client()) as client:
            error = self._look_at_feeds(schedule, client, operation)
        if store.push_stock and store.state == "live":
            known_until = self.env["amazon.listing"]._look_at_orders(store)
            self._collect(store, operation, known_until)
            schedule._checkpoint()
            with operation._counting(account._get_client()) as client:
                self._push_pending(schedule, client, operation)
        else:
            # Collected anew once it is switched on; until then nothing is due.
            self.search(self._get_pending_domain(schedule)).unlink()
            operation._info(
                self.env._("Pushing stock is switched off, or the store is not live."), store
            )
        if error:
            raise error

    def _look_at_feeds(self, schedule, client, operation):
        """:return: the error for which feeds could not be read, if Amazon is busy or away"""
        unread = self.search(
            [
                ("store_id", "=", schedule.store_id.id),
                ("state", "=", "sent"),
                ("channel", "=", "feed"),
            ],
            order="id",
        )
        try:
            unread._read_feeds(schedule, client, operation)
        except (Throttled, Unavailable) as error:
            return error
        return None

    def _get_pause(self, schedule, operation):
        pause = super()._get_pause(schedule, operation)
        awaited = [
            ("store_id", "=", schedule.store_id.id),
            ("state", "=", "sent"),
            ("is_late", "=", False),
        ]
        return min(pause, FEED_POLL) if self.search_count(awaited, limit=1) else pause

    # Collect: what differs

    @api.model
    def _collect(self, store, operation, known_until=False):
        """Compute the quantities of the store's FBM listings and write down what changed.

        :param known_until: time (UTC) until which the orders at Amazon are known
        :return: the new ``amazon.submission``, empty when Amazon knows everything already
        """
        listings = self.env["amazon.listing"].search_fetch(
            self._get_listing_domain(store), COLLECTED_FIELDS
        )
        quantities = self.env["amazon.stock.mapper"]._get_quantities(listings)
        for listing in listings:
            quantity = quantities[listing].quantity
            if listing.wanted_quantity != quantity:
                listing.write({"wanted_quantity": quantity, "told_again_at": False})
        in_flight = self._find_in_flight(store)
        (listings - in_flight.listing_id)._follow_drift(known_until, operation)
        changed = listings.filtered(lambda listing: listing._is_untold())
        changed -= in_flight._get_waiting()
        operation._count(skipped=len(listings) - len(changed))
        return self._create_for(store, changed, changed & in_flight.listing_id)

    def _get_listing_domain(self, store):
        """Listings that the seller ships, for certain: a quantity would turn another one, FBA or
        not known, into an offer of the seller's.
        """
        return [
            ("store_id", "=", store.id),
            ("fulfillment_channel", "=", DEFAULT_CHANNEL),
            ("is_listed", "=", True),
            *self._get_stocked_domain(),
        ]

    def _get_stocked_domain(self):
        """Listings whose product has a quantity to tell. A hook, for kits."""
        return [("product_id.is_storable", "=", True)]

    def _find_in_flight(self, store):
        """:return: the ``amazon.submission.message`` that wait to be sent or answered"""
        return self.env["amazon.submission.message"].search(
            [("store_id", "=", store.id), ("state", "in", ("pending", "sent"))]
        )

    def _create_for(self, store, listings, overtaking=None):
        """Write down what goes to Amazon; what is sold out comes first.

        :param overtaking: those of the listings that an older feed still carries: a second feed
            might be worked off before it, so they go one by one
        :return: the new ``amazon.submission``
        """
        ordered = listings.sorted(lambda listing: (listing.wanted_quantity > 0, listing.id))
        if len(ordered) <= MOST_PATCHES:
            return self._create_one(store, "patch", ordered)
        if self._is_feed_resting(store):
            return self._create_one(store, "patch", ordered[:MOST_URGENT])
        urgent = ordered & overtaking if overtaking else ordered.browse()
        patches = self._create_one(store, "patch", urgent[:MOST_URGENT])
        return patches | self._create_one(store, "feed", ordered - urgent)

    def _create_one(self, store, channel, listings):
        if not listings:
            return self.browse()
        return self.create(
            {
                "account_id": store.account_id.id,
                "store_id": store.id,
                "channel": channel,
                "message_line_ids": [
                    (0, 0, listing._prepare_message_vals()) for listing in listings
                ],
            }
        )

    def _is_feed_resting(self, store):
        """Whether the last feeds came to nothing, so that another one waits for a while."""
        feeds = self.search(
            [
                ("store_id", "=", store.id),
                ("channel", "=", "feed"),
                ("state", "in", ("confirmed", "failed")),
            ],
            order="id desc",
            limit=10,
        )
        failures = 0
        while failures < len(feeds) and feeds[failures].state == "failed":
            failures += 1
        if not failures:
            return False
        rest = min(FEED_REST * 2 ** (failures - 1), LONGEST_FEED_REST)
        return feeds[0].write_date + rest > fields.Datetime.now()

    # Buttons

    def action_retry(self):
        """Tell the quantities of lost or refused messages again: those that are true by then."""
        self.check_access("write")
        messages = self.sudo().message_line_ids
        messages.filtered(lambda line: line.state in ("refused", "lost")).write(
            {"state": "pending", "reason": False}
        )
        return super().action_retry()
