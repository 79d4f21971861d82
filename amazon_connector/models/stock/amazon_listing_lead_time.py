"""Days to ship: sent along with the quantity, read back, and left alone where Amazon keeps its own.

Where *Automated Handling Time* is on, Amazon refuses a lead time or shows another one. The
quantity must not suffer from that, and nobody wins a fight: the lead time is told again once, then
a person is told and it is no longer sent. Another lead time, or a full push, tries again.
"""

from contextlib import suppress
from functools import partial

from odoo import api, fields, models
from odoo.tools import split_every

from ...spapi.errors import Rejected, Throttled, Unavailable, UnreadablePayload
from ...spapi.listings import ListingItem
from ...spapi.operations.listings import SHIPPING_DATA
from ...spapi.words import DEFAULT_CHANNEL, is_amazons
from ..sync.amazon_outbox_mixin import MOST_STUMBLES
from ..sync.pacing import paced
from ..sync.races import in_new_transaction

# searchListingsItems takes this many SKUs.
MOST_SKUS = 20
# So many listings are read back with one run: ten seconds of the quota.
MOST_READ_BACK = 1000


class AmazonListing(models.Model):
    _inherit = "amazon.listing"

    pushed_lead_time = fields.Integer(readonly=True, help="Lead time that Amazon was told last.")
    amazon_lead_time = fields.Integer(
        string="Lead Time at Amazon",
        readonly=True,
        aggregator=None,
        help="As read back from Amazon; 0: not known.",
    )
    lead_time_read_at = fields.Datetime(readonly=True, help="When the lead time was read back.")
    is_lead_time_told_again = fields.Boolean(
        readonly=True, help="Amazon showed another lead time than it was told; it was told again."
    )
    refused_lead_time = fields.Integer(
        readonly=True,
        help="Amazon did not take this lead time, or did not keep it: it is no longer sent.",
    )
    is_lead_time_refused = fields.Boolean(
        string="Lead Time Not Kept",
        compute="_compute_is_lead_time_refused",
        help="Amazon keeps a handling time of its own for this listing.",
    )

    @api.depends("lead_time", "store_id.lead_time", "refused_lead_time")
    def _compute_is_lead_time_refused(self):
        for listing in self:
            wanted = listing.lead_time or listing.store_id.lead_time
            listing.is_lead_time_refused = bool(wanted and wanted == listing.refused_lead_time)

    def _get_lead_time(self):
        """:return: days to ship that go along with the quantity; 0 leaves Amazon's value"""
        wanted = self.lead_time or self.store_id.lead_time
        return 0 if wanted == self.refused_lead_time else wanted

    def _prepare_lead_time_vals(self, lead_time):
        """:param lead_time: days that Amazon was told, 0 for none
        :return: value dict
        """
        if lead_time == self.pushed_lead_time:
            return {}
        return {"pushed_lead_time": lead_time, "lead_time_read_at": False}

    def _leave_lead_time(self, days):
        """Amazon does not take this lead time, or does not keep it: it is no longer sent."""
        self.write(
            {
                "refused_lead_time": days,
                "pushed_lead_time": 0,
                "is_lead_time_told_again": False,
            }
        )

    # Read back

    @api.model
    def _read_back_lead_times(self, schedule, client):
        """Look at listings whose lead time was told and not looked at since.

        What cannot be asked now is asked with the next run.
        """
        Submission = self.env["amazon.submission"]
        store = schedule.store_id
        domain = [
            *Submission._get_listing_domain(store),
            ("pushed_lead_time", ">", 0),
            ("pushed_at", "!=", False),
            ("push_error", "=", False),
            ("lead_time_read_at", "=", False),
            ("id", "not in", Submission._find_in_flight(store).listing_id.ids),
        ]
        unread = self.search_fetch(domain, ["seller_sku"], limit=MOST_READ_BACK)
        in_a_row = 0
        for ids in split_every(MOST_SKUS, unread.ids):
            listings = self.browse(ids)
            try:
                items = listings._look_at_amazon(client, store)
            except (Throttled, Unavailable) as error:
                in_a_row += 1
                # It may be these that Amazon stumbles over; they are asked for again later.
                is_away = isinstance(error, Throttled) or error.status is None
                if is_away or in_a_row == MOST_STUMBLES:
                    return
                continue
            in_a_row = 0
            in_new_transaction(self.env, partial(listings._compare_lead_times, items))
            schedule._checkpoint()

    def _look_at_amazon(self, client, store) -> dict[str, ListingItem]:
        """:return: dict seller SKU → ``spapi`` item, without those that Amazon says nothing of"""
        market = store.marketplace_id.code
        # Amazon separates the SKUs that it is asked for by commas.
        odd = [sku for sku in self.mapped("seller_sku") if "," in sku]
        skus = [sku for sku in self.mapped("seller_sku") if "," not in sku]
        items = []
        # Not read is no news; they are looked at again when they are told something else.
        with suppress(Rejected, UnreadablePayload):
            if skus:
                search = partial(client.search_listings_items, market, skus=skus)
                items += paced(partial(search, included_data=SHIPPING_DATA)).items
            for sku in odd:
                get = partial(client.get_listings_item, sku, [market])
                items.append(paced(partial(get, included_data=SHIPPING_DATA)))
        return {item.sku: item for item in items}

    def _compare_lead_times(self, items):
        """Follow what Amazon shows of these listings.

        :param items: dict seller SKU → ``spapi.listings.ListingItem``
        """
        now = fields.Datetime.now()
        for listing in self:
            item = items.get(listing.seller_sku)
            listing.lead_time_read_at = now
            channels = set(item.quantities) if item else set()
            if DEFAULT_CHANNEL not in channels and any(map(is_amazons, channels)):
                listing._believe_amazon_ships(now)
                continue
            days = item.lead_times.get(DEFAULT_CHANNEL) if item else None
            if days is None:
                continue
            listing.amazon_lead_time = days
            if days == listing.pushed_lead_time:
                listing.is_lead_time_told_again = False
            elif listing.is_lead_time_told_again:
                listing._leave_lead_time(listing.pushed_lead_time)
            else:
                listing.write({"is_lead_time_told_again": True, "pushed_lead_time": 0})
