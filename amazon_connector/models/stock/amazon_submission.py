"""Outbox of quantities: one batch sent to Amazon, and what became of each of its messages."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import LazyTranslate

from ...spapi.errors import Rejected, Throttled
from ...spapi.listings import listings_feed, parse_listings_feed_result

STOCK_FEED = "JSON_LISTINGS_FEED"
# Up to this many changes go one by one and act at once; more go as one feed.
MOST_PATCHES = 200
FEED_POLL = timedelta(minutes=2)

_lt = LazyTranslate(__name__)


class AmazonSubmission(models.Model):
    _name = "amazon.submission"
    _description = "Amazon Submission"
    _inherit = ["amazon.outbox.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _sync_scope = "store"
    _sync_minutes = 15
    _sync_lane = "amazon.submission"
    _sync_name = _lt("Stock")

    store_id = fields.Many2one(
        "amazon.store", required=True, ondelete="cascade", index=True, readonly=True
    )
    channel = fields.Selection(
        [("patch", "One by one"), ("feed", "Feed")], required=True, readonly=True
    )
    feed_ref = fields.Char(string="Feed Id", readonly=True, copy=False)
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
        """Read what became of the feeds, find what differs, send it."""
        store = schedule.store_id
        with operation._counting(schedule.account_id._get_client()) as client:
            self._read_feeds(schedule, client, operation)
            if not store.push_stock or store.state != "live":
                operation._info(
                    self.env._("Pushing stock is switched off, or the store is not live."), store
                )
                return
            self._collect(store, operation)
            schedule._checkpoint()
            self._push_pending(schedule, client, operation)

    def _get_pause(self, schedule, operation):
        pause = super()._get_pause(schedule, operation)
        open_feeds = self.search_count(
            [("store_id", "=", schedule.store_id.id), ("state", "=", "sent")], limit=1
        )
        return min(pause, FEED_POLL) if open_feeds else pause

    # Collect: what differs

    @api.model
    def _collect(self, store, operation):
        """Compute the quantities of the store's FBM listings and write down what changed.

        :return: the new ``amazon.submission``, empty when Amazon knows everything already
        """
        listings = self.env["amazon.listing"].search_fetch(
            self._get_listing_domain(store),
            [
                "product_id",
                "wanted_quantity",
                "pushed_quantity",
                "pushed_at",
                "lead_time",
                "is_fba",
            ],
        )
        mapper = self.env["amazon.stock.mapper"]
        available = mapper._get_available(store, listings.product_id)
        changed = self.env["amazon.listing"]
        for listing in listings:
            quantity = mapper._get_quantity_to_push(
                listing, available.get(listing.product_id.id, 0)
            )
            if listing.wanted_quantity != quantity:
                listing.wanted_quantity = quantity
            if not listing.pushed_at or listing.pushed_quantity != quantity:
                changed |= listing
        changed -= self._get_in_flight(store)
        operation._count(skipped=len(listings) - len(changed))
        return self._create_for(store, changed)

    def _get_listing_domain(self, store):
        """FBA listings are Amazon's business: a quantity would turn them into FBM offers."""
        return [
            ("store_id", "=", store.id),
            ("is_fba", "=", False),
            ("is_listed", "=", True),
            *self._get_stocked_domain(),
        ]

    def _get_stocked_domain(self):
        """Listings whose product has a quantity to tell. A hook, for kits."""
        return [("product_id.is_storable", "=", True)]

    def _get_in_flight(self, store):
        """Listings with a quantity under way; a newer one waits, so that none overtakes it."""
        return (
            self.env["amazon.submission.message"]
            .search([("store_id", "=", store.id), ("state", "in", ("pending", "sent"))])
            .listing_id
        )

    def _create_for(self, store, listings):
        """Write down one submission for listings; what is sold out comes first."""
        if not listings:
            return self.browse()
        ordered = listings.sorted(lambda listing: (listing.wanted_quantity > 0, listing.id))
        return self.create(
            {
                "account_id": store.account_id.id,
                "store_id": store.id,
                "channel": "patch" if len(ordered) <= MOST_PATCHES else "feed",
                "message_line_ids": [
                    (
                        0,
                        0,
                        {
                            "listing_id": listing.id,
                            "quantity": listing.wanted_quantity,
                            "lead_time": listing.lead_time or store.lead_time,
                        },
                    )
                    for listing in ordered
                ],
            }
        )

    # Push: network out

    def _push(self, client):
        if self.channel == "patch":
            self._push_patches(client)
        else:
            self._push_feed(client)

    def _push_patches(self, client):
        """Patch listing by listing; what the quota does not carry goes on as a feed."""
        mapper = self.env["amazon.stock.mapper"]
        market = self.store_id.marketplace_id.code
        for message in self.message_line_ids.filtered(lambda line: line.state == "pending"):
            payload = mapper._prepare_quantity_payload(message.quantity, message.lead_time)
            try:
                result = client.patch_listings_item(message.listing_id.seller_sku, market, payload)
            except Throttled:
                self._go_on_as_feed(client)
                return
            except Rejected as error:
                message._refuse(str(error))
            else:
                message._settle(result.issues if result.status == "INVALID" else ())
        self._mark_sent()
        self._mark_confirmed()

    def _go_on_as_feed(self, client):
        """The quota for patches is used up: the rest goes as one feed in this same run."""
        rest = self.message_line_ids.filtered(lambda line: line.state == "pending")
        if rest == self.message_line_ids:
            self.channel = "feed"
            self._push_feed(client)
            return
        feed = self.create(
            {"account_id": self.account_id.id, "store_id": self.store_id.id, "channel": "feed"}
        )
        rest.submission_id = feed
        self._mark_sent()
        self._mark_confirmed()

    def _push_feed(self, client):
        mapper = self.env["amazon.stock.mapper"]
        messages = self.message_line_ids.filtered(lambda line: line.state == "pending")
        content = listings_feed(
            self.account_id.selling_partner_id,
            [mapper._prepare_feed_message(message) for message in messages],
        )
        self.feed_ref = client.create_feed(
            STOCK_FEED, content, marketplace_ids=[self.store_id.marketplace_id.code]
        )
        messages._mark_sent()
        self._mark_sent()

    def _count_sent(self):
        return len(self.message_line_ids.filtered(lambda line: line.state != "pending"))

    # Read back

    def _read_feeds(self, schedule, client, operation):
        """Look at every feed of the store that Amazon has not reported on yet."""
        feeds = self.search(
            [
                ("store_id", "=", schedule.store_id.id),
                ("state", "=", "sent"),
                ("channel", "=", "feed"),
            ]
        )
        for feed in feeds:
            feed._read_feed(client, operation)
            schedule._checkpoint()

    def _read_feed(self, client, operation):
        """Ask what became of a feed, and of each of its messages once Amazon has worked it off."""
        feed = client.get_feed(self.feed_ref)
        if feed.status in ("IN_QUEUE", "IN_PROGRESS"):
            operation._info(self.env._("Amazon is working on feed %s.", self.feed_ref), self)
            return
        if feed.status != "DONE" or not feed.result_document_id:
            self.message_line_ids._forget()
            self._refuse(self.env._("Amazon gave up on the feed (%s).", feed.status))
            return
        result = parse_listings_feed_result(
            client.download_feed_result(feed.result_document_id).text()
        )
        for message in self.message_line_ids:
            message._settle(result.issues_by_message_id.get(message.id, ()))
        self._mark_confirmed()
        refused = self.refused_count
        operation._count(processed=self.message_line_count - refused, failed=refused)
