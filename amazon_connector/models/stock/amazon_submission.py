"""Outbox of quantities: what differs is collected; one batch is sent, and read back, as one."""

from datetime import timedelta
from itertools import chain

from odoo import api, fields, models
from odoo.tools import LazyTranslate

from ...spapi.words import DEFAULT_CHANNEL, LISTINGS_FEED

# Up to this many changes go one by one and act at once; more go as one feed.
MOST_PATCHES = 200
# So many go one by one with each run while feeds rest, what is sold out first.
MOST_URGENT = 200
# Amazon advises against more than one feed of a type in that time; it is the account's, not the
# store's. What patches carry meanwhile, at five a second, goes one by one.
FEED_PACE = timedelta(minutes=20)
MOST_CARRIED = 6000
# So long a newer number waits for the feed that carries an older one; then it goes another way.
FEED_PATIENCE = timedelta(minutes=30)
# After a feed that came to nothing: the pause until the next feed, doubled with each further one.
FEED_REST = timedelta(hours=1)
LONGEST_FEED_REST = timedelta(hours=8)
# All that is read of a listing to find out whether Amazon has to be told.
COLLECTED_FIELDS = (
    "product_id",
    "uom_id",
    "lead_time",
    "has_own_limits",
    "share",
    "buffer",
    "maximum",
    "store_id",
    "refused_lead_time",
    "wanted_quantity",
    "pushed_quantity",
    "pushed_lead_time",
    "pushed_at",
    "push_error",
    "push_retry_at",
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
    _sync_words = {
        "processed": (
            _lt("1 quantity accepted by Amazon"),
            _lt("%(count)s quantities accepted by Amazon"),
        ),
        "sent": (_lt("1 quantity sent"), _lt("%(count)s quantities sent")),
        "failed": (
            _lt("1 quantity not accepted by Amazon"),
            _lt("%(count)s quantities not accepted by Amazon"),
        ),
    }
    _feed_type = LISTINGS_FEED

    store_id = fields.Many2one(
        "amazon.store", required=True, ondelete="cascade", index=True, readonly=True
    )
    channel = fields.Selection(
        [("patch", "One by One"), ("feed", "Feed")],
        required=True,
        readonly=True,
        help="A few quantities go one by one, at once; many go together in a feed, which Amazon "
        "processes within minutes.",
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

    # Collect: what differs

    @api.model
    def _collect(self, store, operation, known_until=False, is_whole=True):
        """Compute the quantities of the store's FBM listings and write down what changed.

        :param known_until: time (UTC) until which the orders at Amazon are known
        :param is_whole: whether all listings are compared, or those whose stock has changed
        :return: the new ``amazon.submission``, empty when Amazon knows everything already
        """
        Listing = self.env["amazon.listing"]
        Listing._notice_moved(store)
        Listing._take_full_push(store)
        asked = Listing._take_looks(store)
        domain = self._get_listing_domain(store)
        if not is_whole:
            domain.append(("id", "in", asked.ids))
        listings = Listing.search_fetch(domain, COLLECTED_FIELDS)
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
        created = self._create_for(store, changed, changed & in_flight.listing_id)
        if len(created.message_line_ids) < len(changed):
            # The rest goes with the next run, at once: compared anew, what is sold out first.
            operation.state = "partial"
        return created

    def _get_listing_domain(self, store):
        """Listings that the seller ships, for certain: a quantity would turn another one, FBA or
        not known, into an offer of the seller's.
        """
        return [("store_id", "=", store.id), *chain(*self._get_offer_domains().values())]

    def _get_offer_domains(self):
        """What has to hold for the quantity of a listing to be told, whatever its store.

        :return: dict name → domain of ``amazon.listing``
        """
        return {
            "channel": [("fulfillment_channel", "=", DEFAULT_CHANNEL)],
            "listed": [("is_listed", "=", True)],
            "stocked": self._get_stocked_domain(),
        }

    def _get_stocked_domain(self):
        """Listings whose product has a quantity to tell. A hook, for kits."""
        return [("product_id.is_storable", "=", True)]

    def _find_in_flight(self, store):
        """:return: the ``amazon.submission.message`` that wait to be sent or answered"""
        return self.env["amazon.submission.message"].search(
            [("store_id", "=", store.id), ("state", "in", ("pending", "sent"))]
        )

    def _create_for(self, store, listings, overtaking=None):
        """Write down what goes to Amazon; what is sold out comes first and waits for no feed.

        :param overtaking: those of the listings that an older feed still carries: a second feed
            might be worked off before it, so they go one by one
        :return: the new ``amazon.submission``; of less than all the listings where feeds rest
        """
        ordered = listings.sorted(lambda listing: (listing.wanted_quantity > 0, listing.id))
        if len(ordered) <= MOST_PATCHES:
            return self._create_one(store, "patch", ordered)
        if self._is_feed_resting(store, len(ordered)):
            return self._create_one(store, "patch", ordered[:MOST_URGENT])
        urgent = ordered.filtered(lambda listing: listing._is_newly_sold_out())[:MOST_URGENT]
        if overtaking:
            urgent = ((ordered & overtaking) | urgent)[:MOST_URGENT]
            ordered -= overtaking - urgent
        patches = self._create_one(store, "patch", urgent)
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

    def _is_feed_resting(self, store, count=0):
        """Whether another feed waits for a while: the last ones came to nothing, or it is too soon.

        :param count: of the quantities that would go; more than patches carry until then go as a
            feed, however soon
        """
        recent = [
            ("account_id", "=", store.account_id.id),
            ("channel", "=", "feed"),
            ("sent_at", ">", fields.Datetime.now() - FEED_PACE),
        ]
        if count <= MOST_CARRIED and self.search_count(recent, limit=1):
            return True
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
